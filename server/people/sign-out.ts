import { leave } from '#server/access/5-end/leave.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { record } from '#server/access/record.ts'
import { endSession } from './sessions.ts'

/**
 * Signs out: ends the session and closes what it had entered, account by account. The session ends first: if the rest
 * fails half-way, nothing new can be entered, and what is left closes with its grants.
 * @returns how many entries were closed
 */
export async function signOut(kernel: Kernel, personId: string, sessionId: string): Promise<number> {
  const inside = await kernel.database.within(everyAccount, async tx => {
    await endSession(tx, sessionId, 'signed-out', new Date(kernel.clock.now()))
    return tx
      .selectFrom('access.entries')
      .select(['id', 'account_id'])
      .where('session_id', '=', sessionId)
      .where('closed_at', 'is', null)
      .execute()
  })
  let closed = 0
  for (const [account, entries] of Map.groupBy(inside, entry => entry.account_id)) {
    closed += await record(kernel, { accounts: [account], by: { person: personId } }, r =>
      leave(
        r,
        account,
        entries.map(entry => entry.id),
        'signed-out',
      ),
    )
  }
  return closed
}
