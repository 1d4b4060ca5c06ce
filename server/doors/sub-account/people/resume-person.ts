import { sql } from 'kysely'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import { giverOf, openRights } from '../give-rights.ts'
import { hadRights } from '../read-rights.ts'

export type AfterSuspension = {
  assignmentId: string
  scope: { id: string; name: string; kind: ResourceKind } | null
  until: string | null
}

/**
 * Gives back what was suspended: each of the assignments gets a grant anew, from whoever resumes, with the end that it
 * had. What would have ended meanwhile stays ended: its time is over, its resource is gone, or what it was passed on
 * from is.
 * @throws Refusal 'not-to-yourself', 'not-suspended', 'not-found' for who never was; as openGrant
 */
export async function resumePerson(
  r: Recording,
  accountId: string,
  personId: string,
  giver: Standing,
): Promise<{ resumed: AfterSuspension[]; stayedEnded: AfterSuspension[] }> {
  await noteExpired(r, accountId)
  if (personId === giverOf(r)) throw new Refusal('not-to-yourself')
  const suspension = await closeSuspension(r, accountId, personId, 'resumed')
  if (!suspension)
    throw new Refusal((await hadRights(r.tx, accountId, personId)) ? 'not-suspended' : 'not-found')
  r.fact('person.resumed', { person: personId }, {}, accountId)

  const resumed: AfterSuspension[] = []
  const stayedEnded: AfterSuspension[] = []
  for (const kept of await takeWhatWasKept(r, accountId, suspension)) {
    const told = tell(kept)
    if (kept.is_over) {
      stayedEnded.push(told)
      continue
    }
    const grantId = await openRights(
      r,
      accountId,
      personId,
      {
        scopeId: kept.resource_id,
        audience: kept.audience,
        permissions: kept.permissions,
        reason: kept.reason,
        endsAt: kept.ends_at?.getTime() ?? null,
        beginsAt: Math.max(r.now, kept.begins_at.getTime()),
      },
      giver,
    )
    await r.tx
      .updateTable('sub_account.assignments')
      .set({
        grant_id: grantId,
        version: sql<number>`version + 1`,
        changed_at: r.at,
        changed_by: giverOf(r),
      })
      .where('account_id', '=', accountId)
      .where('id', '=', kept.id)
      .execute()
    resumed.push(told)
  }
  return { resumed, stayedEnded }
}

/**
 * From now on nothing of it can be resumed: everything of the person was ended meanwhile, or everything in the account.
 * @param personId null: of everybody
 */
export async function dropSuspensions(
  r: Recording,
  accountId: string,
  personId: string | null,
): Promise<void> {
  const open = await r.tx
    .selectFrom('sub_account.suspensions')
    .select('person_id')
    .where('account_id', '=', accountId)
    .where('over_at', 'is', null)
    .$if(personId !== null, query => query.where('person_id', '=', personId!))
    .execute()
  for (const { person_id: person } of open) {
    const id = await closeSuspension(r, accountId, person, 'dropped')
    if (!id) continue
    await takeWhatWasKept(r, accountId, id)
    r.fact('person.suspension-dropped', { person }, {}, accountId)
  }
}

async function closeSuspension(
  r: Recording,
  accountId: string,
  personId: string,
  how: 'resumed' | 'dropped',
): Promise<string | undefined> {
  const closed = await r.tx
    .updateTable('sub_account.suspensions')
    .set({ over_at: r.at, over_by: giverOf(r), over_how: how })
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('over_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return closed?.id
}

type Kept = {
  id: string
  resource_id: string | null
  resource: string | null
  kind: ResourceKind | null
  audience: string
  permissions: string[]
  reason: string | null
  begins_at: Date
  ends_at: Date | null
  is_over: boolean
}

/** The assignments that the suspension kept, which it keeps no longer. */
async function takeWhatWasKept(r: Recording, accountId: string, suspensionId: string): Promise<Kept[]> {
  const found = await sql<Kept>`
    with taken as (
      update sub_account.assignments set suspension_id = null
      where account_id = ${accountId} and suspension_id = ${suspensionId}
      returning id, account_id, resource_id, audience, grant_id)
    select a.id, a.resource_id, s.name as resource, s.kind, a.audience, g.permissions, g.reason, g.begins_at, g.ends_at,
      coalesce(g.ends_at <= ${r.at}, false) or s.removed_at is not null
        or (g.parent_id is not null and not exists (
          select from access.open_grants(${r.at}) p where p.account_id = g.account_id and p.id = g.parent_id)) as is_over
    from taken a
    join access.grants g on g.account_id = a.account_id and g.id = a.grant_id
    left join access.resources s on s.account_id = a.account_id and s.id = a.resource_id
    order by a.id`.execute(r.tx)
  return found.rows
}

function tell(kept: Kept): AfterSuspension {
  return {
    assignmentId: kept.id,
    scope: kept.resource_id ? { id: kept.resource_id, name: kept.resource ?? '', kind: kept.kind! } : null,
    until: kept.ends_at?.toISOString() ?? null,
  }
}
