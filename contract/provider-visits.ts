// The provider's desk and visits: asking with an owner's code, the list of all, ending, and what the provider says about
// them.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending } from './grants.ts'
import {
  howLong,
  ListQuery,
  ofMine,
  Platform,
  PlatformName,
  Reason,
  Target,
  Visit,
  VisitPage,
  VisitPermission,
  VisitTerms,
  wanted,
} from './visits.ts'
import { AccountName, Id, page } from './words.ts'

const Ticket = t.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const Code = t.String({ minLength: 1, maxLength: 60, privacy: 'sensitive' })

export const findAccountByCode = endpoint({
  name: 'find-account-by-code',
  method: 'POST',
  path: '/provider/visits/account',
  summary:
    'The account behind a code and what can be visited there. A wrong code and one of nobody get the same answer, and tries are counted. The owner reads who has used his code.',
  who: 'support',
  writes: 'facts',
  body: t.Object({ code: Code }),
  answer: t.Object({
    account: AccountName,
    targets: t.Array(Target),
    platforms: t.Array(Platform),
    terms: VisitTerms,
    mailbox: t.Union([t.String(), t.Null()]),
  }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input', 'request-code-is-wrong', 'too-many-tries'],
})

export const askForVisit = endpoint({
  name: 'ask-for-visit',
  method: 'POST',
  path: '/provider/visits',
  status: 201,
  summary:
    'Asks the owner whose code this is for a visit of one’s own: the ticket, what is to be done, a reason for each right, how long. Of a platform that is not listed, support says first whether it has to get in at all.',
  who: 'support',
  writes: 'facts',
  body: t.Object({
    ...wanted,
    /** Empty only where nobody has to get in. */
    rights: t.Array(t.Object({ right: VisitPermission, reason: Reason }), { maxItems: 3 }),
    code: Code,
    caseNumber: Ticket,
    /** Must be said where the platform is not listed; `false` closes the case with `because`. */
    accessNeeded: t.Optional(t.Boolean()),
    because: t.Optional(t.String({ maxLength: 500 })),
  }),
  answer: VisitPage,
  refusals: [
    'not-signed-in',
    'not-found',
    'invalid-input',
    'request-code-is-wrong',
    'too-many-tries',
    'need-is-not-said',
    'reason-is-missing',
    'already-asked',
    'mailbox-is-missing',
    'not-in-the-support-team',
    ...howLong,
  ],
})

export const listProviderVisits = endpoint({
  name: 'list-provider-visits',
  method: 'GET',
  path: '/provider/visits',
  summary: 'All visits, newest first.',
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({
    ...ListQuery,
    account: t.Optional(Id),
    agent: t.Optional(Id),
    platform: t.Optional(PlatformName),
    caseNumber: t.Optional(t.String({ maxLength: 100 })),
  }),
  answer: page(Visit),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const endVisitByProvider = endpoint({
  name: 'end-visit-by-provider',
  method: 'POST',
  path: '/provider/visits/{visitId}/ending',
  summary: 'The provider ends a visit. The owner is told.',
  who: 'desk',
  byKey: 'end',
  writes: 'facts',
  params: ofMine,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const VisitPolicy = t.Object({
  /** Under which accounts are made and invitations sent; null: no platform can be visited yet, only servers. */
  mailbox: t.Union([t.String({ format: 'email', maxLength: 100 }), t.Null()], { privacy: 'internal' }),
  longestDays: t.Integer({ minimum: 1, maximum: 366 }),
  requestLapsesDays: t.Integer({ minimum: 1, maximum: 31 }),
})

export const readVisitPolicy = endpoint({
  name: 'read-visit-policy',
  method: 'GET',
  path: '/provider/visit-policy',
  summary: 'What the provider says about visits.',
  who: 'support',
  byKey: 'read',
  writes: 'nothing',
  answer: VisitPolicy,
  refusals: ['not-signed-in', 'not-found'],
})

export const changeVisitPolicy = endpoint({
  name: 'change-visit-policy',
  method: 'PUT',
  path: '/provider/visit-policy',
  summary:
    'Sets under which mailbox visits are made, how long one may last, and when a request lapses. What is open stays as it is.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: VisitPolicy,
  answer: VisitPolicy,
  refusals: ['fresh-proof-needed', 'not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})
