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

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['connections', 'private_resources', 'request_codes', 'visits', 'letters'] loop
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
grant select, insert, delete on support_visit.private_resources to einlass_app;
