// Cause 'returned', for everything at once: somebody gives up all that he was given in an account.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('somebody leaves an account', () => {
  let scene: Scene
  let inside: Inside
  let everywhere: string
  let later: string
  let elsewhere: string
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    // Sam has more here than what he is inside by: the whole account, and something that has not begun.
    everywhere = await scene.give('kaffeerad', 'sam', ['access.view', 'shop.view'], { wholeAccount: true })
    later = await scene.give('roesterei', 'sam', ['shop.view'], { beginsAt: scene.desk.time.now + 3_600_000 })
    elsewhere = await scene.give('tulpenkas', 'sam', ['access.view'], { wholeAccount: true })
    scene.desk.time.pass(60_000)
    const left = await scene.sam.post(`/me/accounts/${scene.accountOf('kaffeerad')}/leaving`, {
      note: 'done',
    })
    assert.equal(left.status, 200, JSON.stringify(left.body))
    assert.equal(left.body.closedEntries.length, 2)
  })
  after(() => scene.desk.close())

  test('he is out of all its shops at the next click', async () => {
    for (const [shop, cookie] of [
      ['kaffeerad', inside.cookies.samAtKaffeerad],
      ['roesterei', inside.cookies.samAtRoesterei],
    ] as const) {
      await scene.assertRefused(shop, cookie)
      await scene.assertClosed(cookie, 'returned', scene.desk.time.now, 'sam')
    }
  })

  test('everything that he held there is ended with proof, also what had not begun', async () => {
    const { samAtKaffeerad, samAtRoesterei } = inside.grants
    for (const grant of [samAtKaffeerad, samAtRoesterei, everywhere, later])
      await scene.assertEnded(grant, 'returned', scene.desk.time.now, 'sam')
  })

  test('his colleague stays inside, and he himself in the other account', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    assert.equal((await scene.grantOf(elsewhere)).ending_at, null)
    await scene.assertLedgersWhole()
  })
})
