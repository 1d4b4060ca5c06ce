import { sql } from 'kysely'
import { monotonicMs } from '../clock.ts'
import type { Database } from '../database.ts'
import type { Errands } from '../errands.ts'
import { type Reached, reach } from '../reach/reach.ts'
import type { Vault } from '../vault/open-vault.ts'
import { nextTryOf } from './next-try.ts'
import { signWebhook } from './sign-webhook.ts'
import { readWebhookSecrets } from './webhook-secrets.ts'

/** For everything: name, connection, and the first line of an answer. */
const timeoutMs = 15_000
/** So much of what is answered is listened to, out of politeness. */
const mostBytes = 4_096
/** Deliveries that are under way to one endpoint at the same time. */
const lanesOfOne = 4
const pageOfOne = 40
/** For so long a delivery belongs to the node that took it: longer than a try lasts. */
const holdMs = 120_000

export type WebhookPost = {
  database: Database
  vault: Vault
  /** The account in whose name the secrets are kept, once there is one. */
  accountId(): Promise<string | undefined>
  errands: Errands
  /** Told that an endpoint answered that it is gone (410). */
  gone(webhookId: string): Promise<void>
}

type Due = { id: string; webhookId: string; lane: number }

/**
 * Sends what is due, until nothing is or nobody takes anything any more. At least once: when the process dies between
 * the answer and our mark, it goes out a second time, under the same id. An endpoint that fails is asked once a round
 * and lane, and not for everything that waits for it: whoever is on his knees is not stormed when he comes back.
 * @param now epoch ms at the beginning
 */
export async function sendDueWebhooks(post: WebhookPost, now: number): Promise<void> {
  const begun = monotonicMs()
  const at = () => new Date(now + Math.round(monotonicMs() - begun))
  const failing = new Set<string>()
  for (;;) {
    const due = await listDue(post.database, at())
    if (due.length === 0) return
    const accountId = await post.accountId()
    if (accountId === undefined) return
    let delivered = 0
    await post.errands.run(
      due,
      one => `${one.webhookId} ${one.lane}`,
      async one => {
        if (failing.has(one.webhookId)) return
        const taken = await take(post, accountId, one.id, at())
        if (!taken) return
        if (await tryOne(post, taken, at)) delivered += 1
        else failing.add(one.webhookId)
      },
    )
    if (delivered === 0) return
  }
}

/** Of each endpoint that is on, some: one that is dead keeps none of the others waiting. */
async function listDue(database: Database, at: Date): Promise<Due[]> {
  return database.within('', async tx => {
    const found = await sql<Due>`
      select d.id, w.id as "webhookId", (d.place % ${lanesOfOne})::int as lane
      from plumbing.webhooks w
      cross join lateral (
        select id, row_number() over (order by next_try_at, id) as place
        from plumbing.webhook_deliveries
        where webhook_id = w.id and delivered_at is null and given_up_at is null and next_try_at <= ${at}
        order by next_try_at, id limit ${pageOfOne}) d
      where w.off_at is null and w.removed_at is null
      order by d.place`.execute(tx)
    return found.rows
  })
}

type Taken = {
  id: string
  webhookId: string
  body: string
  tries: number
  address: string
  allowsPrivate: boolean
  secrets: readonly Buffer[]
}

/**
 * Takes a delivery by moving its next try away: of two nodes, one gets it, and no lock is held while somebody is asked.
 * @throws VaultIsShut, and then it is not taken
 */
async function take(post: WebhookPost, accountId: string, id: string, at: Date): Promise<Taken | undefined> {
  return post.database.within(accountId, async tx => {
    const found = await sql<Omit<Taken, 'secrets'> & { previousUntil: Date | null }>`
      update plumbing.webhook_deliveries d
      set tries = d.tries + 1, tried_at = ${at}, next_try_at = ${new Date(at.getTime() + holdMs)}
      from plumbing.webhooks w
      where d.id = ${id} and d.delivered_at is null and d.given_up_at is null and d.next_try_at <= ${at}
        and w.id = d.webhook_id and w.off_at is null and w.removed_at is null
      returning d.id, w.id as "webhookId", d.body, d.tries, w.address, w.allows_private as "allowsPrivate",
        w.previous_until as "previousUntil"`.execute(tx)
    const row = found.rows[0]
    if (!row) return undefined
    const { previousUntil, ...delivery } = row
    const secrets = await readWebhookSecrets(
      tx,
      post.vault,
      { accountId, webhookId: row.webhookId },
      previousUntil,
      at,
    )
    return { ...delivery, secrets }
  })
}

/** @returns whether it was taken */
async function tryOne(post: WebhookPost, delivery: Taken, at: () => Date): Promise<boolean> {
  const answer = await ask(delivery, at())
  const isTaken = answer.reached && answer.status >= 200 && answer.status < 300
  const isGone = answer.reached && answer.status === 410
  const retryAfter = answer.reached ? answer.headers['retry-after'] : undefined
  const now = at()
  const again = isGone ? undefined : nextTryOf(delivery.tries, delivery.id, now.getTime(), retryAfter)
  await post.database.within('', async tx => {
    await tx
      .updateTable('plumbing.webhook_deliveries')
      .set({
        status: answer.reached ? answer.status : null,
        error: answer.reached ? null : answer.error,
        ...(isTaken
          ? { delivered_at: now }
          : again
            ? { next_try_at: again }
            : { next_try_at: now, given_up_at: now }),
      })
      .where('id', '=', delivery.id)
      // Another node may have held it after us and have delivered it meanwhile.
      .where('delivered_at', 'is', null)
      .where('given_up_at', 'is', null)
      .execute()
    await tx
      .updateTable('plumbing.webhooks')
      .set(eb => ({ failing_since: isTaken ? null : eb.fn.coalesce('failing_since', eb.val(now)) }))
      .where('id', '=', delivery.webhookId)
      .where('failing_since', isTaken ? 'is not' : 'is', null)
      .execute()
  })
  if (isGone) await post.gone(delivery.webhookId)
  return isTaken
}

async function ask(delivery: Taken, at: Date): Promise<Reached> {
  if (delivery.secrets.length === 0)
    return { reached: false, error: 'Its secret was lost with the key of the vault. Give it a new one.' }
  return reach(new URL(delivery.address), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signWebhook(delivery.id, at.getTime(), delivery.body, delivery.secrets),
    },
    body: delivery.body,
    allowPrivate: delivery.allowsPrivate,
    timeoutMs,
    maxBytes: mostBytes,
    onlyStatus: true,
  })
}
