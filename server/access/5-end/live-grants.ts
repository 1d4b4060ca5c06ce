import type { Tx } from '#server/plumbing/database.ts'
import { membersDoor } from '../account.ts'

/** Every grant of the account that has not ended, perhaps only those of one resource, door, subject or giver, or of outsiders. */
export async function liveGrants(
  tx: Tx,
  accountId: string,
  only: {
    resourceId?: string
    door?: string
    subjectId?: string
    givenBy?: string
    whom?: 'everybody' | 'outsiders'
  } = {},
): Promise<string[]> {
  let query = tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', accountId)
    .where('ending_at', 'is', null)
  if (only.resourceId) query = query.where('resource_id', '=', only.resourceId)
  if (only.door) query = query.where('door', '=', only.door)
  if (only.subjectId) query = query.where('subject_id', '=', only.subjectId)
  if (only.givenBy) query = query.where('given_by', '=', only.givenBy)
  if (only.whom === 'outsiders') query = query.where('door', '<>', membersDoor)
  return (await query.execute()).map(row => row.id)
}
