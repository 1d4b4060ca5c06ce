// The door support-visit, as a case: support asks with the owner's code, the owner answers, and it is taken back.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending, Grant } from './grants.ts'
import { Switch, Until } from './service-switch.ts'
import { AccountName, Can, Id, Instant, PageQuery, PersonName, page, ResourceName } from './words.ts'

export const PlatformName = t.Union([
  t.Literal('shopify'),
  t.Literal('wix'),
  t.Literal('squarespace'),
  t.Literal('ecwid'),
  t.Literal('bigcommerce'),
  t.Literal('lightspeed'),
  t.Literal('wordpress'),
  t.Literal('shopware'),
  t.Literal('prestashop'),
  t.Literal('magento'),
  t.Literal('server'),
  t.Literal('not-listed'),
])

/**
 * By which method somebody is let in: invited on the platform, by an account that the desk makes, on a server, or by hand
 * with a list to tick off.
 */
export const VisitMethod = t.Union([
  t.Literal('invite'),
  t.Literal('provision'),
  t.Literal('server'),
  t.Literal('by-hand'),
])

/** How a server is entered. */
export const VisitWay = t.Union([
  t.Literal('certificate'),
  t.Literal('key-line'),
  t.Literal('ssh-door'),
  t.Literal('password'),
])

/** preparing: agreed, and something outside is not there yet. not-needed: support does not have to get in. */
export const VisitState = t.Union([
  t.Literal('asked'),
  t.Literal('preparing'),
  t.Literal('open'),
  t.Literal('ending'),
  t.Literal('ended'),
  t.Literal('refused'),
  t.Literal('lapsed'),
  t.Literal('withdrawn'),
  t.Literal('not-needed'),
])

/** Of a shop the first two, of a server the other three. */
export const VisitPermission = t.Union([
  t.Literal('shop.view'),
  t.Literal('shop.operate'),
  t.Literal('server.shell'),
  t.Literal('server.command'),
  t.Literal('server.files'),
])
export const Reason = t.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
const Purpose = t.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' })

const ArtefactState = t.Union([
  t.Literal('wanted'),
  t.Literal('present'),
  t.Literal('removing'),
  t.Literal('gone'),
])

export const Visit = t.Object({
  id: Id,
  state: VisitState,
  account: AccountName,
  resource: ResourceName,
  platform: PlatformName,
  /** What it is, where the platform is not listed. */
  platformName: t.Union([t.String(), t.Null()]),
  method: VisitMethod,
  way: t.Union([VisitWay, t.Null()]),
  /** The guide with which the visit began. */
  guideVersion: t.Integer(),
  side: t.Union([t.Literal('support'), t.Literal('owner')]),
  begunAt: Instant,
  begunBy: PersonName,
  agent: PersonName,
  /** Of the agent; null: he is in no team any more. */
  team: t.Union([t.String(), t.Null()]),
  provider: t.String(),
  caseNumber: t.Union([t.String(), t.Null()]),
  purpose: t.String(),
  /** What is wanted and why; `agreed` is null until the owner has answered. */
  rights: t.Array(
    t.Object({
      right: t.String(),
      /** platform: by the platform's own name */
      of: t.Union([t.Literal('desk'), t.Literal('platform')]),
      reason: t.String(),
      agreed: t.Union([t.Boolean(), t.Null()]),
    }),
  ),
  /** What was asked for: an absolute end or a preset that counts from the answer. */
  asked: t.Union([
    t.Object({
      until: t.Union([Instant, t.Null()]),
      preset: t.Union([t.String(), t.Null()]),
      lapsesAt: Instant,
    }),
    t.Null(),
  ]),
  decision: t.Union([
    t.Object({
      outcome: t.Union([t.Literal('allow'), t.Literal('refuse')]),
      at: Instant,
      by: t.Union([PersonName, t.Null()]),
      note: t.Union([t.String(), t.Null()]),
    }),
    t.Null(),
  ]),
  notNeeded: t.Union([t.Object({ at: Instant, by: PersonName, because: t.String() }), t.Null()]),
  grant: t.Union([Grant, t.Null()]),
  /** What is made outside for it. */
  artefacts: t.Array(
    t.Object({
      id: Id,
      system: t.String(),
      kind: t.String(),
      state: ArtefactState,
      since: Instant,
      /** Another visit holds it too: it stays until the last of them ends. */
      shared: t.Boolean(),
      error: t.Union([t.String(), t.Null()]),
    }),
  ),
  can: t.Object({ decide: Can, end: Can, giveBack: Can, withdraw: Can }),
})

