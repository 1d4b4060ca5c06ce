// Days on which something goes wrong: dates that do not exist, shops that are not there, requests sent twice, and a
// database that stops in the middle. Nothing acknowledged may be lost, and nobody let in by it.
// (The clock that jumps back, restarts and second nodes: test/endings. The notifications that are cut: test/kernel/snapshots.)
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { leaseMs } from '#server/access/4-enter/snapshots.ts'
import { record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { prepareTestDatabase } from '../../scripts/prepare-test-database.ts'
import { type Answered, type Client, monday, newClient, startTestDesk, type TestDesk } from '../desk.ts'
import { type Inside, openScene, type Scene } from '../endings/scene.ts'
import { askGate, enterShop } from '../gate.ts'

describe('dates that cannot be meant', () => {
  let desk: TestDesk
  let shop: string
  before(async () => {
    desk = await startTestDesk({
      startAt: Date.UTC(2026, 2, 27, 9),
      origins: { kaffeerad: 'http://kaffeerad.example' },
    })
    shop = `/accounts/${desk.cast.accounts['olga']}/shops/${desk.cast.shops['kaffeerad']!.id}/service-access`
  })
  after(() => desk.close())

  /** Olga at this instant, signed in. */
  async function olgaAt(now: number): Promise<Client> {
    desk.time.now = now
    const olga = await desk.as('olga')
    await olga.post(`${shop}/ending`, {})
    return olga
  }
  async function turnOn(olga: Client, until: object): Promise<Answered> {
    const { body } = await olga.get(shop)
    return olga.put(shop, { until, mode: 'full', who: { kind: 'team' } }, { 'if-match': `"${body.version}"` })
  }
  async function refuses(olga: Client, until: object, code: string, status = 400): Promise<void> {
    const before = (await olga.get(shop)).body
    const answer = await turnOn(olga, until)
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    assert.equal(answer.body.code, code, JSON.stringify(until))
    const after = (await olga.get(shop)).body
    assert.equal(after.on, false, 'nothing was opened by it')
    assert.equal(after.version, before.version)
  }

  test('an hour that the clocks skip, and the first minute after it', async () => {
    const olga = await olgaAt(Date.UTC(2026, 2, 27, 9))
    await refuses(olga, { local: '2026-03-29T02:30', zone: 'Europe/Berlin' }, 'no-such-time')
    await refuses(olga, { local: '2026-03-29T02:00' }, 'no-such-time')
    assert.equal((await turnOn(olga, { local: '2026-03-29T03:00' })).body.until, '2026-03-29T01:00:00.000Z')
  })

  test('an hour that comes twice ends at the first of the two, for the gate too', async () => {
    const olga = await olgaAt(Date.UTC(2026, 9, 24, 18))
    const first = Date.UTC(2026, 9, 25, 0, 30)
    const answer = await turnOn(olga, { local: '2026-10-25T02:30', zone: 'Europe/Berlin' })
    assert.equal(answer.body.until, new Date(first).toISOString())
    const cookie = await enterShop(desk, 'kaffeerad', await desk.as('sam'))
    desk.time.now = first - 1
    assert.equal((await askGate(desk, 'kaffeerad', cookie)).status, 200)
    desk.time.now = first
    assert.equal((await askGate(desk, 'kaffeerad', cookie)).status, 403)
    desk.time.now = first + 3_600_000 - 1
    assert.equal((await askGate(desk, 'kaffeerad', cookie)).status, 403)
  })

  test('the past, this very instant, and more than the provider allows', async () => {
    const olga = await olgaAt(monday)
    await refuses(olga, { local: '2026-11-22T12:00' }, 'end-is-past')
    await refuses(olga, { local: '2026-11-23T10:00' }, 'end-is-past')
    await refuses(olga, { local: '2026-12-23T10:01' }, 'end-beyond-maximum')
    await refuses(olga, { local: '9999-12-31T23:59' }, 'end-beyond-maximum')
    // Already over where the clocks are fourteen hours ahead.
    await refuses(olga, { local: '2026-11-23T22:59', zone: 'Pacific/Kiritimati' }, 'end-is-past')
    assert.equal((await turnOn(olga, { local: '2026-12-23T10:00' })).body.until, '2026-12-23T09:00:00.000Z')
  })

  test('a day, a zone and a time that do not exist', async () => {
    const olga = await olgaAt(monday)
    await refuses(olga, { local: '2026-02-29T12:00' }, 'no-such-date')
    await refuses(olga, { local: '2026-11-31T12:00' }, 'no-such-date')
    for (const zone of ['Mars/Olympus', 'Europe', '../etc/passwd', '', ' '])
      await refuses(olga, { local: '2026-11-25T12:00', zone }, 'no-such-zone')
    for (const local of [
      '2026-11-25T24:00',
      '2026-11-25 12:00',
      'tomorrow',
      '2026-11-25',
      '',
      '2026-13-01T00:00',
    ])
      await refuses(olga, { local }, local === '2026-13-01T00:00' ? 'no-such-date' : 'invalid-input')
    for (const until of [{}, { preset: 'for ever' }, { local: 5 }, { local: ['2026-11-25T12:00'] }, null])
      await refuses(olga, { ...until, ...(until === null ? { local: null } : {}) }, 'invalid-input')
  })

  test('the 29th of February exists every four years', async () => {
    const olga = await olgaAt(Date.UTC(2028, 1, 20, 9))
    await refuses(olga, { local: '2028-02-30T12:00' }, 'no-such-date')
    assert.equal((await turnOn(olga, { local: '2028-02-29T12:00' })).body.until, '2028-02-29T11:00:00.000Z')
  })

  test('an end before its beginning, or at it, is refused by the kernel and by the database', async () => {
    await olgaAt(monday)
    const accountId = desk.cast.accounts['olga']!
    const open = (beginsAt: number, endsAt: number) =>
      record(desk.kernel, { accounts: [accountId], by: { person: desk.cast.people.olga } }, r =>
        openGrant(
          r,
          {
            accountId,
            resourceId: null,
            door: 'test',
            subject: { kind: 'person', id: desk.cast.people.sam },
            permissions: ['shop.view'],
            beginsAt,
            endsAt,
            reason: null,
            caseNumber: null,
            message: null,
            giver: { as: 'owner' },
          },
          { longestMs: null, endless: false },
        ),
      )
    const later = desk.kernel.clock.now() + 3_600_000
    for (const end of [later, later - 1])
      await assert.rejects(
        open(later, end),
        (error: unknown) => error instanceof Refusal && error.code === 'end-before-begin',
      )
    const grant = await open(later, later + 1)
    await assert.rejects(desk.sql('update access.grants set ends_at = begins_at where id = $1', [grant]), {
      constraint: 'grant_must_end_after_it_begins',
    })
  })
})

describe('things that are not there, or not yours', () => {
  let scene: Scene
  let inside: Inside
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
  })
  after(() => scene.desk.close())

  const nobody = '0197a000-0000-7000-8000-000000000000'
  const wish = { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } }
  /** What somebody who guesses can see: everything but the moment. */
  const look = ({ status, headers, body }: Answered) => ({
    status,
    headers: [...headers].map(([name, value]) => (name === 'date' ? name : `${name}: ${value}`)).sort(),
    body,
  })

  test('somebody else’s shop, account, grant or request looks like one that does not exist, to the last header', async () => {
    const { olga, noor, sam } = scene
    const own = scene.accountOf('kaffeerad')
    const noors = scene.accountOf('tulpenkas')
    const theirs = { shop: scene.shopId('tulpenkas'), grant: inside.grants.samAtTulpenkas }
    const asked = await scene.ines.post('/provider/requests', {
      shopId: theirs.shop,
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    const match = { 'if-match': '"0"' }
    const pairs: [string, (id: string) => Promise<Answered>, string][] = [
      [
        'read a switch in my account',
        id => olga.get(`/accounts/${own}/shops/${id}/service-access`),
        theirs.shop,
      ],
      [
        'switch on in my account',
        id => olga.put(`/accounts/${own}/shops/${id}/service-access`, wish, match),
        theirs.shop,
      ],
      [
        'switch off in my account',
        id => olga.post(`/accounts/${own}/shops/${id}/service-access/ending`),
        theirs.shop,
      ],
      [
        'read a switch in an account',
        id => olga.get(`/accounts/${id}/shops/${theirs.shop}/service-access`),
        noors,
      ],
      [
        'switch on in an account',
        id => olga.put(`/accounts/${id}/shops/${theirs.shop}/service-access`, wish, match),
        noors,
      ],
      ['list grants', id => olga.get(`/accounts/${id}/grants`), noors],
      ['end everything', id => olga.post(`/accounts/${id}/endings`), noors],
      ['read a grant', id => olga.get(`/accounts/${own}/grants/${id}`), theirs.grant],
      ['end a grant', id => olga.post(`/accounts/${own}/grants/${id}/ending`), theirs.grant],
      ['read a receipt', id => olga.get(`/accounts/${own}/grants/${id}/receipt`), theirs.grant],
      ['export a ledger', id => olga.get(`/accounts/${id}/ledger`), noors],
      [
        'decide a request',
        id => olga.post(`/accounts/${own}/requests/${id}/decision`, { outcome: 'allow' }),
        asked.body.id,
      ],
      ['take a ticket', id => noor.post(`/me/open/${id}/ticket`, {}), scene.shopId('kaffeerad')],
      ['give back', id => noor.post(`/me/open/${id}/return`), scene.shopId('kaffeerad')],
      ['withdraw a request', id => sam.post(`/provider/requests/${id}/withdrawal`, {}), nobody],
    ]
    for (const [what, ask, theirId] of pairs) {
      const theirsLooks = look(await ask(theirId))
      assert.equal(theirsLooks.status, 404, what)
      assert.deepEqual(theirsLooks, look(await ask(nobody)), what)
    }
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
  })

  test('an id that is none is refused without a word about what there is', async () => {
    for (const id of ['1', "1' or '1'='1", '%00', '..%2f', 'null', `${nobody}0`]) {
      const answer = await scene.olga.get(`/accounts/${id}/grants`)
      assert.ok([400, 404].includes(answer.status), `${id}: ${answer.status}`)
    }
  })

  test('text that no database can hold is refused or kept, and never stands in the way of ending', async () => {
    const end = (note: string) => scene.olga.post(`${scene.switchOf('roesterei')}/ending`, { note })
    for (const note of [
      'a\u0000b',
      'a\ud800b',
      '\ud83d\ude42 \u202e\u0007',
      "'; drop table access.grants; --",
    ]) {
      const cookie = inside.cookies.samAtRoesterei
      const answer = await end(note)
      assert.ok(answer.status < 500, `${JSON.stringify(note)}: ${answer.status}`)
      if (answer.status === 200) {
        await scene.assertRefused('roesterei', cookie)
        await scene.turnOn('roesterei', ['sam'])
        inside.cookies.samAtRoesterei = await scene.enter('roesterei', 'sam')
      }
    }
    await scene.assertLedgersWhole()
  })
})

