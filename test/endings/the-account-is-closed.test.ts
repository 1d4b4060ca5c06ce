// Cause 'account-closed'.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { closeAccount } from '#server/access/5-end/close-account.ts'
import { record } from '#server/access/record.ts'
import { arrive } from '../gate.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('an account is closed', () => {
  let scene: Scene
  let inside: Inside
  let ticket: string
  let asked: string
  const close = () =>
    record(
      scene.desk.kernel,
      { accounts: [scene.accountOf('kaffeerad')], by: { person: scene.desk.cast.people.dora } },
      r => closeAccount(r, scene.accountOf('kaffeerad')),
    )
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    ticket = (await scene.ines.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).body.ticket
    const answer = await scene.ines.post('/provider/requests', {
      shopId: scene.shopId('kaffeerad'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    asked = answer.body.id
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('everybody is out of all of its shops', async () => {
    const cut = await close()
    assert.equal(cut.grants.length, 3)
    for (const [name, shop] of [
      ['samAtKaffeerad', 'kaffeerad'],
      ['inesAtKaffeerad', 'kaffeerad'],
      ['samAtRoesterei', 'roesterei'],
    ] as const) {
      await scene.assertRefused(shop, inside.cookies[name])
      await scene.assertClosed(inside.cookies[name], 'account-closed', scene.desk.time.now, 'dora')
      await scene.assertEnded(inside.grants[name], 'account-closed', scene.desk.time.now, 'dora')
    }
  })

  test('another account goes on', async () => {
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    assert.equal((await scene.grantOf(inside.grants.samAtTulpenkas)).ending_at, null)
  })

  test('a ticket from before opens nothing', async () => {
    assert.equal((await arrive(scene.desk, 'kaffeerad', ticket)).status, 403)
  })

  test('nothing can be opened in it any more, neither by its owner nor by an old request', async () => {
    const { body: view } = await scene.olga.get(scene.switchOf('kaffeerad'))
    assert.equal(view.can.change, 'account-is-closed')
    const on = await scene.olga.put(
      scene.switchOf('kaffeerad'),
      { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } },
      { 'if-match': `"${view.version}"` },
    )
    assert.equal(on.status, 409)
    assert.equal(on.body.code, 'account-is-closed')
    const accepted = await scene.olga.post(
      `/accounts/${scene.accountOf('kaffeerad')}/requests/${asked}/decision`,
      { outcome: 'allow' },
    )
    assert.equal(accepted.body.code, 'account-is-closed')
    const again = await scene.sam.post('/provider/requests', {
      shopId: scene.shopId('kaffeerad'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    assert.equal(again.body.code, 'account-is-closed')
    const live = await scene.desk.sql(
      'select id from access.grants where account_id = $1 and ending_at is null',
      [scene.accountOf('kaffeerad')],
    )
    assert.deepEqual(live, [])
  })

  test('its owner can still prove what was', async () => {
    const path = `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.samAtKaffeerad}/receipt`
    assert.equal((await scene.olga.get(path)).body.state, 'ended')
    await scene.assertLedgersWhole()
  })

  test('closing it again changes nothing', async () => {
    const before = await scene.factsOf(scene.accountOf('kaffeerad'))
    assert.deepEqual(await close(), { grants: [], entries: [] })
    assert.deepEqual(await scene.factsOf(scene.accountOf('kaffeerad')), before)
  })
})
