// Whatever people give each other, change and end, in whatever order: nobody ever has a right that no one above him has,
// at no instant. What above means is asked of a model that knows only who gave what to whom.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { explain } from '#server/access/4-enter/may.ts'
import { readSnapshots } from '#server/access/4-enter/read-snapshot.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Answered, type Client, hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const names = ['sam', 'ines', 'noor', 'dora'] as const
const rights = ['team.manage', 'access.view', 'access.end', 'domains.view', 'domains.dns'] as const

type Step =
  | { do: 'give'; by: number; to: number; permissions: Permission[]; scope: number; hours: number | null }
  | { do: 'change'; by: number; which: number; permissions: Permission[] }
  | { do: 'end'; by: number; which: number }
  | { do: 'wait'; hours: number }
  /** The shop goes out of the group, or back. */
  | { do: 'move'; isIn: boolean }

const permissions = fc.subarray([...rights], { minLength: 1 })
/** 0 is the owner, the others are those of `names`. */
const anybody = fc.nat(names.length)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      by: anybody,
      to: fc.nat(names.length - 1),
      permissions,
      scope: fc.nat(2),
      hours: fc.option(fc.integer({ min: 1, max: 72 }), { freq: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('change' as const), by: anybody, which: fc.nat(), permissions }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), by: anybody, which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), isIn: fc.boolean() }) },
)

describe('delegation', () => {
  let scene: Scene
  let account: string
  let path: string
  let scopes: (string | null)[]
  let clients: Client[]
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    path = `/accounts/${account}/assignments`
    clients = [scene.olga, scene.sam, scene.ines, scene.noor, scene.dora]
    // They have to do with the account, and may do nothing in it that is asked about here.
    for (const name of names) await scene.give('kaffeerad', name, ['quotes.view'], { endsAt: null })
    const group = await scene.olga.post(`/accounts/${account}/groups`, { name: 'Beide' })
    assert.equal(group.status, 201, JSON.stringify(group.body))
    scopes = [null, group.body.id, scene.shopId('roesterei')]
    await move(true)
  })
  after(() => scene.desk.close())

  async function move(isIn: boolean): Promise<undefined> {
    const moved = await scene.olga.put(`/accounts/${account}/resources/${scopes[2]}/group`, {
      groupId: isIn ? scopes[1] : null,
    })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
  }
  const personOf = (index: number) => scene.desk.cast.people[names[index]!]
  const localAfter = (hours: number) =>
    new Date(scene.desk.time.now + hours * hour).toISOString().slice(0, 16)

  async function take(made: Step): Promise<Answered | undefined> {
    if (made.do === 'wait') {
      scene.desk.time.pass(made.hours * hour)
      await scene.everybodySignsInAnew()
      return undefined
    }
    if (made.do === 'move') return move(made.isIn)
    const client = clients[made.by]!
    if (made.do === 'give')
      return client.post(path, {
        personId: personOf(made.to),
        scopeId: scopes[made.scope],
        audience: made.hours === null ? 'employee' : 'agency',
        permissions: made.permissions,
        until: made.hours === null ? null : { local: localAfter(made.hours), zone: 'UTC' },
        ...(made.hours === null ? { reason: 'Fest angestellt' } : {}),
      })
    const listed = (await scene.olga.get(path)).body.items
    if (listed.length === 0) return undefined
    const { id, version } = listed[made.which % listed.length]
    return made.do === 'end'
      ? client.post(`${path}/${id}/ending`, {})
      : client.put(`${path}/${id}`, { permissions: made.permissions }, { 'if-match': `"${version}"` })
  }

  /** Every yes rests on a grant of the owner, or on one whose giver has as much above him, now and here. */
  async function everyYesHasAboveIt(): Promise<{ delegated: number; fromTheGroup: number }> {
    const [snapshot] = await readSnapshots(scene.desk.kernel.database, [account])
    const given = await scene.desk.sql<{
      id: string
      given_by: string
      parent_id: string | null
      above: string | null
    }>(
      `select g.id, g.given_by, g.parent_id, p.resource_id as above from access.grants g
       left join access.grants p on p.id = g.parent_id where g.account_id = $1`,
      [account],
    )
    const byId = new Map(given.map(grant => [grant.id, grant]))
    const owner = scene.desk.cast.people.olga
    const now = scene.desk.time.now
    let [delegated, fromTheGroup] = [0, 0]
    for (const index of names.keys())
      for (const permission of rights)
        for (const resource of scopes) {
          const question = { person: personOf(index), permission, resource }
          const answer = explain(snapshot!, null, question, now)
          if (!answer.allowed) continue
          const grounds = answer.because.map(grant => byId.get(grant.id)!)
          if (grounds.some(ground => ground.parent_id === null && ground.given_by === owner)) continue
          delegated += 1
          if (grounds.every(ground => ground.parent_id !== null && ground.above === scopes[1]))
            fromTheGroup += 1
          const above = grounds.some(ground => {
            const parent = byId.get(ground.parent_id!)!
            const his = explain(snapshot!, null, { ...question, person: ground.given_by }, now)
            return (
              parent.parent_id === null &&
              parent.given_by === owner &&
              his.because.some(grant => grant.id === parent.id)
            )
          })
          assert.ok(above, `${names[index]} has ${permission} on ${resource}, and nobody above him has`)
        }
    return { delegated, fromTheGroup }
  }

  test('no sequence of giving, changing, ending and waiting gives anyone a right that no one above him has', async () => {
    let [delegated, fromTheGroup, allowed, refused] = [0, 0, 0, 0]
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async steps => {
        // The owner lets one manage everything and one the group alone, so that there is something to pass on.
        const lead = (to: number, scope: number): Step => ({
          do: 'give',
          by: 0,
          to,
          permissions: [...rights],
          scope,
          hours: 48,
        })
        // And both have passed something on before anything else happens.
        const passOn = (by: number, to: number, permission: Permission): Step => ({
          do: 'give',
          by,
          to,
          permissions: [permission],
          scope: 2,
          hours: 24,
        })
        const begun = [lead(0, 0), lead(1, 1), passOn(1, 2, 'domains.view'), passOn(2, 3, 'domains.dns')]
        await move(true)
        for (const one of [...begun, ...steps]) {
          const answer = await take(one)
          if (answer && answer.status < 300) allowed += 1
          else if (answer) refused += 1
          const seen = await everyYesHasAboveIt()
          delegated += seen.delegated
          fromTheGroup += seen.fromTheGroup
        }
        for (const { id } of (await scene.olga.get(path)).body.items)
          await scene.olga.post(`${path}/${id}/ending`, {})
        assert.equal((await everyYesHasAboveIt()).delegated, 0)
      }),
      { numRuns: 12 },
    )
    // Worlds in which nothing is passed on, or nothing refused, would prove little.
    const counted = `${delegated}, ${fromTheGroup}, ${allowed}, ${refused}`
    assert.ok(delegated > 10 && fromTheGroup > 1 && allowed > 15 && refused > 15, counted)
  })
})
