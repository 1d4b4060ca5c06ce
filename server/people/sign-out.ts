import { leave } from '#server/access/5-end/leave.ts'
import { announcePerson, everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { markSessionsEnded, type SessionEnd } from './sessions.ts'

/**
 * Ends sessions and closes what they had entered, account by account. The sessions end first: if the rest fails
 * half-way, nothing new can be entered, and what is left closes with its grants.
 * @param alongside what changes together with it, in the transaction that ends the sessions
 */
export async function endSessions(
  kernel: Kernel,
  personId: string,
  which: { only: string } | { allBut: string } | 'all',
  cause: SessionEnd,
  alongside: (tx: Tx, at: Date) => Promise<unknown> = async () => undefined,
): Promise<{ endedSessions: number; closedEntries: number }> {
  const { ended, inside } = await kernel.database.within(everyAccount, async tx => {
    const at = new Date(kernel.clock.now())
    await alongside(tx, at)
    const ended = await markSessionsEnded(tx, personId, which, cause, at)
    await announcePerson(tx, personId)
    if (ended.length === 0) return { ended, inside: [] }
    const inside = await tx
      .selectFrom('access.entries')
      .select(['id', 'account_id'])
      .where('session_id', 'in', ended)
      .where('closed_at', 'is', null)
      .execute()
    return { ended, inside }
  })
  let closedEntries = 0
  for (const [account, entries] of Map.groupBy(inside, entry => entry.account_id)) {
    closedEntries += await record(kernel, { accounts: [account], by: { person: personId } }, r =>
      leave(
        r,
        account,
        entries.map(entry => entry.id),
        'signed-out',
      ),
    )
  }
  return { endedSessions: ended.length, closedEntries }
}

/** @returns how many entries were closed */
export async function signOut(kernel: Kernel, personId: string, sessionId: string): Promise<number> {
  return (await endSessions(kernel, personId, { only: sessionId }, 'signed-out')).closedEntries
}
