// Time that goes backwards (a virtual machine that was resumed, an NTP server gone wrong) gives nobody a second life.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hour } from '../desk.ts'
import { friday, openScene, type Scene } from './scene.ts'

const evening = Date.UTC(2026, 10, 23, 17)

describe('the clock jumps back', () => {
  let scene: Scene
  let sam: string
  let ines: string
  let grant: string
  before(async () => {
    scene = await openScene()
    grant = (await scene.turnOn('kaffeerad', ['sam'], { until: '2026-11-23T18:00' }))[0]!
    await scene.askAndAccept('kaffeerad', 'ines')
    sam = await scene.enter('kaffeerad', 'sam')
    ines = await scene.enter('kaffeerad', 'ines')
  })
  after(() => scene.desk.close())

  test('what has ended by its date stays ended, before anybody has noted it', async () => {
    scene.desk.time.now = evening
    await scene.everybodySignsInAnew()
    await scene.assertRefused('kaffeerad', sam)
    scene.desk.time.now = evening - 5 * hour
    await scene.assertRefused('kaffeerad', sam)
    const path = `/accounts/${scene.accountOf('kaffeerad')}/grants/${grant}`
    assert.equal((await scene.olga.get(path)).body.state, 'ending')
    assert.equal((await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).status, 404)
  })

  test('who is still let in goes on', async () => {
    await scene.assertInside('kaffeerad', ines)
  })

  test('nothing is written before what was written last', async () => {
    await scene.desk.round.tend()
    await scene.assertEnded(grant, 'expired', evening, '– clock')
    const facts = await scene.factsOf(scene.accountOf('kaffeerad'))
    for (const [i, fact] of facts.entries()) if (i > 0) assert.ok(fact.at >= facts[i - 1]!.at)
    assert.equal(facts.at(-1)!.at.getTime(), evening)
    await scene.assertLedgersWhole()
  })

  test('a process that is started with the wrong clock goes on from the ledger', async () => {
    scene.desk.time.now = evening - 5 * hour
    const restarted = await scene.desk.secondNode()
    assert.equal(restarted.kernel.clock.now(), evening)
    await scene.assertRefused('kaffeerad', sam, restarted)
    await scene.assertInside('kaffeerad', ines, restarted)
  })

  test('when the clock has caught up, time goes on', async () => {
    scene.desk.time.now = evening + hour
    assert.equal(scene.desk.kernel.clock.now(), evening + hour)
    await scene.assertInside('kaffeerad', ines)
    scene.desk.time.now = friday
    await scene.assertRefused('kaffeerad', ines)
  })
})