describe('a request that is sent twice', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())
  const ask = (shop: 'kaffeerad' | 'roesterei' | 'tulpenkas', key: string, reason = 'to look') =>
    scene.sam.post(
      '/provider/requests',
      {
        shopId: scene.shopId(shop),
        wants: [{ permission: 'shop.view', reason }],
        until: { preset: 'one-week' },
        forWhom: 'me',
      },
      { 'idempotency-key': key },
    )

  test('with the same key and the same body is done once and answered alike', async () => {
    const first = await ask('kaffeerad', 'k1')
    const again = await ask('kaffeerad', 'k1')
    assert.equal(first.status, 201)
    assert.equal(again.status, 201)
    assert.deepEqual(again.body, first.body)
    assert.equal(first.headers.get('idempotent-replayed'), null)
    assert.equal(again.headers.get('idempotent-replayed'), 'true')
    const facts = await scene.factsOf(scene.accountOf('kaffeerad'), 'request.asked')
    assert.equal(facts.length, 1)
  })

  test('with the same key and another body is refused', async () => {
    const other = await ask('kaffeerad', 'k1', 'something else')
    assert.equal(other.status, 422)
    assert.equal(other.body.code, 'idempotency-key-reused')
  })

  test('with the same key by somebody else is another one', async () => {
    const ines = await scene.ines.post(
      '/provider/requests',
      {
        shopId: scene.shopId('kaffeerad'),
        wants: [{ permission: 'shop.view', reason: 'to look' }],
        until: { preset: 'one-week' },
        forWhom: 'me',
      },
      { 'idempotency-key': 'k1' },
    )
    assert.equal(ines.status, 201)
    assert.equal(ines.headers.get('idempotent-replayed'), null)
  })

  test('while the first is still being answered is told so, and gets its answer later', async () => {
    const account = scene.accountOf('tulpenkas')
    const held = await scene.hold(`select from access.accounts where id = '${account}' for update`)
    const first = ask('tulpenkas', 'k2')
    await held.until(1, first)
    const meanwhile = await ask('tulpenkas', 'k2')
    assert.equal(meanwhile.status, 409)
    assert.equal(meanwhile.body.code, 'idempotency-key-in-progress')
    await held.release()
    assert.equal((await first).status, 201)
    assert.deepEqual((await ask('tulpenkas', 'k2')).body, (await first).body)
  })

  test('after a refusal may be tried again with the same key', async () => {
    assert.equal((await ask('roesterei', 'k3', ' ')).body.code, 'reason-is-missing')
    assert.equal((await ask('roesterei', 'k3')).status, 201)
  })

  test('to end something needs no key: it ends once and is answered alike', async () => {
    const [grant] = await scene.turnOn('roesterei', ['sam'])
    const end = () => scene.olga.post(`/accounts/${scene.accountOf('roesterei')}/grants/${grant}/ending`)
    assert.equal((await end()).status, 200)
    assert.equal((await end()).status, 200)
    const facts = await scene.factsOf(scene.accountOf('roesterei'), 'grant.ending')
    assert.equal(facts.filter(fact => fact.grant_id === grant).length, 1)
  })
})

