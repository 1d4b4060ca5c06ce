import { sql } from 'kysely'
import type { Found, Inventory } from '#server/access/outside.ts'
import type { Recording } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'

export type Place = { accountId: string; resourceId: string; system: string }
export type Taken = Place & {
  moment: 'beginning' | 'end' | 'check'
  watchId: string | null
  grantId: string | null
  /** epoch ms */
  askedAt: number
  inventory: Inventory
}

/**
 * Keeps an inventory in place of the one of the same moment, and writes down that it was taken. The same silence twice
 * is one fact.
 * @param quiet no fact about one that was seen: it is looked at daily, and what it shows has facts of its own
 */
export async function keepInventory(r: Recording, taken: Taken, quiet = false): Promise<void> {
  const { accountId, resourceId, system, moment, watchId, grantId, inventory } = taken
  const before = await findInventory(r.tx, taken)
  const found = inventory.seen ? JSON.stringify(inventory.found) : null
  const error = inventory.seen ? null : inventory.error
  const values = { asked_at: new Date(taken.askedAt), found, error }
  if (before)
    await r.tx
      .updateTable('support_visit.inventories')
      .set({ ...values, system })
      .where('id', '=', before.id)
      .execute()
  else
    await r.tx
      .insertInto('support_visit.inventories')
      .values({
        id: newId(r.now),
        account_id: accountId,
        resource_id: resourceId,
        system,
        moment,
        watch_id: watchId,
        grant_id: grantId,
        ...values,
      })
      .execute()
  const isNews = inventory.seen ? !quiet : before?.error !== inventory.error
  if (isNews)
    r.fact(
      'inventory.taken',
      { grant: grantId ?? undefined, resource: resourceId },
      inventory.seen
        ? { system, moment, seen: true, things: inventory.found.length }
        : { system, moment, seen: false, error: inventory.error },
      accountId,
    )
}

async function findInventory(tx: Tx, { resourceId, moment, watchId, grantId }: Taken) {
  const found = await sql<{ id: string; error: string | null }>`
    select id, error from support_visit.inventories
    where resource_id = ${resourceId} and moment = ${moment}
      and watch_id is not distinct from ${watchId}::uuid and grant_id is not distinct from ${grantId}::uuid`.execute(
    tx,
  )
  return found.rows[0]
}

/** What was there before the first of the visits that overlap; undefined: nobody has seen it. */
export async function readBeginning(tx: Tx, watchId: string): Promise<Found[] | undefined> {
  const row = await tx
    .selectFrom('support_visit.inventories')
    .select('found')
    .where('watch_id', '=', watchId)
    .where('moment', '=', 'beginning')
    .executeTakeFirst()
  return (row?.found as Found[] | null | undefined) ?? undefined
}
