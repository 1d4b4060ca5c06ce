import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import { newId } from '../ids.ts'

export type WebhookRow = {
  id: string
  name: string
  address: string
  allowsPrivate: boolean
  addedAt: Date
  addedBy: string | null
  /** Until then the secret before the present one signs too. */
  previousUntil: Date | null
  failingSince: Date | null
  offAt: Date | null
  offBecause: 'desk' | 'gone' | null
  /** Deliveries that are still to be made. */
  waiting: number
  lastDeliveredAt: Date | null
}

export type WebhookWish = { name: string; address: string; allowsPrivate: boolean }

const rows = sql`
  select w.id, w.name, w.address, w.allows_private as "allowsPrivate", w.added_at as "addedAt", w.added_by as "addedBy",
    w.previous_until as "previousUntil", w.failing_since as "failingSince", w.off_at as "offAt", w.off_because as "offBecause",
    (select count(*) from plumbing.webhook_deliveries d
      where d.webhook_id = w.id and d.delivered_at is null and d.given_up_at is null) as waiting,
    (select max(d.delivered_at) from plumbing.webhook_deliveries d where d.webhook_id = w.id) as "lastDeliveredAt"
  from plumbing.webhooks w`

/** Endpoints that were not removed, in the order in which they were added. */
export async function listWebhooks(tx: Tx): Promise<WebhookRow[]> {
  const found = await sql<WebhookRow>`${rows} where w.removed_at is null order by w.added_at, w.id`.execute(
    tx,
  )
  return found.rows
}

export async function readWebhook(tx: Tx, id: string): Promise<WebhookRow | undefined> {
  const found = await sql<WebhookRow>`${rows} where w.removed_at is null and w.id = ${id}`.execute(tx)
  return found.rows[0]
}

/** @returns its id */
export async function addWebhook(tx: Tx, wish: WebhookWish, by: string, at: Date): Promise<string> {
  const id = newId(at.getTime())
  await tx
    .insertInto('plumbing.webhooks')
    .values({
      id,
      name: wish.name,
      address: wish.address,
      allows_private: wish.allowsPrivate,
      added_at: at,
      added_by: by,
    })
    .execute()
  return id
}

/** @returns false: there is none */
export async function changeWebhook(tx: Tx, id: string, wish: WebhookWish): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('plumbing.webhooks')
    .set({ name: wish.name, address: wish.address, allows_private: wish.allowsPrivate })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** @param until when the secret before the present one signs no more; null: at once */
export async function notePreviousSecret(tx: Tx, id: string, until: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('plumbing.webhooks')
    .set({ previous_until: until })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/**
 * From now on nothing is queued for it, and what waits stays where it is.
 * @param by null: it answered that it is gone
 * @returns false: there is none, or it is off already
 */
export async function switchWebhookOff(tx: Tx, id: string, by: string | null, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('plumbing.webhooks')
    .set({ off_at: at, off_by: by, off_because: by === null ? 'gone' : 'desk' })
    .where('id', '=', id)
    .where('off_at', 'is', null)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** What waited goes on at once. @returns false: there is none, or it is on already */
export async function switchWebhookOn(tx: Tx, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('plumbing.webhooks')
    .set({ off_at: null, off_by: null, off_because: null, failing_since: null })
    .where('id', '=', id)
    .where('off_at', 'is not', null)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await tx
    .updateTable('plumbing.webhook_deliveries')
    .set({ next_try_at: at })
    .where('webhook_id', '=', id)
    .where('delivered_at', 'is', null)
    .where('given_up_at', 'is', null)
    .execute()
  return true
}

/** What it was to be told yet goes with it. @returns false: there is none */
export async function removeWebhook(tx: Tx, id: string, by: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('plumbing.webhooks')
    .set({ removed_at: at, removed_by: by })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await tx.deleteFrom('plumbing.webhook_deliveries').where('webhook_id', '=', id).execute()
  return true
}

const minute = 60_000
/** A program that starts anew is away for a moment; half an hour is no moment any more. */
const failsForMs = 30 * minute

export type WebhookTroubles = Record<'failing' | 'gone', { count: number; since: Date | null }>

/** Endpoints that nothing has reached for long, and those that said that they are gone. */
export async function findWebhookTroubles(tx: Tx, now: number): Promise<WebhookTroubles> {
  const found = await sql<{ what: 'failing' | 'gone'; count: number; since: Date | null }>`
    select 'failing' as what, count(*)::int as count, min(failing_since) as since from plumbing.webhooks
      where removed_at is null and off_at is null and failing_since < ${new Date(now - failsForMs)}
    union all
    select 'gone', count(*)::int, min(off_at) from plumbing.webhooks
      where removed_at is null and off_because = 'gone'`.execute(tx)
  const of = (what: 'failing' | 'gone') =>
    found.rows.find(row => row.what === what) ?? { count: 0, since: null }
  return { failing: of('failing'), gone: of('gone') }
}
