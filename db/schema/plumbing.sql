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
