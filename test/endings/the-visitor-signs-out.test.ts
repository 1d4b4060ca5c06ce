// No grant ends here: the visitor signs out of the desk, and with him goes what this session had entered.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { arrive, enterShop } from '../gate.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('the visitor signs out', () => {
  let scene: Scene
  let inside: Inside
  let elsewhere: string
  let ticket: string
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    // At home, in another browser, he is signed in too.
    elsewhere = await enterShop(scene.desk, 'kaffeerad', await scene.desk.as('sam'))
    ticket = (await scene.sam.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).body.ticket
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('what this session had entered closes in every account', async () => {
    const cookie = scene.sam.cookie
    const { status, body } = await scene.sam.delete('/session')
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual(body, { closedEntries: 3 })
    for (const [name, shop] of [
      ['samAtKaffeerad', 'kaffeerad'],
      ['samAtRoesterei', 'roesterei'],
      ['samAtTulpenkas', 'tulpenkas'],
    ] as const) {
      await scene.assertRefused(shop, inside.cookies[name])
      await scene.assertClosed(inside.cookies[name], 'signed-out', scene.desk.time.now, 'sam')
    }
    scene.sam.cookie = cookie
    assert.equal((await scene.sam.get('/me')).status, 401, 'the old session cookie is dead')
  })

  test('his other browser and his colleague go on', async () => {
    await scene.assertInside('kaffeerad', elsewhere)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
  })

  test('a ticket that the ended session took opens nothing', async () => {
    assert.equal((await arrive(scene.desk, 'kaffeerad', ticket)).status, 403)
  })

  test('his grants stay open, and he may come back', async () => {
    for (const grant of Object.values(inside.grants))
      assert.equal((await scene.grantOf(grant)).ending_at, null)
    await scene.assertInside(
      'tulpenkas',
      await enterShop(scene.desk, 'tulpenkas', await scene.desk.as('sam')),
    )
    await scene.assertLedgersWhole()
  })

  test('who enters at the very moment at which he signs out is not inside afterwards', async () => {
    const { body } = await scene.ines.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})
    const held = await scene.hold('lock table access.used_tickets in access exclusive mode')
    const arriving = arrive(scene.desk, 'kaffeerad', body.ticket)
    await held.until(1, arriving)
    const signingOut = scene.ines.delete('/session')
    await held.until(2, signingOut)
    await held.release()
    const arrived = await arriving
    assert.equal((await signingOut).status, 200)
    if (arrived.status === 303) {
      const cookie = arrived.headers['set-cookie']![0]!.split(';')[0]!
      await scene.assertRefused('kaffeerad', cookie)
      await scene.assertClosed(cookie, 'signed-out', scene.desk.time.now, 'ines')
    } else assert.equal(arrived.status, 403)
  })
})
