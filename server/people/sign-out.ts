import { sql } from 'kysely'
import { leave } from '#server/access/5-end/leave.ts'
import { announcePerson, everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { forEach } from '#server/plumbing/repeat.ts'
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
  const ended = await kernel.database.within(everyAccount, async tx => {
    const at = new Date(kernel.clock.now())
    await alongside(tx, at)
    const ids = await markSessionsEnded(tx, personId, which, cause, at)
    await announcePerson(tx, personId)
    return ids.map(id => ({ id, person: personId }))
  })
  return { endedSessions: ended.length, closedEntries: await closeWhatTheyEntered(kernel, ended) }
}

export type EndedSession = { id: string; person: string }

/**
 * Closes what sessions had entered, once it is committed that they have ended; an account where this fails does not
 * keep the others waiting. @returns how many entries were closed
 */
export async function closeWhatTheyEntered(
  kernel: Kernel,
  sessions: readonly EndedSession[],
): Promise<number> {
  if (sessions.length === 0) return 0
  const personOf = new Map(sessions.map(session => [session.id, session.person]))
  const inside = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.entries')
      .select(['id', 'account_id', 'session_id'])
      .where(eb => eb('session_id', '=', eb.fn.any(sql.val([...personOf.keys()]))))
      .where('closed_at', 'is', null)
      .execute(),
  )
  let closed = 0
  const groups = Map.groupBy(inside, entry => `${entry.account_id} ${personOf.get(entry.session_id!)}`)
  await forEach(groups.values(), async entries => {
    const { account_id: account, session_id: session } = entries[0]!
    const ids = entries.map(entry => entry.id)
    closed += await record(kernel, { accounts: [account], by: { person: personOf.get(session!)! } }, r =>
      leave(r, account, ids, 'signed-out'),
    )
  })
  return closed
}

/** @returns how many entries were closed */
export async function signOut(kernel: Kernel, personId: string, sessionId: string): Promise<number> {
  return (await endSessions(kernel, personId, { only: sessionId }, 'signed-out')).closedEntries
}
