// The door service-switch: an owner switches service access to a shop on, until a date.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending, Grant, LiveEntry, Request } from './grants.ts'
import { AccountName, Can, Id, Instant, PageQuery, PersonName, page, ResourceName } from './words.ts'

export const Mode = t.Union([t.Literal('read-only'), t.Literal('full')])
export const Preset = t.Union([t.Literal('three-working-days'), t.Literal('one-week'), t.Literal('today-18')])

/** Until when: a preset, or an own date and time on the clock of the account's zone (or the zone named). */
export const Until = t.Union([
  t.Object({ preset: Preset }),
  t.Object({
    local: t.String({ maxLength: 16, description: 'YYYY-MM-DDTHH:mm' }),
    zone: t.Optional(t.String({ maxLength: 100 })),
  }),
])

/** Who may enter: the provider's whole support team, or the people named. */
export const WhoMayEnter = t.Union([
  t.Object({ kind: t.Literal('team') }),
  t.Object({ kind: t.Literal('named'), people: t.Array(Id, { maxItems: 20 }) }),
])

export const Switch = t.Object({
  shop: ResourceName,
  account: AccountName,
  zone: t.String(),
  region: t.String(),
  /** Raised by every change; send it back as If-Match. 0: never switched. */
  version: t.Integer(),
  on: t.Boolean(),
  /** The latest end of what is open; null when off. */
  until: t.Union([Instant, t.Null()]),
  mode: t.Union([Mode, t.Null()]),
  who: t.Union([
    t.Object({
      kind: t.Union([t.Literal('team'), t.Literal('named')]),
      team: t.Union([t.String(), t.Null()]),
      people: t.Array(PersonName),
    }),
    t.Null(),
  ]),
  reason: t.Union([t.String(), t.Null()]),
  caseNumber: t.Union([t.String(), t.Null()]),
  message: t.Union([t.String(), t.Null()]),
  openedAt: t.Union([Instant, t.Null()]),
  openedBy: t.Union([PersonName, t.Null()]),
  grants: t.Array(Grant),
  liveEntries: t.Array(LiveEntry),
  changedAt: t.Union([Instant, t.Null()]),
  changedBy: t.Union([PersonName, t.Null()]),
  /** What each preset would mean now, computed by the server: the same rule that decides. */
  presets: t.Array(
    t.Object({
      preset: Preset,
      endsAt: t.Union([Instant, t.Null()]),
      refused: t.Union([t.String(), t.Null()]),
      skipped: t.Array(
        t.Object({ date: t.String(), why: t.String(), name: t.Union([t.String(), t.Null()]) }),
      ),
    }),
  ),
  longestUntil: Instant,
  supportTeam: t.Object({ name: t.String(), people: t.Array(PersonName) }),
  now: Instant,
  can: t.Object({ change: Can, end: Can }),
})

const ofShop = t.Object({ accountId: Id, resourceId: Id })
const path = '/accounts/{accountId}/shops/{resourceId}/service-access'

export const readSwitch = endpoint({
  name: 'read-service-access',
  method: 'GET',
  path,
  summary: 'Is service access on, until when, for whom, and who is inside?',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofShop,
  answer: Switch,
  refusals: ['not-signed-in', 'not-found'],
})

export const turnOn = endpoint({
  name: 'turn-on-service-access',
  method: 'PUT',
  path,
  summary: 'Switches service access on, or changes it while it is on: end, people, mode, texts.',
  who: 'account',
  needs: 'access.open',
  byKey: 'open',
  writes: 'facts',
  guarded: true,
  params: ofShop,
  body: t.Object({
    until: Until,
    mode: Mode,
    who: WhoMayEnter,
    reason: t.Optional(t.String({ maxLength: 500 })),
    caseNumber: t.Optional(t.String({ maxLength: 100 })),
    message: t.Optional(t.String({ maxLength: 2000 })),
  }),
  answer: Switch,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'conflict',
    'version-missing',
    'end-is-past',
    'end-before-begin',
    'end-beyond-maximum',
    'no-such-zone',
    'no-such-date',
    'no-such-time',
    'nobody-may-enter',
    'not-in-the-support-team',
    'account-is-closed',
    'more-than-you-have',
    'longer-than-you-have',
    'chain-of-delegation',
    'not-delegable',
  ],
})

export const moveEnd = endpoint({
  name: 'move-end-of-service-access',
  method: 'PUT',
  path: `${path}/end`,
  summary:
    'Extends or shortens service access while it is on. Nobody who is inside is cut unless the new end has passed.',
  who: 'account',
  needs: 'access.open',
  byKey: 'open',
  writes: 'facts',
  guarded: true,
  params: ofShop,
  body: t.Object({ until: Until }),
  answer: Switch,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'conflict',
    'version-missing',
    'already-off',
    'end-is-past',
    'end-beyond-maximum',
    'no-such-zone',
    'no-such-date',
    'no-such-time',
    'longer-than-you-have',
    'account-is-closed',
  ],
})

