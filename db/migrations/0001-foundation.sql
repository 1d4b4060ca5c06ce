-- Who may do what in this database.
--
--   owner   the role that runs the migrations; owns every table; the running desk never acts as it
--   einlass_app   what the running desk is: neither owner nor superuser, so row-level security binds it
--
-- Roles belong to the whole cluster, not to one database: that is why this asks before it creates.

do $$
begin
  if not exists (select from pg_roles where rolname = 'einlass_app') then
    create role einlass_app nologin nosuperuser nobypassrls;
  end if;
end $$;

revoke create on schema public from public;
-- Human beings and how they sign in. A person may own accounts, be a guest in others and work for the provider;
-- nothing in here opens anything: access comes only from access.grants.

create schema people;
grant usage on schema people to einlass_app;

create table people.persons (
  id              uuid primary key,
  name            text not null constraint person_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 200),
  -- As the person typed it; compared in lower case.
  address         text not null constraint person_address_must_look_like_mail check (address ~ '^[^@\s]+@[^@\s]+$' and length(address) <= 254),
  language        text not null constraint person_language_is_spoken_here check (language in ('de', 'en', 'nl')),
  made_at         timestamptz not null,
  -- argon2id, encoded with its parameters; null: this person cannot sign in with a password.
  password_hash   text,
  password_set_at timestamptz,
  deactivated_at  timestamptz,
  deactivated_by  uuid references people.persons,
  deactivated_note text,
  -- When everything he had anywhere was ended: account by account, after the mark, which already refuses him everywhere.
  access_ended_at timestamptz,
  -- Topics of which this person wants no mail; what concerns his sign-in or an ending is sent all the same.
  muted           text[] not null default '{}',
  constraint access_ends_with_the_person check (access_ended_at is null or deactivated_at is not null),
  constraint password_has_a_date check ((password_hash is null) = (password_set_at is null))
);
create unique index person_address_is_used_once on people.persons (lower(address));
create index persons_without_a_password on people.persons (id) where password_hash is null and deactivated_at is null;
create index persons_whose_access_is_being_ended on people.persons (id) where deactivated_at is not null and access_ended_at is null;

-- One signed-in browser. The cookie's value is never stored, only its SHA-256.
--
--   live ──sign out, end all, password changed──▶ ended      live is derived: ended_at is null, now < expires_at
create table people.sessions (
  id            uuid primary key,
  person_id     uuid not null references people.persons,
  token_hash    bytea not null unique constraint session_token_is_a_sha256 check (length(token_hash) = 32),
  begun_at      timestamptz not null,
  expires_at    timestamptz not null,
  last_seen_at  timestamptz not null,
  network       text,
  device        text,
  -- By what the person proved who he is: 'password', 'totp', 'recovery-code', 'passkey', 'provider', 'link'.
  methods       text[] not null,
  -- When he last proved it: at sign-in, or anew before something dangerous.
  proved_at     timestamptz not null,
  ended_at      timestamptz,
  ended_cause   text constraint session_ending_cause_is_known check (ended_cause in ('signed-out', 'ended-by-person', 'ended-by-provider', 'sign-in-changed', 'password-changed', 'person-deactivated')),
  constraint session_was_proved_by_something check (cardinality(methods) > 0),
  constraint session_must_end_after_it_begins check (expires_at > begun_at),
  constraint ended_session_names_its_cause check ((ended_at is null) = (ended_cause is null))
);
create index live_sessions_of_a_person on people.sessions (person_id) where ended_at is null;

create index sessions_of_a_person on people.sessions (person_id, begun_at desc);

-- Somebody who is signing in and has not proven everything that is needed. It opens nothing and no operation knows it;
-- a session is made when it is finished, and only then.
--
--   begun ──password, provider──▶ half ──code, passkey──▶ finished (a session)      over: expires_at ≤ now
create table people.sign_ins (
  id           uuid primary key,
  token_hash   bytea not null unique constraint sign_in_token_is_a_sha256 check (length(token_hash) = 32),
  begun_at     timestamptz not null,
  expires_at   timestamptz not null,
  -- null: a passkey, or the provider's OpenID provider, will say who it is.
  person_id    uuid references people.persons,
  methods      text[] not null default '{}',
  -- What an answer must be made for: a WebAuthn challenge, or state, nonce and verifier of OpenID Connect.
  expects      jsonb,
  -- Codes that were wrong.
  failures     integer not null default 0,
  to_path      text not null,
  finished_at  timestamptz,
  constraint sign_in_must_end_after_it_begins check (expires_at > begun_at)
);
create index sign_ins_by_age on people.sign_ins (expires_at);

-- What a signed-in person was asked to answer with a passkey: to add one, or to prove anew who he is. Used once.
create table people.challenges (
  id           uuid primary key,
  session_id   uuid not null references people.sessions,
  purpose      text not null constraint challenge_purpose_is_known check (purpose in ('add-passkey', 'prove')),
  challenge    text not null,
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  constraint challenge_must_end_after_it_begins check (expires_at > made_at)
);
create index challenges_of_a_session on people.challenges (session_id, purpose) where used_at is null;

-- Passkeys (WebAuthn Level 3). The public key only; the private one never leaves its authenticator.
create table people.passkeys (
  id             uuid primary key,
  person_id      uuid not null references people.persons,
  -- base64url
  credential_id  text not null,
  -- COSE (RFC 9052)
  public_key     bytea not null,
  sign_count     bigint not null,
  transports     text[] not null default '{}',
  -- 'singleDevice' or 'multiDevice': is it synchronised between devices?
  device_type    text not null,
  name           text not null constraint passkey_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 100),
  made_at        timestamptz not null,
  last_used_at   timestamptz,
  removed_at     timestamptz
);
create unique index credential_is_used_once on people.passkeys (credential_id);
create index passkeys_of_a_person on people.passkeys (person_id) where removed_at is null;

-- One-time codes of an authenticator app (RFC 6238). The secret is sealed by a key of this instance and bound to its person.
create table people.totps (
  person_id      uuid primary key references people.persons,
  sealed_secret  bytea not null,
  made_at        timestamptz not null,
  -- When the first right code showed that the app has it; before, it counts for nothing.
  confirmed_at   timestamptz,
  -- The time step of the last code that was taken: none is taken twice (RFC 6238 §5.2).
  last_step      bigint not null default 0
);

-- For who has lost his app or passkey. 118 random bits each, so a fast hash is right (OWASP ASVS 5.0, 6.5.2: from 112 on).
create table people.recovery_codes (
  person_id  uuid not null references people.persons,
  code_hash  bytea not null constraint recovery_code_is_a_sha256 check (length(code_hash) = 32),
  made_at    timestamptz not null,
  used_at    timestamptz,
  primary key (person_id, code_hash)
);

-- Who of the provider's own OpenID provider is which person here (OpenID Connect Core §5.7: issuer and subject).
create table people.provider_identities (
  issuer     text not null,
  subject    text not null,
  person_id  uuid not null references people.persons,
  linked_at  timestamptz not null,
  primary key (issuer, subject),
  constraint person_has_one_identity_of_an_issuer unique (issuer, person_id)
);

-- Links that work once, bound to a purpose and to the address they were sent to. Consumed by one update.
create table people.single_use_links (
  id          uuid primary key,
  purpose     text not null constraint link_purpose_is_known check (purpose in ('setup', 'password', 'invitation', 'address-old', 'address-new', 'change-old', 'change-new', 'change-stop')),
  token_hash  bytea not null unique constraint link_token_is_a_sha256 check (length(token_hash) = 32),
  person_id   uuid references people.persons,
  -- Where it was sent; null: shown on a screen.
  address     text,
  -- The invitation or the change that it is about.
  about_id    uuid,
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  constraint link_must_end_after_it_begins check (expires_at > made_at)
);
create index links_of_a_person on people.single_use_links (person_id, purpose) where used_at is null;
create index links_about_something on people.single_use_links (about_id) where about_id is not null;

-- Another address, confirmed by the old mailbox and by the new one.
--
--   asked ──old_confirmed_at, new_confirmed_at──▶ done      stopped_at: by the person; over: expires_at ≤ now
create table people.address_changes (
  id                uuid primary key,
  person_id         uuid not null references people.persons,
  old_address       text not null,
  new_address       text not null constraint new_address_must_look_like_mail check (new_address ~ '^[^@\s]+@[^@\s]+$' and length(new_address) <= 254),
  asked_at          timestamptz not null,
  expires_at        timestamptz not null,
  old_confirmed_at  timestamptz,
  new_confirmed_at  timestamptz,
  done_at           timestamptz,
  stopped_at        timestamptz,
  constraint address_change_was_confirmed_twice check (done_at is null or (old_confirmed_at is not null and new_confirmed_at is not null))
);
create unique index address_is_changed_once_at_a_time on people.address_changes (person_id) where done_at is null and stopped_at is null;

-- Somebody is invited into the account: by its owner to be a member, or by a door, which keeps what it offers itself.
-- What was promised is what is given on acceptance.
--
--   pending ──▶ accepted | declined (by the invited) | withdrawn (by who may)      lapsed is derived: expires_at ≤ now
create table people.invitations (
  id           uuid primary key,
  account_id   uuid not null,
  name         text not null constraint invited_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 200),
  address      text not null constraint invited_address_must_look_like_mail check (address ~ '^[^@\s]+@[^@\s]+$' and length(address) <= 254),
  language     text not null constraint invitation_language_is_spoken_here check (language in ('de', 'en', 'nl')),
  -- As a member; null: a door invites.
  role         text constraint member_role_is_known check (role in ('deputy', 'viewer')),
  -- null: without end
  until        timestamptz,
  invited_by   uuid not null references people.persons,
  invited_at   timestamptz not null,
  sent_at      timestamptz not null,
  expires_at   timestamptz not null,
  accepted_at  timestamptz,
  accepted_by  uuid references people.persons,
  declined_at  timestamptz,
  withdrawn_at timestamptz,
  -- Whoever has the mailbox says that he is somebody else.
  not_me_at    timestamptz,
  -- What the invited asks of whoever invites: that an address counts with which he is signed in, or another link.
  asked_for    text constraint invited_asks_for_something_known check (asked_for in ('another-address', 'another-link')),
  asked_at     timestamptz,
  other_name   text,
  other_address text,
  constraint invitation_is_answered_once check (num_nonnulls(accepted_at, declined_at, withdrawn_at) <= 1),
  constraint not_me_is_declined check (not_me_at is null or not_me_at = declined_at),
  constraint asking_has_a_time check ((asked_for is null) = (asked_at is null)),
  constraint other_address_is_asked_for_by_name check (num_nonnulls(other_name, other_address) = case when asked_for = 'another-address' then 2 else 0 end),
  unique (account_id, id)
);
create unique index address_is_invited_once on people.invitations (account_id, lower(address)) where accepted_at is null and declined_at is null and withdrawn_at is null;
create index invitations_of_an_account on people.invitations (account_id, invited_at desc, id desc);
create index invitations_of_an_address on people.invitations (lower(address)) where accepted_at is null and declined_at is null and withdrawn_at is null;

-- What one calls a contact: an organisation by itself, everybody else by the name.
create function people.party_shown_as(kind text, name text, organisation text) returns text
  language sql immutable parallel safe
  return coalesce(case when kind = 'organisation' then organisation else name end, organisation, name, '');

