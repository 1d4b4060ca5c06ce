import { sql } from 'kysely'
import type { Tx } from '../database.ts'

/** What an endpoint was told, or is to be told, and what became of it; without what it answered besides its status. */
export type DeliveryRow = {
  id: string
  type: string
  queuedAt: Date
  tries: number
  triedAt: Date | null
  /** null: it was delivered, or nobody will try it again */
  nextTryAt: Date | null
  status: number | null
  error: string | null
  deliveredAt: Date | null
  givenUpAt: Date | null
}

const columns = sql`
  id, type, queued_at as "queuedAt", tries, tried_at as "triedAt", status, error, delivered_at as "deliveredAt",
  given_up_at as "givenUpAt",
  case when delivered_at is null and given_up_at is null then next_try_at end as "nextTryAt"`

/** The newest first. @param after the id of the last one of the page before; what is none begins nowhere */
export async function pageDeliveries(
  tx: Tx,
  webhookId: string,
  after: string | undefined,
  limit: number,
): Promise<DeliveryRow[]> {
  const found = await sql<DeliveryRow>`
    select ${columns} from plumbing.webhook_deliveries
    where webhook_id = ${webhookId}
      and (${after ?? null}::uuid is null
        or (queued_at, id) < (select queued_at, id from plumbing.webhook_deliveries where id = ${after ?? null}))
    order by queued_at desc, id desc limit ${limit}`.execute(tx)
  return found.rows
}

export async function readDelivery(tx: Tx, webhookId: string, id: string): Promise<DeliveryRow | undefined> {
  const found = await sql<DeliveryRow>`
    select ${columns} from plumbing.webhook_deliveries where webhook_id = ${webhookId} and id = ${id}`.execute(
    tx,
  )
  return found.rows[0]
}

/**
 * Puts a delivery into the queue again, under its old id, as if it had never been tried; one that waits is tried at
 * once.
 * @returns it; undefined: there is none; 'conflict': its endpoint is off
 */
export async function sendDeliveryAgain(
  tx: Tx,
  webhookId: string,
  id: string,
  at: Date,
): Promise<DeliveryRow | 'conflict' | undefined> {
  const again = await sql<{ id: string }>`
    update plumbing.webhook_deliveries d set
      tries = case when delivered_at is null and given_up_at is null then tries else 0 end,
      next_try_at = least(next_try_at, ${at}), delivered_at = null, given_up_at = null
    from plumbing.webhooks w
    where d.id = ${id} and w.id = d.webhook_id and w.id = ${webhookId} and w.off_at is null and w.removed_at is null
    returning d.id`.execute(tx)
  const delivery = await readDelivery(tx, webhookId, id)
  return delivery && again.rows.length === 0 ? 'conflict' : delivery
}

/** So long it can be seen what was delivered. */
const keptMs = 30 * 86_400_000

/** Forgets old deliveries; what waits for an endpoint that was off all the while is no news to it any more. */
export async function forgetOldDeliveries(tx: Tx, now: number): Promise<void> {
  await sql`
    delete from plumbing.webhook_deliveries d using plumbing.webhooks w
    where w.id = d.webhook_id and (d.queued_at < ${new Date(now - keptMs)} or w.removed_at is not null)`.execute(
    tx,
  )
}
