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
