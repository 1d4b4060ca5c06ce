import type { Permission } from '../permission.ts'
import { type IdWords, isIdAt, noId, wordsOf } from './id-words.ts'
import {
  bitOf,
  type GrantRows,
  givenByTheOwner,
  grantAt,
  type HeldGrant,
  parentAt,
  parentIsGone,
  permissionsAt,
  resourceAt,
  type Snapshot,
  subjectAt,
  type Team,
  timesEach,
  wordsEach,
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

/** A question as grants are compared with it, with the teams of the person who asks. */
type Asked = { person: IdWords; teams: readonly Team[]; resource: IdWords; permission: number }

const noTeams: readonly Team[] = []
const noRows: readonly number[] = []

function toAsk(question: Question, roster: Snapshot | null): Asked {
  return {
    person: wordsOf(question.person),
    teams: roster?.teamsOf.get(question.person) ?? noTeams,
    resource: question.resource === null ? noId : wordsOf(question.resource),
    permission: bitOf(question.permission),
  }
}

/**
 * The one rule. Everything that lets somebody in asks it, and `explain` reports with it; the SQL function access.may
 * and the naive model of the tests must agree with it. Intervals are half-open: at the end instant it is over.
 * @param now epoch ms, read once per decision
 */
function whyNot(
  { words, times }: GrantRows,
  row: number,
  closed: boolean,
  asked: Asked,
  now: number,
): WhyNot | undefined {
  const at = wordsEach * row
  if (!isIdAt(words, at + subjectAt, asked.person) && !isOfTeam(words, at + subjectAt, asked.teams))
    return 'for-somebody-else'
  if (closed) return 'account-closed'
  if (now < times[timesEach * row]!) return 'not-begun'
  if (now >= times[timesEach * row + 1]!) return 'past-its-end'
  const isOnAccount = isIdAt(words, at + resourceAt, noId)
  if (!isOnAccount && !isIdAt(words, at + resourceAt, asked.resource)) return 'other-resource'
  if ((words[at + permissionsAt]! & asked.permission) === 0) return 'other-permission'
  const parent = words[at + parentAt]!
  if (parent === givenByTheOwner) return undefined
  // Nobody can give more than he has at the time of use: a parent that is gone takes its children with it.
  if (parent === parentIsGone) return 'parent-ended'
  const above = wordsEach * parent
  if (words[above + parentAt] !== givenByTheOwner) return 'chain-of-delegation'
  if (now < times[timesEach * parent]! || now >= times[timesEach * parent + 1]!) return 'parent-not-open'
  const isParentOnAccount = isIdAt(words, above + resourceAt, noId)
  if (!isParentOnAccount && (isOnAccount || !isIdAt(words, above + resourceAt, asked.resource)))
    return 'more-than-the-parent'
  if ((words[above + permissionsAt]! & asked.permission) === 0) return 'more-than-the-parent'
  return undefined
}

function isOfTeam(words: Int32Array, at: number, teams: readonly Team[]): boolean {
  for (const team of teams) if (isIdAt(words, at, team.words)) return true
  return false
}

/** May this person do this here, now? The union of all open grants; silence means no. */
export function may(snapshot: Snapshot, roster: Snapshot | null, question: Question, now: number): boolean {
  const { grants, bySubject, closed } = snapshot
  const asked = toAsk(question, roster)
  if (bySubject === null) {
    for (let row = snapshot.from; row < snapshot.to; row++)
      if (whyNot(grants, row, closed, asked, now) === undefined) return true
    return false
  }
  for (const subject of [question.person, ...asked.teams.map(team => team.id)])
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
  const asked = toAsk(question, roster)
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
  for (const subject of [question.person, ...asked.teams.map(team => team.id)])
    for (const row of bySubject.get(subject) ?? noRows) look(row)
  return until
}

/** What was passed on ends with what it was passed on from. */
function endOf({ words, times }: GrantRows, row: number): number {
  const end = times[timesEach * row + 1]!
  const parent = words[wordsEach * row + parentAt]!
  return parent === givenByTheOwner ? end : Math.min(end, times[timesEach * parent + 1]!)
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
  const asked = toAsk(question, roster)
  const because: HeldGrant[] = []
  const refused: Explanation['whyNot'] = []
  for (let row = snapshot.from; row < snapshot.to; row++) {
    const reason = whyNot(grants, row, closed, asked, now)
    if (reason === undefined) because.push(grantAt(grants, row))
    else if (reason !== 'for-somebody-else') refused.push({ grant: grantAt(grants, row), reason })
  }
  return { allowed: because.length > 0, because, whyNot: refused }
}
