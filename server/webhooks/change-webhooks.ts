import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import * as endpoints from '#server/plumbing/webhooks/endpoints.ts'
import {
  bothSignMs,
  changeWebhookSecret,
  destroyWebhookSecrets,
  keepWebhookSecret,
} from '#server/plumbing/webhooks/webhook-secrets.ts'
import { readAddress } from './read-address.ts'

type Wish = { name: string; address: string; allowPrivate: boolean }

/** In the ledger of the provider, where the desk's own doings stand. */
async function recordAtDesk<T>(
  kernel: Kernel,
  by: Actor,
  write: (r: Recording, accountId: string) => Promise<T>,
): Promise<T> {
  const provider = await kernel.database.within(everyAccount, readProvider)
  return record(kernel, { accounts: [provider.id], by, scope: everyAccount }, r => write(r, provider.id))
}

/** @returns its id, and its secret as it is shown, once */
export async function addWebhook(
  kernel: Kernel,
  vault: Vault,
  by: string,
  wish: Wish,
): Promise<{ id: string; secret: string }> {
  const wanted = readWish(wish)
  return recordAtDesk(kernel, { person: by }, async (r, accountId) => {
    const id = await endpoints.addWebhook(r.tx, wanted, by, r.at)
    const secret = await keepWebhookSecret(r.tx, vault, { accountId, webhookId: id }, r.at)
    r.fact('webhook.added', {}, { webhook: id, name: wanted.name, allowsPrivate: wanted.allowsPrivate })
    return { id, secret }
  })
}

/** @throws Refusal 'not-found' */
export async function changeWebhook(kernel: Kernel, by: string, id: string, wish: Wish): Promise<void> {
  const wanted = readWish(wish)
  await recordAtDesk(kernel, { person: by }, async r => {
    const before = await endpoints.readWebhook(r.tx, id)
    if (!before || !(await endpoints.changeWebhook(r.tx, id, wanted))) throw new Refusal('not-found')
    const isMoved = before.address !== wanted.address || before.allowsPrivate !== wanted.allowsPrivate
    if (!isMoved && before.name === wanted.name) return
    r.fact(
      'webhook.changed',
      {},
      {
        webhook: id,
        name: wanted.name,
        change: isMoved ? 'address' : 'name',
        allowsPrivate: wanted.allowsPrivate,
      },
    )
  })
}

/**
 * @param bothSign the secret that is replaced signs beside the new one for a day
 * @returns the new one as it is shown, once
 * @throws Refusal 'not-found'
 */
export async function changeSecret(
  kernel: Kernel,
  vault: Vault,
  by: string,
  id: string,
  bothSign: boolean,
): Promise<string> {
  return recordAtDesk(kernel, { person: by }, async (r, accountId) => {
    const until = bothSign ? new Date(r.now + bothSignMs) : null
    const webhook = await endpoints.readWebhook(r.tx, id)
    if (!webhook || !(await endpoints.notePreviousSecret(r.tx, id, until))) throw new Refusal('not-found')
    const secret = await changeWebhookSecret(r.tx, vault, { accountId, webhookId: id }, bothSign, r.at)
    r.fact(
      'webhook.changed',
      {},
      { webhook: id, name: webhook.name, change: 'secret', bothSignUntil: until?.toISOString() },
    )
    return secret
  })
}

/** What is off already stays off. @throws Refusal 'not-found' */
export async function switchOff(kernel: Kernel, by: string, id: string): Promise<void> {
  await recordAtDesk(kernel, { person: by }, async r => {
    const webhook = await endpoints.readWebhook(r.tx, id)
    if (!webhook) throw new Refusal('not-found')
    if (await endpoints.switchWebhookOff(r.tx, id, by, r.at))
      r.fact('webhook.changed', {}, { webhook: id, name: webhook.name, change: 'off' })
  })
}

/** What is on already stays on. @throws Refusal 'not-found' */
export async function switchOn(kernel: Kernel, by: string, id: string): Promise<void> {
  await recordAtDesk(kernel, { person: by }, async r => {
    const webhook = await endpoints.readWebhook(r.tx, id)
    if (!webhook) throw new Refusal('not-found')
    if (await endpoints.switchWebhookOn(r.tx, id, r.at))
      r.fact('webhook.changed', {}, { webhook: id, name: webhook.name, change: 'on' })
  })
}

/** @returns since when it is told nothing any more. @throws Refusal 'not-found' */
export async function removeWebhook(kernel: Kernel, by: string, id: string): Promise<Date> {
  return recordAtDesk(kernel, { person: by }, async (r, accountId) => {
    const webhook = await endpoints.readWebhook(r.tx, id)
    if (!webhook || !(await endpoints.removeWebhook(r.tx, id, by, r.at))) throw new Refusal('not-found')
    await destroyWebhookSecrets(r.tx, { accountId, webhookId: id }, r.at)
    r.fact('webhook.removed', {}, { webhook: id, name: webhook.name })
    return r.at
  })
}

/** An endpoint answered that it is gone: from now on it is left alone, until the desk switches it on again. */
export async function noteGone(kernel: Kernel, id: string): Promise<void> {
  await recordAtDesk(kernel, { rule: 'clock' }, async r => {
    const webhook = await endpoints.readWebhook(r.tx, id)
    if (webhook && (await endpoints.switchWebhookOff(r.tx, id, null, r.at)))
      r.fact('webhook.changed', {}, { webhook: id, name: webhook.name, change: 'gone' })
  })
}

/** @throws Refusal 'invalid-input' */
function readWish(wish: Wish): endpoints.WebhookWish {
  return {
    name: wish.name.trim(),
    address: readAddress(wish.address, wish.allowPrivate),
    allowsPrivate: wish.allowPrivate,
  }
}
