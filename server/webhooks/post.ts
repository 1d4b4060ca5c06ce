import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Errands } from '#server/plumbing/errands.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { forgetOldDeliveries } from '#server/plumbing/webhooks/deliveries.ts'
import { listWebhooks } from '#server/plumbing/webhooks/endpoints.ts'
import type { WebhookPost } from '#server/plumbing/webhooks/send-webhooks.ts'
import { destroyPreviousSecret } from '#server/plumbing/webhooks/webhook-secrets.ts'
import { noteGone } from './change-webhooks.ts'

/** What sending needs to know of the house. */
export function webhookPost(kernel: Kernel, vault: Vault, errands: Errands): WebhookPost {
  return {
    database: kernel.database,
    vault,
    errands,
    accountId: () => kernel.database.within(everyAccount, readProviderId),
    gone: id => noteGone(kernel, id),
  }
}

/** Destroys secrets that have signed for long enough beside their successors, and forgets old deliveries. */
export async function tendWebhooks(kernel: Kernel): Promise<void> {
  const at = new Date(kernel.clock.now())
  await kernel.database.within(everyAccount, async tx => {
    const accountId = await readProviderId(tx)
    if (accountId === undefined) return
    for (const webhook of await listWebhooks(tx))
      if (webhook.previousUntil !== null && webhook.previousUntil <= at)
        await destroyPreviousSecret(tx, { accountId, webhookId: webhook.id }, at)
    await forgetOldDeliveries(tx, at.getTime())
  })
}

async function readProviderId(tx: Tx): Promise<string | undefined> {
  const row = await tx
    .selectFrom('access.accounts')
    .select('id')
    .where('kind', '=', 'provider')
    .executeTakeFirst()
  return row?.id
}
