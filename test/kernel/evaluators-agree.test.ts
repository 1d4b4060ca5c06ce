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
import type { Permission } from '#server/access/permission.ts'
import { newId } from '#server/plumbing/ids.ts'
import { monday, startTestDesk, type TestDesk } from '../desk.ts'

const asked = ['shop.view', 'shop.operate', 'access.open'] as const satisfies readonly Permission[]

/** Instants at which calendars, clocks and numbers have surprised somebody; few, so that intervals meet each other. */
const instants = [
  0,
  Date.UTC(2026, 2, 29, 1), // clocks go forward in Berlin
  Date.UTC(2026, 9, 25, 0), // 02:00 in Berlin for the first time …
  Date.UTC(2026, 9, 25, 1), // … and for the second
  monday,
  monday + 3_600_000,
  Date.UTC(2028, 1, 29),
  Date.UTC(2028, 2, 1) - 1,
  2 ** 31 * 1_000, // seconds that no longer fit into 32 bits
  Date.UTC(9999, 11, 31, 23, 59, 59, 999),
]

type GrantSpec = {
  to: { team: boolean; index: number }
  shop: number | null
  permissions: Permission[]
  begins: number
  /** null: without end */
  ends: number | null
  /** Ended before its time: 'ending' is enough, 'ended' is only the proof. */
  isEnding: boolean
  /** Passed on from this earlier grant of the account; null: given by the owner. */
  parent: number | null
}
type AccountSpec = { isClosed: boolean; grants: GrantSpec[] }
type World = {
  /** deactivated? */
  persons: boolean[]
  /** members by person; left? */
  teams: { person: number; hasLeft: boolean }[][]
  accounts: AccountSpec[]
}

const persons = 3
const teams = 2
const shops = 2

const instant = fc
  .tuple(fc.constantFrom(...instants), fc.constantFrom(-1, 0, 0, 1))
  // One less than the last that PostgreSQL can read, so that an interval that begins there can end.
  .map(([at, off]) => Math.min(Math.max(at + off, 0), instants.at(-1)! - 1))

const grantSpec: fc.Arbitrary<GrantSpec> = fc
  .record({
    to: fc.record({ team: fc.boolean(), index: fc.nat() }),
    shop: fc.option(fc.nat(shops - 1), { freq: 2 }),
    permissions: fc.subarray([...asked], { minLength: 1 }),
    from: instant,
    until: fc.option(instant, { freq: 5 }),
    endingDice: fc.nat(4),
    parent: fc.option(fc.nat(5), { freq: 2 }),
  })
  .map(({ from, until, endingDice, ...rest }) => ({
    ...rest,
    isEnding: endingDice === 0,
    begins: until === null ? from : Math.min(from, until),
    // Half-open intervals hold at least their first millisecond (constraint grant_must_end_after_it_begins).
    ends: until === null ? null : Math.max(from, until, Math.min(from, until) + 1),
  }))

const world: fc.Arbitrary<World> = fc
  .record({
    persons: fc.array(
      fc.nat(5).map(dice => dice === 0),
      { minLength: persons, maxLength: persons },
    ),
    teams: fc.array(
      fc.uniqueArray(fc.record({ person: fc.nat(persons - 1), hasLeft: fc.boolean() }), {
        selector: member => member.person,
        maxLength: persons,
      }),
      { minLength: teams, maxLength: teams },
    ),
    accounts: fc.array(
      fc.record({
        isClosed: fc.nat(7).map(dice => dice === 0),
        grants: fc.array(grantSpec, { minLength: 1, maxLength: 16 }),
      }),
      { minLength: 4, maxLength: 4 },
    ),
  })
  .map(made => ({ ...made, accounts: made.accounts.map(account => settle(account, made.persons)) }))

/** Puts indexes into range, and does what deactivating a person does in the same transaction: his grants are ending. */
function settle(account: AccountSpec, isDeactivated: readonly boolean[]): AccountSpec {
  const grants = account.grants.map((grant, i): GrantSpec => {
    const to = { ...grant.to, index: grant.to.index % (grant.to.team ? teams : persons) }
    const isOut = !to.team && isDeactivated[to.index]!
    return {
      ...grant,
      to,
      isEnding: grant.isEnding || isOut,
      parent: grant.parent !== null && grant.parent < i ? grant.parent : null,
    }
  })
  return { ...account, grants }
}

// ── the naive model ─────────────────────────────────────────────────────────────────────────────────────────

type Question = { account: number; person: number; permission: Permission; shop: number | null; at: number }

/** "'open' is derived: begins ≤ now < ends, not ended, basis still standing." */
function isOpen(account: AccountSpec, grant: GrantSpec, at: number): boolean {
  if (account.isClosed || grant.isEnding) return false
  if (at < grant.begins) return false
  if (grant.ends !== null && at >= grant.ends) return false
  if (grant.parent === null) return true
  // "Nobody can give more than he has at the time of use, no chains; a revoked parent kills its children."
  const parent = account.grants[grant.parent]!
  if (parent.parent !== null) return false
  if (!isOpen(account, parent, at)) return false
  return parent.shop === null || parent.shop === grant.shop
}

