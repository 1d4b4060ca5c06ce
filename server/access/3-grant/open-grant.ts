import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { decideGiving, type Rules } from '../2-decide/decide-giving.ts'
import { writeDecision } from '../2-decide/write-decision.ts'
import { readAccount } from '../account.ts'
import type { Permission } from '../permission.ts'
import type { Subject } from '../person.ts'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { groupOf, readResource } from '../resource.ts'
import { holdGiver, type Standing } from './giver.ts'

export type Opening = {
  accountId: string
  /** null: the whole account */
  resourceId: string | null
  door: string
  subject: Subject
  permissions: readonly Permission[]
  /** Half-open [beginsAt, endsAt), epoch ms; endsAt null: without end. */
  beginsAt: number
  endsAt: number | null
  reason: string | null
  caseNumber: string | null
  /** For the visitor to read. */
  message: string | null
  /** From what it is given; a grant given by a holder dies with the holder's. */
  giver: Standing
  /** Who gives, when another's act opens it (somebody takes up an offer): the decision is his. Left out: the actor. */
  givenBy?: string
  /** A decision made before (several grants may rest on one), or undefined: this opening is the decision. */
  decisionId?: string
}

/**
 * The only place where access begins: a decision becomes a grant.
 * @returns the id of the grant
 * @throws Refusal with the first reason of decideGiving, all of them in `details.because`; 'account-is-closed';
 * 'not-found'; as holdGiver
 */
export async function openGrant(r: Recording, opening: Opening, rules: Rules): Promise<string> {
  const account = await readAccount(r.tx, opening.accountId)
  if (account.closedAt) throw new Refusal('account-is-closed')
  if (opening.resourceId) await readResource(r.tx, opening.resourceId)
  const givenBy = opening.givenBy ?? ('person' in r.by ? r.by.person : null)
  await holdGiver(r, opening.accountId, opening.giver, givenBy)
  if (opening.subject.kind === 'person') await holdActive(r.tx, opening.subject.id)
  const verdict = decideGiving(
    {
      giver: opening.giver,
      wants: {
        permissions: opening.permissions,
        resourceId: opening.resourceId,
        groupId: await groupOf(r.tx, opening.resourceId),
        beginsAt: opening.beginsAt,
        endsAt: opening.endsAt,
      },
    },
    rules,
    r.now,
  )
  if (verdict.outcome === 'refuse') throw new Refusal(verdict.because[0]!, { because: verdict.because })

  const decisionId =
    opening.decisionId ??
    (await writeDecision(r, {
      accountId: opening.accountId,
      requestId: null,
      decidedBy: givenBy,
      outcome: 'allow',
      reasons: [opening.giver.as],
      note: null,
    }))
  const id = newId(r.now)
  await r.tx
    .insertInto('access.grants')
    .values({
      id,
      account_id: opening.accountId,
      resource_id: opening.resourceId,
      door: opening.door,
      subject_kind: opening.subject.kind,
      subject_id: opening.subject.id,
      permissions: [...new Set(opening.permissions)].sort(),
      decision_id: decisionId,
      given_by: givenBy,
      parent_id: opening.giver.as === 'holder' ? opening.giver.grantId : null,
      begins_at: new Date(opening.beginsAt),
      ends_at: opening.endsAt === null ? null : new Date(opening.endsAt),
      made_at: r.at,
      reason: opening.reason,
      case_number: opening.caseNumber,
      message: opening.message,
    })
    .execute()
  r.fact(
    'grant.opened',
    {
      grant: id,
      resource: opening.resourceId ?? undefined,
      person: opening.subject.kind === 'person' ? opening.subject.id : undefined,
    },
    {
      door: opening.door,
      subject: opening.subject.kind,
      team: opening.subject.kind === 'team' ? opening.subject.id : undefined,
      permissions: [...opening.permissions],
      beginsAt: new Date(opening.beginsAt).toISOString(),
      endsAt: opening.endsAt === null ? undefined : new Date(opening.endsAt).toISOString(),
      reason: opening.reason ?? undefined,
      caseNumber: opening.caseNumber ?? undefined,
      decision: decisionId,
    },
    opening.accountId,
  )
  return id
}

/** Nothing is opened for somebody who is being deactivated at this moment: his row is held until this commits. */
async function holdActive(tx: Tx, personId: string): Promise<void> {
  const active = await tx
    .selectFrom('people.persons')
    .select('id')
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!active) throw new Refusal('not-found')
}
