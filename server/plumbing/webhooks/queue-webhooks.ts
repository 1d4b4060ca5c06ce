import type { Json } from '../canonical-json.ts'
import type { Tx } from '../database.ts'
import { newId } from '../ids.ts'

/** Something that programs outside of the house are told; never more about a person than an id. */
export type WebhookEvent = {
  /** Words with full stops between them: `access.changed` */
  type: string
  data: { readonly [key: string]: Json }
}

/** A statement of PostgreSQL takes 65 535 values, and a delivery has six. */
const rowsPerStatement = 5_000

/**
 * Puts what happened into the queue of the transaction, once for each endpoint that is on: it leaves the house after
 * the commit, or not at all.
 * @param only an endpoint; undefined: every one
 * @returns the ids of what was queued
 */
export async function queueWebhooks(
  tx: Tx,
  events: readonly WebhookEvent[],
  at: Date,
  only?: string,
): Promise<string[]> {
  if (events.length === 0) return []
  let endpoints = tx
    .selectFrom('plumbing.webhooks')
    .select('id')
    .where('off_at', 'is', null)
    .where('removed_at', 'is', null)
  if (only !== undefined) endpoints = endpoints.where('id', '=', only)
  const to = await endpoints.execute()
  const rows = events.flatMap(event => {
    const body = JSON.stringify({ type: event.type, timestamp: at.toISOString(), data: event.data })
    return to.map(endpoint => ({
      id: newId(at.getTime()),
      webhook_id: endpoint.id,
      type: event.type,
      body,
      queued_at: at,
      next_try_at: at,
    }))
  })
  for (let from = 0; from < rows.length; from += rowsPerStatement)
    await tx
      .insertInto('plumbing.webhook_deliveries')
      .values(rows.slice(from, from + rowsPerStatement))
      .execute()
  return rows.map(row => row.id)
}
