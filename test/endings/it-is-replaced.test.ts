// Cause 'replaced': the owner changes the terms while somebody is inside.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openScene, type Scene } from './scene.ts'

describe('the terms change while people are inside', () => {
  let scene: Scene
  let before_: string[]
  let after_: string[]
  let sam: string
  let ines: string
  let elsewhere: string
  before(async () => {
    scene = await openScene()
    before_ = await scene.turnOn('kaffeerad', ['sam', 'ines'])
    await scene.turnOn('roesterei', ['ines'])
    sam = await scene.enter('kaffeerad', 'sam')
    ines = await scene.enter('kaffeerad', 'ines')
    elsewhere = await scene.enter('roesterei', 'ines')
    scene.desk.time.pass(60_000)
    after_ = await scene.turnOn('kaffeerad', ['sam'], { mode: 'read-only' })
  })
  after(() => scene.desk.close())

  test('who is in the new terms stays inside with the very same cookie, under the new permissions', async () => {
    await scene.assertInside('kaffeerad', sam)
    assert.equal((await scene.ask('kaffeerad', sam)).headers['remote-groups'], 'einlass-view')
    await scene.assertOpen(sam)
  })

  test('who is not in them is out at once', async () => {
    await scene.assertRefused('kaffeerad', ines)
    await scene.assertClosed(ines, 'replaced', scene.desk.time.now, 'olga')
  })

  test('the old grants are ended with proof, the new one is open', async () => {
    for (const grant of before_) await scene.assertEnded(grant, 'replaced', scene.desk.time.now, 'olga')
    assert.equal((await scene.grantOf(after_[0]!)).ending_at, null)
  })

  test('another shop of the account is not touched', async () => {
    await scene.assertInside('roesterei', elsewhere)
    await scene.assertLedgersWhole()
  })

  test('only moving the end replaces nothing', async () => {
    const same = await scene.turnOn('kaffeerad', ['sam'], { mode: 'read-only', until: '2026-11-26T12:00' })
    assert.deepEqual(same, after_)
    await scene.assertInside('kaffeerad', sam)
  })
})
