-- THE DOOR support-visit: a support team visits a shop or a server for a limited time. What a visit makes in a foreign
-- system is an artefact of the kernel; here stands how those systems are reached.

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

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['connections', 'private_resources',
      'recordings', 'recording_chunks', 'recording_watchers'] loop
    execute format('alter table support_visit.%I enable row level security', tenant_table);
    execute format('alter table support_visit.%I force row level security', tenant_table);
    execute format('create policy own_account_only on support_visit.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;

-- How long recordings are kept is known to those who are recorded; only the provider says it.
alter table support_visit.recording_policies enable row level security;
alter table support_visit.recording_policies force row level security;
create policy read_by_everybody on support_visit.recording_policies for select to einlass_app using (true);
create policy written_by_the_provider on support_visit.recording_policies to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

grant select, insert, update on support_visit.connections to einlass_app;
grant select, insert, delete on support_visit.private_resources to einlass_app;
grant select, insert, update (command, seen_at, ended_at, outcome, bytes, sha256, left_out, destroyed_at)
  on support_visit.recordings to einlass_app;
grant select, insert, delete on support_visit.recording_chunks to einlass_app;
grant select, insert, update (noted_at) on support_visit.recording_watchers to einlass_app;
grant select, insert, update on support_visit.recording_policies to einlass_app;
grant execute on all functions in schema support_visit to einlass_app;
