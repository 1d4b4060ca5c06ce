import type pg from 'pg'

/**
 * Puts customer accounts with open grants into a database that has the cast, written directly and without their facts:
 * only reading is measured on them. Every account has one shop, every tenth shop a gate key; of its grants four in five
 * are for one of 100 000 persons and one for the support team, seven in ten on the shop, the others on the whole account.
 */
export async function plantMany(
  client: pg.Client,
  wanted: { accounts: number; grantsEach: number; supportTeam: string },
): Promise<void> {
  const persons = Math.min(100_000, wanted.accounts)
  const indexes = await dropIndexes(client, ['access.grants', 'access.decisions', 'people.persons'])
  await client.query(`
    -- In the form of UUID version 7: a moment, and bits that look random.
    create function pg_temp.made(kind text, i bigint) returns uuid language sql immutable as $$
      select (lpad(to_hex(1700000000000 + i * 977), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid from (select md5(kind || i) as h) as hashed
    $$;
    set session_replication_role = replica`)
  await client.query(
    `insert into people.persons (id, name, address, language, made_at)
     select pg_temp.made('person', i), 'Person ' || i, 'person' || i || '@many.example', 'en', now() - interval '2 days' from generate_series(1, $1::int) i`,
    [persons],
  )
  await client.query(
    `insert into access.accounts (id, kind, name, owner_id, zone, region, made_at)
     select pg_temp.made('account', i), 'customer', 'Account ' || i, pg_temp.made('person', 1 + i % $2::int), 'Europe/Berlin', 'DE-BE', now() - interval '2 days' from generate_series(1, $1::int) i`,
    [wanted.accounts, persons],
  )
  await client.query(
    `insert into access.resources (id, account_id, kind, name, origin, made_at)
     select pg_temp.made('shop', i), pg_temp.made('account', i), 'shop', 'Shop ' || i, 'https://shop' || i || '.example', now() - interval '2 days' from generate_series(1, $1::int) i`,
    [wanted.accounts],
  )
  await client.query(
    `insert into access.entrance_keys (id, account_id, resource_id, entrance, secret_hash, made_at)
     select pg_temp.made('key', i), pg_temp.made('account', i), pg_temp.made('shop', i), 'gate', sha256(('key' || i)::bytea), now() from generate_series(10, $1::int, 10) i`,
    [wanted.accounts],
  )
  await client.query(
    `insert into access.decisions (id, account_id, outcome, decided_at, decided_by, reasons)
     select pg_temp.made('decision', i), pg_temp.made('account', i), 'allow', now() - interval '1 day', pg_temp.made('person', 1 + i % $2::int), '{owner}' from generate_series(1, $1::int) i`,
    [wanted.accounts, persons],
  )
  await client.query(
    `insert into access.grants (id, account_id, resource_id, door, subject_kind, subject_id, permissions, decision_id, given_by, begins_at, begin_noted_at, ends_at, made_at, reason)
     select pg_temp.made('grant', n), account, case when n % 10 < 7 then shop end, 'service-switch', case when n % 5 = 0 then 'team' else 'person' end,
       case when n % 5 = 0 then $4::uuid else pg_temp.made('person', 1 + (n * 7919) % $3::int) end, sets.permissions, decision, owner,
       now() - (1 + n % 20) * interval '1 hour', now(), now() + (1 + n % 300) * interval '1 day', now() - (n % 86400) * interval '1 second', 'The checkout is wrong'
     from (select i, pg_temp.made('account', i) as account, pg_temp.made('shop', i) as shop, pg_temp.made('decision', i) as decision, pg_temp.made('person', 1 + i % $3::int) as owner
           from generate_series(1, $1::int) i offset 0) of_account
     cross join lateral (select (of_account.i - 1)::bigint * $2::int + j as n from generate_series(1, $2::int) j) numbered
     join (values (0, '{shop.view}'::text[]), (1, '{shop.operate,shop.view}'), (2, '{access.view,shop.view}'), (3, '{access.end,access.view}'), (4, '{access.open,access.view,shop.operate,shop.view}')) as sets (number, permissions)
       on sets.number = (n / 3) % 5`,
    [wanted.accounts, wanted.grantsEach, persons, wanted.supportTeam],
  )
  await client.query('set session_replication_role = default')
  for (const index of indexes) await client.query(index)
  for (const table of [
    'people.persons',
    'access.accounts',
    'access.resources',
    'access.decisions',
    'access.grants',
    'access.entrance_keys',
  ])
    await client.query(`vacuum analyze ${table}`)
}

