// Cause 'resource-removed': the shop is taken out of the desk.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { removeResource } from '#server/access/5-end/remove-resource.ts'
import { record } from '#server/access/record.ts'
import { arrive } from '../gate.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('a shop is removed', () => {
  let scene: Scene
  let inside: Inside
  let everywhere: { grant: string; atKaffeerad: string; atRoesterei: string }
  let ticket: string
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    // Dora may enter every shop of the account.
    const grant = await scene.give('kaffeerad', 'dora', ['shop.view'], { wholeAccount: true })
    everywhere = {
      grant,
      atKaffeerad: await scene.enter('kaffeerad', 'dora'),
      atRoesterei: await scene.enter('roesterei', 'dora'),
    }
    ticket = (await scene.ines.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).body.ticket
    scene.desk.time.pass(60_000)
    await record(
      scene.desk.kernel,
      { accounts: [scene.accountOf('kaffeerad')], by: { person: scene.desk.cast.people.olga } },
      r => removeResource(r, scene.accountOf('kaffeerad'), scene.shopId('kaffeerad')),
    )
  })
  after(() => scene.desk.close())

  test('everybody who was in it is out, also by a grant on the whole account', async () => {
    for (const cookie of [
      inside.cookies.samAtKaffeerad,
      inside.cookies.inesAtKaffeerad,
      everywhere.atKaffeerad,
    ]) {
      await scene.assertRefused('kaffeerad', cookie)
      await scene.assertClosed(cookie, 'resource-removed', scene.desk.time.now, 'olga')
    }
    const at = scene.desk.time.now
    await scene.assertEnded(inside.grants.samAtKaffeerad, 'resource-removed', at, 'olga')
    await scene.assertEnded(inside.grants.inesAtKaffeerad, 'resource-removed', at, 'olga')
  })

  test('the other shop of the account goes on, and so does the grant on the whole account', async () => {
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
    await scene.assertInside('roesterei', everywhere.atRoesterei)
    assert.equal((await scene.grantOf(everywhere.grant)).ending_at, null)
  })

  test('another account goes on', async () => {
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    await scene.assertLedgersWhole()
  })

  test('its gate is not known any more, and a ticket from before opens nothing', async () => {
    assert.match((await scene.ask('kaffeerad', everywhere.atKaffeerad)).text, /not known here/)
    assert.equal((await arrive(scene.desk, 'kaffeerad', ticket)).status, 403)
  })

  test('it can be switched on no more', async () => {
    const on = await scene.olga.put(
      scene.switchOf('kaffeerad'),
      { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } },
      { 'if-match': '"1"' },
    )
    assert.equal(on.status, 404)
  })
})
