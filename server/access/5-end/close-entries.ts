import { sql } from 'kysely'
import type { Recording } from '../record.ts'

/** How an entry can close: as its grants end, or by itself. */
export type ClosingCause =
  | 'expired'
  | 'revoked'
  | 'returned'
  | 'replaced'
  | 'emergency'
  | 'person-deactivated'
  | 'giver-deactivated'
  | 'parent-ended'
  | 'account-closed'
  | 'resource-removed'
  | 'suspended'
  | 'left'
  | 'signed-out'
  | 'too-old'
  | 'left-team'
  | 'key-removed'
  | 'resource-moved'

export type ClosedEntry = { id: string; personId: string; resourceId: string; openedAt: Date; closedAt: Date }

/**
 * The only statement that closes entries. Closing a closed entry does nothing; one that was too old before is closed as
 * that, as of then, whoever asks.
 * @param closedAt the instant from which on it was over; in the past for what time brought
 * @returns those that this call closed
 */
export async function closeEntries(
  r: Recording,
  accountId: string,
  ids: readonly string[],
  cause: ClosingCause,
  closedAt: Date,
): Promise<ClosedEntry[]> {
  if (ids.length === 0) return []
  const closed = await r.tx
    .updateTable('access.entries')
    .set({
      closed_at: sql<Date>`least(expires_at, ${closedAt})`,
      closed_cause: sql<ClosingCause>`case when expires_at <= ${closedAt} then 'too-old' else ${cause} end`,
      closed_by: 'person' in r.by ? r.by.person : null,
    })
    .where('account_id', '=', accountId)
    .where(eb => eb('id', '=', eb.fn.any(sql.val([...ids]))))
    .where('closed_at', 'is', null)
    .returning(['id', 'person_id', 'resource_id', 'opened_at', 'closed_at', 'closed_cause'])
    .execute()
  for (const entry of closed) {
    r.fact(
      'entry.closed',
      { entry: entry.id, resource: entry.resource_id, person: entry.person_id },
      { cause: entry.closed_cause ?? cause, closedAt: (entry.closed_at ?? closedAt).toISOString() },
      accountId,
    )
  }
  return closed.map(entry => ({
    id: entry.id,
    personId: entry.person_id,
    resourceId: entry.resource_id,
    openedAt: entry.opened_at,
    closedAt: entry.closed_at ?? closedAt,
  }))
}
