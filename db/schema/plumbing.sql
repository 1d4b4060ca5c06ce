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
