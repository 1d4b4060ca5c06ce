// Somebody may do in an account exactly what the boxes say, at once and until when it was said.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { may } from '#server/access/4-enter/may.ts'
import { readSnapshots } from '#server/access/4-enter/read-snapshot.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Answered, day } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

describe('rights by boxes', () => {
  let scene: Scene
  let account: string
  let path: string
  let sam: string
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    path = `/accounts/${account}/assignments`
    sam = scene.desk.cast.people.sam
    // Who has nothing to do with the account cannot be given anything.
    refused(await give({}), 404, 'not-found')
    await scene.give('kaffeerad', 'sam', ['shop.view'])
  })
  after(() => scene.desk.close())

  const give = (more: object, client = scene.olga) =>
    client.post(path, {
      personId: sam,
      scopeId: null,
      audience: 'agency',
      permissions: ['domains.view', 'domains.dns'],
      until: { preset: 'three-working-days' },
      ...more,
    })
  const change = (assignment: { id: string; version: number }, body: object, client = scene.olga) =>
    client.put(`${path}/${assignment.id}`, body, { 'if-match': `"${assignment.version}"` })
  const ofSam = async (id: string) =>
    done(await scene.olga.get(`${path}?person=${sam}`)).items.find((one: { id: string }) => one.id === id)
  /** As it is asked on every request, from memory. */
  async function mayNow(permission: Permission, resource: string | null = null, person = sam) {
    const [snapshot] = await readSnapshots(scene.desk.kernel.database, [account])
    return may(snapshot!, null, { person, permission, resource }, scene.desk.time.now)
  }

  test('the catalogue has its groups, risks and presets, and says what one may give', async () => {
    const { groups, presets } = done(await scene.olga.get(`/accounts/${account}/permissions`))
    const all = groups.flatMap((group: { permissions: object[] }) => group.permissions)
    const byName = new Map(all.map((one: { name: string }) => [one.name, one]))
    assert.deepEqual(byName.get('domains.transfer'), { name: 'domains.transfer', risk: 'danger', give: true })
    assert.deepEqual(byName.get('mail-history.view'), {
      name: 'mail-history.view',
      risk: 'danger',
      give: 'not-delegable',
    })
    for (const preset of presets)
      for (const permission of preset.permissions)
        assert.deepEqual(
          (byName.get(permission) as { give: unknown }).give,
          true,
          `${preset.audience}: ${permission}`,
        )
    refused(await scene.noor.get(`/accounts/${account}/permissions`), 404, 'not-found')
  })

  test('are effective at once, are changed at once, and end at once', async () => {
    const given = done(await give({}), 201)
    assert.deepEqual([given.state, given.version, given.person.name], ['open', 1, 'Sam Albers'])
    assert.ok(await mayNow('domains.dns', scene.shopId('roesterei')))
    assert.equal(await mayNow('invoices.view'), false)

    const changed = done(await change(given, { permissions: ['domains.view', 'invoices.view'] }))
    assert.deepEqual([changed.id, changed.version, changed.until], [given.id, 2, given.until])
    assert.notEqual(changed.grantId, given.grantId)
    assert.ok(await mayNow('invoices.view'))
    assert.equal(await mayNow('domains.dns'), false)
    assert.equal((await scene.grantOf(given.grantId)).ending_cause, 'replaced')

    const ending = done(await scene.olga.post(`${path}/${given.id}/ending`, { note: 'Danke' }))
    assert.equal(ending.grants[0].state, 'ended')
    assert.equal(await mayNow('domains.view'), false)
    const listed = done(await scene.olga.get(path)).items
    assert.ok(!listed.some((one: { id: string }) => one.id === given.id))
    assert.equal((await ofSam(given.id)).state, 'ended')
    refused(await change(changed, { permissions: ['domains.view'] }), 409, 'ending-already')
  })

  test('on one resource say nothing about another', async () => {
    const given = done(await give({ scopeId: scene.shopId('roesterei') }), 201)
    assert.ok(await mayNow('domains.dns', scene.shopId('roesterei')))
    assert.equal(await mayNow('domains.dns', scene.shopId('kaffeerad')), false)
    assert.equal(await mayNow('domains.dns'), false)
    refused(await give({ scopeId: scene.shopId('roesterei') }), 409, 'has-rights-here')
    refused(await give({ scopeId: scene.shopId('tulpenkas') }), 404, 'not-found')
    done(await scene.olga.post(`${path}/${given.id}/ending`, {}))
    done(await give({ scopeId: scene.shopId('roesterei') }), 201)
  })

  test('who saves second is told what is there now', async () => {
    const given = done(await give({}), 201)
    done(await change(given, { permissions: ['tickets.view'] }))
    const second = await change(given, { permissions: ['domains.dns'] })
    refused(second, 409, 'conflict')
    assert.deepEqual(second.body.details.permissions, ['tickets.view'])
    assert.equal(second.body.details.changedBy.name, 'Olga Ostermann')
    assert.equal((await change({ ...given, version: 0 }, { permissions: ['domains.dns'] })).status, 409)
    refused(
      await scene.olga.put(`${path}/${given.id}`, { permissions: ['domains.dns'] }),
      428,
      'version-missing',
    )
    assert.equal(await mayNow('domains.dns'), false)
    done(await scene.olga.post(`${path}/${given.id}/ending`, {}))
  })

  test('ending while somebody changes leaves nothing open', async () => {
    const given = done(await give({}), 201)
    await Promise.all([
      change(given, { permissions: ['tickets.view'] }),
      scene.olga.post(`${path}/${given.id}/ending`, {}),
      change(given, { permissions: ['invoices.view'] }),
    ])
    // Whichever came last: either it is over, or the change came after the ending and was refused.
    assert.equal((await ofSam(given.id)).state, 'ended')
    for (const permission of ['tickets.view', 'invoices.view', 'domains.dns'] as const)
      assert.equal(await mayNow(permission), false)
  })

  test('nobody gives to himself or to the owner, what cannot be given, or what is no right at all', async () => {
    const own = done(
      await give({ audience: 'employee', permissions: ['team.manage', 'access.view', 'domains.view'] }),
      201,
    )
    refused(await give({ personId: scene.desk.cast.people.olga }), 409, 'owner-has-all-rights')
    refused(await give({}, scene.sam), 403, 'not-to-yourself')
    refused(
      await change(own, { permissions: ['team.manage', 'domains.dns'] }, scene.sam),
      403,
      'not-to-yourself',
    )
    refused(
      await give({ scopeId: scene.shopId('kaffeerad'), permissions: ['mail-history.view'] }),
      403,
      'not-delegable',
    )
    refused(
      await give({ scopeId: scene.shopId('kaffeerad'), permissions: ['domains.everything'] }),
      400,
      'invalid-input',
    )
    refused(await give({ scopeId: scene.shopId('kaffeerad'), permissions: [] }), 400, 'invalid-input')
    done(await scene.olga.post(`${path}/${own.id}/ending`, {}))
  })

  test('whoever manages the team passes on what he has, no longer, and no further', async () => {
    await scene.give('kaffeerad', 'ines', ['shop.view'])
    const { ines } = scene.desk.cast.people
    const manager = done(
      await give({
        audience: 'employee',
        permissions: ['team.manage', 'access.view', 'domains.view', 'access.end'],
      }),
      201,
    )
    const to = (more: object) => give({ personId: ines, permissions: ['domains.view'], ...more }, scene.sam)
    refused(await to({ permissions: ['domains.dns'] }), 403, 'more-than-you-have')
    refused(await to({ until: { local: '2026-12-30T18:00' } }), 403, 'longer-than-you-have')
    const until = { local: manager.until.slice(0, 10).concat('T12:00'), zone: 'Europe/Berlin' }
    const passedOn = done(
      await to({ until, permissions: ['team.manage', 'access.view', 'domains.view'] }),
      201,
    )
    assert.ok(await mayNow('domains.view', null, ines))
    await scene.give('kaffeerad', 'noor', ['shop.view'])
    refused(
      await give({ personId: scene.desk.cast.people.noor, permissions: ['domains.view'], until }, scene.ines),
      403,
      'chain-of-delegation',
    )
    // He changes what he passed on, and nothing that the owner gave.
    const ofOwner = done(await give({ personId: ines, scopeId: scene.shopId('kaffeerad') }), 201)
    refused(await change(ofOwner, { permissions: ['domains.view'] }, scene.sam), 403, 'not-allowed')
    const [own] = done(await scene.sam.get(`${path}?person=${ines}`)).items.filter(
      (one: { id: string }) => one.id === passedOn.id,
    )
    assert.equal(own.can.change, true)
    Object.assign(passedOn, done(await change(own, { permissions: ['domains.view'] }, scene.sam)))
    // What was passed on ends with what it was passed on from.
    const ending = done(await scene.olga.post(`${path}/${manager.id}/ending`, {}))
    assert.ok(ending.grants.some((grant: { id: string }) => grant.id === passedOn.grantId))
    assert.equal(await mayNow('domains.view', null, ines), false)
  })

  test('whoever leads one group gives in it, changes and ends there, sees that alone, and nothing beside it', async () => {
    const { ines, noor } = scene.desk.cast.people
    const group = done(await scene.olga.post(`/accounts/${account}/groups`, { name: 'Nur einer' }), 201).id
    const shop = scene.shopId('roesterei')
    const beside = scene.shopId('kaffeerad')
    const move = (groupId: string | null) =>
      scene.olga.put(`/accounts/${account}/resources/${shop}/group`, { groupId })
    done(await move(group))
    const lead = done(
      await give({
        personId: ines,
        scopeId: group,
        permissions: ['team.manage', 'access.view', 'access.end', 'tickets.view', 'tickets.answer'],
      }),
      201,
    )
    const ofOwner = done(await give({ personId: noor, scopeId: beside, permissions: ['tickets.view'] }), 201)
    const whole = done(await give({ personId: noor, permissions: ['quotes.view'] }), 201)
    const until = { local: lead.until.slice(0, 10).concat('T12:00'), zone: 'Europe/Berlin' }
    const to = (scopeId: string | null, more: object = {}) =>
      give({ personId: noor, scopeId, permissions: ['tickets.view'], until, ...more }, scene.ines)

    // Beside it he is nobody, and learns nothing.
    for (const scopeId of [beside, null, scene.shopId('tulpenkas'), noor])
      refused(await to(scopeId), 404, 'not-found')
    refused(await to(group, { permissions: ['domains.view'] }), 403, 'more-than-you-have')
    refused(await to(shop, { until: null, audience: 'employee', reason: 'x' }), 403, 'longer-than-you-have')
    const onGroup = done(await to(group), 201)
    const onShop = done(await to(shop, { permissions: ['tickets.answer'] }), 201)
    assert.ok(await mayNow('tickets.answer', shop, noor))
    assert.equal(await mayNow('tickets.view', beside, noor), true, 'by the owner')
    assert.equal(await mayNow('tickets.answer', beside, noor), false)
    // What was passed on goes no further, on a group as elsewhere.
    refused(
      await give({ personId: sam, scopeId: shop, permissions: ['tickets.answer'], until }, scene.noor),
      404,
      'not-found',
    )

    // Another one that the owner gave on a shop of the group is seen and can be ended; to change it is his.
    const other = done(await scene.olga.get(`${path}?person=${sam}`)).items.find(
      (one: { scope: { id: string } | null; state: string }) =>
        one.scope?.id === shop && one.state === 'open',
    )
    const seen = done(await scene.ines.get(path)).items
    assert.deepEqual(
      new Map(seen.map((one: { id: string; can: object }) => [one.id, one.can])),
      new Map<string, object>([
        [onShop.id, { change: true, end: true }],
        [onGroup.id, { change: true, end: true }],
        [lead.id, { change: 'not-to-yourself', end: true }],
        [other.id, { change: 'not-allowed', end: true }],
      ]),
    )
    assert.deepEqual(
      done(await scene.ines.get(`${path}?person=${noor}`))
        .items.map((one: { id: string }) => one.id)
        .sort(),
      [onGroup.id, onShop.id].sort(),
    )
    refused(await scene.ines.get(`/accounts/${account}/permissions`), 404, 'not-found')
    refused(await scene.ines.get(`/accounts/${account}/permissions?scope=${beside}`), 404, 'not-found')
    for (const scope of [group, shop]) {
      const { groups } = done(await scene.ines.get(`/accounts/${account}/permissions?scope=${scope}`))
      const givable = groups
        .flatMap((one: { permissions: { name: string; give: unknown }[] }) => one.permissions)
        .filter((one: { give: unknown }) => one.give === true)
        .map((one: { name: string }) => one.name)
      assert.deepEqual(givable, [
        'tickets.view',
        'tickets.answer',
        'team.manage',
        'access.view',
        'access.end',
      ])
    }

    const changed = done(
      await change(onShop, { permissions: ['tickets.answer', 'tickets.view'] }, scene.ines),
    )
    refused(await change(ofOwner, { permissions: ['tickets.view'] }, scene.ines), 404, 'not-found')
    refused(await change(whole, { permissions: ['quotes.view'] }, scene.ines), 404, 'not-found')
    refused(
      await change({ id: noor, version: 1 }, { permissions: ['quotes.view'] }, scene.ines),
      404,
      'not-found',
    )
    for (const { id } of [ofOwner, whole])
      refused(await scene.ines.post(`${path}/${id}/ending`, {}), 404, 'not-found')
    done(await scene.ines.post(`${path}/${onGroup.id}/ending`, {}))
    assert.ok(await mayNow('tickets.view', beside, noor))

    // Out of the group it is no longer his matter, and what he gave there is over.
    done(await move(null))
    assert.equal(await mayNow('tickets.answer', shop, noor), false)
    refused(await change(changed, { permissions: ['tickets.view'] }, scene.ines), 404, 'not-found')
    refused(await to(shop), 404, 'not-found')
    for (const { id } of [ofOwner, whole, lead]) done(await scene.olga.post(`${path}/${id}/ending`, {}))
    refused(await scene.ines.get(path), 404, 'not-found')
  })

  test('of outsiders always have an end; an employee may do without, if somebody says why', async () => {
    refused(await give({ until: null }), 400, 'end-is-missing')
    refused(await give({ until: null, audience: 'employee' }), 400, 'end-is-missing')
    refused(await give({ until: { local: '2028-11-30T18:00' } }), 400, 'end-beyond-maximum')
    const given = done(await give({ until: null, audience: 'employee', reason: 'Fest angestellt' }), 201)
    assert.deepEqual([given.until, given.reason], [null, 'Fest angestellt'])
    scene.desk.time.pass(800 * day)
    await scene.everybodySignsInAnew()
    assert.ok(await mayNow('domains.dns'))
    done(await scene.olga.post(`${path}/${given.id}/ending`, {}))
  })
})
