// Other programs of the provider that are told when somebody's rights change, after Standard Webhooks 1.0.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PageQuery, PersonName, page } from './words.ts'

/**
 * What such a program is sent, as the body of a POST. At least once and in no order: `webhook-id` stays the same over
 * all tries, and of two epochs of an account the greater one is the newer.
 */
export const AccessChanged = t.Object({
  type: t.Literal('access.changed'),
  timestamp: Instant,
  data: t.Object({
    account: Id,
    /** Whose rights there are others than before. Either a person or a team stands here. */
    person: t.Optional(Id),
    /** All who are in this team. */
    team: t.Optional(Id),
    /** Of the account, from this change on. */
    epoch: t.Integer(),
    at: Instant,
  }),
})

const WebhookName = t.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const WebhookWish = t.Object({
  name: WebhookName,
  /** https; with `allowPrivate` http too. Without a user or password in it. */
  address: t.String({ minLength: 1, maxLength: 2000 }),
  /** It may lie in the house's own network. */
  allowPrivate: t.Boolean(),
})

export const Webhook = t.Object({
  id: Id,
  name: t.String(),
  address: t.String({ privacy: 'sensitive' }),
  allowPrivate: t.Boolean(),
  addedAt: Instant,
  addedBy: t.Union([PersonName, t.Null()]),
  /** Until then the secret before the present one signs too. */
  previousSecretUntil: t.Union([Instant, t.Null()]),
  /** Since when no try succeeded; null: the last one did, or there was none. */
  failingSince: t.Union([Instant, t.Null()]),
  /** gone: it answered 410 and was switched off by that. */
  off: t.Union([
    t.Object({ at: Instant, because: t.Union([t.Literal('desk'), t.Literal('gone')]) }),
    t.Null(),
  ]),
  /** Deliveries that are still to be made. */
  waiting: t.Integer(),
  lastDeliveredAt: t.Union([Instant, t.Null()]),
})

export const WebhookDelivery = t.Object({
  id: Id,
  type: t.String(),
  queuedAt: Instant,
  tries: t.Integer(),
  triedAt: t.Union([Instant, t.Null()]),
  nextTryAt: t.Union([Instant, t.Null()]),
  /** The status of the last answer; null: there was none, and `error` says why. */
  status: t.Union([t.Integer(), t.Null()]),
  error: t.Union([t.String(), t.Null()]),
  deliveredAt: t.Union([Instant, t.Null()]),
  givenUpAt: t.Union([Instant, t.Null()]),
  can: t.Object({ sendAgain: Can }),
})

const WebhookSecret = t.String({
  privacy: 'secret',
  description: 'whsec_ and 32 bytes in base64; shown once',
})
const oneWebhook = t.Object({ webhookId: Id })
const deskOnly = ['not-signed-in', 'not-found', 'not-allowed'] as const

export const listWebhooks = endpoint({
  name: 'list-webhooks',
  method: 'GET',
  path: '/provider/webhooks',
  summary: 'The programs that are told when somebody’s rights change.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({ items: t.Array(Webhook) }),
  refusals: deskOnly,
})

export const addWebhook = endpoint({
  name: 'add-webhook',
  method: 'POST',
  path: '/provider/webhooks',
  status: 201,
  summary:
    'Tells a program from now on, with signed requests (Standard Webhooks 1.0). Its secret is shown once.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: WebhookWish,
  answer: t.Object({ webhook: Webhook, secret: WebhookSecret }),
  refusals: [...deskOnly, 'fresh-proof-needed', 'invalid-input'],
})

export const changeWebhook = endpoint({
  name: 'change-webhook',
  method: 'PUT',
  path: '/provider/webhooks/{webhookId}',
  summary: 'Changes its name or where it is. What still waits goes to the new address.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: oneWebhook,
  body: WebhookWish,
  answer: Webhook,
  refusals: [...deskOnly, 'fresh-proof-needed', 'invalid-input'],
})

export const changeWebhookSecret = endpoint({
  name: 'change-webhook-secret',
  method: 'POST',
  path: '/provider/webhooks/{webhookId}/secret',
  status: 201,
  summary: 'Gives it a new secret, shown once. The one before signs beside it for a day, or no more at all.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: oneWebhook,
  body: t.Object({
    /** false: the one before is known to somebody whom it is none of the business of. */
    bothSign: t.Boolean(),
  }),
  answer: t.Object({ webhook: Webhook, secret: WebhookSecret }),
  refusals: [...deskOnly, 'fresh-proof-needed'],
})

export const switchWebhookOff = endpoint({
  name: 'switch-webhook-off',
  method: 'POST',
  path: '/provider/webhooks/{webhookId}/off',
  summary:
    'Tells it nothing any more. What happens meanwhile it is not told later either; what waits, waits.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: oneWebhook,
  body: t.Object({}),
  answer: Webhook,
  refusals: deskOnly,
})

export const switchWebhookOn = endpoint({
  name: 'switch-webhook-on',
  method: 'POST',
  path: '/provider/webhooks/{webhookId}/on',
  summary: 'Tells it again. What waited goes out at once.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: oneWebhook,
  body: t.Object({}),
  answer: Webhook,
  refusals: [...deskOnly, 'fresh-proof-needed'],
})

export const removeWebhook = endpoint({
  name: 'remove-webhook',
  method: 'DELETE',
  path: '/provider/webhooks/{webhookId}',
  summary: 'Tells it nothing any more for good, and destroys its secrets.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: oneWebhook,
  answer: t.Object({ removedAt: Instant }),
  refusals: deskOnly,
})

export const testWebhook = endpoint({
  name: 'test-webhook',
  method: 'POST',
  path: '/provider/webhooks/{webhookId}/test',
  status: 201,
  summary: 'Sends it a `webhook.test`, like everything else that it is sent.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: oneWebhook,
  body: t.Object({}),
  answer: WebhookDelivery,
  refusals: [...deskOnly, 'conflict'],
})

export const listWebhookDeliveries = endpoint({
  name: 'list-webhook-deliveries',
  method: 'GET',
  path: '/provider/webhooks/{webhookId}/deliveries',
  summary: 'What it was told within the last thirty days and what became of it, newest first.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  params: oneWebhook,
  query: t.Object(PageQuery),
  answer: page(WebhookDelivery),
  refusals: [...deskOnly, 'invalid-input'],
})

export const sendWebhookAgain = endpoint({
  name: 'send-webhook-again',
  method: 'POST',
  path: '/provider/webhooks/{webhookId}/deliveries/{deliveryId}/sending',
  summary: 'Sends it once more, at once and under the same id.',
  who: 'desk',
  byKey: 'manage',
  writes: 'nothing',
  params: t.Object({ webhookId: Id, deliveryId: Id }),
  body: t.Object({}),
  answer: WebhookDelivery,
  refusals: [...deskOnly, 'conflict'],
})
