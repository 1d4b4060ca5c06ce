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
