// The door sub-account: what a person may do in an account, where and until when.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending, EndingCause, GrantState } from './grants.ts'
import { Until } from './service-switch.ts'
import { AccountName, Can, Id, Instant, PersonName, ResourceKind } from './words.ts'

/** view: look; operate: change what can be changed back; danger: costs, cannot be taken back or opens further doors. */
export const Risk = t.Union([t.Literal('view'), t.Literal('operate'), t.Literal('danger')])

/**
 * What somebody is to the account: employee, agency, accountant, club, support, or one of the provider's own. Only
 * employees, and those of his own that he calls no outsiders, may hold rights without end.
 */
export const Audience = t.String({ minLength: 2, maxLength: 40, pattern: '^[a-z][a-z0-9-]*$' })

const PermissionText = t.String({
  minLength: 3,
  maxLength: 80,
  pattern: '^[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*$',
})
export const Permissions = t.Array(PermissionText, { minItems: 1, maxItems: 64, uniqueItems: true })

/** null: the whole account. */
export const Scope = t.Union([t.Object({ id: Id, name: t.String(), kind: ResourceKind }), t.Null()])

/** Rights of one person on one scope. It stays the same while the boxes change; each change is a grant of its own. */
export const Assignment = t.Object({
  id: Id,
  person: PersonName,
  scope: Scope,
  audience: Audience,
  permissions: t.Array(t.String()),
  state: GrantState,
  beginsAt: Instant,
  /** null: without end */
  until: t.Union([Instant, t.Null()]),
  reason: t.Union([t.String(), t.Null()]),
  /** The grant by which it holds now, or held last. */
  grantId: Id,
  /** Raised by every change; send it back as If-Match. */
  version: t.Integer(),
  changedAt: Instant,
  changedBy: PersonName,
  can: t.Object({ change: Can, end: Can }),
})

const inAccount = t.Object({ accountId: Id })
const ofAssignment = t.Object({ accountId: Id, assignmentId: Id })
/** Why rights are not given, wherever they are. */
export const giving = [
  'invalid-input',
  'account-is-closed',
  'not-delegable',
  'more-than-you-have',
  'longer-than-you-have',
  'chain-of-delegation',
  'end-is-missing',
  'end-is-past',
  'end-before-begin',
  'end-beyond-maximum',
  'no-such-zone',
  'no-such-region',
  'no-such-date',
  'no-such-time',
] as const

export const readCatalogue = endpoint({
  name: 'read-permission-catalogue',
  method: 'GET',
  path: '/accounts/{accountId}/permissions',
  summary:
    'Every permission that there is, in its groups, and the presets by what somebody is to the account.',
  who: 'account',
  needs: 'access.view',
  scoped: true,
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  query: t.Object({ scope: t.Optional(Id) }),
  answer: t.Object({
    groups: t.Array(
      t.Object({
        name: t.String(),
        permissions: t.Array(
          t.Object({
            name: t.String(),
            risk: Risk,
            /** May whoever asks give it now, there or on the whole account? */
            give: Can,
          }),
        ),
      }),
    ),
    presets: t.Array(
      t.Object({
        audience: Audience,
        /** Must there be an end? */
        outsider: t.Boolean(),
        permissions: t.Array(t.String()),
      }),
    ),
    /** What the provider calls what he added himself, by its name, in the language of whoever asks. */
    texts: t.Object({
      groups: t.Record(t.String(), t.String()),
      permissions: t.Record(t.String(), t.Object({ label: t.String(), consequence: t.String() })),
      audiences: t.Record(t.String(), t.String()),
    }),
  }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const listAssignments = endpoint({
  name: 'list-assignments',
  method: 'GET',
  path: '/accounts/{accountId}/assignments',
  summary:
    'The rights of people in this account that have not ended, or all of one person. Who sees a part of the account sees those of that part.',
  who: 'account',
  needs: 'access.view',
  scoped: true,
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  query: t.Object({ person: t.Optional(Id) }),
  answer: t.Object({ items: t.Array(Assignment) }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const giveRights = endpoint({
  name: 'give-rights',
  method: 'POST',
  path: '/accounts/{accountId}/assignments',
  status: 201,
  summary: 'Gives somebody who has to do with the account rights on a scope, effective at once.',
  who: 'account',
  needs: 'team.manage',
  scoped: true,
  fresh: true,
  writes: 'facts',
  params: inAccount,
  body: t.Object({
    personId: Id,
    scopeId: t.Union([Id, t.Null()], { description: 'null: the whole account' }),
    audience: Audience,
    permissions: Permissions,
    until: t.Union([Until, t.Null()], { description: 'null: without end' }),
    reason: t.Optional(t.String({ maxLength: 500 })),
  }),
  answer: Assignment,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'owner-has-all-rights',
    'not-to-yourself',
    'has-rights-here',
    'person-is-suspended',
    ...giving,
  ],
})

export const changeRights = endpoint({
  name: 'change-rights',
  method: 'PUT',
  path: '/accounts/{accountId}/assignments/{assignmentId}',
  summary:
    'Changes what somebody may do and until when, effective at once: a session that is open has the new rights with its next request.',
  who: 'account',
  needs: 'team.manage',
  scoped: true,
  fresh: true,
  guarded: true,
  writes: 'facts',
  params: ofAssignment,
  body: t.Object({
    permissions: Permissions,
    /** Left out: as it is. */
    until: t.Optional(t.Union([Until, t.Null()], { description: 'null: without end' })),
    reason: t.Optional(t.String({ maxLength: 500 })),
  }),
  answer: Assignment,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'version-missing',
    'conflict',
    'ending-already',
    'not-to-yourself',
    ...giving,
  ],
})

export const endRights = endpoint({
  name: 'end-rights',
  method: 'POST',
  path: '/accounts/{accountId}/assignments/{assignmentId}/ending',
  summary: 'Takes all rights of an assignment away, and proves it.',
  who: 'account',
  needs: 'access.end',
  scoped: true,
  writes: 'facts',
  params: ofAssignment,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

/** What somebody holds himself by one grant, other than the right to enter a shop or a server. */
export const MyRights = t.Object({
  grantId: Id,
  scope: Scope,
  permissions: t.Array(t.String()),
  /** null: without end */
  until: t.Union([Instant, t.Null()]),
  givenBy: t.Union([PersonName, t.Null()]),
})

export const listMyRights = endpoint({
  name: 'list-my-rights',
  method: 'GET',
  path: '/me/rights',
  summary:
    'The accounts in which I may do something: as the owner everything, else what each grant says, with its end; and what ended lately.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({
    items: t.Array(
      t.Object({
        account: AccountName,
        zone: t.String(),
        owner: t.Boolean(),
        /** Of an owner none: he may do everything. */
        rights: t.Array(MyRights),
        can: t.Object({ leave: Can }),
      }),
    ),
    /** Of accounts in which nothing is left, within the last seven days, the newest first. */
    ended: t.Array(t.Object({ account: AccountName, zone: t.String(), at: Instant, cause: EndingCause })),
  }),
  refusals: ['not-signed-in'],
})
