// What happened, and what can be proven of it.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant, PageQuery, PersonName, page } from './words.ts'

export const TimelineFact = t.Object({
  seq: t.Integer(),
  at: Instant,
  kind: t.String(),
  by: t.Union([PersonName, t.Null()]),
  rule: t.Union([t.String(), t.Null()]),
  about: t.Object({
    grant: t.Optional(Id),
    entry: t.Optional(Id),
    request: t.Optional(Id),
    resource: t.Optional(Id),
    person: t.Optional(Id),
    resourceName: t.Optional(t.String()),
    personName: t.Optional(t.String()),
  }),
  data: t.Record(t.String(), t.Unknown()),
  hash: t.String({ description: 'SHA-256, hex' }),
})

const inAccount = { accountId: Id }

export const readTimeline = endpoint({
  name: 'read-timeline',
  method: 'GET',
  path: '/accounts/{accountId}/timeline',
  summary: 'The facts of the account, newest first, or those of one grant.',
  who: 'account',
  needs: 'access.view',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({ ...PageQuery, grant: t.Optional(Id) }),
  answer: page(TimelineFact),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const Verification = t.Object({
  account: Id,
  facts: t.Integer(),
  intact: t.Boolean(),
  /** First fact that does not fit, when not intact. */
  brokenAt: t.Union([t.Integer(), t.Null()]),
  checkpoints: t.Integer(),
  head: t.String(),
  checkedAt: Instant,
})

export const verifyLedger = endpoint({
  name: 'verify-ledger',
  method: 'GET',
  path: '/accounts/{accountId}/ledger/verification',
  summary: 'Recomputes the chain of facts and checks the signatures of all checkpoints.',
  who: 'account',
  needs: 'access.view',
  writes: 'nothing',
  params: t.Object(inAccount),
  answer: Verification,
  refusals: ['not-signed-in', 'not-found'],
})

/** Everything that is needed to check it offline: `einlass verify FILE`. */
export const exportLedger = endpoint({
  name: 'export-ledger',
  method: 'GET',
  path: '/accounts/{accountId}/ledger',
  summary: 'The whole ledger of the account with checkpoints and the public key, for offline verification.',
  who: 'account',
  needs: 'audit.export',
  writes: 'nothing',
  params: t.Object(inAccount),
  answer: t.Unknown(),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const Receipt = t.Object({
  format: t.Literal('einlass-receipt-1'),
  account: t.Object({ id: Id, name: t.String() }),
  grant: t.Object({
    id: Id,
    door: t.String(),
    subject: t.String(),
    resource: t.Union([t.String(), t.Null()]),
    permissions: t.Array(t.String()),
    beginsAt: Instant,
    endsAt: t.Union([Instant, t.Null()]),
    decidedBy: t.String(),
    caseNumber: t.Union([t.String(), t.Null()]),
    reason: t.Union([t.String(), t.Null()]),
  }),
  state: t.Union([t.Literal('scheduled'), t.Literal('open'), t.Literal('ending'), t.Literal('ended')]),
  ending: t.Union([
    t.Object({
      at: Instant,
      cause: t.String(),
      by: t.String(),
      note: t.Union([t.String(), t.Null()]),
      confirmedAt: t.Union([Instant, t.Null()]),
    }),
    t.Null(),
  ]),
  entries: t.Array(
    t.Object({
      id: Id,
      person: t.String(),
      openedAt: Instant,
      closedAt: t.Union([Instant, t.Null()]),
      cause: t.Union([t.String(), t.Null()]),
      /** The instant at which the closed entry was presented at the entrance again and was refused. */
      refusedAt: t.Union([Instant, t.Null()]),
    }),
  ),
  /** The facts it rests on: each with the hash of its predecessor, so that they can be found in the ledger again. */
  facts: t.Array(t.Unknown()),
  ledger: t.Object({ seq: t.Integer(), hash: t.String(), at: Instant }),
  issuedAt: Instant,
  keyId: t.String(),
  publicKey: t.String({ description: 'Ed25519, JWK (RFC 8037)' }),
  signature: t.String({
    description: 'Ed25519 over the canonical JSON (RFC 8785) of everything else, base64url',
  }),
})

export const readReceipt = endpoint({
  name: 'read-receipt',
  method: 'GET',
  path: '/accounts/{accountId}/grants/{grantId}/receipt',
  summary: 'The signed receipt of a grant: asked, decided, entered, ended, refused afterwards.',
  who: 'account',
  needs: 'access.view',
  writes: 'nothing',
  params: t.Object({ ...inAccount, grantId: Id }),
  answer: Receipt,
  refusals: ['not-signed-in', 'not-found'],
})

export const explain = endpoint({
  name: 'explain',
  method: 'GET',
  path: '/accounts/{accountId}/explanation',
  summary: 'May this person do this here, and because of what?',
  who: 'account',
  needs: 'access.view',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({ person: Id, permission: t.String({ maxLength: 60 }), resource: t.Optional(Id) }),
  answer: t.Object({
    allowed: t.Boolean(),
    at: Instant,
    because: t.Array(t.Object({ grantId: Id, until: t.Union([Instant, t.Null()]) })),
    whyNot: t.Array(t.Object({ grantId: Id, reason: t.String() })),
  }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})
