import type { Standing } from '#server/access/3-grant/giver.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { readAccount } from '#server/access/account.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { endOf, type Until } from '#server/access/until.ts'
import { giverOf, openRights } from './give-rights.ts'

export type Change = {
  permissions: readonly string[]
  /** null: without end; undefined: as it is */
  until: Until | null | undefined
  /** undefined: as it is */
  reason: string | null | undefined
}

/**
 * Changes what somebody may do: the new grant is opened and the old one ended in one transaction, so nothing lies between.
 * @param seen the version that whoever changes has seen
 * @returns the grants that were replaced, to be proven ended
 * @throws Refusal 'not-found', 'not-allowed', 'not-to-yourself', 'ending-already', 'conflict' with what is there now; as endOf
 * and openGrant
 */
export async function changeRights(
  r: Recording,
  accountId: string,
  assignmentId: string,
  change: Change,
  giver: Standing,
  seen: number,
): Promise<string[]> {
  await noteExpired(r, accountId)
  const account = await readAccount(r.tx, accountId)
  const now = await r.tx
    .selectFrom('sub_account.assignments as a')
    .innerJoin('access.grants as g', join =>
      join.onRef('g.account_id', '=', 'a.account_id').onRef('g.id', '=', 'a.grant_id'),
    )
    .innerJoin('people.persons as p', 'p.id', 'a.changed_by')
    .select([
      'a.person_id',
      'a.resource_id',
      'a.audience',
      'a.version',
      'a.changed_at',
      'a.changed_by',
      'p.name',
    ])
    .select(['g.id', 'g.permissions', 'g.ends_at', 'g.reason', 'g.ending_at', 'g.parent_id'])
    .where('a.account_id', '=', accountId)
    .where('a.id', '=', assignmentId)
    .executeTakeFirst()
  if (!now) throw new Refusal('not-found')
  if (now.person_id === giverOf(r)) throw new Refusal('not-to-yourself')
  if (!maySteer(giver, now.parent_id)) throw new Refusal('not-allowed')
  if (now.ending_at) throw new Refusal('ending-already')
  if (now.version !== seen)
    throw new Refusal('conflict', {
      version: now.version,
      changedAt: now.changed_at.toISOString(),
      changedBy: { id: now.changed_by, name: now.name },
      permissions: now.permissions,
    })
  const endsAt =
    change.until === undefined
      ? (now.ends_at?.getTime() ?? null)
      : change.until && endOf(change.until, account, r.now)
  const grantId = await openRights(
    r,
    accountId,
    now.person_id,
    {
      scopeId: now.resource_id,
      audience: now.audience,
      permissions: change.permissions,
      reason: change.reason === undefined ? now.reason : change.reason,
      endsAt,
    },
    giver,
  )
  await endAccess(r, accountId, [now.id], 'replaced')
  await r.tx
    .updateTable('sub_account.assignments')
    .set({ grant_id: grantId, version: seen + 1, changed_at: r.at, changed_by: giverOf(r) })
    .where('account_id', '=', accountId)
    .where('id', '=', assignmentId)
    .execute()
  return [now.id]
}

/** The owner changes everything; a holder only what he passed on himself, because what he changes rests on him then. */
export function maySteer(giver: Standing, parentId: string | null): boolean {
  return giver.as === 'owner' || giver.grantId === parentId
}
