import type { Tx } from '#server/plumbing/database.ts'
import { Refusal } from './refusal.ts'

export type Resource = {
  id: string
  accountId: string
  kind: 'shop'
  name: string
  /** Where a visitor enters (RFC 6454 §4), or null */
  origin: string | null
}

/** @throws Refusal 'not-found' also when it was removed or belongs to an account outside of the transaction's scope */
export async function readResource(tx: Tx, id: string): Promise<Resource> {
  const row = await tx
    .selectFrom('access.resources')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found')
  return { id: row.id, accountId: row.account_id, kind: 'shop', name: row.name, origin: row.origin }
}
