// The article of ePages ("So schalten Sie den Servicezugang für Support-Mitarbeiter frei", 2013), told over HTTP, and
// the promise that it could not give: that switching off ends what is running.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Client, startTestDesk, type TestDesk } from '../desk.ts'
import { askGate, enterShop } from '../gate.ts'

const origin = 'http://kaffeerad.example'
let desk: TestDesk
let olga: Client
let sam: Client
let shop: string
before(async () => {
  desk = await startTestDesk({ origins: { kaffeerad: origin } })
  olga = await desk.as('olga')
  sam = await desk.as('sam')
  shop = `/accounts/${desk.cast.accounts.olga}/shops/${desk.cast.shops.kaffeerad!.id}/service-access`
})
after(() => desk.close())

/** One request of the visitor, as the proxy asks about it. */
const throughTheGate = (cookie?: string) => askGate(desk, 'kaffeerad', cookie)

const enter = (agent: Client) => enterShop(desk, 'kaffeerad', agent)

describe('service access', () => {
  let cookie: string

  test('is switched off by default', async () => {
    const { status, body } = await olga.get(shop)
    assert.equal(status, 200)
    assert.equal(body.on, false)
    assert.equal(body.version, 0)
    assert.deepEqual((await sam.get('/me/open')).body.items, [])
  })

  test('says beforehand until when each preset would last, in the zone of the account', async () => {
    const { body } = await olga.get(shop)
    const ends = Object.fromEntries(
      body.presets.map((preset: { preset: string; endsAt: string }) => [preset.preset, preset.endsAt]),
    )
    // Monday: the support team gets Tuesday, Wednesday and Thursday, until 18:00 in Berlin (17:00 UTC).
    assert.deepEqual(ends, {
      'three-working-days': '2026-11-26T17:00:00.000Z',
      'one-week': '2026-11-30T09:00:00.000Z',
      'today-18': '2026-11-23T17:00:00.000Z',
    })
  })

  test('is switched on for three working days', async () => {
    const { status, body } = await olga.put(
      shop,
      {
        until: { preset: 'three-working-days' },
        mode: 'full',
        who: { kind: 'team' },
        reason: 'Die Kasse rechnet falsch',
        caseNumber: 'T-4711',
        message: 'Bitte nur den Warenkorb ansehen',
      },
      { 'if-match': '"0"' },
    )
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.on, true)
    assert.equal(body.until, '2026-11-26T17:00:00.000Z')
    assert.equal(body.version, 1)
  })

  test('shows the agent the shop address, the case, the message and the time left', async () => {
    const { body } = await sam.get('/me/open')
    assert.equal(body.items.length, 1)
    const [open] = body.items
    assert.equal(open.resource.origin, origin)
    assert.equal(open.grants[0].caseNumber, 'T-4711')
    assert.equal(open.grants[0].message, 'Bitte nur den Warenkorb ansehen')
    assert.equal(open.until, '2026-11-26T17:00:00.000Z')
  })

  test('sends a stranger to the sign-in and back', async () => {
    const answer = await throughTheGate(undefined)
    assert.equal(answer.status, 302)
    assert.match(
      answer.headers.location!,
      new RegExp(`/enter/${desk.cast.shops.kaffeerad!.id}\\?to=%2Fadmin$`),
    )
  })

  test('lets the agent in under his own name, on behalf of the account', async () => {
    cookie = await enter(sam)
    const answer = await throughTheGate(cookie)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers['remote-user'], desk.cast.people.sam)
    const claims = JSON.parse(
      Buffer.from(String(answer.headers['x-einlass-assertion']).split('.')[1]!, 'base64url').toString(),
    )
    assert.equal(claims.act.sub, desk.cast.people.sam)
    assert.equal(claims.sub, desk.cast.accounts.olga)
    assert.equal(claims.aud, origin)
    assert.ok(claims.exp - claims.iat <= 30)
    assert.ok(String(answer.headers['remote-groups']).includes('einlass-operate'))
  })

  test('shows the owner who is inside', async () => {
    const { body } = await olga.get(`/accounts/${desk.cast.accounts.olga}/grants`)
    assert.equal(body.items.length, 1)
    assert.equal(body.items[0].liveEntries[0].person.name, 'Sam Albers')
  })

  test('is extended while somebody is inside, who stays inside', async () => {
    const { status, body } = await olga.put(
      `${shop}/end`,
      { until: { local: '2026-12-04T12:00' } },
      { 'if-match': '"1"' },
    )
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.until, '2026-12-04T11:00:00.000Z')
    assert.equal((await throughTheGate(cookie)).status, 200)
  })

  test('tells the second of two owners on two phones what happened, and overwrites nothing', async () => {
    const { status, body } = await olga.put(
      `${shop}/end`,
      { until: { preset: 'today-18' } },
      { 'if-match': '"1"' },
    )
    assert.equal(status, 409)
    assert.equal(body.code, 'conflict')
    assert.equal(body.details.version, 2)
    assert.equal(body.details.changedBy.name, 'Olga Ostermann')
    assert.equal((await olga.get(shop)).body.until, '2026-12-04T11:00:00.000Z')
  })

  test('is switched off, and the running session is over: the very same cookie is refused', async () => {
    const { status, body } = await olga.post(`${shop}/ending`, { note: 'Danke, gelöst' })
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.switch.on, false)
    assert.equal(body.ending.closedEntries.length, 1)
    assert.equal(body.ending.closedEntries[0].person.name, 'Sam Albers')
    assert.ok(body.ending.closedEntries[0].confirmedAt, 'the closed entry was tried again and refused')
    assert.equal(body.ending.grants[0].state, 'ended')
    assert.equal((await throughTheGate(cookie)).status, 403)
    assert.deepEqual((await sam.get('/me/open')).body.items, [])
  })

  test('is off when it is switched off again', async () => {
    const { status, body } = await olga.post(`${shop}/ending`, {})
    assert.equal(status, 200)
    assert.deepEqual(body.ending.grants, [])
  })

  test('leaves a receipt that can be checked without the desk', async () => {
    const { body: ended } = await olga.get(`/accounts/${desk.cast.accounts.olga}/grants?state=ended`)
    const { status, body: receipt } = await olga.get(
      `/accounts/${desk.cast.accounts.olga}/grants/${ended.items[0].id}/receipt`,
    )
    assert.equal(status, 200, JSON.stringify(receipt))
    assert.equal(receipt.state, 'ended')
    assert.equal(receipt.entries[0].person, 'Sam Albers')
    assert.ok(receipt.entries[0].refusedAt)
    const { checkDocument } = await import('#server/access/6-prove/check-document.ts')
    assert.deepEqual(checkDocument(receipt).intact, true)
    assert.equal(checkDocument({ ...receipt, entries: [] }).intact, false)
  })

  test('leaves a ledger whose chain is intact', async () => {
    const { body } = await olga.get(`/accounts/${desk.cast.accounts.olga}/ledger/verification`)
    assert.equal(body.intact, true)
    assert.ok(body.facts > 5)
  })
})

describe('the end comes by itself', () => {
  test('at its instant, without any job having run', async () => {
    const { body } = await olga.get(shop)
    await olga.put(
      shop,
      {
        until: { preset: 'today-18' },
        mode: 'read-only',
        who: { kind: 'named', people: [desk.cast.people.sam] },
      },
      { 'if-match': `"${body.version}"` },
    )
    const cookie = await enter(sam)
    assert.equal((await throughTheGate(cookie)).headers['remote-groups'], 'einlass-view')
    desk.time.now = Date.UTC(2026, 10, 23, 17) - 1
    assert.equal((await throughTheGate(cookie)).status, 200)
    desk.time.now += 1
    assert.equal((await throughTheGate(cookie)).status, 403)
    // It is evening, and her session of the morning is over too.
    assert.equal((await (await desk.as('olga')).get(shop)).body.on, false)
  })
})
