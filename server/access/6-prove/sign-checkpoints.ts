import { sign } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { everyAccount } from '../account.ts'
import { checkpointText } from './verify.ts'

/**
 * Signs the head of every chain that moved since its last checkpoint, at most once a day each.
 * @param now epoch ms; the day is counted in UTC
 * @returns how many were signed
 */
export async function signCheckpoints(database: Database, keys: Keys, now: number): Promise<number> {
  const onDate = new Date(now).toISOString().slice(0, 10)
  return database.within(everyAccount, async tx => {
    const heads = await sql<{ id: string; last_seq: number; last_hash: Buffer }>`
      select a.id, a.last_seq, a.last_hash from access.accounts a
      where a.last_seq > coalesce((select max(c.seq) from access.checkpoints c where c.account_id = a.id), 0)
        and not exists (select from access.checkpoints c where c.account_id = a.id and c.on_date >= ${onDate})`.execute(
      tx,
    )
    for (const head of heads.rows) {
      const text = checkpointText({ accountId: head.id, onDate, seq: head.last_seq, hash: head.last_hash })
      await tx
        .insertInto('access.checkpoints')
        .values({
          account_id: head.id,
          on_date: onDate,
          seq: head.last_seq,
          hash: head.last_hash,
          signed_at: new Date(now),
          key_id: keys.signing.id,
          signature: sign(null, text, keys.signing.privateKey),
        })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    }
    return heads.rows.length
  })
}
