-- THE DOOR sub-account: people who may do in an account exactly what the boxes say. What somebody may do now is asked
-- of the kernel's grants, never of this door.

create schema sub_account;
grant usage on schema sub_account to einlass_app;

-- Somebody may do nothing by this door until somebody else resumes. What he could do is kept by his assignments.
--
--   suspended ──▶ resumed      by whoever gives it back, as a decision of his own
--       └───────▶ dropped      because everything of his was ended meanwhile
create table sub_account.suspensions (
  id            uuid primary key,
  account_id    uuid not null references access.accounts,
  person_id     uuid not null references people.persons,
  suspended_at  timestamptz not null,
  suspended_by  uuid not null references people.persons,
  note          text,
  over_at       timestamptz,
  over_by       uuid references people.persons,
  over_how      text constraint suspension_is_over_in_a_known_way check (over_how in ('resumed', 'dropped')),
  unique (account_id, id),
  constraint nobody_suspends_himself check (person_id <> suspended_by),
  constraint suspension_that_is_over_says_how check (
    (over_at is null) = (over_how is null) and (over_at is null) = (over_by is null))
);
create unique index person_is_suspended_once on sub_account.suspensions (account_id, person_id) where over_at is null;

-- Rights of one person on one scope. Each change of the boxes ends a grant and opens another; this is what stays the
-- same over them, and where two people who edit at once meet (version).
create table sub_account.assignments (
  id           uuid primary key,
  account_id   uuid not null references access.accounts,
  person_id    uuid not null references people.persons,
  -- null: the whole account
  resource_id  uuid,
  -- One of the door's or of the provider's own, which may leave his configuration again: who is known is asked when it is given.
  audience     text not null constraint audience_is_a_name check (audience ~ '^[a-z][a-z0-9-]{1,39}$'),
  -- By which it holds now, or held last.
  grant_id     uuid not null unique,
  version      integer not null default 1,
  made_at      timestamptz not null,
  changed_at   timestamptz not null,
  changed_by   uuid not null references people.persons,
  -- Of which of its grants people were told that it begins, and that it has ended.
  told_grant   uuid,
  told_ended   uuid,
  -- The suspension that ended its grant and keeps it for whoever resumes; null: it holds, or is over.
  suspension_id uuid,
  foreign key (account_id, suspension_id) references sub_account.suspensions (account_id, id),
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, grant_id) references access.grants (account_id, id),
  unique (account_id, id)
);
create index assignments_of_an_account on sub_account.assignments (account_id, made_at desc, id desc);
create index assignments_to_tell on sub_account.assignments (account_id) where told_ended is distinct from grant_id;
create index assignments_of_a_person on sub_account.assignments (account_id, person_id);

create index assignments_that_are_suspended on sub_account.assignments (account_id, suspension_id) where suspension_id is not null;

-- Who was written to about what is to be reviewed: of each grant and reason the last time. Whoever sets another end
-- opens another grant, so that end is told too.
create table sub_account.reviews_told (
  account_id  uuid not null,
  grant_id    uuid not null,
  why         text not null constraint review_reason_is_known check (why in ('idle', 'ends-soon', 'own-end')),
  told_to     uuid not null references people.persons,
  told_at     timestamptz not null,
  primary key (account_id, grant_id, why),
  foreign key (account_id, grant_id) references access.grants (account_id, id)
);
create index reviews_told_to_a_person on sub_account.reviews_told (account_id, told_to, told_at desc);

alter table sub_account.assignments enable row level security;
alter table sub_account.assignments force row level security;
create policy own_account_only on sub_account.assignments to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
grant select, insert, update on sub_account.assignments to einlass_app;

-- Who holds a domain: one contact of the account. It is kept when the domain is ordered; from then on it changes only by
-- what stands in asset_changes. Of a domain that was removed the row stays and counts for nothing.
create table sub_account.holders (
  resource_id  uuid primary key,
  account_id   uuid not null references access.accounts,
  party_id     uuid not null,
  since        timestamptz not null,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, party_id) references people.parties (account_id, id)
);
create index domains_of_a_holder on sub_account.holders (account_id, party_id);

