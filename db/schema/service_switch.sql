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
