// Cause 'expired'. The end is a question to the clock: at its instant it is over, before any job has run; the job only
// writes down what was true since.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hour } from '../desk.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

/** 18:00 in Berlin, on the day on which everybody comes in at ten. */
const evening = Date.UTC(2026, 10, 23, 17)

describe('the date passes', () => {
  let scene: Scene
  let inside: Inside
  let stillHeld: string
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside({ until: '2026-11-23T18:00' })
    // Ines has a second, longer grant at the same shop; Noor's shop is open longer altogether.
    stillHeld = await scene.askAndAccept('kaffeerad', 'ines')
  })
  after(() => scene.desk.close())

  test('until the last millisecond before its end everybody goes on', async () => {
    scene.desk.time.now = evening - 1
    await scene.everybodySignsInAnew()
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
  })

  test('at its end the cookie is refused, although nothing was written since', async () => {
    const before = await scene.factsOf(scene.accountOf('kaffeerad'))
    scene.desk.time.now = evening
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertRefused('roesterei', inside.cookies.samAtRoesterei)
    assert.equal((await scene.factsOf(scene.accountOf('kaffeerad'))).length, before.length)
    assert.equal((await scene.entryOf(inside.cookies.samAtKaffeerad)).closed_at, null)
  })

  test('nobody gets a new ticket from then on', async () => {
    const ticket = await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, { to: '/' })
    assert.equal(ticket.status, 404)
  })

  test('nowhere is it shown as open: not to the owner, not to the agent, not in a signed receipt', async () => {
    const { body: grant } = await scene.olga.get(
      `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.samAtKaffeerad}`,
    )
    assert.equal(grant.state, 'ending')
    assert.equal(grant.ending.cause, 'expired')
    assert.equal((await scene.olga.get(scene.switchOf('roesterei'))).body.on, false)
    const open = (await scene.sam.get('/me/open')).body.items
    assert.deepEqual(
      open.map((one: { resource: { id: string } }) => one.resource.id),
      [scene.shopId('tulpenkas')],
    )
    const receipt = await scene.receiptOf(inside.grants.samAtKaffeerad)
    assert.equal(receipt.state, 'ending')
    assert.equal(receipt.ending.cause, 'expired')
    assert.equal(receipt.ending.at, new Date(evening).toISOString())
    assert.equal(receipt.ending.confirmedAt, null)
  })

  test('who is held by a longer grant goes on', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
  })

  test('the round writes it down hours later, as of the instant at which it was over', async () => {
    scene.desk.time.pass(2 * hour)
    await scene.desk.round.tend()
    await scene.assertClosed(inside.cookies.samAtKaffeerad, 'expired', evening, '– clock')
    await scene.assertClosed(inside.cookies.samAtRoesterei, 'expired', evening, '– clock')
    const receipt = await scene.assertEnded(inside.grants.samAtKaffeerad, 'expired', evening, '– clock')
    assert.ok(receipt.entries.at(-1).refusedAt)
    await scene.assertEnded(inside.grants.samAtRoesterei, 'expired', evening, '– clock')
  })

  test('the entry that a longer grant holds is still open, and its ledger says through what', async () => {
    await scene.assertOpen(inside.cookies.inesAtKaffeerad)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    const entry = await scene.entryOf(inside.cookies.inesAtKaffeerad)
    const held = (await scene.factsOf(entry.account_id, 'entry.held')).filter(
      fact => fact.entry_id === entry.id,
    )
    assert.deepEqual(held.at(-1)?.data['grants'], [stillHeld])
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    await scene.assertLedgersWhole()
  })

  test('the round finds nothing more to write', async () => {
    const before = await scene.factsOf(scene.accountOf('kaffeerad'))
    await scene.desk.round.tend()
    assert.equal((await scene.factsOf(scene.accountOf('kaffeerad'))).length, before.length)
  })
})

/** 12:00 in Berlin */
const noon = Date.UTC(2026, 10, 23, 11)

describe('access that is opened again after its date', () => {
  test('does not bring back the session that the date ended, although no round had noted it', async () => {
    const scene = await openScene()
    try {
      await scene.turnOn('kaffeerad', ['sam'], { until: '2026-11-23T12:00' })
      const cookie = await scene.enter('kaffeerad', 'sam')
      scene.desk.time.now = noon
      await scene.assertRefused('kaffeerad', cookie)
      scene.desk.time.pass(1_000)
      await scene.turnOn('kaffeerad', ['sam'], { until: '2026-11-23T18:00' })
      await scene.assertRefused('kaffeerad', cookie)
      await scene.assertClosed(cookie, 'expired', noon, 'olga')
      await scene.assertInside('kaffeerad', await scene.enter('kaffeerad', 'sam'))
    } finally {
      await scene.desk.close()
    }
  })
})
