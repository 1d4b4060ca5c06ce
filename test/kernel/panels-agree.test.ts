// What a panel is told is what the evaluators say, with one thing more: the owner of an account, who needs no grant. Its
// searches find what a question would be answered with yes about, and nothing else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { answerPanels } from '#server/access/4-enter/answer-panels.ts'
import { searchResources, searchSubjects } from '#server/access/4-enter/search-for-panels.ts'
import { keepSnapshots } from '#server/access/4-enter/snapshots.ts'
import { enteringPermissions } from '#server/access/permission.ts'
import { startTestDesk, type TestDesk } from '../desk.ts'
import {
  asked,
  group,
  instants,
  modelMay,
  owner,
  type Planted,
  plant,
  type Question,
  questionsOf,
  type World,
  world,
} from './world-of-grants.ts'

describe('panels agree with the evaluators', () => {
  let desk: TestDesk
  let client: pg.Client
  before(async () => {
    desk = await startTestDesk()
    client = new pg.Client({ connectionString: desk.ownerUrl })
    await client.connect()
  })
  after(async () => {
    await client.end()
    await desk.close()
  })

  /** A panel is told what the model says, and that the owner of an account needs no grant but at an entrance. */
  function modelAnswers(made: World, question: Question): boolean {
    const owns =
      question.person === owner && !made.persons[owner] && !made.accounts[question.account]!.isClosed
    return (owns && !enteringPermissions.includes(question.permission)) || modelMay(made, question)
  }
  const placeOf = (planted: Planted, account: number, shop: number | null) => {
    const { id, shops: ids } = planted.accounts[account]!
    if (shop === null) return { type: 'account', id } as const
    return { type: shop === group ? 'group' : 'shop', id: ids[shop]! } as const
  }

  async function panelsAgree(made: World, planted: Planted, questions: readonly Question[]): Promise<void> {
    let now = 0
    const { database } = desk.kernel
    const panels = answerPanels(database, keepSnapshots(database), { now: () => now })
    for (const question of questions) {
      now = question.at
      const asked = {
        subject: { type: 'person', id: planted.persons[question.person]! },
        action: question.permission,
        resource: { ...placeOf(planted, question.account, question.shop), account: undefined },
      }
      const answer = panels.answer(asked) ?? (await panels.answerSlowly(asked))
      const expected = modelAnswers(made, question)
      const says = JSON.stringify({ question, expected, answer })
      assert.equal(answer.decision, expected, says)
      assert.equal(answer.until !== undefined, expected, says)
      if (answer.until !== undefined)
        assert.ok(modelAnswers(made, { ...question, at: answer.until - 1 }), says)
    }
  }

  /** What a search finds is what a question says yes to, and nothing else. */
  async function searchesAgree(made: World, planted: Planted, at: number): Promise<void> {
    const { database } = desk.kernel
    const page = { limit: 100, after: null }
    const everywhere = [null, ...Array(group + 1).keys()]
    for (const permission of asked) {
      for (const account of planted.accounts.keys())
        for (const shop of everywhere) {
          const { type, id } = placeOf(planted, account, shop)
          const found = await searchSubjects(
            database,
            { permission, type, name: id, account: undefined },
            page,
            at,
          )
          const expected = planted.persons.filter((_, person) =>
            modelAnswers(made, { account, person, permission, shop, at }),
          )
          assert.deepEqual(new Set(found), new Set(expected), `who may ${permission} at ${type} at ${at}`)
        }
      for (const [person, id] of planted.persons.entries())
        for (const type of ['account', 'shop', 'group'] as const) {
          const found = await searchResources(
            database,
            { person: id, permission, type, account: undefined },
            page,
            at,
          )
          const expected = planted.accounts.flatMap((_, account) =>
            everywhere
              .filter(shop => placeOf(planted, account, shop).type === type)
              .filter(shop => modelAnswers(made, { account, person, permission, shop, at }))
              .map(shop => placeOf(planted, account, shop).id),
          )
          assert.deepEqual(
            new Set(found.map(one => one.id)),
            new Set(expected),
            `where ${permission} at ${at}`,
          )
        }
    }
  }

  test('in their answers and their searches, in random worlds', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom(...instants), async (made, at) => {
        const planted = await plant(client, desk.cast.provider, made)
        await panelsAgree(made, planted, [...questionsOf(made)])
        await searchesAgree(made, planted, at)
      }),
      { numRuns: 12 },
    )
  })
})
