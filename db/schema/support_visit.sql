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

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['connections', 'private_resources', 'guided_artefacts', 'steps', 'networks'] loop
    execute format('alter table support_visit.%I enable row level security', tenant_table);
    execute format('alter table support_visit.%I force row level security', tenant_table);
    execute format('create policy own_account_only on support_visit.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;

grant select, insert, update on
  support_visit.connections, support_visit.guided_artefacts, support_visit.steps, support_visit.networks
  to einlass_app;
grant select, insert, delete on support_visit.private_resources to einlass_app;
