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
