// The provider's own programs are told when somebody's rights change: signed, after the commit and never without it,
// again and again until they take it, and without a word about anybody but ids.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { Check } from 'typebox/value'
import { AccessChanged } from '#contract/webhooks.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { leaveTeam } from '#server/access/5-end/leave-team.ts'
import { record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { openLog } from '#server/plumbing/log.ts'
import { type Client, day, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'
import { findSecrets } from '../planted-secrets.ts'
import { isSigned, WebhookPanel } from '../webhook-panel.ts'

const minute = 60_000

test('the checking of these tests knows the specification’s test vector, and nothing near it', () => {
  const now = 1_614_265_330_000
  const shown = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const text = '{"test": 2432232314}'
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,AAAA v2,g0hM v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  assert.equal(isSigned({ headers, text }, shown, now), true)
  assert.equal(isSigned({ headers, text: `${text} ` }, shown, now), false)
  assert.equal(isSigned({ headers: { ...headers, 'webhook-id': 'other' }, text }, shown, now), false)
  assert.equal(isSigned({ headers, text }, shown, now + 6 * minute), false)
  assert.equal(isSigned({ headers, text }, 'whsec_AAAA', now), false)
})

describe('programs that are told', () => {
  const log: string[] = []
  const secrets = new Map<string, string>()
  const panel = new WebhookPanel()
  let scene: Scene
  let dora: Client
  let webhookId: string
  let secret: string

  before(async () => {
    await panel.start()
    scene = await openScene({ log: openLog('json', line => log.push(line)) })
    dora = await scene.desk.as('dora')
  })
  const others: WebhookPanel[] = []
  const another = async () => {
    const one = new WebhookPanel()
    others.push(one)
    await one.start()
    return one
  }
  after(async () => {
    for (const one of [panel, ...others]) one.stop()
    await scene.desk.close()
  })
  beforeEach(async () => {
    dora = await scene.desk.as('dora')
    panel.heard.length = 0
    panel.answer = { status: 204 }
  })

  const wish = (more: object = {}) => ({
    name: 'Panel',
    address: panel.address,
    allowPrivate: true,
    ...more,
  })
  const path = (rest = '') => `/provider/webhooks/${webhookId}${rest}`
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came, and fails where it is not there
  const ok = async (answer: Promise<{ status: number; body: any }>, status = 200) => {
    const { status: came, body } = await answer
    assert.equal(came, status, JSON.stringify(body))
    return body
  }
  const send = async () => {
    await scene.desk.round.sendWebhooks()
    return panel.heard.splice(0)
  }
  /** A moment after everything before it, so that it is the newest of what is listed. */
  const probe = async () => {
    scene.desk.time.pass(1_000)
    return ok(dora.post(path('/test')), 201)
  }
  const deliveries = async () => (await ok(dora.get(path('/deliveries')))).items
  const isRight = (one: Parameters<typeof isSigned>[0], shown = secret) =>
    isSigned(one, shown, scene.desk.time.now)

  test('as long as nobody listens, nothing is written for anybody', async () => {
    const grant = await scene.give('kaffeerad', 'sam', ['shop.view'])
    await end('kaffeerad', grant)
    assert.deepEqual(await scene.desk.sql('select id from plumbing.webhook_deliveries'), [])
  })

  test('only the desk adds one, and only with an address that something can be sent to', async () => {
    assert.equal((await scene.olga.post('/provider/webhooks', wish())).status, 404)
    assert.equal((await scene.sam.post('/provider/webhooks', wish())).status, 403)
    for (const [address, allowPrivate] of [
      ['http://panel.example/hook', false],
      [panel.address, false],
      ['https://127.0.0.1/', false],
      ['https://[::1]/', false],
      ['https://2130706433/', false],
      ['https://user:pass@panel.example/', true],
      ['https://panel.example/#there', true],
      ['ftp://panel.example/', true],
      ['file:///etc/passwd', true],
      ['panel.example', true],
    ] as const) {
      const { status, body } = await dora.post('/provider/webhooks', wish({ address, allowPrivate }))
      assert.deepEqual([status, body.code], [400, 'invalid-input'], address)
    }
    assert.deepEqual((await ok(dora.get('/provider/webhooks'))).items, [])
  })

  test('one that is added gets its secret once', async () => {
    const made = await ok(dora.post('/provider/webhooks', wish({ name: '  Panel ' })), 201)
    webhookId = made.webhook.id
    secret = made.secret
    secrets.set('first secret', secret)
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    const { items } = await ok(dora.get('/provider/webhooks'))
    assert.deepEqual(items, [made.webhook])
    assert.equal(items[0].name, 'Panel')
    assert.equal(items[0].addedBy.id, scene.desk.cast.people.dora)
    assert.ok(!JSON.stringify(items).includes(secret.slice(6)))
  })

  test('a test arrives like everything else, and what became of it is listed', async () => {
    const made = await probe()
    const [one, ...more] = await send()
    assert.deepEqual(more, [])
    assert.ok(one && isRight(one))
    assert.equal(one.path, 'POST /einlass?from=desk')
    assert.equal(one.headers['content-type'], 'application/json')
    assert.equal(one.headers['webhook-id'], made.id)
    assert.equal(one.body.type, 'webhook.test')
    const [listed] = await deliveries()
    assert.equal(listed.id, made.id)
    assert.equal(listed.status, 204)
    assert.ok(listed.deliveredAt)
  })

  test('a grant that is opened, moved and ended says so each time, with the epoch and without a name', async () => {
    const { olga } = scene
    const [grant] = await scene.turnOn('kaffeerad', ['sam'])
    const [opened, ...more] = await send()
    assert.deepEqual(more, [])
    assert.ok(opened && isRight(opened))
    const accountId = scene.accountOf('kaffeerad')
    const epoch = async () =>
      (
        await scene.desk.sql<{ epoch: string }>('select epoch from access.accounts where id = $1', [
          accountId,
        ])
      )[0]!.epoch
    assert.deepEqual(opened.body, {
      type: 'access.changed',
      timestamp: opened.body.data.at,
      data: {
        account: accountId,
        person: scene.desk.cast.people.sam,
        epoch: Number(await epoch()),
        at: new Date(scene.desk.time.now).toISOString(),
      },
    })
    const { body } = await olga.get(
      `/accounts/${accountId}/shops/${scene.shopId('kaffeerad')}/service-access`,
    )
    await ok(
      olga.put(
        `/accounts/${accountId}/shops/${scene.shopId('kaffeerad')}/service-access/end`,
        { until: { local: '2026-11-26T12:00', zone: 'Europe/Berlin' } },
        { 'if-match': `"${body.version}"` },
      ),
    )
    const [moved] = await send()
    assert.ok(moved && moved.body.data.epoch > opened.body.data.epoch)
    await ok(olga.post(`/accounts/${accountId}/grants/${grant}/ending`, {}))
    const ended = await send()
    assert.equal(ended.length, 1, 'that it is proven later is no news about rights')
    assert.equal(ended[0]!.body.data.person, scene.desk.cast.people.sam)
    assert.equal(new Set([opened, moved, ended[0]!].map(one => one.headers['webhook-id'])).size, 3)
    for (const { body } of [opened, moved, ended[0]!])
      assert.ok(Check(AccessChanged, body), 'as the contract says')
    const people = await scene.desk.sql<{ name: string; address: string }>(
      'select name, address from people.persons',
    )
    for (const { name, address } of people)
      for (const { text } of [opened, moved, ended[0]!])
        assert.ok(!text.includes(name) && !text.includes(address))
  })

  test('a grant whose time is over says so when the desk notices', async () => {
    await scene.give('tulpenkas', 'ines', ['shop.view'], { endsAt: scene.desk.time.now + hour })
    assert.equal((await send()).length, 1)
    scene.desk.time.pass(hour)
    await scene.desk.round.tend()
    const [over] = await send()
    assert.equal(over?.body.data.person, scene.desk.cast.people.ines)
    assert.equal(over.body.data.account, scene.accountOf('tulpenkas'))
  })

  test('a grant that begins later says so when it is given, and once more when it begins', async () => {
    const { ines } = scene.desk.cast.people
    const later = { beginsAt: scene.desk.time.now + hour, endsAt: scene.desk.time.now + 3 * hour }
    const grant = await scene.give('tulpenkas', 'ines', ['shop.view'], later)
    const given = await send()
    assert.equal(given.length, 1)
    scene.desk.time.pass(hour - 1_000)
    await scene.desk.round.tend()
    assert.deepEqual(await send(), [], 'not before its time')
    scene.desk.time.pass(1_000)
    await scene.desk.round.tend()
    const [begun, ...more] = await send()
    assert.deepEqual(more, [])
    assert.deepEqual(
      [begun?.body.data.person, begun?.body.data.account],
      [ines, scene.accountOf('tulpenkas')],
    )
    assert.ok(
      begun!.body.data.epoch > given[0]!.body.data.epoch,
      'a newer one, so that nobody passes over it',
    )
    scene.desk.time.pass(1_000)
    await scene.desk.round.tend()
    assert.deepEqual(await send(), [], 'once')
    assert.equal((await scene.factsOf(scene.accountOf('tulpenkas'), 'grant.begun')).length, 1)
    await end('tulpenkas', grant)
    await send()
    // One that is taken back before its time never begins.
    const never = await scene.give('tulpenkas', 'ines', ['shop.view'], {
      beginsAt: scene.desk.time.now + hour,
      endsAt: scene.desk.time.now + 2 * hour,
    })
    await end('tulpenkas', never)
    await send()
    scene.desk.time.pass(hour)
    await scene.desk.round.tend()
    assert.deepEqual(await send(), [])
  })

  test('a resource that goes into a group or out of it says so to whoever has something on the group', async () => {
    const { sam, ines } = scene.desk.cast.people
    const account = scene.accountOf('roesterei')
    const olga = await scene.desk.as('olga')
    const group = (await ok(olga.post(`/accounts/${account}/groups`, { name: 'Kreis' }), 201)).id
    const other = (await ok(olga.post(`/accounts/${account}/groups`, { name: 'Anderer' }), 201)).id
    const giveOn = (personId: string, scopeId: string) =>
      ok(
        olga.post(`/accounts/${account}/assignments`, {
          personId,
          scopeId,
          audience: 'agency',
          permissions: ['domains.view'],
          until: { preset: 'three-working-days' },
        }),
        201,
      )
    // She has had to do with the account, and may be given something.
    await end('kaffeerad', await scene.give('kaffeerad', 'ines', ['shop.view']))
    const given = [await giveOn(sam, group), await giveOn(ines, other)]
    await send()
    const move = async (groupId: string | null) => {
      await ok(olga.put(`/accounts/${account}/resources/${scene.shopId('roesterei')}/group`, { groupId }))
      const heard = await send()
      for (const { body } of heard) assert.ok(Check(AccessChanged, body), 'as the contract says')
      return heard.map(one => one.body.data.person).sort()
    }
    assert.deepEqual(await move(group), [sam])
    assert.deepEqual(await move(group), [], 'where it is already, nothing has changed')
    assert.deepEqual(await move(other), [sam, ines].sort())
    assert.deepEqual(await move(null), [ines])
    for (const { id } of given) await ok(olga.post(`/accounts/${account}/assignments/${id}/ending`, {}))
    await send()
  })

  test('a grant of a team is one message about the team, however many are in it', async () => {
    const grant = await scene.give('kaffeerad', 'team', ['shop.view'])
    const [team, ...more] = await send()
    assert.deepEqual(more, [])
    assert.deepEqual([team?.body.data.team, team?.body.data.person], [scene.desk.cast.supportTeam, undefined])
    await end('kaffeerad', grant)
    await send()
  })

  test('many grants of one person at once are one message', async () => {
    const grants = [
      await scene.give('kaffeerad', 'sam', ['shop.view']),
      await scene.give('roesterei', 'sam', ['shop.view']),
      await scene.give('roesterei', 'ines', ['shop.view']),
    ]
    await send()
    const accountId = scene.accountOf('kaffeerad')
    await record(scene.desk.kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      endAccess(r, accountId, grants, 'revoked'),
    )
    const heard = await send()
    assert.deepEqual(
      heard.map(one => one.body.data.person).sort(),
      [scene.desk.cast.people.sam, scene.desk.cast.people.ines].sort(),
    )
  })

  test('who leaves a team is named, in the account that the team belongs to', async () => {
    await leaveTeam(
      scene.desk.kernel,
      { person: scene.desk.cast.people.dora },
      scene.desk.cast.supportTeam,
      scene.desk.cast.people.ines,
    )
    const heard = (await send()).map(one => one.body.data)
    assert.ok(
      heard.some(
        one => one.person === scene.desk.cast.people.ines && one.account === scene.desk.cast.provider,
      ),
      JSON.stringify(heard),
    )
  })

  test('what is rolled back is told to nobody', async () => {
    const before = (await deliveries()).length
    await assert.rejects(
      scene.give('kaffeerad', 'sam', ['shop.view'], {
        also: async r => {
          assert.ok(r.tx)
          throw new Error('thought better of it')
        },
      }),
      /thought better/,
    )
    // What is told is queued when everything else is done; this fails after that.
    const { kernel, cast } = scene.desk
    const breaking = {
      ...kernel,
      database: {
        ...kernel.database,
        within: <T>(scope: string, work: (tx: Tx) => Promise<T>) =>
          kernel.database.within(scope, async tx => {
            await work(tx)
            const [queued] = (
              await sql<{ count: number }>`select count(*) from plumbing.webhook_deliveries`.execute(tx)
            ).rows
            assert.equal(queued!.count, before + 1, 'it was queued in this transaction')
            throw new Error('the line broke')
          }),
      },
    }
    await assert.rejects(
      record(
        breaking,
        { accounts: [cast.provider], by: { rule: 'clock' } },
        async r => void r.fact('team.left', { person: cast.people.sam }, {}),
      ),
      /the line broke/,
    )
    assert.deepEqual(await send(), [])
    assert.equal((await deliveries()).length, before)
  })

  test('who answers 500 is asked again by the schedule, under the same id and with a fresh instant', async () => {
    panel.answer = { status: 500, body: '<h1>stack trace</h1>' }
    const made = await probe()
    const [first] = await send()
    assert.deepEqual(await send(), [], 'not before its time')
    const [failed] = await deliveries()
    assert.deepEqual([failed.status, failed.tries, failed.error], [500, 1, null])
    assert.ok(!JSON.stringify(failed).includes('stack'), 'what was answered is shown to nobody')
    scene.desk.time.pass(6_000)
    const [second] = await send()
    assert.ok(second)
    assert.equal(second.headers['webhook-id'], made.id)
    assert.equal(second.headers['webhook-id'], first!.headers['webhook-id'])
    assert.equal(second.text, first!.text)
    assert.ok(Number(second.headers['webhook-timestamp']) > Number(first!.headers['webhook-timestamp']))
    assert.ok(isRight(second))
    panel.answer = { status: 200 }
    scene.desk.time.pass(6 * minute)
    assert.equal((await send()).length, 1)
    const [done] = await deliveries()
    assert.equal(done.tries, 3)
    assert.ok(done.deliveredAt)
    assert.equal((await ok(dora.get('/provider/webhooks'))).items[0].failingSince, null)
  })

  test('who is not there for three days is given up, after ten tries, and the desk is told long before', async () => {
    panel.answer = { status: 503, headers: { 'retry-after': '120' } }
    await probe()
    let tries = 0
    for (let hours = 0; hours < 120; hours++) {
      tries += (await send()).length
      scene.desk.time.pass(hour)
      if (hours === 2) {
        dora = await scene.desk.as('dora')
        const { troubles } = await ok(dora.get('/provider/health'))
        const failing = troubles.find((one: { code: string }) => one.code === 'webhooks-failing')
        assert.equal(failing?.count, 1)
      }
    }
    assert.equal(tries, 10)
    dora = await scene.desk.as('dora')
    const [lost] = await deliveries()
    assert.ok(lost.givenUpAt)
    assert.equal(lost.nextTryAt, null)
    // Somebody repairs it and has it sent once more.
    panel.answer = { status: 200 }
    await ok(dora.post(path(`/deliveries/${lost.id}/sending`)))
    const [again] = await send()
    assert.equal(again?.headers['webhook-id'], lost.id)
    assert.equal((await ok(dora.get('/provider/webhooks'))).items[0].failingSince, null)
  })

  test('a redirect is not followed, and a long answer is not listened to', async () => {
    const elsewhere = await another()
    panel.answer = { status: 307, headers: { location: elsewhere.address } }
    await probe()
    await send()
    assert.equal(elsewhere.heard.length, 0)
    assert.equal((await deliveries())[0].status, 307)
    panel.answer = { status: 200, body: 'x'.repeat(1_000_000) }
    scene.desk.time.pass(6_000)
    assert.equal((await send()).length, 1)
    assert.ok((await deliveries())[0].deliveredAt)
  })

  test('an address that led outside when it was added and leads inside now is not gone to', async () => {
    await ok(dora.put(path(), wish({ address: `https://localhost:1/`, allowPrivate: false })))
    await probe()
    assert.deepEqual(await send(), [])
    const [refused] = await deliveries()
    assert.match(refused.error, /private network/)
    await ok(dora.put(path(), wish()))
    scene.desk.time.pass(6_000)
    assert.equal((await send()).length, 1, 'what still waits goes to the new address')
  })

  test('while a secret is changed both sign, for a day, and then only the new one', async () => {
    const old = secret
    const changed = await ok(dora.post(path('/secret'), { bothSign: true }), 201)
    secret = changed.secret
    secrets.set('second secret', secret)
    assert.equal(changed.webhook.previousSecretUntil, new Date(scene.desk.time.now + day).toISOString())
    await probe()
    const [both] = await send()
    assert.ok(both && isRight(both) && isRight(both, old))
    assert.match(String(both.headers['webhook-signature']), /^v1,\S{44} v1,\S{44}$/)
    scene.desk.time.pass(day)
    dora = await scene.desk.as('dora')
    await probe()
    const [one] = await send()
    assert.ok(one && isRight(one) && !isRight(one, old))
    await scene.desk.round.daily()
    const [left] = await scene.desk.sql<{ count: string }>(
      `select count(*) from plumbing.secrets where keeper like 'webhook:%' and destroyed_at is null`,
    )
    assert.equal(Number(left!.count), 1)

    const third = await ok(dora.post(path('/secret'), { bothSign: false }), 201)
    secrets.set('third secret', third.secret)
    await probe()
    const [only] = await send()
    assert.ok(only && isRight(only, third.secret) && !isRight(only, secret))
    secret = third.secret
  })

  test('who answers that he is gone is left alone, and the desk is told', async () => {
    panel.answer = { status: 410 }
    await probe()
    assert.equal((await send()).length, 1)
    const [webhook] = (await ok(dora.get('/provider/webhooks'))).items
    assert.equal(webhook.off.because, 'gone')
    const { troubles } = await ok(dora.get('/provider/health'))
    assert.equal(troubles.find((one: { code: string }) => one.code === 'webhooks-gone')?.count, 1)
    const grant = await scene.give('kaffeerad', 'sam', ['shop.view'], { endsAt: scene.desk.time.now + day })
    assert.deepEqual(await send(), [])
    assert.equal((await dora.post(path('/test'))).body.code, 'conflict')
    const [lost] = await deliveries()
    assert.deepEqual([lost.type, lost.can.sendAgain], ['webhook.test', 'conflict'])
    assert.equal((await dora.post(path(`/deliveries/${lost.id}/sending`))).body.code, 'conflict')
    panel.answer = { status: 204 }
    await ok(dora.post(path('/on')))
    assert.deepEqual(await send(), [], 'what it missed it must ask for')
    await end('kaffeerad', grant)
    assert.equal((await send()).length, 1)
  })

  test('who is switched off hears what waited when he is switched on again', async () => {
    panel.answer = { status: 500 }
    const made = await probe()
    await send()
    await ok(dora.post(path('/off')))
    await ok(dora.post(path('/off')))
    scene.desk.time.pass(hour)
    assert.deepEqual(await send(), [])
    dora = await scene.desk.as('dora')
    panel.answer = { status: 204 }
    await ok(dora.post(path('/on')))
    assert.equal((await send())[0]?.headers['webhook-id'], made.id)
  })

  test('two nodes send everything once, and one endpoint that fails keeps no other waiting', async () => {
    const second = await another()
    const made = await ok(
      dora.post('/provider/webhooks', wish({ name: 'Billing', address: second.address })),
      201,
    )
    panel.answer = { status: 500 }
    for (let i = 0; i < 12; i++)
      await scene.give('kaffeerad', 'sam', ['shop.view'], { endsAt: scene.desk.time.now + day })
    const other = await scene.desk.secondNode()
    await Promise.all([scene.desk.round.sendWebhooks(), other.round.sendWebhooks()])
    assert.equal(second.heard.length, 12)
    assert.equal(new Set(second.heard.map(one => one.headers['webhook-id'])).size, 12)
    assert.ok(second.heard.every(one => isSigned(one, made.secret, scene.desk.time.now)))
    assert.ok(!second.heard.some(one => isSigned(one, secret, scene.desk.time.now)), 'each has its own')
    assert.ok(panel.heard.length < 12, 'who is on his knees is not stormed')
    assert.equal(
      (await dora.get(`/provider/webhooks/${made.webhook.id}/deliveries?limit=5`)).body.items.length,
      5,
    )
    await ok(dora.delete(`/provider/webhooks/${made.webhook.id}`))
  })

  test('a delivery of one endpoint is not found at another', async () => {
    const made = await ok(dora.post('/provider/webhooks', wish({ name: 'Neighbour' })), 201)
    const [mine] = await deliveries()
    const there = `/provider/webhooks/${made.webhook.id}`
    assert.equal((await dora.post(`${there}/deliveries/${mine.id}/sending`)).status, 404)
    assert.deepEqual((await dora.get(`${there}/deliveries?cursor=${mine.id}`)).status, 200)
    await ok(dora.delete(there))
    for (const gone of [
      dora.get(`${there}/deliveries`),
      dora.post(`${there}/test`),
      dora.post(`${there}/on`),
      dora.post(`${there}/secret`, { bothSign: true }),
      dora.put(there, wish()),
      dora.delete(there),
    ])
      assert.equal((await gone).status, 404)
  })

  test('what is removed is told nothing more, and its secrets are destroyed', async () => {
    await scene.give('kaffeerad', 'sam', ['shop.view'], { endsAt: scene.desk.time.now + day })
    await ok(dora.delete(path()))
    assert.deepEqual(await send(), [])
    const [left] = await scene.desk.sql<{ count: string }>(
      `select count(*) from plumbing.secrets where keeper like 'webhook:%' and destroyed_at is null`,
    )
    assert.equal(Number(left!.count), 0)
    await scene.desk.round.daily()
    assert.deepEqual(await scene.desk.sql('select id from plumbing.webhook_deliveries'), [])
  })

  test('the ledger tells what the desk did, without an address and without a secret', async () => {
    const facts = (await scene.factsOf(scene.desk.cast.provider)).filter(fact =>
      fact.kind.startsWith('webhook.'),
    )
    assert.deepEqual(
      [...new Set(facts.map(fact => [fact.kind, fact.data['change']].filter(Boolean).join(' ')))].sort(),
      [
        'webhook.added',
        'webhook.changed address',
        'webhook.changed gone',
        'webhook.changed off',
        'webhook.changed on',
        'webhook.changed secret',
        'webhook.removed',
      ],
    )
    assert.ok(!JSON.stringify(facts).includes('http'))
    await scene.assertLedgersWhole()
  })

  test('no secret is anywhere but in the answer in which it was shown', async () => {
    const keys = new Map(
      [...secrets].flatMap(([what, shown]) => [
        [what, shown.slice(6)],
        [`${what}, as bytes`, Buffer.from(shown.slice(6), 'base64').toString('hex')],
      ]),
    )
    assert.equal(keys.size, 6)
    const tables = await scene.desk.sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    )
    for (const { name } of tables) {
      const rows = await scene.desk.sql<{ row: string }>(`select t::text as row from ${name} t`)
      assert.deepEqual(
        findSecrets(
          keys,
          name,
          rows.map(one => one.row),
        ),
        [],
      )
    }
    assert.deepEqual(findSecrets(keys, 'the log', log), [])
    assert.deepEqual(
      findSecrets(
        keys,
        'a request',
        panel.heard.map(one => JSON.stringify(one)),
      ),
      [],
    )
  })

  async function end(shop: 'kaffeerad' | 'tulpenkas', grant: string): Promise<void> {
    const accountId = scene.accountOf(shop)
    await record(scene.desk.kernel, { accounts: [accountId], by: { rule: 'clock' } }, r =>
      endAccess(r, accountId, [grant], 'revoked'),
    )
  }
})
