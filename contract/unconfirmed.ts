// Endings that are not proven yet: what is still open, since when, what is tried, and by whom it can be tried at once.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { AccountName, Can, Id, Instant, PageQuery, page, ResourceName } from './words.ts'

const Maybe = <S extends t.TSchema>(of: S) => t.Union([of, t.Null()])

/** What is not proven: an entry that was not refused yet, or a trace that a foreign system still has. */
export const WaitsFor = t.Object({
  /** 'entry', or the system and the kind of the trace in one word for people */
  what: t.String(),
  /** Of a trace: the name of the connector, by which the desk knows what can be done by hand. */
  system: Maybe(t.String()),
  kind: Maybe(t.String()),
  /** Of a trace: what it is called over there, where that is known. */
  name: Maybe(t.String({ privacy: 'internal' })),
  /** Of the entry or the trace; a trace on a server carries it. */
  id: Id,
  /** What the other side said last. */
  error: Maybe(t.String()),
  /** How often it was tried in vain since the ending, and when it is tried again by itself; null: with the next round. */
  tries: Maybe(t.Integer()),
  triedAt: Maybe(Instant),
  nextTryAt: Maybe(Instant),
})

export const Unconfirmed = t.Object({
  grantId: Id,
  account: AccountName,
  resource: Maybe(ResourceName),
  subject: t.String(),
  endingAt: Instant,
  cause: t.String(),
  /** Since then it is an alarm, and people were told; null: it may still be proven within moments. */
  alarmedAt: Maybe(Instant),
  waitsFor: t.Array(WaitsFor),
})

export const listUnconfirmed = endpoint({
  name: 'list-unconfirmed-endings',
  method: 'GET',
  path: '/provider/unconfirmed-endings',
  summary: 'Endings that no witness has confirmed yet, oldest first, with what they wait for.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object(PageQuery),
  answer: page(Unconfirmed),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const listUnconfirmedOfAccount = endpoint({
  name: 'list-unconfirmed-of-account',
  method: 'GET',
  path: '/accounts/{accountId}/unconfirmed-endings',
  summary:
    'Endings of this account that no witness has confirmed yet, oldest first, with what they wait for.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ accountId: Id }),
  query: t.Object(PageQuery),
  answer: t.Object({ ...page(Unconfirmed).properties, can: t.Object({ tryNow: Can }) }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

/** null: nothing is left to be proven. */
const Tried = t.Object({ ending: Maybe(Unconfirmed) })

export const tryToConfirm = endpoint({
  name: 'try-to-confirm-ending',
  method: 'POST',
  path: '/accounts/{accountId}/grants/{grantId}/confirmation',
  summary:
    'Tries at once, instead of when its pause is over, to take away what is still there and to prove the ending.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'nothing',
  params: t.Object({ accountId: Id, grantId: Id }),
  body: t.Object({}),
  answer: Tried,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const tryToConfirmByProvider = endpoint({
  name: 'try-to-confirm-ending-by-provider',
  method: 'POST',
  path: '/provider/unconfirmed-endings/{grantId}/confirmation',
  summary: 'Tries at once to prove an ending of any account, as its owner can.',
  who: 'desk',
  byKey: 'manage',
  writes: 'nothing',
  params: t.Object({ grantId: Id }),
  body: t.Object({}),
  answer: Tried,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})
