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
  constraint access_ends_with_the_person check (access_ended_at is null or deactivated_at is not null),
  constraint password_has_a_date check ((password_hash is null) = (password_set_at is null))
);
create unique index person_address_is_used_once on people.persons (lower(address));
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
  ended_at      timestamptz,
  ended_cause   text constraint session_ending_cause_is_known check (ended_cause in ('signed-out', 'ended-by-person', 'password-changed', 'person-deactivated')),
  constraint session_must_end_after_it_begins check (expires_at > begun_at),
  constraint ended_session_names_its_cause check ((ended_at is null) = (ended_cause is null))
);
create index live_sessions_of_a_person on people.sessions (person_id) where ended_at is null;

-- Links that work once: the setup link now, invitations and "forgot password" later. Consumed by one update.
create table people.single_use_links (
  id          uuid primary key,
  purpose     text not null constraint link_purpose_is_known check (purpose in ('setup')),
  token_hash  bytea not null unique constraint link_token_is_a_sha256 check (length(token_hash) = 32),
  made_at     timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  constraint link_must_end_after_it_begins check (expires_at > made_at)
);

-- Failed sign-ins, counted per address and per network, so that guessing slows down and nobody can lock out another.
create table people.failed_sign_ins (
  id        bigint generated always as identity primary key,
  key       text not null,
  failed_at timestamptz not null
);
create index failed_sign_ins_by_key on people.failed_sign_ins (key, failed_at);

grant select, insert, update on people.persons, people.sessions, people.single_use_links to einlass_app;
grant select, insert, delete on people.failed_sign_ins to einlass_app;