/** Building an index once costs a tenth of keeping it up to date a million times. @returns the statements that make them again */
async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(row => row.definition)
}

/** An account of a person of the cast with as many grants as any other. @returns its id */
export async function plantOwnersAccount(client: pg.Client, owner: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `update access.accounts set owner_id = $1 where id = (select id from access.accounts where kind = 'customer' and name like 'Account %' order by id desc limit 1) returning id`,
    [owner],
  )
  return rows[0]!.id
}

/** Gives one account of this owner so many open grants more. @returns its id */
export async function plantLargeAccount(client: pg.Client, owner: string, grants: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `select id from access.accounts where owner_id = $1 order by id limit 1`,
    [owner],
  )
  const account = rows[0]!.id
  await client.query(
    `with decided as (
       insert into access.decisions (id, account_id, outcome, decided_at, decided_by, reasons) values (gen_random_uuid(), $1, 'allow', now(), $2, '{owner}') returning id
     )
     insert into access.grants (id, account_id, door, subject_kind, subject_id, permissions, decision_id, given_by, begins_at, begin_noted_at, ends_at, made_at)
     select gen_random_uuid(), $1, 'service-switch', 'person', p.id, '{shop.view}', decided.id, $2, now() - interval '1 hour', now(), now() + interval '30 days', now() - n * interval '1 second'
     from decided, generate_series(1, $3::int) n, lateral (select id from people.persons offset n % 100 limit 1) p`,
    [account, owner, grants],
  )
  await client.query('analyze access.grants')
  return account
}

/**
 * Persons with many open entries, each held open by a grant to the person, and a witness with one, who is somebody else.
 * @returns their ids
 */
export async function plantBusyPersons(
  client: pg.Client,
  wanted: readonly { entries: number; accounts: number }[],
): Promise<{ busy: string[]; witness: string }> {
  const ids: string[] = []
  for (const { entries, accounts } of [...wanted, { entries: 1, accounts: 1 }]) {
    const { rows } = await client.query<{ id: string }>(
      `insert into people.persons (id, name, address, language, made_at) values (gen_random_uuid(), 'Busy', gen_random_uuid() || '@many.example', 'en', now()) returning id`,
    )
    const person = rows[0]!.id
    ids.push(person)
    await client.query(
      `with chosen as (
         select r.account_id, r.id as resource_id, d.id as decision_id, row_number() over (order by r.id) - 1 as n
         from (select * from access.resources order by id offset $4::int limit $3::int) r join access.decisions d on d.account_id = r.account_id and d.request_id is null
       ), granted as (
         insert into access.grants (id, account_id, resource_id, door, subject_kind, subject_id, permissions, decision_id, begins_at, ends_at, made_at)
         select gen_random_uuid(), account_id, resource_id, 'service-switch', 'person', $1, '{shop.view}', decision_id, now() - interval '1 hour', now() + interval '1 day', now() from chosen
         returning id, account_id, resource_id
       ), entered as (
         insert into access.entries (id, account_id, resource_id, person_id, entrance, token_hash, opened_at, expires_at)
         select gen_random_uuid(), g.account_id, g.resource_id, $1, 'gate', sha256(gen_random_uuid()::text::bytea), now(), now() + interval '12 hours'
         from granted g, generate_series(1, $2::int / $3::int)
         returning id, account_id
       )
       insert into access.entry_grants (account_id, entry_id, grant_id)
       select e.account_id, e.id, g.id from entered e join granted g on g.account_id = e.account_id`,
      [person, entries, accounts, 1_000 * ids.length],
    )
  }
  await client.query('analyze access.entries; analyze access.grants')
  return { busy: ids.slice(0, -1), witness: ids.at(-1)! }
}
