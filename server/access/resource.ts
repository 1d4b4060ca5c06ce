import type { Tx } from '#server/plumbing/database.ts'
import { Refusal } from './refusal.ts'

/** shop: entered in a browser, at its origin; server: entered over SSH. */
export type ResourceKind = 'shop' | 'server'

export type Resource = {
  id: string
  accountId: string
  kind: ResourceKind
  name: string
  /** Where a visitor enters (RFC 6454 §4), or null; a server has none */
  origin: string | null
}

/** @throws Refusal as readResource; 'not-found' for what is no shop */
export async function readShop(tx: Tx, id: string): Promise<Resource> {
  const resource = await readResource(tx, id)
  if (resource.kind !== 'shop') throw new Refusal('not-found')
  return resource
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
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind as ResourceKind,
    name: row.name,
    origin: row.origin,
  }
}
