import type { Permission } from '../permission.ts'
import {
  beginsCell,
  bitOf,
  cellsEach,
  endsCell,
  type GrantColumns,
  givenByTheOwner,
  grantAt,
  type HeldGrant,
  parentCell,
  parentIsGone,
  permissionsCell,
  type Snapshot,
} from './snapshot.ts'

export type Question = {
  person: string
  permission: Permission
  /** null: the account as a whole */
  resource: string | null
}

/** Why a grant to this person or his team does not answer a question with yes; undefined: it does. */
export type WhyNot =
  | 'account-closed'
  | 'person-deactivated'
  | 'not-begun'
  | 'past-its-end'
  | 'other-resource'
  | 'other-permission'
  | 'parent-ended'
  | 'parent-not-open'
  | 'more-than-the-parent'
  | 'chain-of-delegation'

/**
 * The one rule, together with `isTo`. Everything that lets somebody in asks them, and `explain` reports with them; the
 * SQL function access.may and the naive model of the tests must agree. Intervals are half-open: at the end instant it is
 * over.
 * @param bit of the permission that is asked for
 * @param now epoch ms, read once per decision
 */
function whyNot(
  { cells, resources }: GrantColumns,
  row: number,
  bit: number,
  resource: string | null,
  now: number,
): WhyNot | undefined {
  const at = cellsEach * row
  if (now < cells[at + beginsCell]!) return 'not-begun'
  if (now >= cells[at + endsCell]!) return 'past-its-end'
  if ((cells[at + permissionsCell]! & bit) === 0) return 'other-permission'
  const own = resources[row]!
  if (own !== null && own !== resource) return 'other-resource'
  const parent = cells[at + parentCell]!
  if (parent === givenByTheOwner) return undefined
  // Nobody can give more than he has at the time of use: a parent that is gone takes its children with it.
  if (parent === parentIsGone) return 'parent-ended'
  const above = cellsEach * parent
  if (cells[above + parentCell] !== givenByTheOwner) return 'chain-of-delegation'
  if (now < cells[above + beginsCell]! || now >= cells[above + endsCell]!) return 'parent-not-open'
  const most = resources[parent]!
  if (most !== null && most !== own) return 'more-than-the-parent'
  if ((cells[above + permissionsCell]! & bit) === 0) return 'more-than-the-parent'
  return undefined
}

const noTeams: readonly string[] = []
const noRows: readonly number[] = []

/** Is this grant to this person, or to a team that he is in? */
function isTo({ subjects }: GrantColumns, row: number, person: string, roster: Snapshot | null): boolean {
  const subject = subjects[row]!
  return subject === person || teamsOf(person, roster).includes(subject)
}

function teamsOf(person: string, roster: Snapshot | null): readonly string[] {
  return roster?.teamsOf.get(person) ?? noTeams
}

/** May this person do this here, now? The union of all open grants; silence means no. */
export function may(snapshot: Snapshot, roster: Snapshot | null, question: Question, now: number): boolean {
  if (snapshot.closed || roster?.barred.has(question.person)) return false
  const { grants, to } = snapshot
  const { person, resource } = question
  const bit = bitOf(question.permission)
  if (snapshot.bySubject !== null)
    return rowsFor(snapshot.bySubject, person, roster).some(
      row => whyNot(grants, row, bit, resource, now) === undefined,
    )
  // Whose it is comes last here: to compare strings costs more than all the rest.
  for (let row = snapshot.from; row < to; row++)
    if (whyNot(grants, row, bit, resource, now) === undefined && isTo(grants, row, person, roster))
      return true
  return false
}

/** The latest end of the grants that say yes now (epoch ms, Infinity: without end); undefined: none does. */
export function openUntil(
  snapshot: Snapshot,
  roster: Snapshot | null,
  question: Question,
  now: number,
): number | undefined {
  if (snapshot.closed || roster?.barred.has(question.person)) return undefined
  const { grants, to } = snapshot
  const { person, resource } = question
  const bit = bitOf(question.permission)
  let until: number | undefined
  const look = (row: number) => {
    if (whyNot(grants, row, bit, resource, now) !== undefined || !isTo(grants, row, person, roster)) return
    const end = endOf(grants, row)
    if (until === undefined || end > until) until = end
  }
  if (snapshot.bySubject !== null) rowsFor(snapshot.bySubject, person, roster).forEach(look)
  else for (let row = snapshot.from; row < to; row++) look(row)
  return until
}

function rowsFor(
  bySubject: NonNullable<Snapshot['bySubject']>,
  person: string,
  roster: Snapshot | null,
): readonly number[] {
  const own = bySubject.get(person) ?? noRows
  const teams = teamsOf(person, roster)
  return teams.length === 0 ? own : own.concat(teams.flatMap(team => bySubject.get(team) ?? noRows))
}

/** What was passed on ends with what it was passed on from. */
function endOf({ cells }: GrantColumns, row: number): number {
  const end = cells[cellsEach * row + endsCell]!
  const parent = cells[cellsEach * row + parentCell]!
  return parent === givenByTheOwner ? end : Math.min(end, cells[cellsEach * parent + endsCell]!)
}

export type Explanation = {
  allowed: boolean
  because: HeldGrant[]
  whyNot: { grant: HeldGrant; reason: WhyNot }[]
}

/** The same answer as `may`, with every grant to this person or his teams and why it counts or does not. */
export function explain(
  snapshot: Snapshot,
  roster: Snapshot | null,
  question: Question,
  now: number,
): Explanation {
  const { grants, closed } = snapshot
  const bit = bitOf(question.permission)
  const isBarred = roster?.barred.has(question.person) ?? false
  const because: HeldGrant[] = []
  const refused: Explanation['whyNot'] = []
  for (let row = snapshot.from; row < snapshot.to; row++) {
    if (!isTo(grants, row, question.person, roster)) continue
    const reason = closed
      ? 'account-closed'
      : isBarred
        ? 'person-deactivated'
        : whyNot(grants, row, bit, question.resource, now)
    if (reason === undefined) because.push(grantAt(grants, row))
    else refused.push({ grant: grantAt(grants, row), reason })
  }
  return { allowed: because.length > 0, because, whyNot: refused }
}
