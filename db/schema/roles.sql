-- Who may do what in this database.
--
--   owner   the role that runs the migrations; owns every table; the running desk never acts as it
--   einlass_app   what the running desk is: neither owner nor superuser, so row-level security binds it
--
-- Roles belong to the whole cluster, not to one database: that is why this asks before it creates.

do $$
begin
  if not exists (select from pg_roles where rolname = 'einlass_app') then
    create role einlass_app nologin nosuperuser nobypassrls;
  end if;
end $$;

revoke create on schema public from public;
