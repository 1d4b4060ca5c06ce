// No grant ends here: a visit is never older than twelve hours, so a forgotten browser is not inside for a week.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { entryLivesMs } from '#server/access/4-enter/enter.ts'
import { enterShop } from '../gate.ts'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('an entry grows too old', () => {
  let scene: Scene
  let inside: Inside
  let later: string
  let tooOldAt: number
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    tooOldAt = scene.desk.time.now + entryLivesMs
    scene.desk.time.pass(3_600_000)
    later = await scene.enter('kaffeerad', 'ines')
  })
  after(() => scene.desk.close())

  test('at that instant the cookie is refused, not a millisecond later, although the grant is open', async () => {
    scene.desk.time.now = tooOldAt - 1
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
    scene.desk.time.now = tooOldAt
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertRefused('tulpenkas', inside.cookies.samAtTulpenkas)
    assert.equal((await scene.grantOf(inside.grants.samAtKaffeerad)).ending_at, null)
  })

  test('an entry that is an hour younger goes on', async () => {
    await scene.assertInside('kaffeerad', later)
  })

  test('ending the grant before the round came by does not make the visit longer than it was', async () => {
    scene.desk.time.pass(60_000)
    const olga = await scene.desk.as('olga')
    const account = scene.accountOf('kaffeerad')
    await olga.post(`/accounts/${account}/grants/${inside.grants.samAtKaffeerad}/ending`)
    await scene.assertClosed(inside.cookies.samAtKaffeerad, 'too-old', tooOldAt, 'olga')
  })

  test('the round writes it down as of then', async () => {
    scene.desk.time.pass(60_000)
    await scene.desk.round.tend()
    await scene.assertClosed(inside.cookies.samAtTulpenkas, 'too-old', tooOldAt, '– clock')
    await scene.assertOpen(later)
    assert.equal((await scene.grantOf(inside.grants.samAtTulpenkas)).ending_at, null)
    await scene.assertLedgersWhole()
  })

  test('who signs in anew may enter anew', async () => {
    const cookie = await enterShop(scene.desk, 'tulpenkas', await scene.desk.as('sam'))
    await scene.assertInside('tulpenkas', cookie)
    await scene.assertRefused('tulpenkas', inside.cookies.samAtTulpenkas)
  })
})
