// Cause 'revoked', by the owner: one grant, the switch of a shop, everything in the account.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Inside, openScene, type Scene } from './scene.ts'

let scene: Scene
let inside: Inside
before(async () => {
  scene = await openScene()
})
after(() => scene.desk.close())

describe('the owner ends one grant', () => {
  before(async () => {
    inside = await scene.everybodyInside()
  })
  const end = () =>
    scene.olga.post(
      `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.samAtKaffeerad}/ending`,
      { note: 'Danke' },
    )

  test('and learns what was cut, when, and that it was tried again and refused', async () => {
    scene.desk.time.pass(60_000)
    const { status, body } = await end()
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.grants.length, 1)
    assert.equal(body.grants[0].state, 'ended')
    assert.equal(body.closedEntries.length, 1)
    assert.equal(body.closedEntries[0].person.name, 'Sam Albers')
    assert.equal(body.closedEntries[0].closedAt, new Date(scene.desk.time.now).toISOString())
    assert.ok(body.closedEntries[0].confirmedAt)
    // Who else can still get in there is said with it.
    assert.deepEqual(
      body.stillOpen.map((grant: { grantId: string }) => grant.grantId),
      [inside.grants.inesAtKaffeerad],
    )
  })

  test('the very cookie is refused, and the receipt proves it', async () => {
    const { cookies, grants } = inside
    await scene.assertRefused('kaffeerad', cookies.samAtKaffeerad)
    await scene.assertClosed(cookies.samAtKaffeerad, 'revoked', scene.desk.time.now, 'olga')
    const receipt = await scene.assertEnded(grants.samAtKaffeerad, 'revoked', scene.desk.time.now, 'olga')
    assert.equal(receipt.ending.note, 'Danke')
    assert.equal(receipt.entries.length, 1)
    assert.ok(receipt.entries[0].refusedAt)
  })

  test('another agent, another shop and another account go on', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
  })

  test('ending it again is no error and changes nothing', async () => {
    const before = await scene.factsOf(scene.accountOf('kaffeerad'))
    scene.desk.time.pass(60_000)
    const { status, body } = await end()
    assert.equal(status, 200)
    assert.deepEqual(body.closedEntries, [])
    assert.deepEqual(await scene.factsOf(scene.accountOf('kaffeerad')), before)
  })

  test('the owner of another account cannot end it, and does not learn that it exists', async () => {
    const path = (account: string) => `/accounts/${account}/grants/${inside.grants.inesAtKaffeerad}/ending`
    assert.equal((await scene.noor.post(path(scene.accountOf('kaffeerad')))).status, 404)
    assert.equal((await scene.noor.post(path(scene.accountOf('tulpenkas')))).status, 404)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
  })
})

describe('the owner ends one of two grants that hold the same entry', () => {
  test('the entry goes on until the second ends too, in whichever order', async () => {
    for (const order of ['older first', 'newer first']) {
      const [first] = await scene.turnOn('roesterei', ['ines'])
      const second = await scene.askAndAccept('roesterei', 'ines')
      const cookie = await scene.enter('roesterei', 'ines')
      const ends = order === 'older first' ? [first!, second] : [second, first!]
      const end = (grant: string) =>
        scene.olga.post(`/accounts/${scene.accountOf('roesterei')}/grants/${grant}/ending`)

      const { body } = await end(ends[0]!)
      assert.deepEqual(body.closedEntries, [])
      assert.deepEqual(
        body.stillOpen.map((grant: { grantId: string }) => grant.grantId),
        [ends[1]],
      )
      await scene.assertInside('roesterei', cookie)
      const receipt = await scene.assertEnded(ends[0]!, 'revoked', scene.desk.time.now, 'olga')
      assert.equal(receipt.entries[0].closedAt, null, 'the receipt does not claim that she is out')

      assert.equal((await end(ends[1]!)).body.closedEntries.length, 1)
      await scene.assertRefused('roesterei', cookie)
      await scene.assertClosed(cookie, 'revoked', scene.desk.time.now, 'olga')
    }
  })
})

describe('the owner switches a shop off', () => {
  test('everything of that shop ends, the other shop of the account goes on', async () => {
    inside = await scene.everybodyInside()
    await scene.askAndAccept('kaffeerad', 'sam')
    const { status, body } = await scene.olga.post(`${scene.switchOf('kaffeerad')}/ending`, {})
    assert.equal(status, 200)
    assert.equal(body.switch.on, false)
    assert.equal(body.ending.grants.length, 3)
    assert.deepEqual(body.ending.stillOpen, [])
    for (const name of ['samAtKaffeerad', 'inesAtKaffeerad'] as const) {
      await scene.assertRefused('kaffeerad', inside.cookies[name])
      await scene.assertClosed(inside.cookies[name], 'revoked', scene.desk.time.now, 'olga')
    }
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
  })
})

describe('the owner ends it while another can still get in', () => {
  test('the answer names through what: also a grant for the whole account, none that has not begun or lets nobody in', async () => {
    const [grant] = await scene.turnOn('roesterei', ['sam'])
    const wide = await scene.give('roesterei', 'noor', ['shop.view'], { wholeAccount: true })
    await scene.give('roesterei', 'ines', ['shop.view'], { beginsAt: scene.desk.time.now + 3_600_000 })
    await scene.give('roesterei', 'ines', ['access.view'])
    const { body } = await scene.olga.post(
      `/accounts/${scene.accountOf('roesterei')}/grants/${grant}/ending`,
      {},
    )
    assert.deepEqual(
      body.stillOpen.map((open: { grantId: string }) => open.grantId),
      [wide],
    )
    assert.equal(body.at, new Date(scene.desk.time.now).toISOString())
    await scene.olga.post(`/accounts/${scene.accountOf('roesterei')}/endings`, {})
  })
})

describe('the owner ends everything', () => {
  test('in every shop of the account, also what has not begun, and in no other account', async () => {
    inside = await scene.everybodyInside()
    const later = await scene.give('kaffeerad', 'ines', ['shop.view'], {
      beginsAt: scene.desk.time.now + 3_600_000,
    })
    const { status, body } = await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/endings`, {})
    assert.equal(status, 200, JSON.stringify(body))
    for (const [name, shop] of [
      ['samAtKaffeerad', 'kaffeerad'],
      ['inesAtKaffeerad', 'kaffeerad'],
      ['samAtRoesterei', 'roesterei'],
    ] as const) {
      await scene.assertRefused(shop, inside.cookies[name])
      await scene.assertEnded(inside.grants[name], 'revoked', scene.desk.time.now, 'olga')
    }
    await scene.assertEnded(later, 'revoked', scene.desk.time.now, 'olga')
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    scene.desk.time.pass(2 * 3_600_000)
    assert.equal((await scene.ines.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).status, 404)
    await scene.assertLedgersWhole()
  })
})
