// Where a person is signed in, and the keys by which programs act for him.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant, ProofMethod, ScopeName } from './words.ts'

export const Session = t.Object({
  id: Id,
  /** The one that asks. */
  current: t.Boolean(),
  /** As the browser names itself, put into words: "Firefox · Windows". */
  device: t.Union([t.String(), t.Null()]),
  network: t.Union([t.String({ privacy: 'sensitive' }), t.Null()]),
  methods: t.Array(ProofMethod),
  begunAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  /** What was entered from it and is still open. */
  liveEntries: t.Integer(),
})

export const listSessions = endpoint({
  name: 'list-sessions',
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where I am signed in.',
  who: 'person',
  writes: 'nothing',
  answer: t.Object({ items: t.Array(Session) }),
  refusals: ['not-signed-in'],
})

export const endSession = endpoint({
  name: 'end-session',
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  summary: 'Ends one session of mine and closes what it had entered. Ending an ended one changes nothing.',
  who: 'person',
  writes: 'facts',
  params: t.Object({ sessionId: Id }),
  answer: t.Object({ closedEntries: t.Integer() }),
  refusals: ['not-signed-in', 'not-found'],
})

export const endOtherSessions = endpoint({
  name: 'end-other-sessions',
  method: 'POST',
  path: '/me/sessions/ending',
  summary: 'Ends every session of mine but this one and closes what they had entered.',
  who: 'person',
  writes: 'facts',
  body: t.Object({}),
  answer: t.Object({ endedSessions: t.Integer(), closedEntries: t.Integer() }),
  refusals: ['not-signed-in'],
})

export const endSessionsOfPerson = endpoint({
  name: 'end-sessions-of-person',
  method: 'POST',
  path: '/provider/people/{personId}/sessions/ending',
  summary:
    'Ends every session of a person and closes what was entered from them: he has to sign in again, and keeps what he was given.',
  who: 'desk',
  byKey: 'end',
  writes: 'facts',
  params: t.Object({ personId: Id }),
  body: t.Object({}),
  answer: t.Object({ endedSessions: t.Integer(), closedEntries: t.Integer() }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const ApiKey = t.Object({
  id: Id,
  name: t.String(),
  /** The last four characters. */
  tail: t.String(),
  scopes: t.Array(ScopeName),
  madeAt: Instant,
  expiresAt: Instant,
  lastUsedAt: t.Union([Instant, t.Null()]),
  lastNetwork: t.Union([t.String({ privacy: 'sensitive' }), t.Null()]),
  withdrawnAt: t.Union([Instant, t.Null()]),
})

export const listApiKeys = endpoint({
  name: 'list-api-keys',
  method: 'GET',
  path: '/me/api-keys',
  summary: 'My API keys; never the keys themselves.',
  who: 'person',
  writes: 'nothing',
  answer: t.Object({ items: t.Array(ApiKey) }),
  refusals: ['not-signed-in'],
})

export const makeApiKey = endpoint({
  name: 'make-api-key',
  method: 'POST',
  path: '/me/api-keys',
  status: 201,
  summary: 'A key by which a program acts as me, with these scopes and until this day. Shown once.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({
    name: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    scopes: t.Array(ScopeName, { minItems: 1, maxItems: 6 }),
    /** At most a year. */
    days: t.Integer({ minimum: 1, maximum: 366 }),
  }),
  answer: t.Object({ key: t.String({ privacy: 'secret' }), apiKey: ApiKey }),
  refusals: ['not-signed-in', 'fresh-proof-needed', 'invalid-input'],
})

export const withdrawApiKey = endpoint({
  name: 'withdraw-api-key',
  method: 'DELETE',
  path: '/me/api-keys/{keyId}',
  summary: 'Withdraws a key: from now on no program acts by it. Withdrawing it again changes nothing.',
  who: 'person',
  writes: 'own session only',
  params: t.Object({ keyId: Id }),
  answer: t.Object({ withdrawnAt: Instant }),
  refusals: ['not-signed-in', 'not-found'],
})