describe('the database stops in the middle', () => {
  let folder: string
  let database: Awaited<ReturnType<typeof prepareTestDatabase>>
  let scene: Scene
  let inside: Inside
  let ended: string
  before(async () => {
    // A cluster of its own: the one of the other tests must go on.
    folder = mkdtempSync(join(tmpdir(), 'einlass-bad-day-'))
    await chmod(folder, 0o755)
    database = await prepareTestDatabase(folder)
    const prepared = join(folder, 'prepared.json')
    writeFileSync(prepared, JSON.stringify(database.prepared), { mode: 0o600 })
    const shared = process.env['EINLASS_TEST_PREPARED']
    process.env['EINLASS_TEST_PREPARED'] = prepared
    try {
      scene = await openScene()
    } finally {
      process.env['EINLASS_TEST_PREPARED'] = shared
    }
    // The tests' clusters forget what was acknowledged a moment ago; this one may not.
    await scene.desk.sql(`alter role ${database.prepared.role} set synchronous_commit = on`)
    await scene.desk.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${database.prepared.role}'`,
    )
    inside = await untilItWorks(() => scene.everybodyInside())
    const [grant] = await scene.turnOn('roesterei', ['ines'])
    ended = await scene.enter('roesterei', 'ines')
    await scene.olga.post(`/accounts/${scene.accountOf('roesterei')}/grants/${grant}/ending`)
  })
  after(async () => {
    await scene?.desk.close()
    await database?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function untilItWorks<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await work()
      } catch (error) {
        if (tries >= 300) throw error
        await sleep(100)
      }
    }
  }
  const untilReady = () =>
    untilItWorks(async () => assert.equal((await scene.desk.anybody.get('/readyz')).status, 200))

  /** What the gate says within a second; 0: nothing. */
  async function asks(
    shop: 'kaffeerad' | 'roesterei',
    cookie: string,
    node?: { url: string },
  ): Promise<number> {
    return Promise.race([
      scene.ask(shop, cookie, node).then(
        answer => answer.status,
        () => 0,
      ),
      sleep(1_000, 0),
    ])
  }

  function postmaster(): number {
    const file = ['postgres/data', 'postgres']
      .map(place => join(folder, 'database', place, 'postmaster.pid'))
      .find(existsSync)
    return Number(readFileSync(file ?? assert.fail('no postmaster.pid'), 'utf8').split('\n')[0])
  }

  test('for ten seconds: nobody is let in beyond the lease, and afterwards everything goes on', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
    const backends = await scene.desk.sql<{ pid: number }>('select pid from pg_stat_activity')
    const all = [postmaster(), ...backends.map(row => row.pid)]
    const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
      for (const pid of all)
        try {
          process.kill(pid, name)
        } catch {
          // The one that was asked for the list is gone by now.
        }
    }
    signal('SIGSTOP')
    const stopped = performance.now()
    let ending: Promise<Answered>
    const heard: { begun: number; status: number; cookie: string }[] = []
    try {
      ending = scene.olga.post(
        `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.inesAtKaffeerad}/ending`,
      )
      while (performance.now() - stopped < 10_000) {
        for (const cookie of [inside.cookies.samAtKaffeerad, inside.cookies.inesAtKaffeerad])
          heard.push({ begun: performance.now(), status: await asks('kaffeerad', cookie), cookie })
        heard.push({ begun: performance.now(), status: await asks('roesterei', ended), cookie: ended })
      }
    } finally {
      signal('SIGCONT')
    }
    const beyond = heard.filter(one => one.begun - stopped >= leaseMs)
    assert.ok(beyond.length >= 6)
    assert.deepEqual(
      beyond.filter(one => one.status === 200),
      [],
    )
    assert.ok(heard.every(one => one.cookie !== ended || one.status !== 200))

    await untilReady()
    await untilItWorks(() => scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad))
    await scene.assertRefused('roesterei', ended)
    // What was answered holds; what was not may be said again.
    if ((await ending).status !== 200)
      await scene.olga.post(
        `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.inesAtKaffeerad}/ending`,
      )
    await scene.assertRefused('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertLedgersWhole()
  })

  test('between two statements of a transaction: that transaction fails, and nothing else', async () => {
    const node = await scene.desk.secondNode()
    await assert.rejects(
      node.kernel.database.within('', async tx => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
        await scene.desk.sql('select pg_terminate_backend($1)', [rows[0]!.pid])
        const isGone = async () =>
          (await scene.desk.sql('select from pg_stat_activity where pid = $1', [rows[0]!.pid])).length === 0
        while (!(await isGone())) await sleep(5)
        await sleep(50)
        await sql`select 1`.execute(tx)
      }),
    )
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad, node)
  })

  test('by kill -9: nothing that was acknowledged is lost, and what was refused stays refused', async () => {
    const node = await scene.desk.secondNode()
    const olga = newClient(node.url, scene.olga.cookie)
    const acknowledged: { version: number; grant: string }[] = []
    let isOver = false
    const writing = (async () => {
      while (!isOver) {
        const { body } = await olga.get(scene.switchOf('roesterei')).catch(() => ({ body: undefined }))
        if (body?.version === undefined) {
          await sleep(20)
          continue
        }
        const answer = await olga
          .put(
            scene.switchOf('roesterei'),
            {
              until: { preset: 'one-week' },
              mode: 'full',
              who: { kind: 'team' },
              reason: `number ${acknowledged.length}`,
            },
            { 'if-match': `"${body.version}"` },
          )
          .catch(() => undefined)
        if (answer?.status === 200)
          acknowledged.push({ version: answer.body.version, grant: answer.body.grants[0].id })
      }
    })()
    const asked: number[] = []
    const asking = (async () => {
      while (!isOver) asked.push(await asks('roesterei', ended, node))
    })()
    while (acknowledged.length < 5) await sleep(10)
    const before = acknowledged.length
    process.kill(postmaster(), 'SIGKILL')
    // The first to be acknowledged after that is acknowledged by the database that was started anew.
    await untilItWorks(async () => assert.ok(acknowledged.length > before + 3))
    isOver = true
    await Promise.all([writing, asking])

    const kept = await scene.desk.sql<{ id: string }>('select id from access.grants where account_id = $1', [
      scene.accountOf('roesterei'),
    ])
    const ids = new Set(kept.map(row => row.id))
    assert.deepEqual(
      acknowledged.filter(one => !ids.has(one.grant)),
      [],
    )
    const versions = acknowledged.map(one => one.version)
    assert.deepEqual(
      versions,
      [...new Set(versions)].sort((a, b) => a - b),
    )
    assert.ok(asked.length > 0)
    assert.ok(asked.every(status => status !== 200))
    for (const at of [node, scene.desk]) {
      await untilItWorks(() => scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad, at))
      await scene.assertRefused('kaffeerad', inside.cookies.inesAtKaffeerad, at)
      await scene.assertRefused('roesterei', ended, at)
    }
    await scene.assertLedgersWhole()
  })
})
