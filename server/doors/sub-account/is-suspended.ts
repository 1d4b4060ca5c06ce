import type { Recording } from '#server/access/record.ts'

/** Asked under the account's lock. */
export async function isSuspended(r: Recording, accountId: string, personId: string): Promise<boolean> {
  const found = await r.tx
    .selectFrom('sub_account.suspensions')
    .select('id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('over_at', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}