-- Somebody, or some mailbox, of an account that can be reached: a contact. It lets nobody in; who signs in with it is
-- known by person_id. What may stand in a field decides server/people/parties/; here is only what must never be.
--
--   added ──▶ removed      removed ones stay as rows, because facts name them; no list shows them
create table people.parties (
  id              uuid primary key,
  account_id      uuid not null,
  kind            text not null constraint party_kind_is_known check (kind in ('person', 'organisation', 'role-mailbox')),
  name            text constraint party_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 400),
  organisation    text constraint organisation_name_must_not_be_empty check (btrim(organisation) <> '' and length(organisation) <= 400),
  street          text[] not null default '{}' constraint street_has_three_lines_at_most check (cardinality(street) <= 3),
  postcode        text,
  city            text,
  area            text,
  -- ISO 3166-1 alpha-2
  country         text constraint country_has_two_letters check (country ~ '^[A-Z]{2}$'),
  -- ITU-T E.164
  phone           text constraint phone_is_written_as_e164 check (phone ~ '^\+[0-9]{3,15}$'),
  phone_extension text constraint extension_has_digits check (phone_extension ~ '^[0-9]{1,20}$'),
  -- As people read it; and as mail is sent to it, its domain in ASCII (IDNA).
  email           text not null constraint party_address_must_look_like_mail check (email ~ '^[^@\s]+@[^@\s]+$'),
  email_ascii     text not null constraint party_address_is_ascii check (email_ascii ~ '^[!-~]+@[!-~]+$' and length(email_ascii) <= 254),
  language        text not null constraint party_language_is_spoken_here check (language in ('de', 'en', 'nl')),
  -- IANA name
  zone            text not null,
  -- Who signs in with this contact; null: nobody ever did.
  person_id       uuid references people.persons,
  version         integer not null constraint party_version_counts_from_one check (version >= 1),
  made_at         timestamptz not null,
  made_by         uuid not null references people.persons,
  changed_at      timestamptz not null,
  changed_by      uuid not null references people.persons,
  removed_at      timestamptz,
  removed_by      uuid references people.persons,
  constraint party_is_called_something check (people.party_shown_as(kind, name, organisation) <> ''),
  constraint extension_needs_a_phone check (phone_extension is null or phone is not null),
  constraint removal_names_its_person check ((removed_at is null) = (removed_by is null)),
  unique (account_id, id)
);
create unique index party_is_there_once on people.parties (account_id, kind, lower(email_ascii), lower(people.party_shown_as(kind, name, organisation))) where removed_at is null;
create index parties_by_alphabet on people.parties (account_id, lower(people.party_shown_as(kind, name, organisation)), id) where removed_at is null;
create index parties_of_an_address on people.parties (account_id, lower(email_ascii)) where removed_at is null;
create index parties_of_a_person on people.parties (person_id) where person_id is not null;

-- A program acts as a person, with less: only what its scopes name, until a date.
create table people.api_keys (
  id            uuid primary key,
  person_id     uuid not null references people.persons,
  name          text not null constraint api_key_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 100),
  secret_hash   bytea not null unique constraint api_key_is_a_sha256 check (length(secret_hash) = 32),
  -- The last four characters, so that people can tell keys apart.
  tail          text not null,
  scopes        text[] not null constraint api_key_may_something check (cardinality(scopes) > 0),
  made_at       timestamptz not null,
  expires_at    timestamptz not null,
  last_used_at  timestamptz,
  last_network  text,
  withdrawn_at  timestamptz,
  constraint api_key_must_end_after_it_begins check (expires_at > made_at)
);
create index api_keys_of_a_person on people.api_keys (person_id, made_at desc);

-- By such a key somebody comes in at the SSH door, and for it certificates are signed. Only the public half is ever here.
--
--   added ──▶ removed      what came in by it closes with it
create table people.ssh_keys (
  id            uuid primary key,
  person_id     uuid not null references people.persons,
  name          text not null constraint ssh_key_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 100),
  type          text not null,
  -- As it travels (RFC 4253 §6.6).
  blob          bytea not null constraint ssh_key_is_short check (length(blob) between 32 and 4096),
  -- SHA256:… as ssh-keygen shows it.
  fingerprint   text not null constraint ssh_key_fingerprint_is_a_sha256 check (fingerprint ~ '^SHA256:[A-Za-z0-9+/]{43}$'),
  added_at      timestamptz not null,
  last_used_at  timestamptz,
  last_network  text,
  removed_at    timestamptz
);
create unique index ssh_key_belongs_to_one_person on people.ssh_keys (fingerprint) where removed_at is null;
create index ssh_keys_of_a_person on people.ssh_keys (person_id, added_at desc);

-- What happened to somebody's sign-in, for him to read; added, never changed.
create table people.events (
  id         bigint generated always as identity primary key,
  person_id  uuid not null references people.persons,
  at         timestamptz not null,
  kind       text not null,
  network    text,
  device     text,
  data       jsonb not null default '{}'
);
create index events_of_a_person on people.events (person_id, at desc);

-- What the provider demands of everybody's sign-in: one row, the provider's.
create table people.policies (
  account_id                   uuid primary key,
  -- null: owners and members may do without; agents never.
  owners_second_factor_since   timestamptz,
  -- Days between the confirmation of a new owner and the change.
  transfer_wait_days           integer not null constraint transfer_wait_days_is_at_most_a_month check (transfer_wait_days between 0 and 31),
  -- What a new account starts with.
  standard_zone                text not null,
  standard_region              text not null,
  changed_at                   timestamptz not null,
  changed_by                   uuid references people.persons
);

-- Failed sign-ins, counted per address and per network, so that guessing slows down and nobody can lock out another.
create table people.failed_sign_ins (
  id        bigint generated always as identity primary key,
  key       text not null,
  failed_at timestamptz not null
);
create index failed_sign_ins_by_key on people.failed_sign_ins (key, failed_at);

-- The second wall (see access.sql, which is made after this): what belongs to an account is seen for that account only.
-- The rules of the provider are read by everybody whom they bind.
create function people.acts_for(account_id uuid) returns boolean
  language sql stable parallel safe
  return current_setting('app.account', true) in (account_id::text, '*');
alter table people.invitations enable row level security;
alter table people.invitations force row level security;
create policy own_account_only on people.invitations to einlass_app using (people.acts_for(account_id)) with check (people.acts_for(account_id));
alter table people.parties enable row level security;
alter table people.parties force row level security;
create policy own_account_only on people.parties to einlass_app using (people.acts_for(account_id)) with check (people.acts_for(account_id));
alter table people.policies enable row level security;
alter table people.policies force row level security;
create policy read_by_everybody on people.policies for select to einlass_app using (true);
create policy written_by_the_provider on people.policies to einlass_app using (people.acts_for(account_id)) with check (people.acts_for(account_id));
grant execute on all functions in schema people to einlass_app;

grant select, insert, update on
  people.persons, people.sessions, people.challenges, people.passkeys, people.single_use_links,
  people.address_changes, people.invitations, people.parties, people.api_keys, people.ssh_keys, people.policies, people.recovery_codes
  to einlass_app;
grant select, insert, update, delete on people.sign_ins, people.totps to einlass_app;
grant delete on people.challenges, people.recovery_codes to einlass_app;
grant select, insert on people.provider_identities, people.events to einlass_app;
grant select, insert, delete on people.failed_sign_ins to einlass_app;
-- THE KERNEL: who may do what, where, from when until when, on which basis, and what happened.
-- Only server/access writes here.
--
--   account ──owns──▶ resource
--      │                 ▲
--      │  request ─▶ decision ─▶ grant ──holds open──▶ entry       (a live presence)
--      │                           └────holds present─▶ artefact   (a trace in a foreign system)
--      └─ facts, one chain per account, signed once a day (checkpoints)
--
-- Intervals are half-open: [begins_at, ends_at). 'open' is never stored: it is asked of the clock.

create schema access;
grant usage on schema access to einlass_app;

-- The second wall. A transaction of the desk says for which account it acts (set_config('app.account', …, true));
-- '*' is the provider's desk and the desk's own jobs. Without it, no row is visible: forgetting shows nothing.
create function access.acts_for(account_id uuid) returns boolean
  language sql stable parallel safe
  return current_setting('app.account', true) in (account_id::text, '*');

-- ── accounts ────────────────────────────────────────────────────────────────────────────────────────────────
-- The tenant boundary. The provider is an account too: its teams are its people, its ledger is the desk's own.
create table access.accounts (
  id         uuid primary key,
  kind       text not null constraint account_kind_is_known check (kind in ('provider', 'customer')),
  name       text not null constraint account_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 200),
  owner_id   uuid not null references people.persons,
  -- IANA zone and ISO 3166-2 region: what "three working days" means here.
  zone       text not null,
  region     text not null,
  -- The provider's own number for it (customer number), by which an import finds it again.
  reference  text constraint account_reference_is_short check (btrim(reference) <> '' and length(reference) <= 100),
  made_at    timestamptz not null,
  closed_at  timestamptz,
  closed_by  uuid references people.persons,
  -- Rises with every write, in the same transaction. A node whose snapshot is older must not answer.
  epoch      bigint not null default 0,
  -- The head of this account's chain of facts.
  last_seq   bigint not null default 0,
  last_hash  bytea  not null default decode(repeat('00', 32), 'hex'),
  last_at    timestamptz
);
create unique index there_is_one_provider on access.accounts ((true)) where kind = 'provider';
create unique index account_reference_is_used_once on access.accounts (reference);
create index accounts_of_an_owner on access.accounts (owner_id);

-- An account gets another owner: the present one asks, the next one confirms, then both have time to stop it.
--
--   asked ──▶ confirmed ──takes_effect_at──▶ done      stopped_at: by either; over: expires_at ≤ now and not confirmed
create table access.ownership_transfers (
  id               uuid primary key,
  account_id       uuid not null references access.accounts,
  from_person      uuid not null references people.persons,
  to_person        uuid not null references people.persons,
  asked_at         timestamptz not null,
  -- Until then the next owner may confirm.
  expires_at       timestamptz not null,
  confirmed_at     timestamptz,
  takes_effect_at  timestamptz,
  stopped_at       timestamptz,
  stopped_by       uuid references people.persons,
  done_at          timestamptz,
  constraint owner_gives_to_somebody_else check (from_person <> to_person),
  constraint confirmed_transfer_has_a_date check ((confirmed_at is null) = (takes_effect_at is null)),
  constraint transfer_is_done_or_stopped_not_both check (done_at is null or stopped_at is null),
  constraint done_transfer_was_confirmed check (done_at is null or confirmed_at is not null)
);
create unique index account_changes_hands_once_at_a_time on access.ownership_transfers (account_id) where done_at is null and stopped_at is null;
create index transfers_to_a_person on access.ownership_transfers (to_person) where done_at is null and stopped_at is null;

-- ── resources ───────────────────────────────────────────────────────────────────────────────────────────────
create table access.resources (
  id          uuid primary key,
  account_id  uuid not null references access.accounts,
  -- group: others belong to it, and what is granted on it is granted on each of them, as long as it belongs to it
  kind        text not null constraint resource_kind_is_known check (
                kind in ('shop', 'server', 'service', 'domain', 'department', 'group')),
  name        text not null constraint resource_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 200),
  -- Origin (RFC 6454 §4) at which a visitor enters, for instance https://shop.example; null: entered by hand.
  origin      text constraint resource_origin_is_an_origin check (origin ~ '^https?://[a-z0-9.\-]+(:[0-9]{1,5})?$'),
  -- The provider's own word for it (a domain's name, the number of a contract), by which his panel asks about it.
  reference   text constraint resource_reference_is_short check (btrim(reference) <> '' and length(reference) <= 200),
  made_at     timestamptz not null,
  removed_at  timestamptz,
  removed_by  uuid references people.persons,
  unique (account_id, id),
  constraint only_a_shop_is_entered_at_an_origin check (kind = 'shop' or origin is null)
);
create unique index resource_origin_is_used_once on access.resources (origin) where removed_at is null;
create unique index resource_reference_is_used_once on access.resources (kind, reference) where removed_at is null;
create index resources_of_an_account on access.resources (account_id);

-- Which resource belongs to which group, to one at a time: account > group > resource, and no deeper.
create table access.groupings (
  id           uuid primary key,
  account_id   uuid not null,
  resource_id  uuid not null,
  group_id     uuid not null,
  joined_at    timestamptz not null,
  left_at      timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, group_id) references access.resources (account_id, id),
  constraint resource_must_leave_after_joining check (left_at >= joined_at)
);
create unique index resource_is_in_one_group on access.groupings (resource_id) where left_at is null;
create index groupings_of_a_group on access.groupings (group_id, resource_id) where left_at is null;
create index groupings_of_an_account on access.groupings (account_id) where left_at is null;

create function access.groups_hold_no_groups() returns trigger language plpgsql as $$
begin
  if (select kind from access.resources where id = new.group_id) <> 'group'
     or (select kind from access.resources where id = new.resource_id) = 'group' then
    raise exception 'a group holds resources that are none' using errcode = 'check_violation', constraint = 'groups_hold_no_groups';
  end if;
  return new;
end $$;
create trigger groups_hold_no_groups before insert on access.groupings
  for each row execute function access.groups_hold_no_groups();

create function access.is_in_group(resource uuid, in_group uuid) returns boolean
  language sql stable
  return exists (
    select from access.groupings i where i.resource_id = resource and i.group_id = in_group and i.left_at is null);

-- Does what is granted on this scope (null: on the whole account) count for this resource (null: for the account)?
-- Written so that PostgreSQL puts it where it is called, and looks for a group only where nothing else fits.
create function access.covers(scope uuid, resource uuid) returns boolean
  language sql stable
  return scope is null or scope = resource or access.is_in_group(resource, scope);

