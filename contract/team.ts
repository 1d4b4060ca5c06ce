// The people of an account on one list: contacts, who is invited, who may do something, who is suspended, who was once.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending, GrantState } from './grants.ts'
import { Audience, giving, Scope } from './rights.ts'
import { Offer, RightsInvitation } from './rights-invitations.ts'
import { Can, Id, Instant, MemberRole, PageQuery, PersonName, page } from './words.ts'

/**
 * contact: can be reached, and is let in nowhere. invited: has not answered. active: may do something, now or from a
 * day on. suspended: may do nothing until somebody resumes. ended: could do something once, and is no contact.
 */
export const PersonState = t.Union([
  t.Literal('contact'),
  t.Literal('invited'),
  t.Literal('active'),
  t.Literal('suspended'),
  t.Literal('ended'),
])

/** idle: has not signed in for 90 days. ends-soon: something of his ends within 7 days. */
export const Review = t.Union([t.Literal('idle'), t.Literal('ends-soon')])

/** Rights of somebody on one scope, in short; what they are in full tells list-assignments. */
export const AssignmentInShort = t.Object({
  id: Id,
  scope: Scope,
  audience: Audience,
  /** How many permissions of each risk. */
  permissions: t.Object({ view: t.Integer(), operate: t.Integer(), danger: t.Integer() }),
  state: t.Union([...GrantState.anyOf, t.Literal('suspended')]),
  /** null: without end */
  until: t.Union([Instant, t.Null()]),
})

/** An invitation that is neither accepted nor withdrawn. */
export const InvitationInShort = t.Object({
  id: Id,
  /** member: to the account itself, in a role. rights: to what its offer says. */
  to: t.Union([t.Literal('member'), t.Literal('rights')]),
  role: t.Union([MemberRole, t.Null()]),
  offer: t.Union([Offer, t.Null()]),
  /** Until when what it promises is to last; null: without end */
  until: t.Union([Instant, t.Null()]),
  state: RightsInvitation.properties.state,
  invitedBy: PersonName,
  sentAt: Instant,
  expiresAt: Instant,
  /** What the invited asks of whoever invites. */
  asks: RightsInvitation.properties.asks,
  can: t.Object({ resend: Can, withdraw: Can, showLink: Can }),
})

export const PersonOfAccount = t.Object({
  /** Of the person, else of the contact, else of the invitation: one row stands for all three. */
  id: Id,
  personId: t.Union([Id, t.Null()]),
  /** null also for who may not see contacts */
  contactId: t.Union([Id, t.Null()]),
  invitation: t.Union([InvitationInShort, t.Null()]),
  name: t.String({ privacy: 'sensitive' }),
  address: t.String({ privacy: 'sensitive' }),
  state: PersonState,
  /** May sign in and do something here; is written to; is the holder of a domain. */
  is: t.Object({ signsIn: t.Boolean(), getsMail: t.Boolean(), isHolder: t.Boolean() }),
  role: t.Union([t.Literal('owner'), MemberRole, t.Null()]),
  assignments: t.Array(AssignmentInShort),
  /** Since he belongs to the account; what he did before, it may not know. */
  lastSeenAt: t.Union([Instant, t.Null()]),
  /** The nearest end of something of his. */
  endsAt: t.Union([Instant, t.Null()]),
  suspended: t.Union([
    t.Object({ at: Instant, by: PersonName, note: t.Union([t.String(), t.Null()]) }),
    t.Null(),
  ]),
  review: t.Union([Review, t.Null()]),
  /** What would be without somebody if he were gone: a domain whose holder he is. */
  neededFor: t.Array(t.Object({ what: t.String(), name: t.String() })),
  can: t.Object({
    change: Can,
    suspend: Can,
    resume: Can,
    end: Can,
    invite: Can,
  }),
})

const inAccount = t.Object({ accountId: Id })
const ofPerson = t.Object({ accountId: Id, personId: Id })
const noted = t.Object({ note: t.Optional(t.String({ maxLength: 500 })) })

export const listPeople = endpoint({
  name: 'list-people',
  method: 'GET',
  path: '/accounts/{accountId}/people',
  summary:
    'Everybody of the account by alphabet: a contact, a person and an invitation that are the same are one. Contacts and invitations only for who may see those; who is ended only when asked for.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  query: t.Object({
    ...PageQuery,
    /** Left out: everybody who is not ended. */
    state: t.Optional(PersonState),
    /** Only who is to be reviewed. */
    review: t.Optional(t.Boolean()),
    /** Letters of a name or an address. */
    search: t.Optional(t.String({ maxLength: 100 })),
  }),
  answer: t.Object({
    ...page(PersonOfAccount).properties,
    /** Of the whole account, whatever was asked for. */
    counts: t.Object({
      contact: t.Integer(),
      invited: t.Integer(),
      active: t.Integer(),
      suspended: t.Integer(),
      ended: t.Integer(),
      review: t.Integer(),
    }),
    can: t.Object({ invite: Can, addContact: Can, seeContacts: Can }),
    /** After so many days without signing in, and so many before an end, somebody is to be reviewed. */
    idleDays: t.Integer(),
    soonDays: t.Integer(),
  }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const suspendPerson = endpoint({
  name: 'suspend-person',
  method: 'POST',
  path: '/accounts/{accountId}/people/{personId}/suspension',
  summary:
    'Ends at once what somebody may do by the door sub-account, and keeps what it was, so that it can be resumed. Suspending who is suspended changes nothing.',
  who: 'account',
  needs: 'access.end',
  byKey: 'end',
  writes: 'facts',
  params: ofPerson,
  body: noted,
  answer: Ending,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'nobody-suspends-himself',
    'owner-stays',
    'member-is-not-suspended',
    'ending-already',
  ],
})

/** Rights that were suspended, and what became of them. */
const AfterSuspension = t.Object({ assignmentId: Id, scope: Scope, until: t.Union([Instant, t.Null()]) })

export const resumePerson = endpoint({
  name: 'resume-person',
  method: 'POST',
  path: '/accounts/{accountId}/people/{personId}/resumption',
  summary:
    'Gives back what was suspended, as a decision of whoever resumes: he must hold it himself. The ends that were set stay, and what would have ended meanwhile stays ended.',
  who: 'account',
  needs: 'team.manage',
  fresh: true,
  writes: 'facts',
  params: ofPerson,
  body: t.Object({}),
  answer: t.Object({
    at: Instant,
    resumed: t.Array(AfterSuspension),
    stayedEnded: t.Array(AfterSuspension),
  }),
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'not-to-yourself',
    'not-suspended',
    ...giving,
  ],
})
