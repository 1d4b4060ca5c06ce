// Random worlds of accounts, teams and grants, a naive model of who may do what in them that was written from the words of
// DESIGN §4 and not from the code, and how they are put into a database.
import fc from 'fast-check'
import type pg from 'pg'
import type { Permission } from '#server/access/permission.ts'
import { newId } from '#server/plumbing/ids.ts'
import { monday } from '../desk.ts'

export const asked = ['shop.view', 'shop.operate', 'access.open'] as const satisfies readonly Permission[]

/** Instants at which calendars, clocks and numbers have surprised somebody; few, so that intervals meet each other. */
export const instants = [
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

export type GrantSpec = {
  to: { team: boolean; index: number }
  /** Of a shop or the group; null: the whole account. */
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
/** `grouped`: which shops belong to the group of the account. */
type AccountSpec = { isClosed: boolean; grouped: boolean[]; grants: GrantSpec[] }
export type World = {
  /** deactivated? */
  persons: boolean[]
  /** members by person; left? */
  teams: { person: number; hasLeft: boolean }[][]
  accounts: AccountSpec[]
}

const persons = 3
const teams = 2
const shops = 2
/** Every account belongs to the same person. */
export const owner = 0
/** The resource behind the shops is a group. */
export const group = shops

const instant = fc
  .tuple(fc.constantFrom(...instants), fc.constantFrom(-1, 0, 0, 1))
  // One less than the last that PostgreSQL can read, so that an interval that begins there can end.
  .map(([at, off]) => Math.min(Math.max(at + off, 0), instants.at(-1)! - 1))

const grantSpec: fc.Arbitrary<GrantSpec> = fc
  .record({
    to: fc.record({ team: fc.boolean(), index: fc.nat() }),
    shop: fc.option(fc.nat(group), { freq: 3 }),
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

export const world: fc.Arbitrary<World> = fc
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
        grouped: fc.array(fc.boolean(), { minLength: shops, maxLength: shops }),
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

export type Question = {
  account: number
  person: number
  permission: Permission
  shop: number | null
  at: number
}

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
  return covers(account, parent.shop, grant.shop)
}

/** What is granted on a group counts for each that belongs to it, and for nothing else. */
function covers({ grouped }: AccountSpec, scope: number | null, place: number | null): boolean {
  if (scope === null || scope === place) return true
  return scope === group && place !== null && grouped[place] === true
}

/** "Effective access is the union of open grants." */
export function modelMay(
  { persons: isDeactivated, teams: members, accounts }: World,
  question: Question,
): boolean {
  const account = accounts[question.account]!
  if (isDeactivated[question.person]) return false
  return account.grants.some(grant => {
    // "A grant to a team is a grant to whoever is in it at that moment."
    const isForHim = grant.to.team
      ? members[grant.to.index]!.some(one => one.person === question.person && !one.hasLeft)
      : grant.to.index === question.person
    if (!isForHim || !isOpen(account, grant, question.at)) return false
    if (!covers(account, grant.shop, question.shop)) return false
    const holds = (one: GrantSpec) => one.permissions.includes(question.permission)
    return holds(grant) && (grant.parent === null || holds(account.grants[grant.parent]!))
  })
}

/** Questions where the answer can change: both sides of every boundary of the account. */
export function* questionsOf(made: World): Generator<Question> {
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
          for (const shop of [null, ...Array(group + 1).keys()])
            yield { account, person, permission, shop, at }
  }
}
/** Some order that has nothing to do with size, the same in every run. */
const byLot = (a: number, b: number) => ((a * 7_919) % 10_007) - ((b * 7_919) % 10_007)

// ── the world in the database ───────────────────────────────────────────────────────────────────────────────

export type Planted = { persons: string[]; accounts: { id: string; shops: string[] }[] }

export async function plant(client: pg.Client, provider: string, made: World): Promise<Planted> {
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
  const accounts = made.accounts.map(({ isClosed, grouped, grants }) => {
    const id = newId(monday)
    const ids = grants.map(() => newId(monday))
    const shop = Array.from({ length: group + 1 }, () => newId(monday))
    const decision = newId(monday)
    return {
      row: {
        id,
        kind: 'customer',
        name: 'Account',
        owner_id: person[owner]!.id,
        zone: 'Europe/Berlin',
        region: 'DE-BE',
        made_at: at,
        closed_at: isClosed ? at : null,
        epoch: 1,
        last_seq: 0,
        last_hash: `\\x${'00'.repeat(32)}`,
      },
      shops: shop.map((one, i) => ({
        id: one,
        account_id: id,
        kind: i === group ? 'group' : 'shop',
        name: 'Shop',
        made_at: at,
      })),
      groupings: grouped.flatMap((isIn, i) =>
        isIn
          ? [
              {
                id: newId(monday),
                account_id: id,
                resource_id: shop[i],
                group_id: shop[group],
                joined_at: at,
              },
            ]
          : [],
      ),
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
    'access.groupings',
    'id, account_id, resource_id, group_id, joined_at',
    accounts.flatMap(account => account.groupings),
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