-- By this an entrance (a reverse proxy, say) proves that it stands before this resource.
create table access.entrance_keys (
  id            uuid primary key,
  account_id    uuid not null,
  resource_id   uuid not null,
  entrance      text not null constraint entrance_is_known check (entrance in ('gate')),
  secret_hash   bytea not null unique constraint entrance_key_is_a_sha256 check (length(secret_hash) = 32),
  made_at       timestamptz not null,
  made_by       uuid references people.persons,
  withdrawn_at  timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id)
);
create index entrance_keys_of_an_account on access.entrance_keys (account_id) where withdrawn_at is null;

-- ── panels ──────────────────────────────────────────────────────────────────────────────────────────────────
-- The provider's own customer panel: a program that asks what a person may do. It belongs to the provider's account.
create table access.panels (
  id          uuid primary key,
  account_id  uuid not null references access.accounts,
  name        text not null constraint panel_name_must_not_be_empty check (btrim(name) <> '' and length(name) <= 200),
  -- Where it takes people who come from here; null: nobody comes from here. Nothing is sent over an open line, but within
  -- the machine of a demonstration.
  sign_on     text constraint sign_on_of_a_panel_is_https_or_this_machine check (
                length(sign_on) <= 500 and sign_on ~ '^(https://[^/?#@[:space:]]+|http://([a-z0-9-]+\.)*localhost(:[0-9]+)?|http://127\.0\.0\.1(:[0-9]+)?|http://\[::1\](:[0-9]+)?)(/[^#[:space:]]*)?$'),
  made_at     timestamptz not null,
  made_by     uuid references people.persons,
  unique (account_id, id)
);
create index panels_of_an_account on access.panels (account_id);

-- By this a panel proves that it is one. Older ones stay valid until withdrawn, so that it can be changed over without a gap.
create table access.panel_keys (
  id            uuid primary key,
  account_id    uuid not null,
  panel_id      uuid not null,
  secret_hash   bytea not null unique constraint panel_key_is_a_sha256 check (length(secret_hash) = 32),
  -- Its last four characters, so that people can tell keys apart.
  tail          text not null constraint panel_key_shows_its_last_four check (length(tail) = 4),
  made_at       timestamptz not null,
  made_by       uuid references people.persons,
  -- To the minute; no fact, because nothing changes by it.
  last_used_at  timestamptz,
  withdrawn_at  timestamptz,
  withdrawn_by  uuid references people.persons,
  foreign key (account_id, panel_id) references access.panels (account_id, id)
);
create index panel_keys_of_a_panel on access.panel_keys (account_id, panel_id) where withdrawn_at is null;

-- ── teams ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The provider's staff. A grant to a team is a grant to whoever is in it at that moment.
create table access.teams (
  id          uuid primary key,
  account_id  uuid not null references access.accounts,
  name        text not null constraint team_name_must_not_be_empty check (btrim(name) <> ''),
  -- support: may be let in by owners; desk: runs this instance
  duty        text not null constraint team_duty_is_known check (duty in ('support', 'desk')),
  made_at     timestamptz not null
);

create table access.team_members (
  team_id     uuid not null references access.teams,
  person_id   uuid not null references people.persons,
  account_id  uuid not null references access.accounts,
  joined_at   timestamptz not null,
  joined_by   uuid references people.persons,
  left_at     timestamptz,
  primary key (team_id, person_id, joined_at),
  constraint member_must_leave_after_joining check (left_at >= joined_at)
);
create unique index member_is_in_a_team_once on access.team_members (team_id, person_id) where left_at is null;
create index teams_of_a_person on access.team_members (person_id) where left_at is null;

-- ── requests ────────────────────────────────────────────────────────────────────────────────────────────────
--
--   pending ──▶ approved | rejected      (decided_at)
--      ├──────▶ withdrawn                (withdrawn_at, by the one who asked)
--      └──────▶ lapsed                   (derived: lapses_at ≤ now and none of the above)
create table access.requests (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  resource_id   uuid,
  door          text not null,
  subject_kind  text not null constraint request_subject_is_known check (subject_kind in ('person', 'team')),
  subject_id    uuid not null,
  -- [{"permission": "shop.view", "reason": "to see the checkout as you see it"}, …]: a reason per right.
  wants         jsonb not null constraint request_wants_something check (jsonb_array_length(wants) > 0),
  -- How long: either an absolute end or a preset that starts to count at the decision (waiting never eats time).
  wants_until   timestamptz,
  wants_preset  text,
  case_number   text,
  message       text,
  asked_at      timestamptz not null,
  asked_by      uuid not null references people.persons,
  lapses_at     timestamptz not null,
  lapse_noted_at timestamptz,
  withdrawn_at  timestamptz,
  decided_at    timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  unique (account_id, id),
  constraint request_lapses_after_it_was_asked check (lapses_at > asked_at),
  constraint request_says_how_long check ((wants_until is null) <> (wants_preset is null)),
  constraint request_is_answered_or_withdrawn_not_both check (withdrawn_at is null or decided_at is null)
);
create index requests_that_wait on access.requests (account_id, asked_at) where decided_at is null and withdrawn_at is null;
create index requests_somebody_asked on access.requests (asked_by, asked_at);

-- ── decisions ───────────────────────────────────────────────────────────────────────────────────────────────
create table access.decisions (
  id          uuid primary key,
  account_id  uuid not null references access.accounts,
  request_id  uuid,
  outcome     text not null constraint decision_outcome_is_known check (outcome in ('allow', 'refuse')),
  decided_at  timestamptz not null,
  decided_by  uuid references people.persons,
  rule        text,
  reasons     text[] not null,
  note        text,
  foreign key (account_id, request_id) references access.requests (account_id, id),
  unique (account_id, id),
  constraint decision_names_a_person_or_a_rule check (decided_by is not null or rule is not null)
);
create unique index request_is_decided_once on access.decisions (request_id);

-- ── grants ──────────────────────────────────────────────────────────────────────────────────────────────────
--
--   scheduled ─▶ open ─▶ ending ─▶ ended(cause)
--   derived      derived  ending_at  ended_at, with a witness
--
-- 'open' at an instant: begins_at ≤ at < ends_at, no ending_at, the account open, the parent open too.
-- From ending_at on nobody is let in; 'ended' is only written when it was seen that nobody can (witness).
create table access.grants (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  -- null: the whole account
  resource_id   uuid,
  door          text not null,
  subject_kind  text not null constraint grant_subject_is_known check (subject_kind in ('person', 'team')),
  subject_id    uuid not null,
  permissions   text[] not null constraint grant_permits_something check (cardinality(permissions) > 0),
  decision_id   uuid not null,
  given_by      uuid references people.persons,
  -- Set when the giver was not the owner but held a grant himself: no more than the parent, no longer than it.
  parent_id     uuid,
  begins_at     timestamptz not null,
  -- null: without end (never for outsiders; the doors decide)
  ends_at       timestamptz,
  made_at       timestamptz not null,
  reason        text,
  case_number   text,
  -- What the giver wants the visitor to know.
  message       text,
  -- Of one that began later than it was made: when that was noted, and programs were told.
  begin_noted_at timestamptz,
  -- Rises with each change; two people who edit at once meet here (If-Match).
  version       integer not null default 1,
  ending_at     timestamptz,
  ending_cause  text constraint grant_ending_cause_is_known check (ending_cause in (
                  'expired', 'revoked', 'returned', 'replaced', 'emergency',
                  'person-deactivated', 'giver-deactivated', 'parent-ended',
                  'account-closed', 'resource-removed', 'suspended')),
  ending_by     uuid references people.persons,
  ending_note   text,
  ended_at      timestamptz,
  witness       jsonb,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, decision_id) references access.decisions (account_id, id),
  foreign key (account_id, parent_id) references access.grants (account_id, id),
  unique (account_id, id),
  constraint grant_must_end_after_it_begins check (ends_at > begins_at),
  constraint grant_ending_names_its_cause check ((ending_at is null) = (ending_cause is null)),
  constraint ended_grant_was_ending_before check (ended_at is null or ending_at is not null),
  constraint ended_grant_has_a_witness check ((ended_at is null) = (witness is null))
);
create index grants_not_ended on access.grants (account_id) where ending_at is null;
create index grants_of_a_subject on access.grants (subject_kind, subject_id) where ending_at is null;
create index grants_not_over on access.grants (account_id, made_at desc, id desc) where ended_at is null;
create index grants_over on access.grants (account_id, made_at desc, id desc) where ended_at is not null;
create index grants_of_an_account_to_a_subject on access.grants (account_id, subject_id, made_at desc, id desc);
create index grants_of_a_subject_that_ended on access.grants (subject_id, ending_at desc) where ending_at is not null;
-- What was open at an instant in the past: everything that ended later.
create index grants_of_an_account_that_ended on access.grants (account_id, ending_at) where ending_at is not null;
-- The accesses of a period, in the order in which they began.
create index grants_of_an_account_by_beginning on access.grants (account_id, begins_at, id);
create index grants_that_begin_later on access.grants (begins_at) where begins_at > made_at and begin_noted_at is null and ending_at is null;
create index grants_past_their_end on access.grants (ends_at) where ending_at is null;
create index grants_that_are_ending on access.grants (ending_at) where ending_at is not null and ended_at is null;
create index grants_given_on on access.grants (account_id, parent_id) where parent_id is not null;
create index grants_of_a_door on access.grants (door, made_at desc, id desc) where ended_at is null;
create index grants_of_a_giver on access.grants (given_by) where ending_at is null;

-- What can never be true again once it was written, whoever asks.
create function access.keep_what_a_grant_says() returns trigger language plpgsql as $$
begin
  if (new.id, new.account_id, new.resource_id, new.door, new.subject_kind, new.subject_id, new.permissions,
      new.decision_id, new.given_by, new.parent_id, new.begins_at, new.made_at)
     is distinct from
     (old.id, old.account_id, old.resource_id, old.door, old.subject_kind, old.subject_id, old.permissions,
      old.decision_id, old.given_by, old.parent_id, old.begins_at, old.made_at) then
    raise exception 'a grant keeps its subject, scope, basis and beginning: end it and open another'
      using errcode = 'check_violation', constraint = 'grant_keeps_what_it_says';
  end if;
  if old.ending_at is not null and
     (new.ending_at, new.ending_cause, new.ends_at) is distinct from (old.ending_at, old.ending_cause, old.ends_at) then
    raise exception 'a grant that is ending cannot be opened again'
      using errcode = 'check_violation', constraint = 'ending_grant_stays_ending';
  end if;
  if old.ended_at is not null and (new.ended_at, new.witness) is distinct from (old.ended_at, old.witness) then
    raise exception 'an ended grant keeps its witness'
      using errcode = 'check_violation', constraint = 'ended_grant_stays_ended';
  end if;
  return new;
end $$;
create trigger grant_keeps_what_it_says before update on access.grants
  for each row execute function access.keep_what_a_grant_says();

-- ── entries ─────────────────────────────────────────────────────────────────────────────────────────────────
--
--   open ──▶ closed(cause)      never open without at least one grant that holds it open
create table access.entries (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  resource_id   uuid not null,
  person_id     uuid not null references people.persons,
  session_id    uuid references people.sessions,
  entrance      text not null constraint entry_entrance_is_known check (entrance in ('gate', 'ssh')),
  -- Of ssh: the key he came in by, and the node that holds his connection.
  ssh_key_id    uuid references people.ssh_keys,
  node_id       uuid,
  token_hash    bytea unique constraint entry_token_is_a_sha256 check (length(token_hash) = 32),
  opened_at     timestamptz not null,
  -- An entry is never older than this, whatever its grants say (a working day).
  expires_at    timestamptz not null,
  network       text,
  device        text,
  closed_at     timestamptz,
  closed_cause  text constraint entry_closing_cause_is_known check (closed_cause in (
                  'expired', 'revoked', 'returned', 'replaced', 'emergency',
                  'person-deactivated', 'giver-deactivated', 'parent-ended',
                  'account-closed', 'resource-removed', 'suspended',
                  'left', 'signed-out', 'too-old', 'left-team', 'key-removed', 'resource-moved')),
  closed_by     uuid references people.persons,
  -- Of one that closed while no grant ended: when it was tried again and refused. Of the others their grant says it.
  refused_at    timestamptz,
  -- Of ssh: when it was seen that its connection is gone, and what of what ran over it. Until then its end is not proven.
  gone_at       timestamptz,
  gone_how      text constraint entry_is_gone_in_a_known_way check (gone_how in (
                  'programs-ended', 'programs-unknown', 'left', 'node-lost')),
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  unique (account_id, id),
  constraint entry_must_end_after_it_begins check (expires_at > opened_at),
  constraint closed_entry_names_its_cause check ((closed_at is null) = (closed_cause is null)),
  constraint entry_over_ssh_names_its_key_and_node check (
    (entrance = 'ssh') = (ssh_key_id is not null) and (entrance = 'ssh') = (node_id is not null)),
  constraint entry_that_is_gone_says_how check ((gone_at is null) = (gone_how is null)),
  constraint entry_that_was_refused_is_closed check (refused_at is null or closed_at is not null),
  constraint entry_that_is_gone_is_closed check (gone_at is null or closed_at is not null)
);
create index entries_open on access.entries (account_id) where closed_at is null;
create index entries_open_by_age on access.entries (expires_at) where closed_at is null;
create index entries_of_an_account on access.entries (account_id, opened_at desc);
-- Who was inside at an instant in the past: every entry that was closed later.
create index entries_of_an_account_that_closed on access.entries (account_id, closed_at) where closed_at is not null;
create index entries_of_a_session on access.entries (session_id) where closed_at is null;
create index entries_of_a_person on access.entries (person_id) where closed_at is null;
create index entries_by_an_ssh_key on access.entries (ssh_key_id) where closed_at is null;
create index entries_to_be_tried_again on access.entries (id) where closed_cause = 'resource-moved' and refused_at is null;
create index entries_that_a_node_holds on access.entries (node_id) where node_id is not null and gone_at is null;

