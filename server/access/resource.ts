import type { Tx } from '#server/plumbing/database.ts'
import { Refusal } from './refusal.ts'

/** What people enter: a shop in a browser, at its origin; a server over SSH. */
export const enteredKinds = ['shop', 'server'] as const
export type EnteredKind = (typeof enteredKinds)[number]

/**
 * The others are things of the provider's panel: service (a package), domain, department (of tickets). group: what is
 * granted on it counts for all that belong to it.
 */
export type ResourceKind = EnteredKind | 'service' | 'domain' | 'department' | 'group'

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

/** The group that a resource belongs to; null: to none. */
export async function groupOf(tx: Tx, resourceId: string | null): Promise<string | null> {
  const row = await tx
    .selectFrom('access.groupings')
    .select('group_id')
    .where('resource_id', '=', resourceId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return row?.group_id ?? null
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
