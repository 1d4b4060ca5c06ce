// Row-level security is the second wall: if the code asked for too much, the database would still answer only for the
// account that the transaction acts for. Asked of the catalogue, so that a new table without it is found.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { addPanel } from '#server/access/add-panel.ts'
import { record } from '#server/access/record.ts'
import { wantLettingIn } from '#server/doors/support-visit/steps/want-by-hand.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import { openVault } from '#server/plumbing/vault/open-vault.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { holdDomains } from '../matrix/hold-domains.ts'

/** Read by everybody on purpose; written only within one's own scope. */
const readByEverybody = [
  'access.teams',
  'access.team_members',
  'service_switch.policies',
  'support_visit.policies',
  'people.policies',
  'people.policies',
  'support_visit.recording_policies',
  'sub_account.policies',
]

const tenantTables = `
  select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    case when c.relname = 'accounts' then 'id' else 'account_id' end as account
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
    and (exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped)
      or (n.nspname = 'access' and c.relname = 'accounts'))
  order by 1`
type Table = { name: string; enabled: boolean; forced: boolean; policies: number; account: string }

describe('the second wall', () => {
  let scene: Scene
  let client: pg.Client
  let role: string
  let tables: Table[]
  before(async () => {
    scene = await openScene()
    await fillEveryTable()
    tables = await scene.desk.sql<Table>(tenantTables)
    client = new pg.Client({ connectionString: scene.desk.runtimeUrl })
    await client.connect()
    role = (await client.query<{ role: string }>('select current_user as role')).rows[0]!.role
  })
  after(async () => {
    await client.end()
    await scene.desk.close()
  })

  /** Both owners' accounts get something into every table, so that hiding it can be seen. */
  async function fillEveryTable(): Promise<void> {
    for (const shop of ['kaffeerad', 'tulpenkas'] as const) {
      await scene.turnOn(shop, 'team')
      await scene.askAndAccept(shop, 'sam')
      await scene.enter(shop, 'sam')
      await scene.give(shop, 'ines', ['shop.view'], {
        also: (r, grantId) =>
          wantArtefact(r, {
            accountId: scene.accountOf(shop),
            resourceId: scene.shopId(shop),
            grantId,
            system: 'none',
            kind: 'admin',
            sharedAs: 'visits@provider.test',
            reference: {},
          }),
      })
      await scene.give(shop, 'ines', ['shop.view'], {
        also: (r, grantId) =>
          wantLettingIn(r, {
            accountId: scene.accountOf(shop),
            resourceId: scene.shopId(shop),
            grantId,
            platform: 'wix',
            agentId: scene.desk.cast.people.ines,
            kind: 'invitation',
            mailbox: 'visit@einlass.example',
            rights: [],
          }),
      })
      const visit = await scene.give(shop, 'sam', ['shop.view'])
      const owner = await scene.desk.as(shop === 'kaffeerad' ? 'olga' : 'noor')
      const accountId = scene.accountOf(shop)
      const grouped = await owner.post(`/accounts/${accountId}/groups`, { name: 'All' })
      assert.equal(grouped.status, 201, JSON.stringify(grouped.body))
      const moved = await owner.put(`/accounts/${accountId}/resources/${scene.shopId(shop)}/group`, {
        groupId: grouped.body.id,
      })
      assert.equal(moved.status, 200, JSON.stringify(moved.body))
      const given = await owner.post(`/accounts/${accountId}/assignments`, {
        personId: scene.desk.cast.people.sam,
        scopeId: grouped.body.id,
        audience: 'agency',
        permissions: ['domains.view'],
        until: { preset: 'one-week' },
      })
      assert.equal(given.status, 201, JSON.stringify(given.body))
      const suspended = await owner.post(
        `/accounts/${accountId}/people/${scene.desk.cast.people.sam}/suspension`,
      )
      assert.equal(suspended.status, 200, JSON.stringify(suspended.body))
      await scene.desk.sql(
        `insert into sub_account.reviews_told (account_id, grant_id, why, told_to, told_at)
        select account_id, grant_id, 'idle', changed_by, changed_at from sub_account.assignments where account_id = $1`,
        [accountId],
      )
      const handed = await owner.post(`/accounts/${scene.accountOf(shop)}/grants/${visit}/hand-overs`, {
        kind: 'password',
        values: { value: 'x' },
      })
      assert.equal(handed.status, 200, JSON.stringify(handed.body))
      const sam = await scene.desk.as('sam')
      const seen = await sam.post(`/visits/${visit}/hand-overs/${handed.body.items[0].id}/reveal`)
      assert.equal(seen.status, 200, JSON.stringify(seen.body))
    }
    const changed = await scene.dora.put('/provider/service-access-policy', {
      longestDays: 20,
      requestLapsesDays: 5,
    })
    assert.equal(changed.status, 200)
    const demanded = await scene.dora.put('/provider/policy/sign-in', {
      ownersNeedSecondFactor: false,
      transferWaitDays: 4,
      standardZone: 'Europe/Berlin',
      standardRegion: 'DE-BE',
    })
    assert.equal(demanded.status, 200)
    const waits = await scene.dora.put('/provider/holder-policy', { assetWaitDays: 4 })
    assert.equal(waits.status, 200, JSON.stringify(waits.body))
    for (const shop of ['kaffeerad', 'tulpenkas'] as const) {
      const owner = shop === 'kaffeerad' ? scene.olga : scene.noor
      const invited = await owner.post(`/accounts/${scene.accountOf(shop)}/invitations`, {
        name: 'Ida',
        address: `ida@${shop}.example`,
        language: 'de',
        role: 'viewer',
      })
      assert.equal(invited.status, 201, JSON.stringify(invited.body))
      const toRights = await owner.post(`/accounts/${scene.accountOf(shop)}/rights-invitations`, {
        invited: [{ address: `iris@${shop}.example` }],
        language: 'de',
        scopeId: null,
        audience: 'agency',
        permissions: ['domains.view'],
        until: { preset: 'one-week' },
      })
      assert.equal(toRights.status, 201, JSON.stringify(toRights.body))
      const reached = await owner.post(`/accounts/${scene.accountOf(shop)}/contacts`, {
        kind: 'person',
        name: 'Ida',
        email: `ida@${shop}.example`,
        language: 'de',
        zone: 'Europe/Berlin',
      })
      assert.equal(reached.status, 201, JSON.stringify(reached.body))
      await holdDomains(
        scene.desk.kernel,
        scene.desk.ownerUrl,
        scene.accountOf(shop),
        scene.desk.cast.people[shop === 'kaffeerad' ? 'olga' : 'noor'],
      )
      await scene.desk.sql(
        `insert into access.ownership_transfers (id, account_id, from_person, to_person, asked_at, expires_at)
        select gen_random_uuid(), id, owner_id, $2, $3::timestamptz, $3::timestamptz + interval '1 day' from access.accounts where id = $1`,
        [scene.accountOf(shop), scene.desk.cast.people.ines, new Date(scene.desk.time.now)],
      )
    }
    for (const shop of ['kaffeerad', 'tulpenkas'] as const)
      await record(
        scene.desk.kernel,
        { accounts: [scene.accountOf(shop)], by: { person: scene.desk.cast.people.dora } },
        r => addPanel(r, scene.accountOf(shop), 'Panel'),
      )
    const dora = await scene.desk.as('dora')
    const listed = await dora.put('/provider/networks', {
      items: [{ network: '203.0.113.0/24', label: 'Office' }],
    })
    assert.equal(listed.status, 200, JSON.stringify(listed.body))
    for (const [shop, name] of [
      ['kaffeerad', 'olga'],
      ['tulpenkas', 'noor'],
    ] as const) {
      const owner = await scene.desk.as(name)
      const connected = await owner.put(
        `/accounts/${scene.accountOf(shop)}/shops/${scene.shopId(shop)}/connection`,
        { system: 'wordpress', address: 'https://127.0.0.1:1', login: 'einlass', credential: 'x' },
      )
      assert.equal(connected.status, 200, JSON.stringify(connected.body))
      const allowed = await dora.put(`/provider/shops/${scene.shopId(shop)}/private-address`, {
        allowed: true,
      })
      assert.equal(allowed.status, 200, JSON.stringify(allowed.body))
    }
    const named = await dora.put('/provider/visit-policy', {
      mailbox: 'visits@shopwerk.example',
      longestDays: 20,
      requestLapsesDays: 5,
    })
    assert.equal(named.status, 200)
    const sam = await scene.desk.as('sam')
    for (const [shop, name] of [
      ['kaffeerad', 'olga'],
      ['tulpenkas', 'noor'],
    ] as const) {
      const owner = await scene.desk.as(name)
      const { body } = await owner.post(`/accounts/${scene.accountOf(shop)}/request-code`)
      const asked = await sam.post('/provider/visits', {
        code: body.code,
        resourceId: scene.shopId(shop),
        platform: 'shopify',
        caseNumber: 'T-1',
        purpose: 'The checkout',
        rights: [{ right: 'shop.view', reason: 'to look' }],
        until: { preset: 'one-week' },
      })
      assert.equal(asked.status, 201, JSON.stringify(asked.body))
      await scene.desk.round.tellTheRest()
    }
    // Of grants that have ended in both accounts, and of which nobody could say that it is over.
    await scene.desk.sql(
      `insert into access.alarms (grant_id, account_id, raised_at)
       select distinct on (account_id) id, account_id, $1::timestamptz from access.grants`,
      [new Date(scene.desk.time.now)],
    )
    const { database } = scene.desk.kernel
    const vault = openVault(database, scene.desk.keys)
    for (const shop of ['kaffeerad', 'tulpenkas'] as const) {
      const accountId = scene.accountOf(shop)
      await database.within(accountId, tx =>
        keepSecret(
          tx,
          vault,
          { accountId, keeper: `resource:${scene.shopId(shop)}`, name: 'login', value: 'x' },
          new Date(scene.desk.time.now),
        ),
      )
    }
    for (const [shop, name] of [
      ['kaffeerad', 'olga'],
      ['tulpenkas', 'noor'],
    ] as const) {
      const accountId = scene.accountOf(shop)
      const [held] = await scene.desk.sql<{ entry_id: string; grant_id: string }>(
        'select entry_id, grant_id from access.entry_grants where account_id = $1',
        [accountId],
      )
      const sink = scene.desk.recordings.record(held!.entry_id, { kind: 'shell', width: 80, height: 24 })!
      await sink.write('{"version":2,"width":80,"height":24}\n')
      await sink.close()
      const owner = await scene.desk.as(name)
      const path = `/accounts/${accountId}/grants/${held!.grant_id}/recordings`
      const { body } = await owner.get(path)
      const watched = await owner.post(`${path}/${body.items[0].id}/watching`, { after: 0 })
      assert.equal(watched.status, 200, JSON.stringify(watched.body))
    }
    const kept = await dora.put('/provider/recording-policy', { keepDays: 60 })
    assert.equal(kept.status, 200, JSON.stringify(kept.body))
    await scene.desk.round.tell()
    await scene.desk.round.daily()
    await fillWhatIsLeft()
  }

  /** A watched visit, what it left behind, and something of it that came back. */
  async function fillWhatIsLeft(): Promise<void> {
    for (const shop of ['kaffeerad', 'tulpenkas'] as const) {
      await scene.give(shop, 'ines', ['shop.view'], {
        door: 'support-visit',
        also: (r, grantId) =>
          wantArtefact(r, {
            accountId: scene.accountOf(shop),
            resourceId: scene.shopId(shop),
            grantId,
            system: 'wordpress',
            kind: 'admin',
            sharedAs: '',
            reference: {},
          }),
      })
      await scene.desk.sql(
        `insert into support_visit.left_behind (id, account_id, resource_id, system, kind, found_id, name, first_seen_at)
        select gen_random_uuid(), account_id, id, 'wordpress', 'admin', '7', 'helper2', $2 from access.resources where id = $1`,
        [scene.shopId(shop), new Date(scene.desk.time.now)],
      )
      await scene.desk.sql(
        `insert into support_visit.sightings (id, account_id, artefact_id, what, seen_at)
        select gen_random_uuid(), account_id, id, 'missing', $2 from access.artefacts where resource_id = $1`,
        [scene.shopId(shop), new Date(scene.desk.time.now)],
      )
    }
    await scene.desk.round.tend()
    await scene.desk.round.checkDaily()
  }

  async function acting<T>(scope: string | undefined, work: () => Promise<T>): Promise<T> {
    await client.query('begin')
    try {
      if (scope !== undefined) await client.query("select set_config('app.account', $1, true)", [scope])
      return await work()
    } finally {
      await client.query('rollback')
    }
  }
  const accountsIn = async (table: Table): Promise<Set<string>> => {
    const { rows } = await client.query<{ account: string }>(
      `select distinct ${table.account} as account from ${table.name}`,
    )
    return new Set(rows.map(row => row.account))
  }

  test('every table that names an account is behind it, and a new one that is not is found', async () => {
    assert.ok(tables.length >= 20, `found ${tables.length} tables`)
    const open = (all: Table[]) =>
      all.filter(table => !table.enabled || !table.forced || table.policies === 0).map(table => table.name)
    assert.deepEqual(open(tables), [])
    await scene.desk.sql('create table service_switch.forgotten (account_id uuid)')
    assert.deepEqual(open(await scene.desk.sql<Table>(tenantTables)), ['service_switch.forgotten'])
    await scene.desk.sql('drop table service_switch.forgotten')
  })

  test('every one of them has rows of more than nobody, so that what follows proves something', async () => {
    for (const table of tables) {
      const [row] = await scene.desk.sql<{ count: number }>(
        `select count(*)::int as count from ${table.name}`,
      )
      assert.ok(row!.count > 0, `${table.name} is empty in this test`)
    }
  })

  for (const [what, scope] of [
    ['without saying for whom', undefined],
    ['for nobody', ''],
    ['for something that is no account', 'null'],
    ['for an account that does not exist', '00000000-0000-7000-8000-000000000000'],
    ['for a pattern', '%'],
  ] as const)
    test(`${what}, no row of any tenant is seen`, async () => {
      await acting(scope, async () => {
        for (const table of tables)
          if (!readByEverybody.includes(table.name))
            assert.deepEqual(await accountsIn(table), new Set(), table.name)
      })
    })

  test('for one account, its rows are seen and nobody else’s', async () => {
    for (const own of [scene.accountOf('kaffeerad'), scene.accountOf('tulpenkas')])
      await acting(own, async () => {
        let seen = 0
        for (const table of tables) {
          if (readByEverybody.includes(table.name)) continue
          const accounts = await accountsIn(table)
          assert.ok(
            [...accounts].every(account => account === own),
            table.name,
          )
          seen += accounts.size
        }
        assert.ok(seen >= 15, `rows in ${seen} tables`)
      })
  })

  test('for one account, nothing of another can be written: no change, no new row in its name', async () => {
    const own = scene.accountOf('kaffeerad')
    for (const table of tables) {
      const [foreign] = await scene.desk.sql<{ row: string; account: string }>(
        `select to_jsonb(t)::text as row, ${table.account}::text as account from ${table.name} t where ${table.account} <> $1 limit 1`,
        [own],
      )
      assert.ok(foreign, table.name)
      const write = (statement: string, values: unknown[]) =>
        acting(own, async () => (await client.query(statement, values)).rowCount).catch(
          (error: pg.DatabaseError) => error.code,
        )
      const changed = await write(
        `update ${table.name} set ${table.account} = ${table.account} where ${table.account} = $1`,
        [foreign.account],
      )
      // No such row as far as this role can see, or no right to change rows here at all.
      assert.ok(changed === 0 || changed === '42501', `${table.name}: update gave ${changed}`)
      const added = await write(
        `insert into ${table.name} select (jsonb_populate_record(null::${table.name}, $1)).*`,
        [foreign.row],
      )
      assert.equal(added, '42501', `${table.name}: insert gave ${added}`)
    }
  })

  test('whom a transaction acted for is forgotten at its end, on the same connection', async () => {
    await client.query('begin')
    await client.query("select set_config('app.account', '*', true)")
    assert.ok(((await client.query('select from access.grants')).rowCount ?? 0) > 0)
    await client.query('commit')
    assert.equal((await client.query('select from access.grants')).rowCount, 0)
  })

  test('the running desk is neither superuser nor owner of anything, and goes round nothing', async () => {
    const [who] = await scene.desk.sql<Record<string, boolean>>(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = $1',
      [role],
    )
    assert.deepEqual(Object.values(who!), [false, false, false, false, false])
    const owned = await scene.desk.sql(
      `select c.relname from pg_class c where pg_has_role($1, c.relowner, 'member') and c.relnamespace::regnamespace::text !~ '^pg_'
       union all select p.proname from pg_proc p where pg_has_role($1, p.proowner, 'member') and p.pronamespace::regnamespace::text !~ '^pg_'
       union all select nspname from pg_namespace where pg_has_role($1, nspowner, 'member') and nspname !~ '^pg_'`,
      [role],
    )
    assert.deepEqual(owned, [])
    for (const statement of [
      'alter table access.grants disable row level security',
      'alter table access.facts disable trigger all',
      "set session_replication_role = 'replica'",
      'create table access.mine (id int)',
      'create policy mine on access.grants using (true)',
      'create or replace function access.acts_for(account_id uuid) returns boolean language sql as $$ select true $$',
      'drop policy own_account_only on access.grants',
    ])
      await assert.rejects(client.query(statement), { code: '42501' }, statement)
  })

  test('nothing in the database runs with its owner’s rights: no such function, no such view', async () => {
    const found = await scene.desk.sql(
      `select proname as name from pg_proc where prosecdef and pronamespace::regnamespace::text !~ '^pg_'
       union all select relname from pg_class where relkind in ('v', 'm') and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
         and not coalesce(reloptions @> array['security_invoker=true'], false)`,
    )
    assert.deepEqual(found, [])
  })
})
