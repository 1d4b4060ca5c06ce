// No grant on the group ends here: a shop is taken out of it. Entry closed with 'resource-moved', and what was passed on
// from the group for this shop ends with its parent.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CastName } from '#db/seeds/cast.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { moveResource } from '#server/access/5-end/move-resource.ts'
import { record } from '#server/access/record.ts'
import { friday, openScene, type Scene } from './scene.ts'

describe('a resource leaves its group', () => {
  let scene: Scene
  let account: string
  let group: string
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    group = await addGroup('Alle Läden')
    for (const shop of ['kaffeerad', 'roesterei'] as const) await move(shop, group)
  })
  after(() => scene.desk.close())

  async function addGroup(name: string): Promise<string> {
    const { status, body } = await scene.olga.post(`/accounts/${account}/groups`, { name })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  async function move(shop: 'kaffeerad' | 'roesterei', groupId: string | null) {
    const path = `/accounts/${account}/resources/${scene.shopId(shop)}/group`
    const { status, body } = await scene.olga.put(path, { groupId })
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  function giveOnGroup(
    to: CastName,
    parent?: { id: string; shop: 'roesterei'; by: CastName },
  ): Promise<string> {
    const by = scene.desk.cast.people[parent?.by ?? 'olga']
    return record(scene.desk.kernel, { accounts: [account], by: { person: by } }, r =>
      openGrant(
        r,
        {
          accountId: account,
          resourceId: parent ? scene.shopId(parent.shop) : group,
          door: 'test',
          subject: { kind: 'person', id: scene.desk.cast.people[to] },
          permissions: ['shop.view'],
          beginsAt: r.now,
          endsAt: friday,
          reason: null,
          caseNumber: null,
          message: null,
          giver: parent
            ? {
                as: 'holder',
                grantId: parent.id,
                of: {
                  permissions: ['shop.view'],
                  resourceId: scene.shopId(parent.shop),
                  endsAt: friday,
                  passedOn: false,
                },
              }
            : { as: 'owner' },
        },
        { longestMs: null, endless: false },
      ),
    )
  }

  test('whoever is inside by the group alone is out at once; elsewhere, and by a grant of one’s own, it goes on', async () => {
    const onGroup = await giveOnGroup('sam')
    await giveOnGroup('ines')
    await scene.give('roesterei', 'ines', ['shop.view'])
    const stays = await scene.enter('kaffeerad', 'sam')
    const leaves = await scene.enter('roesterei', 'sam')
    const ownGrant = await scene.enter('roesterei', 'ines')
    const ending = await move('roesterei', null)
    assert.deepEqual(
      ending.closedEntries.map((entry: { person: { id: string } }) => entry.person.id),
      [scene.desk.cast.people.sam],
    )
    // Tried again at the gate and refused: proven at once, and written down.
    const [closed] = ending.closedEntries
    assert.equal(closed.confirmedAt, new Date(scene.desk.time.now).toISOString())
    const refusals = await scene.factsOf(account, 'entry.refused')
    assert.deepEqual(
      refusals.map(fact => [fact.entry_id, fact.person_id, fact.by_rule]),
      [[closed.id, scene.desk.cast.people.sam, 'witness']],
    )
    await scene.assertRefused('roesterei', leaves)
    await scene.assertInside('kaffeerad', stays)
    await scene.assertInside('roesterei', ownGrant)
    await scene.assertClosed(leaves, 'resource-moved', scene.desk.time.now, 'olga')
    assert.equal((await scene.grantOf(onGroup)).ending_at, null)
    await assert.rejects(scene.enter('roesterei', 'sam'))
    await scene.assertLedgersWhole()
  })

  test('back in the group it is open again, without another decision; in another group it is not', async () => {
    await move('roesterei', group)
    const cookie = await scene.enter('roesterei', 'sam')
    await scene.assertInside('roesterei', cookie)
    await move('roesterei', await addGroup('Ein anderer Kreis'))
    await scene.assertRefused('roesterei', cookie)
    await move('roesterei', group)
    await scene.assertRefused('roesterei', cookie)
  })

  test('what nobody could try again at once is tried until it is refused, and proven then', async () => {
    const cookie = await scene.enter('roesterei', 'sam')
    const { id } = await scene.entryOf(cookie)
    const refusedAt = async () =>
      (
        await scene.desk.sql<{ at: Date | null }>(
          'select refused_at as at from access.entries where id = $1',
          [id],
        )
      )[0]!.at
    // As a node that stops right after its commit leaves it.
    await record(scene.desk.kernel, { accounts: [account], by: { person: scene.desk.cast.people.olga } }, r =>
      moveResource(r, account, scene.shopId('roesterei'), null),
    )
    await scene.assertRefused('roesterei', cookie)
    assert.equal(await refusedAt(), null)
    scene.desk.time.pass(2_000)
    await scene.desk.round.tend()
    assert.equal((await refusedAt())?.getTime(), scene.desk.time.now)
    scene.desk.time.pass(2_000)
    await scene.desk.round.tend()
    const told = (await scene.factsOf(account, 'entry.refused')).filter(fact => fact.entry_id === id)
    assert.equal(told.length, 1, 'proven once')
    await scene.assertLedgersWhole()
    await move('roesterei', group)
  })

  test('what was passed on from the group for this shop ends with it', async () => {
    const onGroup = await giveOnGroup('dora')
    const passedOn = await giveOnGroup('noor', { id: onGroup, shop: 'roesterei', by: 'dora' })
    const cookie = await scene.enter('roesterei', 'noor')
    await move('roesterei', null)
    await scene.assertRefused('roesterei', cookie)
    await scene.assertEnded(passedOn, 'parent-ended', scene.desk.time.now, 'olga')
    assert.equal((await scene.grantOf(onGroup)).ending_at, null)
  })

  test('a group that is removed takes what was granted on it along, and leaves its shops', async () => {
    const cookie = await scene.enter('kaffeerad', 'ines')
    const { status, body } = await scene.olga.post(`/accounts/${account}/groups/${group}/removal`, {})
    assert.equal(status, 200, JSON.stringify(body))
    await scene.assertRefused('kaffeerad', cookie)
    const listed = (await scene.olga.get(`/accounts/${account}/resources`)).body.items
    const kaffeerad = listed.find((one: { id: string }) => one.id === scene.shopId('kaffeerad'))
    assert.equal(kaffeerad.groupId, null)
    assert.ok(!listed.some((one: { id: string }) => one.id === group))
  })

  test('a group in a group, a shop as a group, and a group of somebody else are refused', async () => {
    const mine = await addGroup('Meine')
    const put = (resource: string, groupId: string | null, of = account, client = scene.olga) =>
      client.put(`/accounts/${of}/resources/${resource}/group`, { groupId })
    const refusals = [
      [await put(mine, await addGroup('Andere')), 400, 'group-in-a-group'],
      [await put(scene.shopId('roesterei'), scene.shopId('kaffeerad')), 400, 'not-a-group'],
      [await put(scene.shopId('tulpenkas'), mine), 404, 'not-found'],
      [
        await put(scene.shopId('tulpenkas'), mine, scene.accountOf('tulpenkas'), scene.noor),
        404,
        'not-found',
      ],
      [await put(scene.shopId('roesterei'), mine, account, scene.noor), 404, 'not-found'],
    ] as const
    for (const [answer, status, code] of refusals)
      assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))
  })
})
