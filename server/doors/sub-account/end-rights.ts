import { type Cut, endAccess } from '#server/access/5-end/end-access.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'

/**
 * Ends an assignment: the grant by which it holds at this moment, whatever it was when somebody looked. What is over
 * already stays as it is.
 * @throws Refusal 'not-found'
 */
export async function endRights(
  r: Recording,
  accountId: string,
  assignmentId: string,
  note: string | null,
): Promise<Cut> {
  const now = await r.tx
    .selectFrom('sub_account.assignments')
    .select(['grant_id', 'person_id', 'suspension_id'])
    .where('account_id', '=', accountId)
    .where('id', '=', assignmentId)
    .executeTakeFirst()
  if (!now) throw new Refusal('not-found')
  // What a suspension keeps of it does not come back either.
  if (now.suspension_id) {
    await r.tx
      .updateTable('sub_account.assignments')
      .set({ suspension_id: null })
      .where('account_id', '=', accountId)
      .where('id', '=', assignmentId)
      .execute()
    r.fact(
      'person.suspension-dropped',
      { grant: now.grant_id, person: now.person_id },
      { note: note ?? undefined },
      accountId,
    )
  }
  return endAccess(r, accountId, [now.grant_id], 'revoked', note)
}
