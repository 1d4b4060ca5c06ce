// Cause 'parent-ended': nobody can give more, or longer, than he has at the time of use. Noor helps Olga with Kaffeerad
// and lets Ines in by what she was given; Sam was let in by Olga herself.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { moveEnd } from '#server/access/3-grant/move-end.ts'
import { record } from '#server/access/record.ts'
import { friday, openScene, type Scene } from './scene.ts'

const helping = ['access.view', 'access.open', 'shop.view', 'shop.operate'] as const

describe('the parent ends', () => {
  let scene: Scene
  let parent: string
  let child: string
  let ines: string
  let sam: string
  before(async () => {
    scene = await openScene()
  })
  beforeEach(async () => {
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/endings`)
    parent = await scene.give('kaffeerad', 'noor', helping)
    child = (await scene.turnOn('kaffeerad', ['ines'], { by: 'noor' }))[0]!
    await scene.askAndAccept('kaffeerad', 'sam')
    ines = await scene.enter('kaffeerad', 'ines')
    sam = await scene.enter('kaffeerad', 'sam')
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())
  const endParent = () => scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/grants/${parent}/ending`)

  test('by the owner: what was passed on ends with it, what she gave herself goes on', async () => {
    const { body } = await endParent()
    assert.deepEqual(
      body.grants.map((grant: { id: string; cause: string }) => [grant.id, grant.cause]).sort(),
      [
        [parent, 'revoked'],
        [child, 'parent-ended'],
      ].sort(),
    )
    await scene.assertRefused('kaffeerad', ines)
    await scene.assertClosed(ines, 'parent-ended', scene.desk.time.now, 'olga')
    await scene.assertEnded(child, 'parent-ended', scene.desk.time.now, 'olga')
    await scene.assertEnded(parent, 'revoked', scene.desk.time.now, 'olga')
    await scene.assertInside('kaffeerad', sam)
    await scene.assertLedgersWhole()
  })

  test('by its date: the child is over at that instant, whatever its own date says', async () => {
    const evening = scene.desk.time.now + 3_600_000
    await record(
      scene.desk.kernel,
      { accounts: [scene.accountOf('kaffeerad')], by: { person: scene.desk.cast.people.olga } },
      r =>
        moveEnd(
          r,
          { accountId: scene.accountOf('kaffeerad'), id: parent },
          evening,
          { as: 'owner' },
          {
            longestMs: null,
            endless: false,
          },
        ),
    )
    scene.desk.time.now = evening - 1
    await scene.assertInside('kaffeerad', ines)
    scene.desk.time.now = evening
    await scene.assertRefused('kaffeerad', ines)
    assert.equal((await scene.ines.post(`/me/open/${scene.shopId('kaffeerad')}/ticket`, {})).status, 404)
    await scene.assertInside('kaffeerad', sam)

    scene.desk.time.pass(1_800_000)
    await scene.desk.round.tend()
    await scene.assertClosed(ines, 'parent-ended', evening, '– clock')
    await scene.assertEnded(child, 'parent-ended', evening, '– clock')
    await scene.assertEnded(parent, 'expired', evening, '– clock')
    await scene.assertInside('kaffeerad', sam)
  })

  test('the child ends alone and leaves the parent as it is', async () => {
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/grants/${child}/ending`)
    await scene.assertRefused('kaffeerad', ines)
    await scene.assertEnded(child, 'revoked', scene.desk.time.now, 'olga')
    assert.equal((await scene.grantOf(parent)).ending_at, null)
    assert.equal((await scene.noor.get(scene.switchOf('kaffeerad'))).status, 200)
  })

  test('nobody passes on more than he has, nor longer, nor what was passed on to him', async () => {
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/endings`)
    await scene.give('kaffeerad', 'noor', ['access.view', 'access.open', 'shop.view'])
    const { body: before } = await scene.noor.get(scene.switchOf('kaffeerad'))
    const put = (wish: object) =>
      scene.noor.put(
        scene.switchOf('kaffeerad'),
        { until: { local: '2026-11-26T12:00' }, mode: 'read-only', who: { kind: 'team' }, ...wish },
        { 'if-match': `"${before.version}"` },
      )
    assert.equal((await put({ mode: 'full' })).body.code, 'more-than-you-have')
    assert.equal(new Date(friday).toISOString(), '2026-11-27T11:00:00.000Z')
    assert.equal((await put({ until: { local: '2026-11-27T12:01' } })).body.code, 'longer-than-you-have')
    // In another shop of the same owner she is nobody.
    assert.equal((await scene.noor.get(scene.switchOf('roesterei'))).status, 404)
    assert.equal((await put({})).status, 200)
  })

  test('what is passed on at the very moment at which the parent ends does not stay open', async () => {
    await scene.olga.post(`/accounts/${scene.accountOf('kaffeerad')}/grants/${child}/ending`)
    const { body: before } = await scene.noor.get(scene.switchOf('kaffeerad'))
    const account = scene.accountOf('kaffeerad')
    const held = await scene.hold(`select from access.accounts where id = '${account}' for update`)
    const ending = endParent()
    await held.until(1, ending)
    // She is let through as the holder that she still is, and then has to wait.
    const giving = scene.noor.put(
      scene.switchOf('kaffeerad'),
      { until: { local: '2026-11-26T12:00' }, mode: 'full', who: { kind: 'team' } },
      { 'if-match': `"${before.version}"` },
    )
    await held.until(2, giving)
    await held.release()
    assert.equal((await ending).status, 200)
    await giving
    const live = await scene.desk.sql(
      'select id from access.grants where parent_id = $1 and ending_at is null',
      [parent],
    )
    assert.deepEqual(live, [])
  })
})
