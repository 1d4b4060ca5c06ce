import { createHmac, randomBytes } from 'node:crypto'

/** How a secret is shown to whoever has to check signatures with it (Standard Webhooks 1.0, “Signature scheme”). */
const shownWith = 'whsec_'

/** 256 random bits; the specification asks for 192 at least and 512 at most. */
export function newWebhookSecret(): Buffer {
  return randomBytes(32)
}

export function showWebhookSecret(secret: Buffer): string {
  return shownWith + secret.toString('base64')
}

/**
 * The three headers of a delivery (Standard Webhooks 1.0, “Webhook headers”). While a secret is being changed, the one
 * before signs too: whoever checks goes through the signatures until one is right.
 * @param id the same for every try; it holds no full stop, which is what keeps the parts of the signed text apart
 * @param now of this try, epoch ms
 * @param secrets the present one first
 */
export function signWebhook(
  id: string,
  now: number,
  body: string,
  secrets: readonly Buffer[],
): Readonly<Record<string, string>> {
  const timestamp = Math.floor(now / 1_000)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets
      .map(
        secret => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
      )
      .join(' '),
  }
}
