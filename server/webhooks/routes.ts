import type { Static } from 'typebox'
import * as contract from '#contract/webhooks.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import { isId } from '#server/plumbing/ids.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import {
  type DeliveryRow,
  pageDeliveries,
  readDelivery,
  sendDeliveryAgain,
} from '#server/plumbing/webhooks/deliveries.ts'
import { listWebhooks, readWebhook, type WebhookRow } from '#server/plumbing/webhooks/endpoints.ts'
import { queueWebhooks } from '#server/plumbing/webhooks/queue-webhooks.ts'
import {
  addWebhook,
  changeSecret,
  changeWebhook,
  removeWebhook,
  switchOff,
  switchOn,
} from './change-webhooks.ts'

/** @param sendSoon sends what is due without waiting for the next round */
export function webhookRoutes(kernel: Kernel, vault: Vault, sendSoon: () => void): Route[] {
  const { database, clock } = kernel
  const tell = async (id: string) => {
    const webhook = await database.within(everyAccount, tx => readWebhook(tx, id))
    if (!webhook) throw new Refusal('not-found')
    return (await tellWebhooks(kernel, [webhook]))[0]!
  }
  return [
    route(contract.listWebhooks, async () => ({
      items: await tellWebhooks(kernel, await database.within(everyAccount, listWebhooks)),
    })),
    route(contract.addWebhook, async ({ body, caller }) => {
      const { id, secret } = await addWebhook(kernel, vault, caller.personId, body)
      return { webhook: await tell(id), secret }
    }),
    route(contract.changeWebhook, async ({ params, body, caller }) => {
      await changeWebhook(kernel, caller.personId, params.webhookId, body)
      return tell(params.webhookId)
    }),
    route(contract.changeWebhookSecret, async ({ params, body, caller }) => {
      const secret = await changeSecret(kernel, vault, caller.personId, params.webhookId, body.bothSign)
      return { webhook: await tell(params.webhookId), secret }
    }),
    route(contract.switchWebhookOff, async ({ params, caller }) => {
      await switchOff(kernel, caller.personId, params.webhookId)
      return tell(params.webhookId)
    }),
    route(contract.switchWebhookOn, async ({ params, caller }) => {
      await switchOn(kernel, caller.personId, params.webhookId)
      sendSoon()
      return tell(params.webhookId)
    }),
    route(contract.removeWebhook, async ({ params, caller }) => {
      const at = await removeWebhook(kernel, caller.personId, params.webhookId)
      return { removedAt: at.toISOString() }
    }),
    route(contract.testWebhook, async ({ params: { webhookId } }) => {
      const at = new Date(clock.now())
      const delivery = await database.within(everyAccount, async tx => {
        if (!(await readWebhook(tx, webhookId))) throw new Refusal('not-found')
        const event = { type: 'webhook.test', data: { webhook: webhookId } }
        const [id] = await queueWebhooks(tx, [event], at, webhookId)
        if (id === undefined) throw new Refusal('conflict')
        return readDelivery(tx, webhookId, id)
      })
      sendSoon()
      return tellDelivery(delivery!, true)
    }),
    route(contract.listWebhookDeliveries, async ({ params: { webhookId }, query }) => {
      const limit = query.limit ?? 30
      const { cursor } = query
      if (cursor !== undefined && !isId(cursor)) throw new Refusal('invalid-input', { field: 'cursor' })
      return database.within(everyAccount, async tx => {
        const webhook = await readWebhook(tx, webhookId)
        if (!webhook) throw new Refusal('not-found')
        const found = await pageDeliveries(tx, webhookId, cursor, limit + 1)
        const shown = found.slice(0, limit)
        return {
          items: shown.map(one => tellDelivery(one, webhook.offAt === null)),
          next: found.length > limit ? shown.at(-1)!.id : null,
        }
      })
    }),
    route(contract.sendWebhookAgain, async ({ params: { webhookId, deliveryId } }) => {
      const delivery = await database.within(everyAccount, tx =>
        sendDeliveryAgain(tx, webhookId, deliveryId, new Date(clock.now())),
      )
      if (!delivery) throw new Refusal('not-found')
      if (delivery === 'conflict') throw new Refusal('conflict')
      sendSoon()
      return tellDelivery(delivery, true)
    }),
  ]
}

const iso = (at: Date | null) => at?.toISOString() ?? null

async function tellWebhooks(
  { database, clock }: Kernel,
  webhooks: readonly WebhookRow[],
): Promise<Static<typeof contract.Webhook>[]> {
  const ids = webhooks.flatMap(webhook => webhook.addedBy ?? [])
  const people =
    ids.length === 0
      ? []
      : await database.within(everyAccount, tx =>
          tx.selectFrom('people.persons').select(['id', 'name']).where('id', 'in', ids).execute(),
        )
  const now = clock.now()
  return webhooks.map(webhook => ({
    id: webhook.id,
    name: webhook.name,
    address: webhook.address,
    allowPrivate: webhook.allowsPrivate,
    addedAt: webhook.addedAt.toISOString(),
    addedBy: people.find(person => person.id === webhook.addedBy) ?? null,
    previousSecretUntil:
      webhook.previousUntil !== null && webhook.previousUntil.getTime() > now
        ? iso(webhook.previousUntil)
        : null,
    failingSince: iso(webhook.failingSince),
    off:
      webhook.offAt && webhook.offBecause
        ? { at: webhook.offAt.toISOString(), because: webhook.offBecause }
        : null,
    waiting: webhook.waiting,
    lastDeliveredAt: iso(webhook.lastDeliveredAt),
  }))
}

function tellDelivery(delivery: DeliveryRow, isOn: boolean): Static<typeof contract.WebhookDelivery> {
  const { queuedAt, triedAt, nextTryAt, deliveredAt, givenUpAt, ...rest } = delivery
  return {
    ...rest,
    queuedAt: queuedAt.toISOString(),
    triedAt: iso(triedAt),
    nextTryAt: iso(nextTryAt),
    deliveredAt: iso(deliveredAt),
    givenUpAt: iso(givenUpAt),
    can: { sendAgain: isOn ? true : 'conflict' },
  }
}
