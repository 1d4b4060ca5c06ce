import type { Permission } from '../permission.ts'
import { findNumber, noId } from './number-ids.ts'
import {
  bitOf,
  cellsEach,
  type GrantBlocks,
  givenByTheOwner,
  grantAt,
  type HeldGrant,
  parentCell,
  parentIsGone,
  permissionsCell,
  resourceCell,
  type Snapshot,
  subjectCell,
} from './snapshot.ts'

export type Question = {
  person: string
  permission: Permission /** null: the account as a whole */
  resource: string | null
}

/** Why a grant does not answer a question with yes; undefined: it does. */
export type WhyNot =
  | 'for-somebody-else'
  | 'account-closed'
  | 'not-begun'
  | 'past-its-end'
  | 'other-resource'
  | 'other-permission'
  | 'parent-ended'
  | 'parent-not-open'
  | 'more-than-the-parent'
  | 'chain-of-delegation'

/** A question in numbers, with the teams of the person who asks. */
type Asked = { person: number; teams: readonly number[]; resource: number; permission: number }

const noTeams: readonly number[] = []
const noRows: readonly number[] = []

function inNumbers(question: Question, roster: Snapshot | null): Asked {
  return {
    person: findNumber(question.person),
    teams: roster?.teamsOf.get(question.person) ?? noTeams,
    resource: question.resource === null ? noId : findNumber(question.resource),
    permission: bitOf(question.permission),
  }
}

/**
 * The one rule. Everything that lets somebody in asks it, and `explain` reports with it; the SQL function access.may
 * and the naive model of the tests must agree with it. Intervals are half-open: at the end instant it is over.
 * @param now epoch ms, read once per decision
 */
function whyNot(
  { cells, times }: GrantBlocks,
  row: number,
  closed: boolean,
  asked: Asked,
  now: number,
): WhyNot | undefined {
  const at = cellsEach * row
  const subject = cells[at + subjectCell]!
  if (subject !== asked.person && !asked.teams.includes(subject)) return 'for-somebody-else'
  if (closed) return 'account-closed'
  if (now < times[2 * row]!) return 'not-begun'
  if (now >= times[2 * row + 1]!) return 'past-its-end'
  const resource = cells[at + resourceCell]!
  if (resource !== noId && resource !== asked.resource) return 'other-resource'
  if ((cells[at + permissionsCell]! & asked.permission) === 0) return 'other-permission'
  const parent = cells[at + parentCell]!
  if (parent === givenByTheOwner) return undefined
  // Nobody can give more than he has at the time of use: a parent that is gone takes its children with it.
  if (parent === parentIsGone) return 'parent-ended'
  const above = cellsEach * parent
  if (cells[above + parentCell] !== givenByTheOwner) return 'chain-of-delegation'
  if (now < times[2 * parent]! || now >= times[2 * parent + 1]!) return 'parent-not-open'
  const most = cells[above + resourceCell]!
  if (most !== noId && most !== resource) return 'more-than-the-parent'
  if ((cells[above + permissionsCell]! & asked.permission) === 0) return 'more-than-the-parent'
  return undefined
}

/** May this person do this here, now? The union of all open grants; silence means no. */
export function may(snapshot: Snapshot, roster: Snapshot | null, question: Question, now: number): boolean {
  const { grants, bySubject, closed } = snapshot
  const asked = inNumbers(question, roster)
  if (bySubject === null) {
    for (let row = snapshot.from; row < snapshot.to; row++)
      if (whyNot(grants, row, closed, asked, now) === undefined) return true
    return false
  }
  for (const subject of [asked.person, ...asked.teams])
    for (const row of bySubject.get(subject) ?? noRows)
      if (whyNot(grants, row, closed, asked, now) === undefined) return true
  return false
}

/** The latest end of the grants that say yes now (epoch ms, Infinity: without end); undefined: none does. */
export function openUntil(
  snapshot: Snapshot,
  roster: Snapshot | null,
  question: Question,
  now: number,
): number | undefined {
  const { grants, bySubject, closed } = snapshot
  const asked = inNumbers(question, roster)
  let until: number | undefined
  const look = (row: number) => {
    if (whyNot(grants, row, closed, asked, now) !== undefined) return
    const end = endOf(grants, row)
    if (until === undefined || end > until) until = end
  }
  if (bySubject === null) {
    for (let row = snapshot.from; row < snapshot.to; row++) look(row)
    return until
  }
  for (const subject of [asked.person, ...asked.teams])
    for (const row of bySubject.get(subject) ?? noRows) look(row)
  return until
}

/** What was passed on ends with what it was passed on from. */
function endOf({ cells, times }: GrantBlocks, row: number): number {
  const end = times[2 * row + 1]!
  const parent = cells[cellsEach * row + parentCell]!
  return parent === givenByTheOwner ? end : Math.min(end, times[2 * parent + 1]!)
}

export type Explanation = {
  allowed: boolean
  because: HeldGrant[]
  whyNot: { grant: HeldGrant; reason: WhyNot }[]
}

/** The same answer as `may`, with every grant that was looked at and why it counts or does not. */
export function explain(
  snapshot: Snapshot,
  roster: Snapshot | null,
  question: Question,
  now: number,
): Explanation {
  const { grants, closed } = snapshot
  const asked = inNumbers(question, roster)
  const because: HeldGrant[] = []
  const refused: Explanation['whyNot'] = []
  for (let row = snapshot.from; row < snapshot.to; row++) {
    const reason = whyNot(grants, row, closed, asked, now)
    if (reason === undefined) because.push(grantAt(grants, row))
    else if (reason !== 'for-somebody-else') refused.push({ grant: grantAt(grants, row), reason })
  }
  return { allowed: because.length > 0, because, whyNot: refused }
}