-- Which grants hold an entry open. Rows are added, never taken away: they are also the history.
create table access.entry_grants (
  account_id  uuid not null,
  entry_id    uuid not null,
  grant_id    uuid not null,
  primary key (entry_id, grant_id),
  foreign key (account_id, entry_id) references access.entries (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index entries_held_by_a_grant on access.entry_grants (grant_id);

create function access.an_entry_stays_closed() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null and (new.closed_at, new.closed_cause) is distinct from (old.closed_at, old.closed_cause) then
    raise exception 'a closed entry stays closed' using errcode = 'check_violation', constraint = 'closed_entry_stays_closed';
  end if;
  return new;
end $$;
create trigger closed_entry_stays_closed before update on access.entries
  for each row execute function access.an_entry_stays_closed();

-- Asked at commit, so that ending a grant and closing its entries may be two statements, but never two transactions.
create function access.no_entry_outlives_its_grants() returns trigger language plpgsql as $$
begin
  if new.ending_at is not null and exists (
    select from access.entry_grants held
    join access.entries e on e.id = held.entry_id and e.closed_at is null
    where held.grant_id = new.id
      and not exists (
        select from access.entry_grants also
        join access.grants g on g.id = also.grant_id and g.ending_at is null
        where also.entry_id = e.id)
  ) then
    raise exception 'grant % is ending and an entry that only it held is still open', new.id
      using errcode = 'check_violation', constraint = 'ending_grant_has_no_open_entries';
  end if;
  return null;
end $$;
create constraint trigger ending_grant_has_no_open_entries after update of ending_at on access.grants
  deferrable initially deferred for each row execute function access.no_entry_outlives_its_grants();

-- A ticket for the door of a resource is a signed value that is nowhere stored; here stands only that it was used.
-- The insert is the check: the second one with the same id fails.
create table access.used_tickets (
  id          uuid primary key,
  account_id  uuid not null references access.accounts,
  entry_id    uuid not null,
  used_at     timestamptz not null,
  foreign key (account_id, entry_id) references access.entries (account_id, id)
);

-- ── artefacts ───────────────────────────────────────────────────────────────────────────────────────────────
-- What was made in a foreign system for a grant. It stays while any grant that wants it is open.
--
--   wanted ──▶ present ──▶ removing ──▶ gone(witness)
--      └──────────┴───────────┴──▶ error is remembered beside the state, never instead of it
--
--   gone ──▶ removing     seen there again, out of a backup for instance (came_back_at): it is taken away once more.
--                         The grants stay ended; while came_back_at is set and gone_at is not, that is an alarm.
--   present ──▶ missing   somebody took it away by hand (missing_at); made again only when somebody says so (wanted)
create table access.artefacts (
  id           uuid primary key,
  account_id   uuid not null references access.accounts,
  resource_id  uuid not null,
  system       text not null,
  kind         text not null,
  -- What two grants must agree on to share it: the mailbox of an account, the public key of a key line.
  shared_as    text not null,
  -- What the outside system needs to find it again. Never a secret.
  reference    jsonb not null default '{}',
  wanted_at    timestamptz not null,
  -- Some node is asking the outside system for it; until then its absence there is no witness for anything.
  opening_until timestamptz,
  present_at   timestamptz,
  removing_at  timestamptz,
  -- Some node is taking it away and looking; a second one at the same time would only be in its way.
  closing_until timestamptz,
  gone_at      timestamptz,
  witness      jsonb,
  error        text,
  error_at     timestamptz,
  -- The last time that it was seen again after it had been gone.
  came_back_at timestamptz,
  missing_at   timestamptz,
  -- For which people it waits, where people do it by hand. No failure, and no fact: what they confirm is one.
  waits_for    text,
  -- How often the outside system was asked in vain in this state, when last, and not before when again (null: now).
  tries        integer not null default 0 constraint tries_are_counted_from_none check (tries >= 0),
  tried_at     timestamptz,
  next_try_at  timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  unique (account_id, id),
  constraint artefact_that_came_back_was_removed_before check (came_back_at is null or removing_at is not null),
  constraint missing_artefact_was_present_before check (missing_at is null or present_at is not null),
  constraint gone_artefact_has_a_witness check ((gone_at is null) = (witness is null)),
  constraint gone_artefact_was_removed_before check (gone_at is null or removing_at is not null),
  constraint artefact_error_has_a_date check ((error is null) = (error_at is null))
);
create index artefacts_not_gone on access.artefacts (account_id) where gone_at is null;
create index artefacts_of_a_resource on access.artefacts (resource_id, system);
create index artefacts_to_clear on access.artefacts (tries, id) where removing_at is not null and gone_at is null;
create index artefacts_in_error on access.artefacts (error_at) where gone_at is null and error is not null;

create table access.artefact_grants (
  account_id   uuid not null,
  artefact_id  uuid not null,
  grant_id     uuid not null,
  primary key (artefact_id, grant_id),
  foreign key (account_id, artefact_id) references access.artefacts (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index artefacts_held_by_a_grant on access.artefact_grants (grant_id);

-- ── hand-overs ──────────────────────────────────────────────────────────────────────────────────────────────
-- What a person must see with his own eyes: a password, data for SFTP; or, the other way round, a key that the owner has to
-- put somewhere. The value is in the vault (keeper 'hand-over:<id>') and dies with the grant; what stands here stays.
--
--   kept ──reveal──▶ seen ──┬──▶ over: withdrawn | used-up | grant-ended
--     ▲                     │       └── a seen password is a known password: rotated_at, once somebody has changed it
--     └──────replaced───────┘
create table access.hand_overs (
  id             uuid primary key,
  account_id     uuid not null references access.accounts,
  grant_id       uuid not null,
  kind           text not null constraint hand_over_kind_is_known check (kind in (
                   'login-url', 'user-name', 'password', 'sftp', 'note', 'public-key', 'addresses')),
  -- What people call it. Never the value.
  label          text constraint hand_over_label_is_short check (btrim(label) <> '' and length(label) <= 80),
  made_at        timestamptz not null,
  made_by        uuid not null references people.persons,
  replaced_at    timestamptz,
  replaced_by    uuid references people.persons,
  -- How often it can still be seen; null: as often as is wished while the grant is open.
  reveals_left   integer constraint hand_over_cannot_be_seen_less_than_never check (reveals_left >= 0),
  first_seen_at  timestamptz,
  over_at        timestamptz,
  over_because   text constraint hand_over_is_over_for_a_known_reason check (over_because in ('withdrawn', 'used-up', 'grant-ended')),
  rotated_at     timestamptz,
  rotated_by     uuid references people.persons,
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  unique (account_id, id),
  constraint hand_over_that_is_over_says_why check ((over_at is null) = (over_because is null)),
  constraint rotation_names_its_person check ((rotated_at is null) = (rotated_by is null)),
  constraint only_what_was_seen_is_rotated check (rotated_at is null or first_seen_at is not null)
);
create index hand_overs_of_a_grant on access.hand_overs (account_id, grant_id, id);
create index hand_overs_that_are_known on access.hand_overs (grant_id)
  where first_seen_at is not null and rotated_at is null and kind in ('password', 'sftp');

-- Who has seen what: something that was handed over, or what a connector made for an artefact.
create table access.reveals (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  grant_id      uuid not null,
  hand_over_id  uuid,
  artefact_id   uuid,
  person_id     uuid not null references people.persons,
  revealed_at   timestamptz not null,
  network       text,
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  foreign key (account_id, hand_over_id) references access.hand_overs (account_id, id),
  foreign key (account_id, artefact_id) references access.artefacts (account_id, id),
  constraint one_thing_is_revealed_at_a_time check (num_nonnulls(hand_over_id, artefact_id) = 1)
);
create index reveals_of_a_grant on access.reveals (account_id, grant_id, revealed_at, id);
create index reveals_by_age on access.reveals (revealed_at);

-- Asked at commit: whatever ends a grant has destroyed what was handed over by it, or has not ended it.
create function access.no_secret_outlives_its_grant() returns trigger language plpgsql as $$
begin
  if new.ending_at is not null and exists (
    select from access.hand_overs h
    left join plumbing.secrets s
      on s.account_id = h.account_id and s.keeper = 'hand-over:' || h.id::text and s.destroyed_at is null
    where h.account_id = new.account_id and h.grant_id = new.id and (h.over_at is null or s.id is not null)
  ) then
    raise exception 'grant % is ending and what was handed over by it is still there', new.id
      using errcode = 'check_violation', constraint = 'ending_grant_has_no_secrets';
  end if;
  return null;
end $$;
create constraint trigger ending_grant_has_no_secrets after update of ending_at on access.grants
  deferrable initially deferred for each row execute function access.no_secret_outlives_its_grant();

-- ── alarms ──────────────────────────────────────────────────────────────────────────────────────────────────
-- An ending that nobody has proven in time. It is over when the grant is 'ended', which is written nowhere twice.
--
--   raised ──▶ told, again every day ──▶ over (derived: the grant has ended) ──▶ told that it is over
create table access.alarms (
  grant_id      uuid primary key,
  account_id    uuid not null,
  raised_at     timestamptz not null,
  -- When people were told last that it still is not proven.
  told_at       timestamptz,
  over_told_at  timestamptz,
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  constraint alarm_is_told_after_it_was_raised check (told_at >= raised_at and over_told_at >= raised_at)
);
create index alarms_of_an_account on access.alarms (account_id);
create index alarms_to_tell on access.alarms (told_at) where over_told_at is null;

-- ── facts ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The ledger. One chain per account: hash = SHA-256 over the canonical JSON (RFC 8785) of the fact with the hash
-- of its predecessor. The desk may add and read, never change or take away: by right and by trigger.
create table access.facts (
  account_id  uuid not null references access.accounts,
  seq         bigint not null constraint fact_counts_from_one check (seq > 0),
  at          timestamptz not null,
  kind        text not null,
  -- Who did it: a person, or the name of a rule or job of the desk ("clock", "setup", "command line").
  by_person   uuid,
  by_rule     text,
  -- Whose authority it was done under, if not the actor's own.
  behalf_of   uuid,
  grant_id    uuid,
  entry_id    uuid,
  artefact_id uuid,
  request_id  uuid,
  resource_id uuid,
  person_id   uuid,
  data        jsonb not null,
  prev_hash   bytea not null,
  hash        bytea not null,
  primary key (account_id, seq),
  constraint fact_names_its_actor check (by_person is not null or by_rule is not null)
);
create index facts_of_a_grant on access.facts (account_id, grant_id, seq) where grant_id is not null;
create index facts_of_an_entry on access.facts (account_id, entry_id) where entry_id is not null;
create index facts_of_an_artefact on access.facts (account_id, artefact_id) where artefact_id is not null;
create index facts_of_a_request on access.facts (account_id, request_id) where request_id is not null;
create index facts_of_an_account_by_time on access.facts (account_id, at);
create index facts_about_a_person on access.facts (account_id, person_id, seq) where person_id is not null;
create index facts_by_a_person on access.facts (account_id, by_person, seq) where by_person is not null;
create index facts_of_a_resource on access.facts (account_id, resource_id, seq) where resource_id is not null;
create index facts_of_a_kind on access.facts (account_id, kind, seq);

create function access.a_fact_stays() returns trigger language plpgsql as $$
begin
  raise exception 'facts are added, never changed or taken away'
    using errcode = 'insufficient_privilege', constraint = 'facts_are_never_changed';
end $$;
create trigger facts_are_never_changed before update or delete on access.facts
  for each row execute function access.a_fact_stays();
create trigger facts_are_never_emptied before truncate on access.facts
  for each statement execute function access.a_fact_stays();

create function access.a_fact_follows_its_predecessor() returns trigger language plpgsql as $$
declare
  expected bytea;
begin
  if new.seq = 1 then
    expected := decode(repeat('00', 32), 'hex');
  else
    select hash into expected from access.facts where account_id = new.account_id and seq = new.seq - 1;
  end if;
  if expected is null or expected <> new.prev_hash then
    raise exception 'fact % of account % does not follow its predecessor', new.seq, new.account_id
      using errcode = 'check_violation', constraint = 'fact_follows_its_predecessor';
  end if;
  return new;
end $$;
create trigger fact_follows_its_predecessor before insert on access.facts
  for each row execute function access.a_fact_follows_its_predecessor();

-- The head of a chain, signed once a day with the instance's key (Ed25519, RFC 8032): whoever keeps a checkpoint
-- can later prove that nothing before it was rewritten, not even by the owner of the database.
create table access.checkpoints (
  account_id  uuid not null references access.accounts,
  on_date     date not null,
  seq         bigint not null,
  hash        bytea not null,
  signed_at   timestamptz not null,
  key_id      text not null,
  signature   bytea not null,
  primary key (account_id, on_date)
);
create index checkpoints_by_age on access.checkpoints (signed_at);
create trigger checkpoints_are_never_changed before update or delete on access.checkpoints
  for each row execute function access.a_fact_stays();
create trigger checkpoints_are_never_emptied before truncate on access.checkpoints
  for each statement execute function access.a_fact_stays();

-- ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────
-- The same question that server/access/4-enter answers in memory, for filtering lists in SQL. The two and the
-- naive model of the tests must always agree (test/kernel/evaluators-agree.test.ts).

create function access.open_grants(at timestamptz) returns setof access.grants
  language sql stable
  begin atomic
    select g.*
    from access.grants g
    join access.accounts a on a.id = g.account_id and a.closed_at is null
    left join access.grants p on p.account_id = g.account_id and p.id = g.parent_id
    where g.ending_at is null
      and g.begins_at <= at and at < coalesce(g.ends_at, 'infinity')
      and not exists (
        select from people.persons who
        where g.subject_kind = 'person' and who.id = g.subject_id and who.deactivated_at is not null)
      and (g.parent_id is null or (
        p.ending_at is null and p.parent_id is null
        and p.begins_at <= at and at < coalesce(p.ends_at, 'infinity')
        and access.covers(p.resource_id, g.resource_id)
        and not exists (
          select from people.persons who
          where p.subject_kind = 'person' and who.id = p.subject_id and who.deactivated_at is not null)));
  end;

-- May this person do this, here, at this instant? resource null: in the account as a whole.
create function access.may(person uuid, account uuid, permission text, resource uuid, at timestamptz) returns boolean
  language sql stable
  begin atomic
    select exists (
      select
      from access.open_grants(at) g
      left join access.grants p on p.account_id = g.account_id and p.id = g.parent_id
      where g.account_id = account
        and permission = any (g.permissions)
        and (g.parent_id is null or permission = any (p.permissions))
        and access.covers(g.resource_id, resource)
        and exists (select from people.persons who where who.id = person and who.deactivated_at is null)
        and ((g.subject_kind = 'person' and g.subject_id = person)
          or (g.subject_kind = 'team' and exists (
                select from access.team_members m
                where m.team_id = g.subject_id and m.person_id = person and m.left_at is null)))
    );
  end;

-- ── rights ──────────────────────────────────────────────────────────────────────────────────────────────────
do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['ownership_transfers', 'resources', 'groupings', 'entrance_keys', 'panels', 'panel_keys', 'teams', 'team_members', 'requests', 'decisions',
      'grants', 'entries', 'entry_grants', 'used_tickets', 'artefacts', 'artefact_grants', 'hand_overs', 'reveals', 'alarms', 'facts', 'checkpoints'] loop
    execute format('alter table access.%I enable row level security', tenant_table);
    execute format('alter table access.%I force row level security', tenant_table);
    execute format('create policy own_account_only on access.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;
-- Who is in the support team is no secret of the provider: owners choose agents by name.
create policy read_by_everybody on access.teams for select to einlass_app using (true);
create policy read_by_everybody on access.team_members for select to einlass_app using (true);
alter table access.accounts enable row level security;
alter table access.accounts force row level security;
create policy own_account_only on access.accounts to einlass_app using (access.acts_for(id)) with check (access.acts_for(id));

grant select, insert, update on
  access.accounts, access.ownership_transfers, access.resources, access.groupings, access.entrance_keys, access.panels, access.panel_keys, access.teams, access.team_members,
  access.requests, access.grants, access.entries, access.artefacts, access.alarms
  to einlass_app;
-- Whose it is, what it is and by which grant never changes.
grant select, insert, update (replaced_at, replaced_by, reveals_left, first_seen_at, over_at, over_because, rotated_at, rotated_by)
  on access.hand_overs to einlass_app;
grant select, insert on access.decisions, access.entry_grants, access.used_tickets, access.artefact_grants, access.reveals, access.facts, access.checkpoints to einlass_app;
grant execute on all functions in schema access to einlass_app;
-- THE DOOR service-switch: the owner switches service access to a shop on, until a date. Off by default: a shop
-- without a row here is off. What is open is asked of the kernel's grants, never of this door.

create schema service_switch;
grant usage on schema service_switch to einlass_app;

-- One switch per shop. The version rises with each change, so that two owners on two phones do not overwrite
-- each other.
create table service_switch.switches (
  resource_id  uuid primary key,
  account_id   uuid not null,
  version      integer not null default 1,
  changed_at   timestamptz not null,
  changed_by   uuid references people.persons,
  foreign key (account_id, resource_id) references access.resources (account_id, id)
);

-- What the owner said when he switched on; its grants carry the access itself (one for the whole team, or one per
-- named agent).
create table service_switch.openings (
  id            uuid primary key,
  account_id    uuid not null,
  resource_id   uuid not null references service_switch.switches,
  request_id    uuid,
  opened_at     timestamptz not null,
  opened_by     uuid not null references people.persons,
  mode          text not null constraint opening_mode_is_known check (mode in ('read-only', 'full')),
  who           text not null constraint opening_is_for_a_team_or_for_named_agents check (who in ('team', 'named')),
  preset        text,
  -- At most one reminder a day, on the account's calendar.
  reminded_on          date,
  told_unused_at       timestamptz,
  -- The first entry is told at once; later ones are gathered and told at most once a day.
  told_first_entry_at  timestamptz,
  digested_at          timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, request_id) references access.requests (account_id, id),
  unique (account_id, id)
);
create index openings_of_a_shop on service_switch.openings (resource_id, opened_at desc);

create table service_switch.opening_grants (
  account_id  uuid not null,
  opening_id  uuid not null,
  grant_id    uuid not null primary key,
  foreign key (account_id, opening_id) references service_switch.openings (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index grants_of_an_opening on service_switch.opening_grants (opening_id);

-- Up to which fact of an account people were told what concerns them. Mails are written from facts, in the same
-- transaction in which this moves on: nothing is told twice, nothing is forgotten.
create table service_switch.told (
  account_id  uuid primary key references access.accounts,
  until_seq   bigint not null
);

-- What the provider allows: one row, the provider's.
create table service_switch.policies (
  account_id          uuid primary key references access.accounts,
  -- The longest time an owner may open at once, counted from the beginning.
  longest_days        integer not null constraint longest_days_is_between_one_and_a_year check (longest_days between 1 and 366),
  -- After how many days a provider's request that nobody answered lapses.
  request_lapses_days integer not null constraint request_lapses_days_is_between_one_and_a_month check (request_lapses_days between 1 and 31),
  changed_at          timestamptz not null,
  changed_by          uuid references people.persons
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['switches', 'openings', 'opening_grants', 'told'] loop
    execute format('alter table service_switch.%I enable row level security', tenant_table);
    execute format('alter table service_switch.%I force row level security', tenant_table);
    execute format('create policy own_account_only on service_switch.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;
-- The provider's rules are read by everybody whom they bind and written at the provider's desk only.
alter table service_switch.policies enable row level security;
alter table service_switch.policies force row level security;
create policy read_by_everybody on service_switch.policies for select to einlass_app using (true);
create policy written_by_the_provider on service_switch.policies to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

grant select, insert, update on service_switch.switches, service_switch.openings, service_switch.told, service_switch.policies to einlass_app;
grant select, insert on service_switch.opening_grants to einlass_app;
-- THE DOOR support-visit: a support team visits a shop or a server for a limited time. What a visit makes in a foreign
-- system is an artefact of the kernel; here stand the visits as cases, and how those systems are reached.

create schema support_visit;
grant usage on schema support_visit to einlass_app;

-- How the system behind a resource is reached. The credential itself is in the vault (keeper 'connection:<id>') and
-- dies with the connection.
--
--   made ──▶ tested (works: version | trouble: error) ──▶ removed
create table support_visit.connections (
  id           uuid primary key,
  account_id   uuid not null,
  resource_id  uuid not null,
  -- Which connector; the desk knows them by name.
  system       text not null,
  address      text not null constraint connection_address_is_short check (length(address) between 1 and 300),
  login        text constraint connection_login_is_short check (length(login) between 1 and 300),
  -- What the system's people set once: a path, a pinned host key. Never a secret.
  options      jsonb not null default '{}',
  made_at      timestamptz not null,
  made_by      uuid references people.persons,
  tested_at    timestamptz,
  version      text,
  trouble      text,
  removed_at   timestamptz,
  removed_by   uuid references people.persons,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  unique (account_id, id),
  constraint test_of_a_connection_has_one_outcome check (
    (tested_at is null and version is null and trouble is null) or
    (tested_at is not null and (version is null) <> (trouble is null)))
);
create unique index resource_is_connected_once on support_visit.connections (resource_id) where removed_at is null;

-- Resources in a private network. Only the provider, whose network it is, says that the desk may go there.
create table support_visit.private_resources (
  resource_id  uuid primary key,
  account_id   uuid not null,
  allowed_at   timestamptz not null,
  allowed_by   uuid references people.persons,
  foreign key (account_id, resource_id) references access.resources (account_id, id)
);

-- By this code support names the account that it would like to visit; without it nobody can ask. It opens nothing and is
-- shown to the owner whenever he looks, so it is stored as it is (docs/decisions/0012).
create table support_visit.request_codes (
  account_id  uuid primary key references access.accounts,
  -- Without letters and digits that are taken for one another, and without vowels.
  code        text not null unique constraint request_code_has_no_lookalikes check (code ~ '^[3479CDFGHJKMNPQRTVWXY]{8}$'),
  made_at     timestamptz not null,
  made_by     uuid not null references people.persons
);

-- A visit is a case: who, where, for which ticket, what for, by which method. It never says that something is open: that
-- is asked of its request until there is an answer, and of its grant afterwards.
--
--   asked (request) ──▶ preparing ──▶ open ──▶ ending ──▶ ended      (grant and its artefacts)
--     ├──▶ refused | lapsed | withdrawn                              (request)
--     └──▶ not-needed                                                (not_needed_at; also without any request)
create table support_visit.visits (
  -- Of a visit that support asked for, the id of its request: who has the one finds the other.
  id                    uuid primary key,
  account_id            uuid not null references access.accounts,
  resource_id           uuid not null,
  -- null: the owner began it by himself, or nobody had to get in
  request_id            uuid constraint visit_has_the_id_of_its_request check (request_id = id),
  grant_id              uuid unique,
  platform              text not null,
  -- What it is, where the platform is not listed.
  platform_name         text constraint platform_name_is_short check (length(platform_name) between 1 and 200),
  method                text not null constraint visit_method_is_known check (method in ('invite', 'provision', 'server', 'by-hand')),
  -- How a server is entered.
  way                   text constraint visit_way_is_known check (way in ('certificate', 'key-line', 'ssh-door', 'password')),
  -- The guide with which it began; steps may change their meaning later.
  guide_version         integer not null,
  agent_id              uuid not null references people.persons,
  case_number           text,
  purpose               text not null constraint visit_has_a_purpose check (btrim(purpose) <> ''),
  -- [{"right": "shop.view", "reason": "…"}], and the same by the platform's own names.
  rights                jsonb not null,
  platform_rights       jsonb not null default '[]',
  -- What the owner agreed to of the latter; null: no answer yet.
  agreed_rights         text[],
  begun_at              timestamptz not null,
  begun_by              uuid not null references people.persons,
  side                  text not null constraint visit_is_begun_by_support_or_the_owner check (side in ('support', 'owner')),
  not_needed_at         timestamptz,
  not_needed_by         uuid references people.persons,
  not_needed_because    text,
  -- People were told everything that there will ever be to tell.
  told_all_at           timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, request_id) references access.requests (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  unique (account_id, id),
  constraint visit_for_support_names_its_ticket check (side = 'owner' or btrim(case_number) <> ''),
  constraint server_is_entered_in_some_way check ((method = 'server') = (way is not null)),
  constraint visit_that_is_not_needed_says_why check (
    (not_needed_at is null) = (not_needed_by is null) and (not_needed_at is null) = (not_needed_because is null)),
  constraint visit_that_is_not_needed_opens_nothing check (not_needed_at is null or grant_id is null)
);
create index visits_of_an_account on support_visit.visits (account_id, begun_at desc, id desc);
create index visits_of_a_resource on support_visit.visits (resource_id, begun_at desc, id desc);
create index visits_of_an_agent on support_visit.visits (agent_id, begun_at desc, id desc);
create index visits_by_age on support_visit.visits (begun_at desc, id desc);
create index visits_of_a_case on support_visit.visits (lower(case_number));
create index visits_with_something_to_tell on support_visit.visits (account_id) where told_all_at is null;

-- What people were told of a visit: each letter once.
create table support_visit.letters (
  account_id  uuid not null,
  visit_id    uuid not null,
  letter      text not null,
  written_at  timestamptz not null,
  primary key (visit_id, letter),
  foreign key (account_id, visit_id) references support_visit.visits (account_id, id)
);

-- What the provider says about visits: one row, the provider's.
create table support_visit.policies (
  account_id          uuid primary key references access.accounts,
  -- Of the provider's; temporary accounts are made and invitations sent under it. null: none was named yet.
  mailbox             text constraint mailbox_is_plain check (mailbox ~* '^[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(\.[a-z0-9-]+)+$' and length(mailbox) <= 100),
  longest_days        integer not null constraint longest_days_of_a_visit_is_between_one_and_a_year check (longest_days between 1 and 366),
  request_lapses_days integer not null constraint visit_lapses_after_one_day_to_a_month check (request_lapses_days between 1 and 31),
  changed_at          timestamptz not null,
  changed_by          uuid references people.persons
);

-- ── what a visit leaves behind ──────────────────────────────────────────────────────────────────────────────
-- Visits that overlap at one system are watched together: what is there after the end of each is compared with what was
-- there before the first of them, for nobody can tell whose hand made what in between.
--
--   began (inventory at the beginning: seen | not seen) ──▶ every visit over and compared ──▶ over
create table support_visit.watches (
  id           uuid primary key,
  account_id   uuid not null,
  resource_id  uuid not null,
  system       text not null,
  began_at     timestamptz not null,
  over_at      timestamptz constraint watch_is_over_after_it_began check (over_at >= began_at),
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  unique (account_id, id)
);
create unique index system_is_watched_once_at_a_time on support_visit.watches (resource_id, system) where over_at is null;

--   watched ──grant over, what was made for it gone──▶ tried (try_at, tries) ──▶ compared
create table support_visit.watched_grants (
  account_id   uuid not null,
  watch_id     uuid not null,
  grant_id     uuid not null,
  compared_at  timestamptz,
  -- Not before this instant; a system that does not answer is asked less and less often, and never given up.
  try_at       timestamptz not null,
  tries        integer not null default 0,
  primary key (watch_id, grant_id),
  foreign key (account_id, watch_id) references support_visit.watches (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index watches_of_a_grant on support_visit.watched_grants (grant_id);
create index grants_to_compare on support_visit.watched_grants (try_at) where compared_at is null;

-- What was there, as the system told it: kinds, ids and names, never a secret. Of those in between (daily, asked for by
-- the owner, after a removal) only the newest is kept.
create table support_visit.inventories (
  id           uuid primary key,
  account_id   uuid not null,
  resource_id  uuid not null,
  system       text not null,
  moment       text not null constraint inventory_moment_is_known check (moment in ('beginning', 'end', 'check')),
  watch_id     uuid,
  grant_id     uuid,
  asked_at     timestamptz not null,
  found        jsonb,
  error        text,
  -- When the owner was told that it could not be taken.
  told_at      timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, watch_id) references support_visit.watches (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  constraint inventory_was_seen_or_not check ((found is null) <> (error is null)),
  constraint inventory_belongs_to_its_moment check ((watch_id is null) = (moment = 'check') and (grant_id is null) = (moment <> 'end'))
);
create unique index watch_has_one_beginning on support_visit.inventories (watch_id) where moment = 'beginning';
create index beginnings_not_seen on support_visit.inventories (account_id)
  where moment = 'beginning' and error is not null and told_at is null;
create unique index visit_has_one_end on support_visit.inventories (watch_id, grant_id) where moment = 'end';
create unique index resource_has_one_newest_check on support_visit.inventories (resource_id) where moment = 'check';

-- One thing that was not there before, and that nothing open explains.
--
--   found ──▶ kept (by, note)
--     ├─────▶ removing ──▶ removed (witness) | cannot (why) ──▶ removing …
--     └─────▶ vanished     not there any more, by somebody else's hand
create table support_visit.left_behind (
  id             uuid primary key,
  account_id     uuid not null,
  resource_id    uuid not null,
  system         text not null,
  -- null: found by the daily check, after all visits.
  watch_id       uuid,
  kind           text not null,
  -- By which the system finds it again, and what people recognise it by.
  found_id       text not null,
  name           text not null,
  first_seen_at  timestamptz not null,
  told_at        timestamptz,
  kept_at        timestamptz,
  kept_by        uuid references people.persons,
  note           text constraint note_of_what_is_kept_is_short check (length(note) <= 500),
  removing_at    timestamptz,
  removing_by    uuid references people.persons,
  removed_at     timestamptz,
  witness        text,
  cannot         text,
  vanished_at    timestamptz,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, watch_id) references support_visit.watches (account_id, id),
  unique (account_id, id),
  constraint what_is_kept_is_not_removed check (kept_at is null or (removing_at is null and removed_at is null)),
  constraint what_was_removed_has_a_witness check ((removed_at is null) = (witness is null)),
  constraint what_was_removed_was_meant_to_be check (removed_at is null or removing_at is not null)
);
create unique index thing_is_left_behind_once on support_visit.left_behind (resource_id, system, kind, found_id)
  where removed_at is null and vanished_at is null;
create index left_behind_of_a_watch on support_visit.left_behind (watch_id) where watch_id is not null;
create index left_behind_and_not_told on support_visit.left_behind (account_id) where told_at is null;
create index left_behind_and_being_removed on support_visit.left_behind (removing_at)
  where removing_at is not null and removed_at is null and cannot is null and vanished_at is null;

-- An artefact of ours that was there against all expectation, or was not.
create table support_visit.sightings (
  id           uuid primary key,
  account_id   uuid not null,
  artefact_id  uuid not null,
  what         text not null constraint sighting_is_known check (what in ('came-back', 'missing')),
  seen_at      timestamptz not null,
  told_at      timestamptz,
  foreign key (account_id, artefact_id) references access.artefacts (account_id, id)
);
create index sightings_of_an_artefact on support_visit.sightings (artefact_id, seen_at);
create index sightings_not_told on support_visit.sightings (account_id) where told_at is null;

-- When each connected resource is looked at next.
create table support_visit.checks (
  resource_id  uuid primary key,
  account_id   uuid not null,
  due_at       timestamptz not null,
  foreign key (account_id, resource_id) references access.resources (account_id, id)
);
create index checks_that_are_due on support_visit.checks (due_at);

-- ── recordings ──────────────────────────────────────────────────────────────────────────────────────────────
-- What somebody's shell showed, as asciicast v2. Nothing of it stands here in clear: it is compressed and sealed, piece
-- by piece, under a key of its own that is in the vault (keeper 'recording:<id>') and is destroyed with it.
--
--   running ──▶ complete | cut (too large) | broken-off (its node died)  ──retention──▶ destroyed (content only)
create table support_visit.recordings (
  id            uuid primary key,
  account_id    uuid not null,
  -- Its grants are those of the entry (access.entry_grants).
  entry_id      uuid not null,
  kind          text not null constraint recording_kind_is_known check (kind in ('shell', 'exec')),
  -- Sealed: people write passwords into commands.
  command       bytea,
  width         integer not null constraint recording_width_is_that_of_a_screen check (width between 1 and 2000),
  height        integer not null constraint recording_height_is_that_of_a_screen check (height between 1 and 2000),
  begun_at      timestamptz not null,
  -- When its node last said that it is still there.
  seen_at       timestamptz not null,
  ended_at      timestamptz,
  outcome       text constraint recording_outcome_is_known check (outcome in ('complete', 'cut', 'broken-off')),
  -- Of the clear asciicast, as it is told in the ledger.
  bytes         bigint,
  sha256        bytea constraint recording_hash_is_a_sha256 check (length(sha256) = 32),
  -- Of what the shell showed: how much was left out, because it was more than can be recorded.
  left_out      bigint,
  destroyed_at  timestamptz,
  foreign key (account_id, entry_id) references access.entries (account_id, id),
  unique (account_id, id),
  constraint ended_recording_says_what_it_is check (
    (ended_at is null) = (outcome is null) and (ended_at is null) = (bytes is null)
    and (ended_at is null) = (sha256 is null) and (ended_at is null) = (left_out is null)),
  constraint recording_is_destroyed_after_its_end check (destroyed_at is null or ended_at is not null),
  constraint nothing_is_left_of_a_destroyed_recording check (destroyed_at is null or command is null)
);
create index recordings_of_an_entry on support_visit.recordings (entry_id, begun_at desc, id desc);
create index recordings_that_run on support_visit.recordings (seen_at) where ended_at is null;
create index recordings_not_destroyed on support_visit.recordings (ended_at) where ended_at is not null and destroyed_at is null;

create table support_visit.recording_chunks (
  account_id    uuid not null,
  recording_id  uuid not null,
  -- Where it stands in the clear text, in bytes: it is whole lines, from here to there.
  from_byte     bigint not null,
  to_byte       bigint not null,
  sealed        bytea not null,
  primary key (recording_id, from_byte),
  foreign key (account_id, recording_id) references support_visit.recordings (account_id, id),
  constraint chunk_of_a_recording_holds_something check (to_byte > from_byte and from_byte >= 0)
);
-- Which piece follows a position, however large pieces are.
create index chunks_of_a_recording_by_end on support_visit.recording_chunks (recording_id, to_byte);

-- Who watched: written down as a fact once an hour, not with every second of it.
create table support_visit.recording_watchers (
  account_id    uuid not null,
  recording_id  uuid not null,
  person_id     uuid not null references people.persons,
  noted_at      timestamptz not null,
  primary key (recording_id, person_id),
  foreign key (account_id, recording_id) references support_visit.recordings (account_id, id)
);

-- What a recording says about itself when it has ended never changes again.
create function support_visit.an_ended_recording_stays() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null and
     (new.ended_at, new.outcome, new.bytes, new.sha256, new.left_out) is distinct from
     (old.ended_at, old.outcome, old.bytes, old.sha256, old.left_out) then
    raise exception 'an ended recording stays as it is'
      using errcode = 'check_violation', constraint = 'ended_recording_stays';
  end if;
  return new;
end $$;
create trigger ended_recording_stays before update on support_visit.recordings
  for each row execute function support_visit.an_ended_recording_stays();

create function support_visit.nothing_is_added_to_an_ended_recording() returns trigger language plpgsql as $$
begin
  if exists (select from support_visit.recordings where id = new.recording_id and ended_at is not null) then
    raise exception 'nothing is added to a recording that has ended'
      using errcode = 'check_violation', constraint = 'ended_recording_takes_nothing';
  end if;
  return new;
end $$;
create trigger ended_recording_takes_nothing before insert on support_visit.recording_chunks
  for each row execute function support_visit.nothing_is_added_to_an_ended_recording();

-- How long recordings are kept: one row, the provider's.
create table support_visit.recording_policies (
  account_id  uuid primary key references access.accounts,
  keep_days   integer not null constraint recordings_are_kept_between_a_day_and_ten_years check (keep_days between 1 and 3650),
  changed_at  timestamptz not null,
  changed_by  uuid references people.persons
);
-- What is made in a foreign system by people, along the guide of its platform: who is let in and with what, and where
-- the guide stands. The guide is the one with which it began (its steps are rows below), however it changes later.
--
--   wanted ──▶ let in ──▶ taken out        each only when everybody has confirmed his part; undone until then
create table support_visit.guided_artefacts (
  artefact_id    uuid primary key,
  account_id     uuid not null,
  platform       text not null,
  guide_version  integer not null,
  checked_on     text not null,
  -- Under which address the visitor is let in; '' where none is needed.
  mailbox        text not null,
  agent_id       uuid references people.persons,
  -- What the owner agreed to, by the platform's own names.
  rights         text[] not null default '{}',
  -- Network addresses that are to be let in, and those that were and must come out.
  addresses      text[] not null default '{}',
  old_addresses  text[] not null default '{}',
  -- What the platform says that is asked for, as somebody read it there.
  requested      text[],
  requested_at   timestamptz,
  requested_by   uuid references people.persons,
  -- What goes beyond the agreed rights, and the owner has accepted all the same.
  accepted       text[],
  accepted_at    timestamptz,
  accepted_by    uuid references people.persons,
  let_in_at      timestamptz,
  taken_out_at   timestamptz,
  -- How often, and when last, people were reminded to take it away.
  reminded_times integer not null default 0,
  reminded_at    timestamptz,
  foreign key (account_id, artefact_id) references access.artefacts (account_id, id),
  unique (account_id, artefact_id),
  constraint rights_that_were_read_have_a_reader check ((requested is null) = (requested_at is null)),
  constraint rights_that_were_accepted_have_a_date check ((accepted is null) = (accepted_at is null)),
  constraint nothing_is_accepted_before_it_was_read check (accepted is null or requested is not null)
);
create index guided_artefacts_not_taken_out on support_visit.guided_artefacts (account_id) where taken_out_at is null;

-- One line of a guide. What needs nobody's word stands here too, so that the list can be read as it was then.
create table support_visit.steps (
  id            uuid primary key,
  account_id    uuid not null,
  artefact_id   uuid not null,
  -- For which it was wanted first; another grant may hold the artefact as well.
  grant_id      uuid not null,
  phase         text not null constraint phase_of_a_step_is_known check (phase in ('before', 'open', 'check', 'end', 'after')),
  position      integer not null,
  -- Which sentence: 'shopify.findCode'
  key           text not null,
  done_by       text not null constraint step_is_done_by_somebody check (done_by in ('owner', 'support', 'einlass')),
  needed_from   text constraint step_is_confirmed_by_a_side check (needed_from in ('owner', 'support')),
  link          text,
  confirmed_at  timestamptz,
  confirmed_by  uuid references people.persons,
  note          text constraint note_on_a_step_is_short check (length(note) between 1 and 500),
  foreign key (account_id, artefact_id) references support_visit.guided_artefacts (account_id, artefact_id),
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  unique (artefact_id, phase, key),
  constraint confirmed_step_names_who_and_when check ((confirmed_at is null) = (confirmed_by is null)),
  constraint only_what_is_needed_is_confirmed check (confirmed_at is null or needed_from is not null),
  constraint only_what_is_confirmed_has_a_note check (note is null or confirmed_at is not null)
);

-- From where the provider's people come, for systems that let in listed addresses only.
create table support_visit.networks (
  id          uuid primary key,
  account_id  uuid not null references access.accounts,
  network     text not null constraint network_is_short check (length(network) between 2 and 60),
  label       text not null constraint label_of_a_network_is_short check (length(label) between 1 and 100),
  made_at     timestamptz not null,
  made_by     uuid references people.persons,
  removed_at  timestamptz,
  removed_by  uuid references people.persons
);
create unique index network_is_listed_once on support_visit.networks (account_id, network) where removed_at is null;
-- Up to where an owner has been told, grant by grant, who has seen what; and how often he was reminded, after the end, to
-- change what was seen.
create table support_visit.told_of_secrets (
  grant_id      uuid primary key,
  account_id    uuid not null,
  -- How many reveals of the grant were told.
  reveals       integer not null default 0,
  told_at       timestamptz,
  reminders     integer not null default 0 constraint owner_is_reminded_twice_at_most check (reminders between 0 and 2),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index told_of_secrets_in_an_account on support_visit.told_of_secrets (account_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'connections', 'private_resources', 'request_codes', 'visits', 'letters', 'watches',
    'watched_grants', 'inventories', 'left_behind', 'sightings', 'checks', 'recordings',
    'recording_chunks', 'recording_watchers', 'guided_artefacts', 'steps', 'networks',
    'told_of_secrets'
  ] loop
    execute format('alter table support_visit.%I enable row level security', tenant_table);
    execute format('alter table support_visit.%I force row level security', tenant_table);
    execute format('create policy own_account_only on support_visit.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;
-- The provider's rules are read by everybody whom they bind and written at the provider's desk only.
alter table support_visit.policies enable row level security;
alter table support_visit.policies force row level security;
create policy read_by_everybody on support_visit.policies for select to einlass_app using (true);
create policy written_by_the_provider on support_visit.policies to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

grant select, insert, update on support_visit.connections, support_visit.request_codes, support_visit.visits, support_visit.policies to einlass_app;
grant select, insert on support_visit.letters to einlass_app;
grant select, insert, update on
  support_visit.watches, support_visit.watched_grants, support_visit.inventories,
  support_visit.left_behind, support_visit.sightings, support_visit.checks
  to einlass_app;
-- How long recordings are kept is known to those who are recorded; only the provider says it.
alter table support_visit.recording_policies enable row level security;
alter table support_visit.recording_policies force row level security;
create policy read_by_everybody on support_visit.recording_policies for select to einlass_app using (true);
create policy written_by_the_provider on support_visit.recording_policies to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

grant select, insert, update on
  support_visit.connections, support_visit.guided_artefacts, support_visit.steps, support_visit.networks
  to einlass_app;
grant select, insert, update on support_visit.connections, support_visit.told_of_secrets to einlass_app;
grant select, insert, delete on support_visit.private_resources to einlass_app;
grant select, insert, update (command, seen_at, ended_at, outcome, bytes, sha256, left_out, destroyed_at)
  on support_visit.recordings to einlass_app;
grant select, insert, delete on support_visit.recording_chunks to einlass_app;
grant select, insert, update (noted_at) on support_visit.recording_watchers to einlass_app;
grant select, insert, update on support_visit.recording_policies to einlass_app;
grant execute on all functions in schema support_visit to einlass_app;
-- THE DOOR sub-account: people who may do in an account exactly what the boxes say. What somebody may do now is asked
-- of the kernel's grants, never of this door.

create schema sub_account;
grant usage on schema sub_account to einlass_app;

-- Somebody may do nothing by this door until somebody else resumes. What he could do is kept by his assignments.
--
--   suspended ──▶ resumed      by whoever gives it back, as a decision of his own
--       └───────▶ dropped      because everything of his was ended meanwhile
create table sub_account.suspensions (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  person_id     uuid not null references people.persons,
  suspended_at  timestamptz not null,
  suspended_by  uuid not null references people.persons,
  note          text,
  over_at       timestamptz,
  over_by       uuid references people.persons,
  over_how      text constraint suspension_is_over_in_a_known_way check (over_how in ('resumed', 'dropped')),
  unique (account_id, id),
  constraint nobody_suspends_himself check (person_id <> suspended_by),
  constraint suspension_that_is_over_says_how check (
    (over_at is null) = (over_how is null) and (over_at is null) = (over_by is null))
);
create unique index person_is_suspended_once on sub_account.suspensions (account_id, person_id) where over_at is null;

-- Rights of one person on one scope. Each change of the boxes ends a grant and opens another; this is what stays the
-- same over them, and where two people who edit at once meet (version).
create table sub_account.assignments (
  id           uuid primary key,
  account_id   uuid not null references access.accounts,
  person_id    uuid not null references people.persons,
  -- null: the whole account
  resource_id  uuid,
  -- One of the door's or of the provider's own, which may leave his configuration again: who is known is asked when it is given.
  audience     text not null constraint audience_is_a_name check (audience ~ '^[a-z][a-z0-9-]{1,39}$'),
  -- By which it holds now, or held last.
  grant_id     uuid not null unique,
  version      integer not null default 1,
  made_at      timestamptz not null,
  changed_at   timestamptz not null,
  changed_by   uuid not null references people.persons,
  -- Of which of its grants people were told that it begins, and that it has ended.
  told_grant   uuid,
  told_ended   uuid,
  -- The suspension that ended its grant and keeps it for whoever resumes; null: it holds, or is over.
  suspension_id uuid,
  foreign key (account_id, suspension_id) references sub_account.suspensions (account_id, id),
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  unique (account_id, id)
);
create index assignments_of_an_account on sub_account.assignments (account_id, made_at desc, id desc);
create index assignments_to_tell on sub_account.assignments (account_id) where told_ended is distinct from grant_id;
create index assignments_of_a_person on sub_account.assignments (account_id, person_id);

create index assignments_that_are_suspended on sub_account.assignments (account_id, suspension_id) where suspension_id is not null;

-- Who was written to about what is to be reviewed: of each grant and reason the last time. Whoever sets another end
-- opens another grant, so that end is told too.
create table sub_account.reviews_told (
  account_id  uuid not null,
  grant_id    uuid not null,
  why         text not null constraint review_reason_is_known check (why in ('idle', 'ends-soon', 'own-end')),
  told_to     uuid not null references people.persons,
  told_at     timestamptz not null,
  primary key (account_id, grant_id, why),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index reviews_told_to_a_person on sub_account.reviews_told (account_id, told_to, told_at desc);

alter table sub_account.assignments enable row level security;
alter table sub_account.assignments force row level security;
create policy own_account_only on sub_account.assignments to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
grant select, insert, update on sub_account.assignments to einlass_app;

-- Who holds a domain: one contact of the account. It is kept when the domain is ordered; from then on it changes only by
-- what stands in asset_changes. Of a domain that was removed the row stays and counts for nothing.
create table sub_account.holders (
  resource_id  uuid primary key,
  account_id   uuid not null references access.accounts,
  party_id     uuid not null,
  since        timestamptz not null,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, party_id) references people.parties (account_id, id)
);
create index domains_of_a_holder on sub_account.holders (account_id, party_id);

-- What controls a domain changes: its holder, or the mail address of a contact that holds one. Two mailboxes confirm it,
-- then it waits, so that whoever did not want it can stop it.
--
--   asked ──old_confirmed_at, new_confirmed_at──▶ waiting ──takes_effect_at──▶ holder:  at the provider ──▶ done | refused
--                                                                              address: done, by the desk's round
--   stopped_at: by whoever may, by a mailbox, or by the desk's round because it cannot happen any more
--   lapsed is derived: not confirmed twice, and expires_at ≤ now
create table sub_account.asset_changes (
  id                uuid primary key,
  account_id        uuid not null references access.accounts,
  kind              text not null constraint asset_change_kind_is_known check (kind in ('holder', 'address')),
  -- holder: the domain.
  resource_id       uuid,
  -- holder: who holds it, null: nobody that is known, then the owner confirms; address: whose address it is.
  party_id          uuid,
  -- holder: who is to hold it.
  next_party_id     uuid,
  -- The two mailboxes, as mail is sent to them, when it was asked.
  old_address       text not null constraint old_mailbox_must_look_like_mail check (old_address ~ '^[!-~]+@[!-~]+$' and length(old_address) <= 254),
  new_address       text not null constraint new_mailbox_must_look_like_mail check (new_address ~ '^[!-~]+@[!-~]+$' and length(new_address) <= 254),
  -- address: the new one as people read it.
  new_shown         text,
  note              text constraint asset_change_note_is_short check (length(note) <= 500),
  asked_at          timestamptz not null,
  asked_by          uuid not null references people.persons,
  expires_at        timestamptz not null,
  old_confirmed_at  timestamptz,
  new_confirmed_at  timestamptz,
  takes_effect_at   timestamptz,
  stopped_at        timestamptz,
  -- null: a mailbox or the desk's round.
  stopped_by        uuid references people.persons,
  stopped_because   text constraint stopping_cause_is_known check (
                      stopped_because in ('person', 'old-mailbox', 'new-mailbox', 'not-confirmed', 'replaced', 'account-is-closed', 'domain-is-gone', 'contact-is-gone', 'same-contact-exists')),
  refused_at        timestamptz,
  refused_by        uuid references people.persons,
  -- Of the provider: why he refuses it, what it has cost, and on which day it was done.
  answer            text constraint answer_of_the_provider_is_short check (length(answer) <= 500),
  cost              text constraint cost_is_short check (length(cost) <= 100),
  done_on           date,
  done_at           timestamptz,
  done_by           uuid references people.persons,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, party_id) references people.parties (account_id, id),
  foreign key (account_id, next_party_id) references people.parties (account_id, id),
  constraint change_of_a_holder_names_domain_and_next_holder check ((kind = 'holder') = (resource_id is not null and next_party_id is not null)),
  constraint change_of_an_address_names_its_contact check ((kind = 'address') = (new_shown is not null) and (kind = 'holder' or (party_id is not null and resource_id is null and next_party_id is null))),
  constraint next_holder_is_another_one check (party_id is null or next_party_id is null or party_id <> next_party_id),
  constraint asset_change_must_expire_after_it_was_asked check (expires_at > asked_at),
  constraint it_takes_effect_only_after_both_confirmed check ((takes_effect_at is not null) = (old_confirmed_at is not null and new_confirmed_at is not null)),
  constraint it_is_done_only_after_it_takes_effect check (done_at is null or done_at >= takes_effect_at),
  constraint only_a_holder_is_refused_and_only_after_the_wait check (refused_at is null or (kind = 'holder' and refused_at >= takes_effect_at)),
  constraint asset_change_is_over_once check (num_nonnulls(stopped_at, refused_at, done_at) <= 1),
  constraint stopping_says_why check ((stopped_at is null) = (stopped_because is null)),
  constraint provider_names_himself check ((refused_at is null) = (refused_by is null) and (kind = 'address' or (done_at is null) = (done_by is null)))
);
create unique index domain_changes_its_holder_once_at_a_time on sub_account.asset_changes (resource_id) where kind = 'holder' and stopped_at is null and refused_at is null and done_at is null;
create unique index contact_changes_its_address_once_at_a_time on sub_account.asset_changes (party_id) where kind = 'address' and stopped_at is null and refused_at is null and done_at is null;
create index asset_changes_of_an_account on sub_account.asset_changes (account_id, asked_at desc, id desc);
create index asset_changes_that_run on sub_account.asset_changes (takes_effect_at) where stopped_at is null and refused_at is null and done_at is null;

-- What the provider demands: one row, the provider's.
create table sub_account.policies (
  account_id        uuid primary key references access.accounts,
  -- Days between the second confirmation and the change.
  asset_wait_days   integer not null constraint asset_wait_days_is_at_most_a_month check (asset_wait_days between 0 and 31),
  changed_at        timestamptz not null,
  changed_by        uuid references people.persons
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['holders', 'asset_changes'] loop
    execute format('alter table sub_account.%I enable row level security', tenant_table);
    execute format('alter table sub_account.%I force row level security', tenant_table);
    execute format('create policy own_account_only on sub_account.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;
-- The provider's rule is read by everybody whom it binds and written at the provider's desk only.
alter table sub_account.policies enable row level security;
alter table sub_account.policies force row level security;
create policy read_by_everybody on sub_account.policies for select to einlass_app using (true);
create policy written_by_the_provider on sub_account.policies to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

grant select, insert, update on sub_account.holders, sub_account.asset_changes, sub_account.policies to einlass_app;

-- What somebody is invited to. It is the promise: boxes, presets and the catalogue change nothing of it. Until when stands
-- with the invitation.
create table sub_account.offers (
  invitation_id uuid primary key,
  account_id   uuid not null,
  audience     text not null constraint offered_audience_must_not_be_empty check (btrim(audience) <> ''),
  -- null: the whole account
  resource_id  uuid,
  permissions  text[] not null constraint offer_allows_something check (cardinality(permissions) > 0),
  reason       text,
  foreign key (account_id, invitation_id) references people.invitations (account_id, id),
  foreign key (account_id, resource_id) references access.resources (account_id, id)
);
create index offers_of_an_account on sub_account.offers (account_id);

alter table sub_account.offers enable row level security;
alter table sub_account.offers force row level security;
create policy own_account_only on sub_account.offers to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
grant select, insert on sub_account.offers to einlass_app;
alter table sub_account.suspensions enable row level security;
alter table sub_account.suspensions force row level security;
create policy own_account_only on sub_account.suspensions to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
alter table sub_account.reviews_told enable row level security;
alter table sub_account.reviews_told force row level security;
create policy own_account_only on sub_account.reviews_told to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
grant select, insert, update on sub_account.assignments, sub_account.suspensions, sub_account.reviews_told to einlass_app;
-- What the desk needs to run and no domain rule speaks about.

create schema plumbing;
grant usage on schema plumbing to einlass_app;

-- Mail that is to leave the house. Written in the transaction that causes it, sent after it.
create table plumbing.mails (
  id          uuid primary key,
  kind        text not null,
  to_address  text not null,
  language    text not null,
  subject     text not null,
  plain       text not null,
  html        text not null,
  -- Mails of one matter share it; becomes References: (RFC 5322 §3.6.4), so that mail programs show one thread.
  thread      text not null,
  queued_at   timestamptz not null,
  sent_at     timestamptz,
  tries       integer not null default 0,
  next_try_at timestamptz not null,
  -- What the mail server said last, or what came back.
  error       text,
  given_up_at timestamptz,
  -- A mail server took it and sent a report later that it was not delivered (RFC 3464).
  bounced_at  timestamptz,
  -- The code of a single-use link, put in its place in the text when the mail leaves and taken away then, so that
  -- no backup holds a link that works.
  code        text,
  constraint bounced_mail_is_given_up check (bounced_at is null or (given_up_at is not null and error is not null))
);
create index mails_to_send on plumbing.mails (next_try_at) where sent_at is null and given_up_at is null;
create index mails_by_age on plumbing.mails (queued_at desc, id desc);
create index mails_that_wait on plumbing.mails (queued_at desc, id desc) where sent_at is null and given_up_at is null;
create index mails_given_up on plumbing.mails (queued_at desc, id desc) where given_up_at is not null;

-- What a POST with an Idempotency-Key answered, so that a repeated one is not done twice
-- (draft-ietf-httpapi-idempotency-key-header). Kept for a day.
create table plumbing.idempotent_answers (
  caller        text not null,
  key           text not null constraint idempotency_key_is_short check (length(key) between 1 and 200),
  operation     text not null,
  request_hash  bytea not null,
  made_at       timestamptz not null,
  -- null while the first one is still being answered
  status        integer,
  body          jsonb,
  primary key (caller, key)
);
create index idempotent_answers_by_age on plumbing.idempotent_answers (made_at);

grant select, insert, update, delete on plumbing.mails, plumbing.idempotent_answers to einlass_app;

-- Which nodes of the desk hold connections of their own, and when each was last heard, by the clock of this database.
create table plumbing.nodes (
  id        uuid primary key,
  heard_at  timestamptz not null
);
create index nodes_by_silence on plumbing.nodes (heard_at);
grant select, insert, update, delete on plumbing.nodes to einlass_app;

-- ── the vault ───────────────────────────────────────────────────────────────────────────────────────────────
-- What must be read again and may never lie open: each secret is sealed under a key of its own; that one is wrapped
-- under a key of the vault; and a key of the vault is sealed under the master key, which is not in this database.
--
--   vault key   in use ──rotation──▶ retired ──nothing refers to it any more──▶ destroyed
--   secret      live ──replaced, or its keeper ends──▶ destroyed (that it was there stays, what it was does not)
create table plumbing.vault_keys (
  id            uuid primary key,
  sealed_key    bytea,
  made_at       timestamptz not null,
  -- From then on nothing new is kept under it.
  retired_at    timestamptz,
  destroyed_at  timestamptz,
  constraint vault_key_is_there_until_it_is_destroyed check ((sealed_key is null) = (destroyed_at is not null)),
  constraint vault_key_in_use_is_not_destroyed check (destroyed_at is null or retired_at is not null)
);
create unique index one_vault_key_is_in_use on plumbing.vault_keys ((true)) where retired_at is null;

create table plumbing.secrets (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  -- Whose it is ('artefact:…'): with it, it dies.
  keeper        text not null constraint keeper_of_a_secret_is_said_shortly check (length(keeper) between 1 and 200),
  name          text not null constraint name_of_a_secret_is_short check (length(name) between 1 and 200),
  key_id        uuid references plumbing.vault_keys,
  wrapped_key   bytea,
  sealed        bytea,
  made_at       timestamptz not null,
  destroyed_at  timestamptz,
  constraint live_secret_is_whole check (
    destroyed_at is not null or (key_id is not null and wrapped_key is not null and sealed is not null)),
  constraint nothing_is_left_of_a_destroyed_secret check (
    destroyed_at is null or (key_id is null and wrapped_key is null and sealed is null))
);
create unique index one_live_secret_has_a_name on plumbing.secrets (account_id, keeper, name) where destroyed_at is null;
create index secrets_of_a_keeper on plumbing.secrets (account_id, keeper, made_at, id);
create index secrets_under_a_key on plumbing.secrets (key_id, id) where destroyed_at is null;

alter table plumbing.secrets enable row level security;
alter table plumbing.secrets force row level security;
create policy own_account_only on plumbing.secrets to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

-- Whose a secret is, what it is called and when it was made never changes, and no row goes away.
grant select, insert, update (sealed_key, retired_at, destroyed_at) on plumbing.vault_keys to einlass_app;
grant select, insert, update (key_id, wrapped_key, sealed, destroyed_at) on plumbing.secrets to einlass_app;

-- ── webhooks ────────────────────────────────────────────────────────────────────────────────────────────────
-- Other programs of the provider that are told when something changed (Standard Webhooks 1.0). Their secrets are in the
-- vault, kept by 'webhook:…'.
--
--   endpoint   on ◀──▶ off (by somebody, or because it answered that it is gone)     either ──▶ removed
create table plumbing.webhooks (
  id              uuid primary key,
  name            text not null constraint webhook_name_is_said_shortly check (btrim(name) <> '' and length(name) <= 100),
  address         text not null constraint webhook_address_is_short check (length(address) between 1 and 2000),
  -- Somebody has said that it may lie in the house's own network, and be reached without TLS there.
  allows_private  boolean not null,
  added_at        timestamptz not null,
  added_by        uuid references people.persons,
  -- Until then the secret before the present one signs too.
  previous_until  timestamptz,
  -- Of the first try that failed since one was taken.
  failing_since   timestamptz,
  off_at          timestamptz,
  off_by          uuid references people.persons,
  off_because     text constraint webhook_is_off_for_a_known_reason check (off_because in ('desk', 'gone')),
  removed_at      timestamptz,
  removed_by      uuid references people.persons,
  constraint webhook_that_is_off_says_why check ((off_at is null) = (off_because is null)),
  constraint webhook_is_switched_off_by_somebody check (off_because is distinct from 'desk' or off_by is not null)
);

-- What they are told. Written in the transaction in which it happened, sent after it, at least once, in no order.
--
--   waiting ──▶ delivered       (somebody answered 2xx)
--      └──────▶ given up        (ten times in vain, or the endpoint is gone)      either ──sent again──▶ waiting
create table plumbing.webhook_deliveries (
  -- Stays the same however often it is tried: by it, whoever gets it twice knows it again.
  id            uuid primary key,
  webhook_id    uuid not null references plumbing.webhooks,
  type          text not null,
  body          text not null,
  queued_at     timestamptz not null,
  tries         integer not null default 0,
  next_try_at   timestamptz not null,
  tried_at      timestamptz,
  -- What was answered last; null: nothing was, and error says why.
  status        integer,
  error         text,
  delivered_at  timestamptz,
  given_up_at   timestamptz,
  constraint webhook_is_delivered_or_given_up_not_both check (delivered_at is null or given_up_at is null)
);
create index webhook_deliveries_to_send on plumbing.webhook_deliveries (webhook_id, next_try_at) where delivered_at is null and given_up_at is null;
create index webhook_deliveries_of_an_endpoint on plumbing.webhook_deliveries (webhook_id, queued_at desc, id desc);
create index webhook_deliveries_by_age on plumbing.webhook_deliveries (queued_at);

-- That there was an endpoint stays, with who added and who removed it.
grant select, insert, update on plumbing.webhooks to einlass_app;
grant select, insert, update, delete on plumbing.webhook_deliveries to einlass_app;
