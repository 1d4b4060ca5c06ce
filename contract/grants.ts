// The kernel's own operations on grants: who can get in, ending, giving back, requests to decide.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { AccountName, Can, Id, Instant, PageQuery, PersonName, page, ResourceName } from './words.ts'

export const GrantState = t.Union([
  t.Literal('scheduled'),
  t.Literal('open'),
  t.Literal('ending'),
  t.Literal('ended'),
])

export const EndingCause = t.Union([
  t.Literal('expired'),
  t.Literal('revoked'),
  t.Literal('returned'),
  t.Literal('replaced'),
  t.Literal('emergency'),
  t.Literal('person-deactivated'),
  t.Literal('giver-deactivated'),
  t.Literal('parent-ended'),
  t.Literal('account-closed'),
  t.Literal('resource-removed'),
  t.Literal('suspended'),
])

export const LiveEntry = t.Object({
  id: Id,
  person: PersonName,
  openedAt: Instant,
  network: t.Union([t.String(), t.Null()]),
})

export const Grant = t.Object({
  id: Id,
  door: t.String(),
  state: GrantState,
  subject: t.Object({ kind: t.Union([t.Literal('person'), t.Literal('team')]), id: Id, name: t.String() }),
  resource: t.Union([ResourceName, t.Null()]),
  permissions: t.Array(t.String()),
  beginsAt: Instant,
  endsAt: t.Union([Instant, t.Null()]),
  reason: t.Union([t.String(), t.Null()]),
  caseNumber: t.Union([t.String(), t.Null()]),
  decision: t.Object({
    id: Id,
    at: Instant,
    by: t.Union([PersonName, t.Null()]),
    rule: t.Union([t.String(), t.Null()]),
    note: t.Union([t.String(), t.Null()]),
  }),
  version: t.Integer(),
  ending: t.Union([
    t.Object({
      at: Instant,
      cause: EndingCause,
      by: t.Union([PersonName, t.Null()]),
      note: t.Union([t.String(), t.Null()]),
      confirmedAt: t.Union([Instant, t.Null()]),
    }),
    t.Null(),
  ]),
  liveEntries: t.Array(LiveEntry),
  can: t.Object({ end: Can }),
})

/** What an ending cut, with times; `stillOpen` names grants through which somebody can still get in. */
export const Ending = t.Object({
  /** The instant from which on it was over, as the ledger has it. */
  at: Instant,
  grants: t.Array(
    t.Object({
      id: Id,
      subject: t.String(),
      state: GrantState,
      cause: EndingCause,
      confirmedAt: t.Union([Instant, t.Null()]),
    }),
  ),
  closedEntries: t.Array(
    t.Object({
      id: Id,
      person: PersonName,
      openedAt: Instant,
      closedAt: Instant,
      confirmedAt: t.Union([Instant, t.Null()]),
    }),
  ),
  stillOpen: t.Array(t.Object({ grantId: Id, subject: t.String(), until: t.Union([Instant, t.Null()]) })),
})

const inAccount = { accountId: Id }
const ofGrant = t.Object({ ...inAccount, grantId: Id })

export const listGrants = endpoint({
  name: 'list-grants',
  method: 'GET',
  path: '/accounts/{accountId}/grants',
  summary: 'Who can get in: every open, scheduled and ending grant of the account (or those that ended).',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({
    ...PageQuery,
    state: t.Optional(t.Union([t.Literal('live'), t.Literal('ended')], { default: 'live' })),
    resource: t.Optional(Id),
    person: t.Optional(Id),
    door: t.Optional(t.String({ maxLength: 40 })),
    /** outsiders: everybody who is no member of the account. */
    whom: t.Optional(t.Union([t.Literal('everybody'), t.Literal('outsiders'), t.Literal('members')])),
    /** Only those through which somebody is inside. */
    inside: t.Optional(t.Boolean()),
  }),
  answer: page(Grant),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const readGrant = endpoint({
  name: 'read-grant',
  method: 'GET',
  path: '/accounts/{accountId}/grants/{grantId}',
  summary: 'One grant.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofGrant,
  answer: Grant,
  refusals: ['not-signed-in', 'not-found'],
})

export const endGrant = endpoint({
  name: 'end-grant',
  method: 'POST',
  path: '/accounts/{accountId}/grants/{grantId}/ending',
  summary:
    'Ends a grant and every entry that only it held open. Ending an ended grant changes nothing and answers the same.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: ofGrant,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const endPerson = endpoint({
  name: 'end-person',
  method: 'POST',
  path: '/accounts/{accountId}/people/{personId}/ending',
  summary:
    'Ends everything that one person was given in the account. What a team of his still opens to him is named in `stillOpen`.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: t.Object({ ...inAccount, personId: Id }),
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const countGrants = endpoint({
  name: 'count-grants',
  method: 'GET',
  path: '/accounts/{accountId}/grants/count',
  summary:
    'How many can get in, how many are inside, and what ending all of them, or all outsiders, would cut.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  answer: t.Object({
    everybody: t.Object({ grants: t.Integer(), people: t.Integer(), liveEntries: t.Integer() }),
    outsiders: t.Object({ grants: t.Integer(), people: t.Integer(), liveEntries: t.Integer() }),
    unconfirmed: t.Integer(),
  }),
  refusals: ['not-signed-in', 'not-found'],
})

export const endAllGrants = endpoint({
  name: 'end-all-grants',
  method: 'POST',
  path: '/accounts/{accountId}/endings',
  summary: 'Ends every grant of the account at once, or those of all outsiders.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: t.Object(inAccount),
  body: t.Object({
    note: t.Optional(t.String({ maxLength: 500 })),
    whom: t.Optional(t.Union([t.Literal('everybody'), t.Literal('outsiders')], { default: 'everybody' })),
  }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const Request = t.Object({
  id: Id,
  door: t.String(),
  state: t.Union([
    t.Literal('pending'),
    t.Literal('approved'),
    t.Literal('rejected'),
    t.Literal('lapsed'),
    t.Literal('withdrawn'),
  ]),
  account: AccountName,
  resource: t.Union([ResourceName, t.Null()]),
  askedBy: PersonName,
  subject: t.Object({ kind: t.Union([t.Literal('person'), t.Literal('team')]), id: Id, name: t.String() }),
  wants: t.Array(t.Object({ permission: t.String(), reason: t.String() })),
  until: t.Union([Instant, t.Null()]),
  preset: t.Union([t.String(), t.Null()]),
  caseNumber: t.Union([t.String(), t.Null()]),
  message: t.Union([t.String(), t.Null()]),
  askedAt: Instant,
  lapsesAt: Instant,
  decision: t.Union([
    t.Object({
      outcome: t.Union([t.Literal('allow'), t.Literal('refuse')]),
      at: Instant,
      by: t.Union([PersonName, t.Null()]),
      note: t.Union([t.String(), t.Null()]),
    }),
    t.Null(),
  ]),
  can: t.Object({ decide: Can, withdraw: Can }),
})

export const listRequests = endpoint({
  name: 'list-requests',
  method: 'GET',
  path: '/accounts/{accountId}/requests',
  summary: 'Requests to this account: those that wait, or all.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object(inAccount),
  query: t.Object({
    ...PageQuery,
    state: t.Optional(t.Union([t.Literal('pending'), t.Literal('all')], { default: 'pending' })),
  }),
  answer: page(Request),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const readRequest = endpoint({
  name: 'read-request',
  method: 'GET',
  path: '/accounts/{accountId}/requests/{requestId}',
  summary: 'One request.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ ...inAccount, requestId: Id }),
  answer: Request,
  refusals: ['not-signed-in', 'not-found'],
})
