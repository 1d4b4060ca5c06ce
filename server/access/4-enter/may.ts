import type { Permission } from '../permission.ts'
import { grantsOf, type HeldGrant, type Snapshot } from './snapshot.ts'

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

/**
 * The one rule. Everything that lets somebody in asks it, and `explain` reports with it; the SQL function access.may
 * and the naive model of the tests must agree with it. Intervals are half-open: at the end instant it is over.
 * @param teams of the person who asks
 * @param now epoch ms, read once per decision
 */
export function whyNot(
  grant: HeldGrant,
  closed: boolean,
  question: Question,
  teams: readonly string[],
  now: number,
): WhyNot | undefined {
  if (grant.subject !== question.person && !teams.includes(grant.subject)) return 'for-somebody-else'
  if (closed) return 'account-closed'
  if (now < grant.beginsAt) return 'not-begun'
  if (now >= grant.endsAt) return 'past-its-end'
  if (grant.resource !== null && grant.resource !== question.resource) return 'other-resource'
  if (!grant.permissions.has(question.permission)) return 'other-permission'
  const { parent } = grant
  if (parent === null) return undefined
  // Nobody can give more than he has at the time of use: a parent that is gone takes its children with it.
  if (parent === undefined) return 'parent-ended'
  if (parent.parent !== null) return 'chain-of-delegation'
  if (now < parent.beginsAt || now >= parent.endsAt) return 'parent-not-open'
  if (parent.resource !== null && parent.resource !== grant.resource) return 'more-than-the-parent'
  if (!parent.permissions.has(question.permission)) return 'more-than-the-parent'
  return undefined
}

/** May this person do this here, now? The union of all open grants; silence means no. */
export function may(snapshot: Snapshot, roster: Snapshot | null, question: Question, now: number): boolean {
  const teams = roster?.teamsOf.get(question.person) ?? noTeams
  if (anyOpen(grantsOf(snapshot, question.person), snapshot.closed, question, teams, now)) return true
  if (!snapshot.bySubject) return false
  for (const team of teams)
    if (anyOpen(grantsOf(snapshot, team), snapshot.closed, question, teams, now)) return true
  return false
}

/** The latest end of the grants that say yes now (epoch ms, Infinity: without end); undefined: none does. */
export function openUntil(
  snapshot: Snapshot,
  roster: Snapshot | null,
  question: Question,
  now: number,
): number | undefined {
  const teams = roster?.teamsOf.get(question.person) ?? noTeams
  let until: number | undefined
  const look = (grants: readonly HeldGrant[]) => {
    for (const grant of grants) {
      if (whyNot(grant, snapshot.closed, question, teams, now) !== undefined) continue
      const end = grant.parent ? Math.min(grant.endsAt, grant.parent.endsAt) : grant.endsAt
      if (until === undefined || end > until) until = end
    }
  }
  look(grantsOf(snapshot, question.person))
  if (snapshot.bySubject) for (const team of teams) look(grantsOf(snapshot, team))
  return until
}

function anyOpen(
  grants: readonly HeldGrant[],
  closed: boolean,
  question: Question,
  teams: readonly string[],
  now: number,
): boolean {
  for (let i = 0; i < grants.length; i++) {
    if (whyNot(grants[i]!, closed, question, teams, now) === undefined) return true
  }
  return false
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
  for (const grant of snapshot.grants) {
    const reason = whyNot(grant, snapshot.closed, question, teams, now)
    if (reason === undefined) because.push(grant)
    else if (reason !== 'for-somebody-else') refused.push({ grant, reason })
  }
  return { allowed: because.length > 0, because, whyNot: refused }
}
