// Who may do what is answered in three places: in memory on every request, in SQL for lists and for the moment of
// entering, and here by a naive model that was written from the words of DESIGN §4 and not from the code. They must agree
// on every question, above all at the instants at which the answer changes.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { keepAtHand } from '#server/access/4-enter/at-hand.ts'
import { listOpenTo } from '#server/access/4-enter/list-open-to.ts'
import { explain, may, openUntil } from '#server/access/4-enter/may.ts'
import { readSnapshots } from '#server/access/4-enter/read-snapshot.ts'
import { everyAccount } from '#server/access/account.ts'
import { monday, startTestDesk, type TestDesk } from '../desk.ts'
import {
  type GrantSpec,
  group,
  instants,
  modelMay,
  type Planted,
  plant,
  type Question,
  questionsOf,
  type World,
  world,
} from './world-of-grants.ts'

describe('the evaluators agree', () => {
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

  async function snapshotsOf(planted: Planted) {
    const ids = [...planted.accounts.map(account => account.id), desk.cast.provider]
    const read = await readSnapshots(desk.kernel.database, ids)
    const of = new Map(read.map(snapshot => [snapshot.account, snapshot]))
    return {
      roster: of.get(desk.cast.provider)!,
      snapshots: planted.accounts.map(account => of.get(account.id)!),
    }
  }

  async function askSql(planted: Planted, questions: readonly Question[]): Promise<boolean[]> {
    const { rows } = await client.query<{ may: boolean }>(
      `select access.may(person, account, permission, shop, at) as may
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[]) with ordinality
         as q(person, account, permission, shop, at, n) order by n`,
      [
        questions.map(one => planted.persons[one.person]),
        questions.map(one => planted.accounts[one.account]!.id),
        questions.map(one => one.permission),
        questions.map(one => (one.shop === null ? null : planted.accounts[one.account]!.shops[one.shop])),
        questions.map(one => new Date(one.at)),
      ],
    )
    return rows.map(row => row.may)
  }

  /** The list of what is open to a person names the shops that he may enter, and no others. */
  async function listsAgree(made: World, planted: Planted, at: number): Promise<void> {
    for (const [person, id] of planted.persons.entries()) {
      const listed = await desk.kernel.database.within(everyAccount, tx => listOpenTo(tx, id, at))
      const mayEnter = (account: number, shop: number) =>
        (['shop.view', 'shop.operate'] as const).some(permission =>
          modelMay(made, { account, person, permission, shop, at }),
        )
      // Nobody enters a group.
      const expected = planted.accounts.flatMap((account, i) =>
        account.shops.filter((_, j) => j !== group && mayEnter(i, j)),
      )
      assert.deepEqual(new Set(listed.map(one => one.resource.id)), new Set(expected), `listed at ${at}`)
    }
  }

  test('in memory, in SQL, in the lists and in the model, in random worlds, at the instants at which something changes', async () => {
    let yes = 0
    let all = 0
    await fc.assert(
      fc.asyncProperty(world, fc.constantFrom(...instants), async (made, at) => {
        const planted = await plant(client, desk.cast.provider, made)
        const { snapshots, roster } = await snapshotsOf(planted)
        const questions = [...questionsOf(made)]
        const sql = await askSql(planted, questions)
        const atHand = keepAtHand(1_000)
        for (const snapshot of snapshots) atHand.put(snapshot, 1)
        for (const [i, question] of questions.entries()) {
          const expected = modelMay(made, question)
          const asQuestion = {
            person: planted.persons[question.person]!,
            permission: question.permission,
            resource:
              question.shop === null ? null : planted.accounts[question.account]!.shops[question.shop]!,
          }
          const snapshot = snapshots[question.account]!
          const kernel = may(snapshot, roster, asQuestion, question.at)
          const says = JSON.stringify({ question, expected, kernel, sql: sql[i] })
          assert.equal(kernel, expected, says)
          assert.equal(sql[i], expected, says)
          const fast = atHand.may(snapshot.account, roster, asQuestion, question.at, 1)
          assert.ok(
            fast === expected || (fast === undefined && (snapshot.closed || snapshot.bySubject)),
            says,
          )
          assert.equal(explain(snapshot, roster, asQuestion, question.at).allowed, expected, says)
          const until = openUntil(snapshot, roster, asQuestion, question.at)
          assert.equal(until !== undefined, expected, says)
          // What is promised until then is true until the millisecond before.
          if (until !== undefined && Number.isFinite(until))
            assert.ok(modelMay(made, { ...question, at: until - 1 }), says)
          if (expected) yes += 1
          all += 1
        }
        await listsAgree(made, planted, at)
      }),
      { numRuns: 40 },
    )
    // Worlds in which nearly everything is refused would prove little.
    assert.ok(yes > all / 50, `${yes} of ${all} questions were answered with yes`)
  })

  test('also about what was passed on by a holder whom somebody deactivated without ending his grants', async () => {
    const grant = (more: Partial<GrantSpec>): GrantSpec => ({
      to: { team: false, index: 0 },
      shop: null,
      permissions: ['shop.view'],
      begins: monday,
      ends: null,
      isEnding: false,
      parent: null,
      ...more,
    })
    const made: World = {
      persons: [true, false, false],
      teams: [[], []],
      accounts: [
        {
          isClosed: false,
          grouped: [false, false],
          grants: [grant({}), grant({ to: { team: false, index: 1 }, parent: 0 })],
        },
      ],
    }
    const planted = await plant(client, desk.cast.provider, made)
    const question: Question = { account: 0, person: 1, permission: 'shop.view', shop: 0, at: monday }
    const { snapshots, roster } = await snapshotsOf(planted)
    const kernel = may(
      snapshots[0]!,
      roster,
      {
        person: planted.persons[1]!,
        permission: 'shop.view',
        resource: planted.accounts[0]!.shops[0]!,
      },
      monday,
    )
    assert.equal(kernel, false)
    assert.deepEqual(await askSql(planted, [question]), [false])
  })
})
