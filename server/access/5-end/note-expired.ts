import type { Recording } from '../record.ts'
import { closeEntries } from './close-entries.ts'
import type { Cut } from './end-access.ts'
import { endAccess, pastTheirEnd } from './end-access.ts'

/** What time brought: grants past their end and entries that are too old. They were over already; now it is written. */
export async function noteExpired(r: Recording, accountId: string): Promise<Cut> {
  const cut = await endAccess(r, accountId, await pastTheirEnd(r, accountId), 'expired')
  const old = await r.tx
    .selectFrom('access.entries')
    .select(['id', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null)
    .where('expires_at', '<=', r.at)
    .execute()
  for (const entry of old)
    cut.entries.push(...(await closeEntries(r, accountId, [entry.id], 'too-old', entry.expires_at)))
  return cut
}
