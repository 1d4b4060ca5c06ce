import type { Permission } from '../permission.ts'
import {
  givenByTheOwner,
  grantAt,
  type HeldGrant,
  type HeldGrants,
  parentIsGone,
  type Snapshot,
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

const noTeams: readonly string[] = []
const noGrants: readonly number[] = []

/**
 * The one rule. Everything that lets somebody in asks it, and `explain` reports with it; the SQL function access.may
 * and the naive model of the tests must agree with it. Intervals are half-open: at the end instant it is over.
 * @param i index of the grant
 * @param teams of the person who asks
 * @param now epoch ms, read once per decision
 */
export function whyNot(
  grants: HeldGrants,
  i: number,
  closed: boolean,
  question: Question,
  teams: readonly string[],
  now: number,
): WhyNot | undefined {
  const subject = grants.subjects[i]!
  if (subject !== question.person && !teams.includes(subject)) return 'for-somebody-else'
  if (closed) return 'account-closed'
  if (now < grants.beginsAt[i]!) return 'not-begun'
  if (now >= grants.endsAt[i]!) return 'past-its-end'
  const resource = grants.resources[i]!
  if (resource !== null && resource !== question.resource) return 'other-resource'
  if (!grants.permissions[i]!.has(question.permission)) return 'other-permission'
  if (grants.parents === null) return undefined
  const parent = grants.parents[i]!
  if (parent === givenByTheOwner) return undefined
  // Nobody can give more than he has at the time of use: a parent that is gone takes its children with it.
  if (parent === parentIsGone) return 'parent-ended'
  if (grants.parents[parent] !== givenByTheOwner) return 'chain-of-delegation'
  if (now < grants.beginsAt[parent]! || now >= grants.endsAt[parent]!) return 'parent-not-open'
  const most = grants.resources[parent]!
  if (most !== null && most !== resource) return 'more-than-the-parent'
  if (!grants.permissions[parent]!.has(question.permission)) return 'more-than-the-parent'
  return undefined
}

/** May this person do this here, now? The union of all open grants; silence means no. */
export function may(snapshot: Snapshot, roster: Snapshot | null, question: Question, now: number): boolean {
  const { grants, bySubject, closed } = snapshot
  const teams = roster?.teamsOf.get(question.person) ?? noTeams
  if (bySubject === null) {
    for (let i = 0; i < grants.count; i++)
      if (whyNot(grants, i, closed, question, teams, now) === undefined) return true
    return false
  }
  for (const subject of [question.person, ...teams])
    for (const i of bySubject.get(subject) ?? noGrants)
      if (whyNot(grants, i, closed, question, teams, now) === undefined) return true
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
  const teams = roster?.teamsOf.get(question.person) ?? noTeams
  let until: number | undefined
  const look = (i: number) => {
    if (whyNot(grants, i, closed, question, teams, now) !== undefined) return
    const parent = grants.parents?.[i] ?? givenByTheOwner
    const end =
      parent === givenByTheOwner ? grants.endsAt[i]! : Math.min(grants.endsAt[i]!, grants.endsAt[parent]!)
    if (until === undefined || end > until) until = end
  }
  if (bySubject === null) {
    for (let i = 0; i < grants.count; i++) look(i)
    return until
  }
  for (const subject of [question.person, ...teams])
    for (const i of bySubject.get(subject) ?? noGrants) look(i)
  return until
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
  const teams = roster?.teamsOf.get(question.person) ?? noTeams
  const because: HeldGrant[] = []
  const refused: Explanation['whyNot'] = []
  for (let i = 0; i < snapshot.grants.count; i++) {
    const reason = whyNot(snapshot.grants, i, snapshot.closed, question, teams, now)
    if (reason === undefined) because.push(grantAt(snapshot.grants, i))
    else if (reason !== 'for-somebody-else') refused.push({ grant: grantAt(snapshot.grants, i), reason })
  }
  return { allowed: because.length > 0, because, whyNot: refused }
}
