// Cause 'revoked', by the provider's desk: what an owner opened, ended by those whom it let in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Inside, openScene, type Scene } from './scene.ts'

describe('the provider ends what an owner opened', () => {
  let scene: Scene
  let inside: Inside
  const ending = () => `/provider/service-accesses/${inside.grants.samAtKaffeerad}/ending`
  before(async () => {
    scene = await openScene()
    inside = await scene.everybodyInside()
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('an agent may not do it for others, an owner does not learn of it, a stranger has to sign in', async () => {
    assert.equal((await scene.ines.post(ending())).status, 403)
    assert.equal((await scene.noor.post(ending())).status, 404)
    assert.equal((await scene.desk.anybody.post(ending())).status, 401)
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad)
  })

  test('the desk does, and the cookie is refused', async () => {
    const { status, body } = await scene.dora.post(ending(), { note: 'Falscher Shop' })
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.closedEntries.length, 1)
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad)
    await scene.assertClosed(inside.cookies.samAtKaffeerad, 'revoked', scene.desk.time.now, 'dora')
    const receipt = await scene.assertEnded(
      inside.grants.samAtKaffeerad,
      'revoked',
      scene.desk.time.now,
      'dora',
    )
    assert.equal(receipt.ending.by, 'Dora Pult')
  })

  test('the owner is told by whom', async () => {
    await scene.desk.round.tell()
    const [mail, ...more] = await scene.desk.sql<{ to_address: string; plain: string }>(
      "select to_address, plain from plumbing.mails where kind = 'access-ended' and to_address like 'olga@%'",
    )
    assert.deepEqual(more, [])
    assert.match(mail!.plain, /Dora Pult/)
  })

  test('another agent, another shop and another account go on', async () => {
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad)
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    await scene.assertLedgersWhole()
  })

  test('what is no service access cannot be ended by this way', async () => {
    const other = await scene.give('kaffeerad', 'noor', ['access.view'])
    assert.equal((await scene.dora.post(`/provider/service-accesses/${other}/ending`)).status, 404)
    assert.equal((await scene.grantOf(other)).ending_at, null)
  })
})