/** What the provider allows and what each preset would mean now, computed by the rule that decides. */
export const VisitTerms = t.Object({
  zone: t.String(),
  now: Instant,
  longestUntil: Instant,
  presets: Switch.properties.presets,
})

export const Platform = t.Object({
  id: PlatformName,
  method: VisitMethod,
  /** The system by which the desk makes the access itself, where it is connected. */
  connector: t.Union([t.String(), t.Null()]),
  /** Rights by the platform's own names, the smaller before the larger. */
  rights: t.Array(t.String()),
})

export const VisitPage = t.Object({ visit: Visit, terms: VisitTerms })
/** What can be visited; `system`: what is connected there. */
export const Target = t.Object({
  resource: ResourceName,
  kind: t.Union([t.Literal('shop'), t.Literal('server')]),
  system: t.Union([t.String(), t.Null()]),
})

/** What a visit is to do, for whom it is asked or who begins it. */
export const wanted = {
  resourceId: Id,
  platform: PlatformName,
  platformName: t.Optional(t.String({ maxLength: 200 })),
  purpose: Purpose,
  rights: t.Array(t.Object({ right: VisitPermission, reason: Reason }), { minItems: 1, maxItems: 3 }),
  platformRights: t.Optional(
    t.Array(t.Object({ right: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), reason: Reason }), {
      maxItems: 40,
    }),
  ),
  until: Until,
  /** Only for a server; without it, a certificate. */
  way: t.Optional(VisitWay),
}

/** Only addresses that are let in reach it: the owner is told which, and taking them out is part of the end. */
const AllowList = t.Optional(t.Boolean())

const inAccount = t.Object({ accountId: Id })
const ofVisit = t.Object({ accountId: Id, visitId: Id })
export const ofMine = t.Object({ visitId: Id })
export const howLong = [
  'end-is-past',
  'end-beyond-maximum',
  'no-such-zone',
  'no-such-date',
  'no-such-time',
] as const
const giving = [
  ...howLong,
  'not-in-the-support-team',
  'mailbox-is-missing',
  'account-is-closed',
  'more-than-you-have',
  'longer-than-you-have',
  'chain-of-delegation',
  'not-delegable',
] as const

export const ListQuery = {
  ...PageQuery,
  /** live: everything that is neither over nor answered with no. */
  state: t.Optional(t.Union([t.Literal('live'), t.Literal('over'), t.Literal('all')], { default: 'all' })),
}

// ── the owner ───────────────────────────────────────────────────────────────────────────────────────────────

export const RequestCode = t.Object({
  /** Grouped as it is said on the telephone: K7RT-9QXW. null: none was made, so nobody can ask. */
  code: t.Union([t.String(), t.Null()], { privacy: 'sensitive' }),
  madeAt: t.Union([Instant, t.Null()]),
  madeBy: t.Union([PersonName, t.Null()]),
})