export const turnOff = endpoint({
  name: 'turn-off-service-access',
  method: 'POST',
  path: `${path}/ending`,
  summary:
    'Switches service access off: every grant of this door for the shop ends, every entry it held is closed and listed with its time. Off is never guarded and never a conflict.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: ofShop,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: t.Object({ switch: Switch, ending: Ending }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const decideRequest = endpoint({
  name: 'decide-service-access-request',
  method: 'POST',
  path: '/accounts/{accountId}/requests/{requestId}/decision',
  summary: 'Accepts a request as it is or with changes, or refuses it with a reason.',
  who: 'account',
  needs: 'access.decide',
  byKey: 'decide',
  writes: 'facts',
  params: t.Object({ accountId: Id, requestId: Id }),
  body: t.Object({
    outcome: t.Union([t.Literal('allow'), t.Literal('refuse')]),
    until: t.Optional(Until),
    mode: t.Optional(Mode),
    who: t.Optional(WhoMayEnter),
    note: t.Optional(t.String({ maxLength: 500 })),
  }),
  answer: Request,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'own-request',
    'invalid-input',
    'request-is-answered',
    'request-has-lapsed',
    'request-was-withdrawn',
    'end-is-past',
    'end-beyond-maximum',
    'no-such-zone',
    'no-such-date',
    'no-such-time',
    'nobody-may-enter',
    'not-in-the-support-team',
    'account-is-closed',
    'more-than-you-have',
    'longer-than-you-have',
    'chain-of-delegation',
    'not-delegable',
  ],
})

// ── the provider's desk ─────────────────────────────────────────────────────────────────────────────────────

export const findShops = endpoint({
  name: 'find-shops',
  method: 'GET',
  path: '/provider/shops',
  summary: 'Shops by name or address, to ask for access.',
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({ search: t.String({ minLength: 2, maxLength: 200 }) }),
  answer: t.Object({ items: t.Array(t.Object({ shop: ResourceName, account: AccountName })) }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const readShop = endpoint({
  name: 'read-shop',
  method: 'GET',
  path: '/provider/shops/{resourceId}',
  summary: 'One shop with its account, its zone and whether a gate stands before it.',
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ resourceId: Id }),
  answer: t.Object({ shop: ResourceName, account: AccountName, zone: t.String(), hasEntrance: t.Boolean() }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const askForAccess = endpoint({
  name: 'ask-for-service-access',
  method: 'POST',
  path: '/provider/requests',
  status: 201,
  summary: 'Asks an owner for service access to a shop: a reason per right, how long, the case.',
  who: 'support',
  byKey: 'manage',
  writes: 'facts',
  body: t.Object({
    shopId: Id,
    wants: t.Array(
      t.Object({
        permission: t.Union([t.Literal('shop.view'), t.Literal('shop.operate')]),
        reason: t.String({ maxLength: 500 }),
      }),
      { minItems: 1, maxItems: 2 },
    ),
    until: Until,
    forWhom: t.Union([t.Literal('team'), t.Literal('me')]),
    caseNumber: t.Optional(t.String({ maxLength: 100 })),
    message: t.Optional(t.String({ maxLength: 2000 })),
  }),
  answer: Request,
  refusals: [
    'not-signed-in',
    'not-found',
    'invalid-input',
    'reason-is-missing',
    'already-asked',
    'end-is-past',
    'end-beyond-maximum',
    'no-such-zone',
    'no-such-date',
    'no-such-time',
    'account-is-closed',
    'not-in-the-support-team',
  ],
})

export const withdrawRequest = endpoint({
  name: 'withdraw-service-access-request',
  method: 'POST',
  path: '/provider/requests/{requestId}/withdrawal',
  summary: 'Takes a request back that nobody has answered yet.',
  who: 'support',
  byKey: 'manage',
  writes: 'facts',
  params: t.Object({ requestId: Id }),
  body: t.Object({}),
  answer: Request,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'request-is-answered', 'request-has-lapsed'],
})

export const listProviderRequests = endpoint({
  name: 'list-provider-requests',
  method: 'GET',
  path: '/provider/requests',
  summary: "Requests of the provider's people to owners, newest first.",
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({
    ...PageQuery,
    state: t.Optional(t.Union([t.Literal('pending'), t.Literal('all')], { default: 'all' })),
  }),
  answer: page(Request),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const listOpenAccesses = endpoint({
  name: 'list-open-service-accesses',
  method: 'GET',
  path: '/provider/service-accesses',
  summary:
    'All open service accesses over all accounts, or those of one, with who is inside and what is not confirmed.',
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({ ...PageQuery, account: t.Optional(Id) }),
  answer: page(t.Object({ account: AccountName, grant: Grant })),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const endByProvider = endpoint({
  name: 'end-service-access-by-provider',
  method: 'POST',
  path: '/provider/service-accesses/{grantId}/ending',
  summary: 'The provider ends an access that an owner opened. The owner is told.',
  who: 'desk',
  byKey: 'end',
  writes: 'facts',
  params: t.Object({ grantId: Id }),
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

const Policy = t.Object({
  longestDays: t.Integer({ minimum: 1, maximum: 366 }),
  requestLapsesDays: t.Integer({ minimum: 1, maximum: 31 }),
})

export const readPolicy = endpoint({
  name: 'read-service-access-policy',
  method: 'GET',
  path: '/provider/service-access-policy',
  summary: 'What the provider allows.',
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  answer: Policy,
  refusals: ['not-signed-in', 'not-found'],
})

export const changePolicy = endpoint({
  name: 'change-service-access-policy',
  method: 'PUT',
  path: '/provider/service-access-policy',
  summary:
    'Sets the longest time an owner may open at once, and when requests lapse. What is open stays as it is.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: Policy,
  answer: Policy,
  refusals: ['fresh-proof-needed', 'not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})
