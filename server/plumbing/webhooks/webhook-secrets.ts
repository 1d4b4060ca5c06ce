import type { Tx } from '../database.ts'
import { destroySecrets } from '../vault/destroy-secrets.ts'
import { keepSecret } from '../vault/keep-secret.ts'
import type { Vault } from '../vault/open-vault.ts'
import { readSecret } from '../vault/read-secret.ts'
import { newWebhookSecret, showWebhookSecret } from './sign-webhook.ts'

/** Whose secrets: of which endpoint, in the account that runs the desk. */
type Owner = { accountId: string; webhookId: string }

/** How long the secret before signs beside the present one, so that whoever checks has time to change over. */
export const bothSignMs = 24 * 3_600_000

// A keeper of its own each, because what a keeper has is destroyed together.
const present = ({ accountId, webhookId }: Owner) => ({
  accountId,
  keeper: `webhook:${webhookId}`,
  name: 'secret',
})
const before = ({ accountId, webhookId }: Owner) => ({
  accountId,
  keeper: `webhook:${webhookId}:before`,
  name: 'secret',
})

/** Makes the secret of an endpoint. @returns it as it is shown, once */
export async function keepWebhookSecret(tx: Tx, vault: Vault, owner: Owner, at: Date): Promise<string> {
  const secret = newWebhookSecret()
  await keepSecret(tx, vault, { ...present(owner), value: secret }, at)
  return showWebhookSecret(secret)
}

/**
 * Puts a new secret in the place of the present one.
 * @param bothSign the one that is replaced goes on signing beside it; false: it is destroyed at once
 * @returns the new one as it is shown, once
 */
export async function changeWebhookSecret(
  tx: Tx,
  vault: Vault,
  owner: Owner,
  bothSign: boolean,
  at: Date,
): Promise<string> {
  const replaced = bothSign ? await readSecret(tx, vault, present(owner)) : undefined
  if (replaced) await keepSecret(tx, vault, { ...before(owner), value: replaced }, at)
  else await destroySecrets(tx, before(owner), at)
  return keepWebhookSecret(tx, vault, owner, at)
}

/**
 * Those that sign now, the present one first; none: they were lost with the key of the vault.
 * @param previousUntil until when the one before signs too
 */
export async function readWebhookSecrets(
  tx: Tx,
  vault: Vault,
  owner: Owner,
  previousUntil: Date | null,
  at: Date,
): Promise<Buffer[]> {
  const names = previousUntil !== null && previousUntil > at ? [present, before] : [present]
  const secrets: Buffer[] = []
  for (const name of names) {
    const secret = await readSecret(tx, vault, name(owner))
    if (secret) secrets.push(secret)
  }
  return secrets
}

/** The secret before the present one has signed for long enough. */
export async function destroyPreviousSecret(tx: Tx, owner: Owner, at: Date): Promise<void> {
  await destroySecrets(tx, before(owner), at)
}

export async function destroyWebhookSecrets(tx: Tx, owner: Owner, at: Date): Promise<void> {
  await destroySecrets(tx, present(owner), at)
  await destroySecrets(tx, before(owner), at)
}
