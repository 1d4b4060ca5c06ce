import type { Recording } from '../record.ts'
import { stopWhatCannotHappen } from './change-owner.ts'
import { type Cut, endAccess } from './end-access.ts'
import { liveGrants } from './live-grants.ts'

/** The account is closed: everything in it ends, and nothing can be opened in it again. */
export async function closeAccount(
  r: Recording,
  accountId: string,
  note: string | null = null,
): Promise<Cut> {
  const closed = await r.tx
    .updateTable('access.accounts')
    .set({ closed_at: r.at, closed_by: 'person' in r.by ? r.by.person : null })
    .where('id', '=', accountId)
    .where('kind', '=', 'customer')
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!closed) return { grants: [], entries: [] }
  r.fact('account.closed', {}, { note: note ?? undefined }, accountId)
  await stopWhatCannotHappen(r, accountId)
  return endAccess(r, accountId, await liveGrants(r.tx, accountId), 'account-closed', note)
}
