// The door is not the lock: with everything of it gone, nobody gains access, nobody loses the power to end it, and what
// was open ends at its date. (A shop plug-in whose removal let blocked customers in is why this file exists.)
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { friday, type Inside, openScene, type Scene } from './scene.ts'

describe('the door of the service switch is removed', () => {
  let scene: Scene
  let inside: Inside
  let ended: string
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    const [grant] = await scene.turnOn('roesterei', ['ines'])
    ended = await scene.enter('roesterei', 'ines')
    await scene.olga.post(`/accounts/${scene.accountOf('roesterei')}/grants/${grant}/ending`)
    await scene.desk.sql('drop schema service_switch cascade')
  })
  after(() => scene.desk.close())

  test('who was out stays out, on this node and on a new one', async () => {
    const restarted = await scene.desk.secondNode()
    for (const node of [scene.desk, restarted]) {
      await scene.assertRefused('roesterei', ended, node)
      await scene.assertRefused('roesterei', inside.cookies.samAtRoesterei, node)
    }
    for (const client of [scene.ines, scene.dora])
      assert.equal((await client.post(`/me/open/${scene.shopId('roesterei')}/ticket`, {})).status, 404)
  })

  test('the door itself can open nothing any more', async () => {
    for (const version of ['0', '1', '2', '3']) {
      const on = await scene.noor.put(
        scene.switchOf('tulpenkas'),
        { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } },
        { 'if-match': `"${version}"` },
      )
      assert.equal(on.status, 500)
    }
    assert.equal((await scene.ines.post(`/me/open/${scene.shopId('tulpenkas')}/ticket`, {})).status, 404)
  })

  test('the owner can still end what is open, and it is proven', async () => {
    const path = `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.samAtKaffeerad}/ending`
    const { status, body } = await scene.olga.post(path)
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.closedEntries.length, 1)
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertEnded(inside.grants.samAtKaffeerad, 'revoked', scene.desk.time.now, 'olga')
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
  })

  test('the guest can still give back', async () => {
    const { status } = await scene.ines.post(`/me/open/${scene.shopId('kaffeerad')}/return`)
    assert.equal(status, 200)
    await scene.assertRefused('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
  })

  test('what is left ends at its date', async () => {
    scene.desk.time.now = friday
    await scene.assertRefused('tulpenkas', inside.cookies.samAtTulpenkas)
    await scene.assertEnded(inside.grants.inesAtKaffeerad, 'returned', Date.UTC(2026, 10, 23, 9), 'ines')
    await scene.assertEnded(inside.grants.samAtTulpenkas, 'expired', friday, '– clock')
    await scene.assertLedgersWhole()
  })
})
