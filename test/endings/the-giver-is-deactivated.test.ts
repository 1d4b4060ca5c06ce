// Cause 'giver-deactivated': what somebody gave does not outlast him. Noor owns Tulpenkas and helps Olga with Kaffeerad.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openScene, type Scene } from './scene.ts'

describe('the giver is deactivated', () => {
  let scene: Scene
  let helping: string
  let given: { asHolder: string; asOwner: string; byOlga: string }
  let cookies: { ines: string; samAtTulpenkas: string; samAtKaffeerad: string }
  before(async () => {
    scene = await openScene()
    helping = await scene.give('kaffeerad', 'noor', [
      'access.view',
      'access.open',
      'shop.view',
      'shop.operate',
    ])
    const [asHolder] = await scene.turnOn('kaffeerad', ['ines'], { by: 'noor' })
    const byOlga = await scene.askAndAccept('kaffeerad', 'sam')
    const [asOwner] = await scene.turnOn('tulpenkas', ['sam'])
    given = { asHolder: asHolder!, asOwner: asOwner!, byOlga }
    cookies = {
      ines: await scene.enter('kaffeerad', 'ines'),
      samAtKaffeerad: await scene.enter('kaffeerad', 'sam'),
      samAtTulpenkas: await scene.enter('tulpenkas', 'sam'),
    }
    scene.desk.time.pass(60_000)
    const answer = await scene.dora.post(`/provider/people/${scene.desk.cast.people.noor}/deactivation`)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
  })
  after(() => scene.desk.close())

  test('what he passed on as a holder ends, and his own grant with it', async () => {
    await scene.assertRefused('kaffeerad', cookies.ines)
    await scene.assertClosed(cookies.ines, 'giver-deactivated', scene.desk.time.now, 'dora')
    await scene.assertEnded(given.asHolder, 'giver-deactivated', scene.desk.time.now, 'dora')
    await scene.assertEnded(helping, 'person-deactivated', scene.desk.time.now, 'dora')
  })

  test('what he gave as an owner ends too', async () => {
    await scene.assertRefused('tulpenkas', cookies.samAtTulpenkas)
    await scene.assertClosed(cookies.samAtTulpenkas, 'giver-deactivated', scene.desk.time.now, 'dora')
    await scene.assertEnded(given.asOwner, 'giver-deactivated', scene.desk.time.now, 'dora')
  })

  test('what another gave in the same shop goes on', async () => {
    await scene.assertInside('kaffeerad', cookies.samAtKaffeerad)
    assert.equal((await scene.grantOf(given.byOlga)).ending_at, null)
    await scene.assertLedgersWhole()
  })

  test('what he gives at the very same moment does not stay open', async () => {
    const before = await scene.olga.get(scene.switchOf('roesterei'))
    const held = await scene.hold('lock table access.team_members in share mode')
    // Olga has nothing open there, so the deactivation does not hold her account.
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/endings`)
    const gone = scene.dora.post(`/provider/people/${scene.desk.cast.people.olga}/deactivation`)
    await held.until(1, gone)
    const giving = scene.olga.put(
      scene.switchOf('roesterei'),
      { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } },
      { 'if-match': `"${before.body.version}"` },
    )
    await held.until(2, giving)
    await held.release()
    assert.equal((await gone).status, 200)
    await giving
    const live = await scene.desk.sql(
      'select id from access.grants where given_by = $1 and ending_at is null',
      [scene.desk.cast.people.olga],
    )
    assert.deepEqual(live, [])
    assert.equal((await scene.ines.post(`/me/open/${scene.shopId('roesterei')}/ticket`, {})).status, 404)
  })
})