-- What controls a domain changes: its holder, or the mail address of a contact that holds one. Two mailboxes confirm it,
-- then it waits, so that whoever did not want it can stop it.
--
--   asked ──old_confirmed_at, new_confirmed_at──▶ waiting ──takes_effect_at──▶ holder:  at the provider ──▶ done | refused
--                                                                              address: done, by the desk's round
--   stopped_at: by whoever may, by a mailbox, or by the desk's round because it cannot happen any more
--   lapsed is derived: not confirmed twice, and expires_at ≤ now
create table sub_account.asset_changes (
  id                uuid primary key,
  account_id        uuid not null references access.accounts,
  kind              text not null constraint asset_change_kind_is_known check (kind in ('holder', 'address')),
  -- holder: the domain.
  resource_id       uuid,
  -- holder: who holds it, null: nobody that is known, then the owner confirms; address: whose address it is.
  party_id          uuid,
  -- holder: who is to hold it.
  next_party_id     uuid,
  -- The two mailboxes, as mail is sent to them, when it was asked.
  old_address       text not null constraint old_mailbox_must_look_like_mail check (old_address ~ '^[!-~]+@[!-~]+$' and length(old_address) <= 254),
  new_address       text not null constraint new_mailbox_must_look_like_mail check (new_address ~ '^[!-~]+@[!-~]+$' and length(new_address) <= 254),
  -- address: the new one as people read it.
  new_shown         text,
  note              text constraint asset_change_note_is_short check (length(note) <= 500),
  asked_at          timestamptz not null,
  asked_by          uuid not null references people.persons,
  expires_at        timestamptz not null,
  old_confirmed_at  timestamptz,
  new_confirmed_at  timestamptz,
  takes_effect_at   timestamptz,
  stopped_at        timestamptz,
  -- null: a mailbox or the desk's round.
  stopped_by        uuid references people.persons,
  stopped_because   text constraint stopping_cause_is_known check (
                      stopped_because in ('person', 'old-mailbox', 'new-mailbox', 'not-confirmed', 'replaced', 'account-is-closed', 'domain-is-gone', 'contact-is-gone', 'same-contact-exists')),
  refused_at        timestamptz,
  refused_by        uuid references people.persons,
  -- Of the provider: why he refuses it, what it has cost, and on which day it was done.
  answer            text constraint answer_of_the_provider_is_short check (length(answer) <= 500),
  cost              text constraint cost_is_short check (length(cost) <= 100),
  done_on           date,
  done_at           timestamptz,
  done_by           uuid references people.persons,
  foreign key (account_id, resource_id) references access.resources (account_id, id),
  foreign key (account_id, party_id) references people.parties (account_id, id),
  foreign key (account_id, next_party_id) references people.parties (account_id, id),
  constraint change_of_a_holder_names_domain_and_next_holder check ((kind = 'holder') = (resource_id is not null and next_party_id is not null)),
  constraint change_of_an_address_names_its_contact check ((kind = 'address') = (new_shown is not null) and (kind = 'holder' or (party_id is not null and resource_id is null and next_party_id is null))),
  constraint next_holder_is_another_one check (party_id is null or next_party_id is null or party_id <> next_party_id),
  constraint asset_change_must_expire_after_it_was_asked check (expires_at > asked_at),
  constraint it_takes_effect_only_after_both_confirmed check ((takes_effect_at is not null) = (old_confirmed_at is not null and new_confirmed_at is not null)),
  constraint it_is_done_only_after_it_takes_effect check (done_at is null or done_at >= takes_effect_at),
  constraint only_a_holder_is_refused_and_only_after_the_wait check (refused_at is null or (kind = 'holder' and refused_at >= takes_effect_at)),
  constraint asset_change_is_over_once check (num_nonnulls(stopped_at, refused_at, done_at) <= 1),
  constraint stopping_says_why check ((stopped_at is null) = (stopped_because is null)),
  constraint provider_names_himself check ((refused_at is null) = (refused_by is null) and (kind = 'address' or (done_at is null) = (done_by is null)))
);
create unique index domain_changes_its_holder_once_at_a_time on sub_account.asset_changes (resource_id) where kind = 'holder' and stopped_at is null and refused_at is null and done_at is null;
create unique index contact_changes_its_address_once_at_a_time on sub_account.asset_changes (party_id) where kind = 'address' and stopped_at is null and refused_at is null and done_at is null;
create index asset_changes_of_an_account on sub_account.asset_changes (account_id, asked_at desc, id desc);
create index asset_changes_that_run on sub_account.asset_changes (takes_effect_at) where stopped_at is null and refused_at is null and done_at is null;

-- What the provider demands: one row, the provider's.
create table sub_account.policies (
  account_id        uuid primary key references access.accounts,
  -- Days between the second confirmation and the change.
  asset_wait_days   integer not null constraint asset_wait_days_is_at_most_a_month check (asset_wait_days between 0 and 31),
  changed_at        timestamptz not null,
  changed_by        uuid references people.persons
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['holders', 'asset_changes'] loop
    execute format('alter table sub_account.%I enable row level security', tenant_table);
    execute format('alter table sub_account.%I force row level security', tenant_table);
    execute format('create policy own_account_only on sub_account.%I to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id))', tenant_table);
  end loop;
end $$;
-- The provider's rule is read by everybody whom it binds and written at the provider's desk only.
alter table sub_account.policies enable row level security;
alter table sub_account.policies force row level security;
create policy read_by_everybody on sub_account.policies for select to einlass_app using (true);
create policy written_by_the_provider on sub_account.policies to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));

grant select, insert, update on sub_account.holders, sub_account.asset_changes, sub_account.policies to einlass_app;

-- What somebody is invited to. It is the promise: boxes, presets and the catalogue change nothing of it. Until when stands
-- with the invitation.
create table sub_account.offers (
  invitation_id uuid primary key,
  account_id   uuid not null,
  audience     text not null constraint offered_audience_must_not_be_empty check (btrim(audience) <> ''),
  -- null: the whole account
  resource_id  uuid,
  permissions  text[] not null constraint offer_allows_something check (cardinality(permissions) > 0),
  reason       text,
  foreign key (account_id, invitation_id) references people.invitations (account_id, id),
  foreign key (account_id, resource_id) references access.resources (account_id, id)
);
create index offers_of_an_account on sub_account.offers (account_id);

alter table sub_account.offers enable row level security;
alter table sub_account.offers force row level security;
create policy own_account_only on sub_account.offers to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
grant select, insert on sub_account.offers to einlass_app;
alter table sub_account.suspensions enable row level security;
alter table sub_account.suspensions force row level security;
create policy own_account_only on sub_account.suspensions to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
alter table sub_account.reviews_told enable row level security;
alter table sub_account.reviews_told force row level security;
create policy own_account_only on sub_account.reviews_told to einlass_app using (access.acts_for(account_id)) with check (access.acts_for(account_id));
grant select, insert, update on sub_account.assignments, sub_account.suspensions, sub_account.reviews_told to einlass_app;
