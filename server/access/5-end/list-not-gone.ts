import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { isHeard } from '#server/plumbing/nodes.ts'
import { everyAccount } from '../account.ts'
import type { Gone } from './note-gone.ts'

export type NotGone = { id: string; accountId: string; closedAt: Date | null }

/** Entries whose node is silent for so long that it holds none of them any more, at most so many. */
export async function listOfLostNodes(database: Database, limit: number): Promise<NotGone[]> {
  return database.within(everyAccount, async tx => {
    const found = await sql<{ id: string; account_id: string; closed_at: Date | null }>`
      select e.id, e.account_id, e.closed_at from access.entries e
      where e.node_id is not null and e.gone_at is null and not ${isHeard(sql`e.node_id`)}
      order by e.opened_at limit ${limit}`.execute(tx)
    return found.rows.map(row => ({ id: row.id, accountId: row.account_id, closedAt: row.closed_at }))
  })
}

/** When an entry was closed and how its connection went; undefined: there is no such entry. */
export async function readGone(
  database: Database,
  accountId: string,
  entryId: string,
): Promise<{ closedAt: Date | null; how: Gone | null } | undefined> {
  return database.within(accountId, async tx => {
    const row = await tx
      .selectFrom('access.entries')
      .select(['closed_at', 'gone_how'])
      .where('id', '=', entryId)
      .executeTakeFirst()
    return row && { closedAt: row.closed_at, how: row.gone_how as Gone | null }
  })
}
