import type { Recording } from '../record.ts'
import { type Cut, endAccess } from './end-access.ts'
import { liveGrants } from './live-grants.ts'

/**
 * Ends everything in an account: the owner's "end all", or the emergency command of whoever has the machine.
 * @param whom outsiders: what members of the account hold stays, and what it alone holds open too
 */
export async function endAll(
  r: Recording,
  accountId: string,
  cause: 'revoked' | 'emergency',
  note: string | null,
  whom: 'everybody' | 'outsiders' = 'everybody',
): Promise<Cut> {
  return endAccess(r, accountId, await liveGrants(r.tx, accountId, { whom }), cause, note)
}
