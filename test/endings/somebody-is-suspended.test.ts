// Cause 'suspended': what somebody may do by his boxes stops at once and is kept. Ines may enter Kaffeerad by her rights,
// manages the team and has passed something on to Noor; Sam is in the same shop by the service switch.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { may } from '#server/access/4-enter/may.ts'
import { readSnapshots } from '#server/access/4-enter/read-snapshot.ts'
import { builtInPermissions } from '#server/access/permission.ts'
import { type Answered, day } from '../desk.ts'
import { openScene, type Scene } from './scene.ts'

const done = (answer: Answered, status = 200) => {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}
const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

describe('somebody is suspended', () => {
  let scene: Scene
  let account: string
  let ines: string
  let shopRights: { id: string; grantId: string; until: string }
  let managing: { id: string; grantId: string }
  let passedOn: { grantId: string }
  let switched: string
  let cookies: { ines: string; sam: string }
  let key: string
  const give = (body: object, client = scene.olga) =>
    client.post(`/accounts/${account}/assignments`, {
      scopeId: null,
      audience: 'agency',
      until: { preset: 'one-week' },
      ...body,
    })
  const ofInes = (what: string) => `/accounts/${account}/people/${ines}/${what}`
  const byKey = async (path: string) =>
    (await fetch(`${scene.desk.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })).status

  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
    ines = scene.desk.cast.people.ines
    // Known to the account by something that is over when it begins.
    for (const name of ['ines', 'noor'] as const) {
      const known = await scene.give('kaffeerad', name, ['access.view'])
      done(await scene.olga.post(`/accounts/${account}/grants/${known}/ending`))
    }
    shopRights = done(
      await give({ personId: ines, scopeId: scene.shopId('kaffeerad'), permissions: ['shop.view'] }),
      201,
    )
    managing = done(
      await give({ personId: ines, permissions: ['access.view', 'team.manage', 'domains.view'] }),
      201,
    )
    passedOn = done(
      await give(
        {
          personId: scene.desk.cast.people.noor,
          permissions: ['domains.view'],
          until: { preset: 'three-working-days' },
        },
        scene.ines,
      ),
      201,
    )
    switched = (await scene.turnOn('kaffeerad', ['sam']))[0]!
    cookies = {
      ines: await scene.enter('kaffeerad', 'ines'),
      sam: await scene.enter('kaffeerad', 'sam'),
    }
    key = done(await scene.ines.post('/me/api-keys', { name: 'CI', scopes: ['read'], days: 30 }), 201).key
    assert.equal(await byKey(`/accounts/${account}/grants`), 200)
    scene.desk.time.pass(60_000)
  })
  after(() => scene.desk.close())

  test('she is out at once, at the shop, in the console, with her key; what she passed on ends with it', async () => {
    const ending = done(await scene.olga.post(ofInes('suspension'), { note: 'Urlaub' }))
    const causes = new Map(
      ending.grants.map((grant: { id: string; cause: string }) => [grant.id, grant.cause]),
    )
    assert.deepEqual(
      causes,
      new Map([
        [shopRights.grantId, 'suspended'],
        [managing.grantId, 'suspended'],
        [passedOn.grantId, 'parent-ended'],
      ]),
    )
    assert.deepEqual(
      ending.closedEntries.map((entry: { person: { name: string } }) => entry.person.name),
      ['Ines Kurz'],
    )
    await scene.assertRefused('kaffeerad', cookies.ines)
    refused(await scene.ines.get(`/accounts/${account}/grants`), 404, 'not-found')
    assert.equal(await byKey(`/accounts/${account}/grants`), 404)
    await scene.assertClosed(cookies.ines, 'suspended', scene.desk.time.now, 'olga')
    await scene.assertEnded(shopRights.grantId, 'suspended', scene.desk.time.now, 'olga')
    await scene.assertEnded(managing.grantId, 'suspended', scene.desk.time.now, 'olga')
    await scene.assertEnded(passedOn.grantId, 'parent-ended', scene.desk.time.now, 'olga')
  })

  test('whoever is there by something else goes on', async () => {
    await scene.assertInside('kaffeerad', cookies.sam)
    assert.equal((await scene.grantOf(switched)).ending_at, null)
  })

  test('she may nothing, whatever is asked of whom and whenever', async () => {
    const [snapshot] = await readSnapshots(scene.desk.kernel.database, [account])
    const { panelDesk } = scene.desk
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...builtInPermissions),
        fc.constantFrom(null, scene.shopId('kaffeerad'), scene.shopId('roesterei')),
        fc.integer({ min: 0, max: 30 * day }),
        async (permission, resource, later) => {
          const at = scene.desk.time.now + later
          assert.equal(may(snapshot!, null, { person: ines, permission, resource }, at), false)
          const [sql] = await scene.desk.sql<{ may: boolean }>(
            'select access.may($1, $2, $3, $4, $5) as may',
            [ines, account, permission, resource, new Date(at)],
          )
          assert.equal(sql!.may, false)
          const question = {
            subject: { type: 'person', id: ines },
            action: permission,
            resource:
              resource === null
                ? { type: 'account', id: account, account: undefined }
                : { type: 'shop', id: resource, account: undefined },
          }
          const answer = panelDesk.answer(question) ?? (await panelDesk.answerSlowly(question))
          assert.equal(answer.decision, false)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('she gets nothing anew on another way, and suspending her again changes nothing', async () => {
    refused(
      await give({ personId: ines, scopeId: scene.shopId('roesterei'), permissions: ['domains.view'] }),
      409,
      'person-is-suspended',
    )
    const again = done(await scene.olga.post(ofInes('suspension')))
    assert.deepEqual([again.grants, again.closedEntries], [[], []])
  })

  test('resuming gives back what was left with its ends, as a decision of today, and lets nobody in by itself', async () => {
    scene.desk.time.pass(day)
    await scene.everybodySignsInAnew()
    const { resumed, stayedEnded } = done(await scene.olga.post(ofInes('resumption')))
    assert.deepEqual(stayedEnded, [])
    assert.deepEqual(
      new Set(resumed.map((one: { assignmentId: string }) => one.assignmentId)),
      new Set([shopRights.id, managing.id]),
    )
    const { items } = done(await scene.olga.get(`/accounts/${account}/assignments?person=${ines}`))
    const now = items.find((one: { id: string }) => one.id === shopRights.id)
    assert.deepEqual([now.state, now.until, now.version], ['open', shopRights.until, 2])
    assert.notEqual(now.grantId, shopRights.grantId)
    await scene.assertRefused('kaffeerad', cookies.ines)
    await scene.assertInside('kaffeerad', await scene.enter('kaffeerad', 'ines'))
    // What she had passed on rested on what is over.
    const ofNoor = done(
      await scene.olga.get(`/accounts/${account}/assignments?person=${scene.desk.cast.people.noor}`),
    )
    assert.deepEqual(
      ofNoor.items.map((one: { state: string }) => one.state),
      ['ended'],
    )
    refused(await scene.olga.post(ofInes('resumption')), 409, 'not-suspended')
    await scene.assertLedgersWhole()
  })

  test('what would have ended meanwhile stays ended', async () => {
    done(await scene.olga.post(ofInes('suspension')))
    // One of both is ended for good while she is suspended, and time ends the other.
    done(await scene.olga.post(`/accounts/${account}/assignments/${managing.id}/ending`))
    scene.desk.time.now = Date.parse(shopRights.until)
    await scene.everybodySignsInAnew()
    const { resumed, stayedEnded } = done(await scene.olga.post(ofInes('resumption')))
    assert.deepEqual(resumed, [])
    assert.deepEqual(
      stayedEnded.map((one: { assignmentId: string }) => one.assignmentId),
      [shopRights.id],
    )
    refused(await scene.olga.post(ofInes('suspension')), 409, 'ending-already')
  })

  test('whoever resumes must hold what he gives', async () => {
    const manager = done(
      await give({ personId: ines, permissions: ['access.view', 'team.manage', 'domains.view'] }),
      201,
    )
    const { noor } = scene.desk.cast.people
    done(await give({ personId: noor, permissions: ['domains.dns'] }), 201)
    const ofNoor = `/accounts/${account}/people/${noor}`
    refused(await scene.ines.post(`${ofNoor}/suspension`), 403, 'not-allowed')
    done(await scene.olga.post(`${ofNoor}/suspension`))
    refused(await scene.ines.post(`${ofNoor}/resumption`), 403, 'more-than-you-have')
    assert.equal(done(await scene.olga.post(`${ofNoor}/resumption`)).resumed.length, 1)
    done(await scene.olga.post(`/accounts/${account}/assignments/${manager.id}/ending`))
  })

  test('ending everything of somebody who is suspended takes the way back too', async () => {
    done(await give({ personId: ines, permissions: ['domains.view'] }), 201)
    done(await scene.olga.post(ofInes('suspension')))
    done(await scene.olga.post(ofInes('ending'), { note: 'Schluss' }))
    refused(await scene.olga.post(ofInes('resumption')), 409, 'not-suspended')
    done(await give({ personId: ines, permissions: ['domains.view'] }), 201)
    done(await scene.olga.post(ofInes('suspension')))
    done(await scene.olga.post(`/accounts/${account}/endings`))
    refused(await scene.olga.post(ofInes('resumption')), 409, 'not-suspended')
    await scene.assertLedgersWhole()
  })

  test('the owner, members and oneself are not suspended, and of strangers nothing is told', async () => {
    const suspend = (person: string, client = scene.olga) =>
      client.post(`/accounts/${account}/people/${person}/suspension`)
    refused(await suspend(scene.desk.cast.people.olga), 403, 'nobody-suspends-himself')
    refused(await suspend(scene.desk.cast.people.dora), 404, 'not-found')
    done(
      await give({
        personId: ines,
        scopeId: scene.shopId('kaffeerad'),
        permissions: ['access.view', 'domains.view'],
      }),
      201,
    )
    await scene.give('kaffeerad', 'ines', ['access.view'], {
      wholeAccount: true,
      door: 'members',
      endsAt: null,
    })
    refused(await suspend(ines), 409, 'member-is-not-suspended')
    await scene.give('kaffeerad', 'sam', ['access.end'], { wholeAccount: true, endsAt: null })
    refused(await suspend(scene.desk.cast.people.olga, scene.sam), 409, 'owner-stays')
  })
})
