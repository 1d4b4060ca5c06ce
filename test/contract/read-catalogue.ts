import type pg from 'pg'

/**
 * Everything that a schema file or a migration can have made, one line a thing, sorted. The order of columns is left
 * out: a migration can only add them at the end. The list of migrations is not part of either truth.
 */
export async function readCatalogue(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    with ours as (
      select oid, nspname from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema'
    ), relations as (
      select c.*, n.nspname || '.' || c.relname as name
      from pg_class c join ours n on n.oid = c.relnamespace where c.relname not like 'einlass\\_migrations%'
    ), rights as (
      select 'schema ' || n.nspname as thing, coalesce(n.nspacl, acldefault('n', n.nspowner)) as acl
      from pg_namespace n join ours using (oid)
      union all
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || name,
             coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
      from relations c where c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select 'function ' || p.oid::regprocedure, coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p join ours n on n.oid = p.pronamespace
      union all
      select 'column ' || name || '.' || a.attname, a.attacl
      from pg_attribute a join relations c on c.oid = a.attrelid where a.attacl is not null
    )
    select format('table %s: kind %s, persistence %s, row security %s, forced %s', name, relkind, relpersistence,
             relrowsecurity, relforcerowsecurity) as line
      from relations where relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select format('column %s.%s: %s%s%s%s%s', name, a.attname, format_type(a.atttypid, a.atttypmod),
             case when a.attnotnull then ' not null' end,
             ' default ' || pg_get_expr(d.adbin, d.adrelid),
             case a.attidentity when 'a' then ' identity always' when 'd' then ' identity by default' end,
             case when a.attgenerated <> '' then ' generated' end)
      from relations c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind in ('r', 'p', 'v', 'm')
    union all
    select format('constraint %s on %s: %s%s', k.conname, name, pg_get_constraintdef(k.oid),
             case when k.convalidated then '' else ', not validated' end)
      from pg_constraint k join relations c on c.oid = k.conrelid
    union all
    select format('index %s', pg_get_indexdef(i.indexrelid)) from pg_index i join relations c on c.oid = i.indrelid
    union all
    select format('trigger on %s: %s, enabled %s', name, pg_get_triggerdef(t.oid), t.tgenabled)
      from pg_trigger t join relations c on c.oid = t.tgrelid where not t.tgisinternal
    union all
    select format('policy %s on %s: %s for %s to %s using %s check %s', p.polname, name,
             case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd, p.polroles::regrole[],
             pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
      from pg_policy p join relations c on c.oid = p.polrelid
    union all
    select format('function %s: %s', p.oid::regprocedure, pg_get_functiondef(p.oid))
      from pg_proc p join ours n on n.oid = p.pronamespace
    union all
    select format('type %s.%s: %s', n.nspname, t.typname, t.typtype)
      from pg_type t join ours n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
      where t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c')
    union all
    select format('right on %s: %s to %s%s', thing, g.privilege_type, coalesce(nullif(g.grantee, 0)::regrole::text, 'public'),
             case when g.is_grantable then ', may be passed on' end)
      from rights, aclexplode(acl) g
    union all
    select format('default right for %s in %s: %s', defaclrole::regrole, defaclnamespace::regnamespace, defaclacl) from pg_default_acl
    union all
    select format('extension %s', extname) from pg_extension`)
  return rows.map(row => row.line).sort()
}