export const readRequestCode = endpoint({
  name: 'read-request-code',
  method: 'GET',
  path: '/accounts/{accountId}/request-code',
  summary: 'The code that support needs to ask for a visit. It opens nothing.',
  who: 'account',
  needs: 'access.decide',
  writes: 'nothing',
  params: inAccount,
  answer: RequestCode,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const renewRequestCode = endpoint({
  name: 'renew-request-code',
  method: 'POST',
  path: '/accounts/{accountId}/request-code',
  summary: 'Makes a new code; the one before it is worth nothing from now on. What was asked stays.',
  who: 'account',
  needs: 'access.decide',
  writes: 'facts',
  params: inAccount,
  body: t.Object({}),
  answer: RequestCode,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'account-is-closed'],
})

export const listVisits = endpoint({
  name: 'list-visits',
  method: 'GET',
  path: '/accounts/{accountId}/visits',
  summary: 'Visits of support in this account, newest first.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  query: t.Object({ ...ListQuery, resource: t.Optional(Id), grant: t.Optional(Id) }),
  answer: page(Visit),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const readVisit = endpoint({
  name: 'read-visit',
  method: 'GET',
  path: '/accounts/{accountId}/visits/{visitId}',
  summary:
    'One visit: who asks and why, each right with its reason, what is made outside, what may be done now.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofVisit,
  answer: VisitPage,
  refusals: ['not-signed-in', 'not-found'],
})

export const decideVisit = endpoint({
  name: 'decide-visit',
  method: 'POST',
  path: '/accounts/{accountId}/visits/{visitId}/decision',
  summary:
    'Accepts a visit as it was asked for, with fewer rights or another end, or refuses it. Accepting opens the access and has made what the method needs.',
  who: 'account',
  needs: 'access.decide',
  byKey: 'decide',
  writes: 'facts',
  params: ofVisit,
  body: t.Object({
    outcome: t.Union([t.Literal('allow'), t.Literal('refuse')]),
    /** Of the rights that were asked for, those that are agreed; without it, all. */
    rights: t.Optional(t.Array(VisitPermission, { minItems: 1, maxItems: 3 })),
    platformRights: t.Optional(t.Array(t.String({ maxLength: 100 }), { maxItems: 40 })),
    until: t.Optional(Until),
    allowList: AllowList,
    note: t.Optional(t.String({ maxLength: 500 })),
  }),
  answer: VisitPage,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'own-request',
    'invalid-input',
    'request-is-answered',
    'request-has-lapsed',
    'request-was-withdrawn',
    'more-than-was-asked',
    ...giving,
  ],
})

export const readVisitChoices = endpoint({
  name: 'read-visit-choices',
  method: 'GET',
  path: '/accounts/{accountId}/visit-choices',
  summary: 'What an owner chooses from when he lets support in by himself.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  answer: t.Object({
    platforms: t.Array(Platform),
    targets: t.Array(Target),
    supportTeam: t.Object({ name: t.String(), people: t.Array(PersonName) }),
    terms: VisitTerms,
    can: t.Object({ begin: Can, code: Can }),
  }),
  refusals: ['not-signed-in', 'not-found'],
})

export const beginVisit = endpoint({
  name: 'begin-visit',
  method: 'POST',
  path: '/accounts/{accountId}/visits',
  status: 201,
  summary: 'The owner lets one person of support in by himself: the access is open at once.',
  who: 'account',
  needs: 'access.open',
  byKey: 'open',
  writes: 'facts',
  params: inAccount,
  body: t.Object({
    ...wanted,
    agentId: Id,
    allowList: AllowList,
    caseNumber: t.Optional(t.String({ maxLength: 100 })),
  }),
  answer: VisitPage,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', ...giving],
})

// ── who visits ──────────────────────────────────────────────────────────────────────────────────────────────

export const listMyVisits = endpoint({
  name: 'list-my-visits',
  method: 'GET',
  path: '/me/visits',
  summary: 'My visits, newest first.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object(ListQuery),
  answer: page(Visit),
  refusals: ['not-signed-in', 'invalid-input'],
})

export const readMyVisit = endpoint({
  name: 'read-my-visit',
  method: 'GET',
  path: '/me/visits/{visitId}',
  summary: 'One visit of mine.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  params: ofMine,
  answer: VisitPage,
  refusals: ['not-signed-in', 'not-found'],
})

export const returnVisit = endpoint({
  name: 'return-visit',
  method: 'POST',
  path: '/me/visits/{visitId}/return',
  summary: 'Done: gives the access of this visit back. Other visits stay.',
  who: 'person',
  byKey: 'end',
  writes: 'facts',
  params: ofMine,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const withdrawVisit = endpoint({
  name: 'withdraw-visit',
  method: 'POST',
  path: '/me/visits/{visitId}/withdrawal',
  summary: 'Takes back what nobody has answered yet.',
  who: 'person',
  byKey: 'manage',
  writes: 'facts',
  params: ofMine,
  body: t.Object({}),
  answer: VisitPage,
  refusals: [
    'not-signed-in',
    'not-found',
    'request-is-answered',
    'request-has-lapsed',
    'request-was-withdrawn',
  ],
})

export const closeVisitAsNotNeeded = endpoint({
  name: 'close-visit-as-not-needed',
  method: 'POST',
  path: '/me/visits/{visitId}/not-needed',
  summary: 'Support does not have to get in after all, and says why. The owner is told.',
  who: 'person',
  byKey: 'manage',
  writes: 'facts',
  params: ofMine,
  body: t.Object({ because: Reason }),
  answer: VisitPage,
  refusals: [
    'not-signed-in',
    'not-found',
    'invalid-input',
    'request-is-answered',
    'request-has-lapsed',
    'request-was-withdrawn',
  ],
})
