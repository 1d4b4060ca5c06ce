import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { type Cut, endAccess } from './end-access.ts'
import { liveGrants } from './live-grants.ts'

/**
 * A person gives up everything that he was given in an account himself; what his team holds stays.
 * @throws Refusal 'owner-must-hand-over'; 'not-found' when he holds nothing there
 */
export async function leaveAccount(
  r: Recording,
  accountId: string,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const account = await r.tx
    .selectFrom('access.accounts')
    .select('owner_id')
    .where('id', '=', accountId)
    .where('kind', '=', 'customer')
    .executeTakeFirst()
  if (account?.owner_id === personId) throw new Refusal('owner-must-hand-over')
  const cut = await endAccess(
    r,
    accountId,
    await liveGrants(r.tx, accountId, { subjectId: personId }),
    'returned',
    note,
  )
  if (!cut.grants.some(grant => grant.cause === 'returned')) throw new Refusal('not-found')
  return cut
}
