import type { Permission } from '../permission.ts'
import type { IdTable } from './id-table.ts'
import { isSameId, readId } from './id-words.ts'
import {
  beginsInstant,
  bitOf,
  endsInstant,
  flagsWord,
  type GrantRows,
  givenByTheOwner,
  grantAt,
  type HeldGrant,
  instantsEach,
  isTeamFlag,
  isWholeFlag,
  parentIsGone,
  parentWord,
  placeOf,
  resourceWords,
  type Snapshot,
  subjectWords,
  wordOf,
  wordsEach,
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

// Where the ids of a question lie as words while it is answered; nothing waits in between.
const person = new Int32Array(4)
const resource = new Int32Array(4)

/** Reads a question into the words above. @returns false: it asks about what cannot be, and the answer is no */
function readQuestion(question: Question): boolean {
  return readId(question.person, person, 0) && readResource(question)
}

/** Likewise, of the resource alone. */
function readResource({ resource: id }: Question): boolean {
  return id === null || readId(id, resource, 0)
}

function isBarred(roster: Snapshot | null, question: Question): boolean {
  return roster !== null && roster.barred.size > 0 && roster.barred.has(question.person)
}

/** Is this grant to the person who was read, or to a team that he is in? */
function isTo({ words }: GrantRows, row: number, roster: Snapshot | null): boolean {
  const subject = wordsEach * row + subjectWords
  if ((words[wordsEach * row + flagsWord]! & isTeamFlag) === 0) return isSameId(words, subject, person, 0)
  const teams = teamsOf(roster)
  for (let i = 0; i < teams.length; i += 4) if (isSameId(words, subject, teams, i)) return true
  return false
}

const noTeams = new Int32Array(0)

/** The ids of the teams of the person who was read, four words each. */
function teamsOf(roster: Snapshot | null): Int32Array {
  return roster?.teamsOf?.get(person, 0) ?? noTeams
}

/**
 * The one rule, together with `isTo`. Everything that lets somebody in asks them, and `explain` reports with them; the
 * SQL function access.may and the naive model of the tests must agree. Intervals are half-open: at the end instant it is
 * over.
 * @param word in which the permission that is asked for has its bit
 * @param isSomewhere asked about the resource that was read, not about the account as a whole
 * @param now epoch ms, read once per decision
 */
function whyNot(
  { words, instants }: GrantRows,
  row: number,
  word: number,
  bit: number,
  isSomewhere: boolean,
  now: number,
): WhyNot | undefined {
  const at = wordsEach * row
  if (now < instants[instantsEach * row + beginsInstant]!) return 'not-begun'
  if (now >= instants[instantsEach * row + endsInstant]!) return 'past-its-end'
  if ((words[at + word]! & bit) === 0) return 'other-permission'
  const isWhole = (words[at + flagsWord]! & isWholeFlag) !== 0
  if (!isWhole && !(isSomewhere && isSameId(words, at + resourceWords, resource, 0))) return 'other-resource'
  const away = words[at + parentWord]!
  if (away === givenByTheOwner) return undefined
  // Nobody can give more than he has at the time of use: a parent that is gone takes its children with it.
  if (away === parentIsGone) return 'parent-ended'
  const parent = row + away
  const above = wordsEach * parent
  if (words[above + parentWord] !== givenByTheOwner) return 'chain-of-delegation'
  if (now < instants[instantsEach * parent + beginsInstant]!) return 'parent-not-open'
  if (now >= instants[instantsEach * parent + endsInstant]!) return 'parent-not-open'
  if ((words[above + flagsWord]! & isWholeFlag) === 0) {
    if (isWhole) return 'more-than-the-parent'
    if (!isSameId(words, above + resourceWords, words, at + resourceWords)) return 'more-than-the-parent'
  }
  if ((words[above + word]! & bit) === 0) return 'more-than-the-parent'
  return undefined
}

/**
 * Is this grant worth a closer look? It says no only where `isTo` or `whyNot` would, of nearly every grant and at a
 * fraction of the price.
 */
function mayCount({ words }: GrantRows, row: number, word: number, bit: number): boolean {
  const at = wordsEach * row
  if ((words[at + word]! & bit) === 0) return false
  return (words[at + flagsWord]! & isTeamFlag) !== 0 || isSameId(words, at + subjectWords, person, 0)
}

/** May this person do this here, now? The union of all open grants; silence means no. */
export function may(snapshot: Snapshot, roster: Snapshot | null, question: Question, now: number): boolean {
  const { grants, from, to, bySubject } = snapshot
  if (bySubject !== null) return openUntil(snapshot, roster, question, now) !== undefined
  return !snapshot.closed && mayByRows(grants, from, to, roster, question, now)
}

/** The same of an account that is not closed, by its rows alone. */
export function mayByRows(
  grants: GrantRows,
  from: number,
  to: number,
  roster: Snapshot | null,
  question: Question,
  now: number,
): boolean {
  if (!readId(question.person, person, 0) || isBarred(roster, question)) return false
  const place = placeOf(question.permission)
  const word = wordOf(place)
  const bit = bitOf(place)
  const isSomewhere = question.resource !== null
  // Read only where a grant is worth a closer look: reading ids is what takes longest.
  let isRead = false
  for (let row = from; row < to; row++) {
    if (!mayCount(grants, row, word, bit)) continue
    if (!isRead && !readResource(question)) return false
    isRead = true
    if (whyNot(grants, row, word, bit, isSomewhere, now) === undefined && isTo(grants, row, roster))
      return true
  }
  return false
}

/** The latest end of the grants that say yes now (epoch ms, Infinity: without end); undefined: none does. */
export function openUntil(
  snapshot: Snapshot,
  roster: Snapshot | null,
  question: Question,
  now: number,
): number | undefined {
  if (snapshot.closed || !readQuestion(question) || isBarred(roster, question)) return undefined
  const { grants, to, bySubject } = snapshot
  const place = placeOf(question.permission)
  const word = wordOf(place)
  const bit = bitOf(place)
  const isSomewhere = question.resource !== null
  let until: number | undefined
  const look = (row: number) => {
    if (!isTo(grants, row, roster) || whyNot(grants, row, word, bit, isSomewhere, now) !== undefined) return
    const end = endOf(grants, row)
    if (until === undefined || end > until) until = end
  }
  if (bySubject !== null) rowsFor(bySubject, roster).forEach(look)
  else for (let row = snapshot.from; row < to; row++) look(row)
  return until
}

function rowsFor(bySubject: IdTable<readonly number[]>, roster: Snapshot | null): number[] {
  const rows = [...(bySubject.get(person, 0) ?? [])]
  const teams = teamsOf(roster)
  for (let i = 0; i < teams.length; i += 4) rows.push(...(bySubject.get(teams, i) ?? []))
  return rows
}

/** What was passed on ends with what it was passed on from. */
function endOf({ words, instants }: GrantRows, row: number): number {
  const end = instants[instantsEach * row + endsInstant]!
  const away = words[wordsEach * row + parentWord]!
  return away === givenByTheOwner ? end : Math.min(end, instants[instantsEach * (row + away) + endsInstant]!)
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
  const because: HeldGrant[] = []
  const refused: Explanation['whyNot'] = []
  if (!readQuestion(question)) return { allowed: false, because, whyNot: refused }
  const place = placeOf(question.permission)
  const word = wordOf(place)
  const bit = bitOf(place)
  for (let row = snapshot.from; row < snapshot.to; row++) {
    if (!isTo(grants, row, roster)) continue
    const reason = closed
      ? 'account-closed'
      : isBarred(roster, question)
        ? 'person-deactivated'
        : whyNot(grants, row, word, bit, question.resource !== null, now)
    if (reason === undefined) because.push(grantAt(grants, row))
    else refused.push({ grant: grantAt(grants, row), reason })
  }
  return { allowed: because.length > 0, because, whyNot: refused }
}