/** "Effective access is the union of open grants." */
function modelMay({ persons: isDeactivated, teams: members, accounts }: World, question: Question): boolean {
  const account = accounts[question.account]!
  if (isDeactivated[question.person]) return false
  return account.grants.some(grant => {
    // "A grant to a team is a grant to whoever is in it at that moment."
    const isForHim = grant.to.team
      ? members[grant.to.index]!.some(one => one.person === question.person && !one.hasLeft)
      : grant.to.index === question.person
    if (!isForHim || !isOpen(account, grant, question.at)) return false
    if (grant.shop !== null && grant.shop !== question.shop) return false
    const holds = (one: GrantSpec) => one.permissions.includes(question.permission)
    return holds(grant) && (grant.parent === null || holds(account.grants[grant.parent]!))
  })
}

/** Questions where the answer can change: both sides of every boundary of the account. */
function* questionsOf(made: World): Generator<Question> {
  for (const [account, { grants }] of made.accounts.entries()) {
    const boundaries = new Set(
      grants.flatMap(grant => [
        grant.begins - 1,
        grant.begins,
        ...(grant.ends === null ? [] : [grant.ends - 1, grant.ends]),
      ]),
    )
    for (const at of [...boundaries]
      .filter(one => one >= 0)
      .sort(byLot)
      .slice(0, 8))
      for (let person = 0; person < persons; person++)
        for (const permission of asked)
          for (const shop of [null, ...Array(shops).keys()]) yield { account, person, permission, shop, at }
  }
}
/** Some order that has nothing to do with size, the same in every run. */
const byLot = (a: number, b: number) => ((a * 7_919) % 10_007) - ((b * 7_919) % 10_007)

// ── the world in the database ───────────────────────────────────────────────────────────────────────────────

type Planted = { persons: string[]; accounts: { id: string; shops: string[] }[] }

async function plant(client: pg.Client, provider: string, made: World): Promise<Planted> {
  const at = new Date(0)
  const rows = (table: string, columns: string, list: object[]) =>
    list.length === 0
      ? Promise.resolve()
      : client.query(
          `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
          [JSON.stringify(list)],
        )
  const person = made.persons.map(isDeactivated => ({
    id: newId(monday),
    name: 'Somebody',
    language: 'en',
    made_at: at,
    deactivated_at: isDeactivated ? at : null,
  }))
  await rows(
    'people.persons',
    'id, name, address, language, made_at, deactivated_at',
    person.map(one => ({ ...one, address: `${one.id}@example.org` })),
  )
  const team = made.teams.map(() => ({
    id: newId(monday),
    account_id: provider,
    name: 'Team',
    duty: 'support',
    made_at: at,
  }))
  await rows('access.teams', 'id, account_id, name, duty, made_at', team)
  await rows(
    'access.team_members',
    'team_id, person_id, account_id, joined_at, left_at',
    made.teams.flatMap((members, i) =>
      members.map(member => ({
        team_id: team[i]!.id,
        person_id: person[member.person]!.id,
        account_id: provider,
        joined_at: at,
        left_at: member.hasLeft ? at : null,
      })),
    ),
  )
  const accounts = made.accounts.map(({ isClosed, grants }) => {
    const id = newId(monday)
    const ids = grants.map(() => newId(monday))
    const shop = Array.from({ length: shops }, () => newId(monday))
    const decision = newId(monday)
    return {
      row: {
        id,
        kind: 'customer',
        name: 'Account',
        owner_id: person[0]!.id,
        zone: 'Europe/Berlin',
        region: 'DE-BE',
        made_at: at,
        closed_at: isClosed ? at : null,
        epoch: 1,
        last_seq: 0,
        last_hash: `\\x${'00'.repeat(32)}`,
      },
      shops: shop.map(one => ({ id: one, account_id: id, kind: 'shop', name: 'Shop', made_at: at })),
      decision: {
        id: decision,
        account_id: id,
        outcome: 'allow',
        decided_at: at,
        rule: 'test',
        reasons: ['owner'],
      },
      grants: grants.map((grant, i) => ({
        id: ids[i],
        account_id: id,
        resource_id: grant.shop === null ? null : shop[grant.shop],
        door: 'test',
        subject_kind: grant.to.team ? 'team' : 'person',
        subject_id: grant.to.team ? team[grant.to.index]!.id : person[grant.to.index]!.id,
        permissions: grant.permissions,
        decision_id: decision,
        parent_id: grant.parent === null ? null : ids[grant.parent],
        begins_at: new Date(grant.begins),
        ends_at: grant.ends === null ? null : new Date(grant.ends),
        made_at: at,
        version: 1,
        ending_at: grant.isEnding ? at : null,
        ending_cause: grant.isEnding ? 'revoked' : null,
      })),
    }
  })
  await rows(
    'access.accounts',
    'id, kind, name, owner_id, zone, region, made_at, closed_at, epoch, last_seq, last_hash',
    accounts.map(account => account.row),
  )
  await rows(
    'access.resources',
    'id, account_id, kind, name, made_at',
    accounts.flatMap(account => account.shops),
  )
  await rows(
    'access.decisions',
    'id, account_id, outcome, decided_at, rule, reasons',
    accounts.map(account => account.decision),
  )
  await rows(
    'access.grants',
    'id, account_id, resource_id, door, subject_kind, subject_id, permissions, decision_id, parent_id, begins_at, ends_at, made_at, version, ending_at, ending_cause',
    accounts.flatMap(account => account.grants),
  )
  return {
    persons: person.map(one => one.id),
    accounts: accounts.map(account => ({ id: account.row.id, shops: account.shops.map(shop => shop.id) })),
  }
}

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
      const expected = planted.accounts.flatMap((account, i) =>
        account.shops.filter((_, j) => mayEnter(i, j)),
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
        { isClosed: false, grants: [grant({}), grant({ to: { team: false, index: 1 }, parent: 0 })] },
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
