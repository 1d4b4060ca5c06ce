import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { noAccount } from './list-mails.ts'
import type { Bounce } from './read-bounce.ts'

/**
 * Notes that a mail came back; nobody tries it again. The id is random and known only to those whose hands the mail went
 * through, so it is what a report is believed by.
 * @returns false: no mail of ours that has left, or it came back before
 */
export async function markBounced(database: Database, bounce: Bounce, at: Date): Promise<boolean> {
  return database.within(noAccount, async tx => {
    const marked = await tx
      .updateTable('plumbing.mails')
      .set({
        bounced_at: at,
        given_up_at: sql<Date>`coalesce(given_up_at, ${at})`,
        error: bounce.error,
      })
      .where('id', '=', bounce.mailId)
      .where('tries', '>', 0)
      .where('bounced_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    return marked !== undefined
  })
}
