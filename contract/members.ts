// The people of an account: its owner, its members, invitations, and how ownership changes hands.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending } from './grants.ts'
import {
  AccountName,
  Address,
  Can,
  Id,
  Instant,
  Language,
  MemberRole,
  NameText,
  PersonName,
} from './words.ts'

export const Member = t.Object({
  person: PersonName,
  address: t.String({ privacy: 'sensitive' }),
  role: MemberRole,
  /** By which he is a member. */
  grantId: Id,
  since: Instant,
  until: t.Union([Instant, t.Null()]),
  lastSeenAt: t.Union([Instant, t.Null()]),
  can: t.Object({ end: Can, becomeOwner: Can }),
})

export const Invitation = t.Object({
  id: Id,
  name: t.String(),
  address: t.String({ privacy: 'sensitive' }),
  role: MemberRole,
  until: t.Union([Instant, t.Null()]),
  invitedBy: PersonName,
  sentAt: Instant,
  expiresAt: Instant,
  state: t.Union([t.Literal('pending'), t.Literal('lapsed'), t.Literal('declined')]),
})

export const Transfer = t.Object({
  id: Id,
  account: AccountName,
  from: PersonName,
  to: PersonName,
  state: t.Union([t.Literal('asked'), t.Literal('waiting')]),
  askedAt: Instant,
  expiresAt: Instant,
  /** When it happens by itself, if nobody stops it; null: not confirmed yet. */
  takesEffectAt: t.Union([Instant, t.Null()]),
  can: t.Object({ confirm: Can, stop: Can }),
})

const inAccount = t.Object({ accountId: Id })

export const listMembers = endpoint({
  name: 'list-members',
  method: 'GET',
  path: '/accounts/{accountId}/members',
  summary: 'The owner, the members and who is invited.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  answer: t.Object({
    owner: t.Object({ person: PersonName, address: t.String({ privacy: 'sensitive' }) }),
    members: t.Array(Member),
    /** Only the owner sees them. */
    invitations: t.Array(Invitation),
    transfer: t.Union([Transfer, t.Null()]),
    /** Days between the confirmation of a new owner and the change. */
    transferWaitDays: t.Integer(),
    can: t.Object({ invite: Can, transfer: Can, close: Can, leave: Can }),
  }),
  refusals: ['not-signed-in', 'not-found'],
})

export const inviteMember = endpoint({
  name: 'invite-member',
  method: 'POST',
  path: '/accounts/{accountId}/invitations',
  status: 201,
  summary: 'Invites somebody to be a member. Answers the same whether the address is known here or not.',
  who: 'account',
  needs: 'members.manage',
  fresh: true,
  writes: 'facts',
  params: inAccount,
  body: t.Object({
    name: NameText,
    address: Address,
    language: Language,
    role: MemberRole,
    /** On the calendar of the account's zone, until the end of that day: YYYY-MM-DD. Left out: without end. */
    untilOn: t.Optional(t.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  }),
  answer: Invitation,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'already-invited',
    'already-a-member',
    'account-is-closed',
    'end-is-past',
    'no-such-date',
    'too-many-tries',
  ],
})

const ofInvitation = t.Object({ accountId: Id, invitationId: Id })

export const resendInvitation = endpoint({
  name: 'resend-invitation',
  method: 'POST',
  path: '/accounts/{accountId}/invitations/{invitationId}/sending',
  summary: 'Sends the invitation again, with a new link and new time; the old link works no longer.',
  who: 'account',
  needs: 'members.manage',
  writes: 'facts',
  params: ofInvitation,
  body: t.Object({}),
  answer: Invitation,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'too-many-tries'],
})

export const withdrawInvitation = endpoint({
  name: 'withdraw-invitation',
  method: 'DELETE',
  path: '/accounts/{accountId}/invitations/{invitationId}',
  summary: 'Takes an invitation back. What is over already stays as it is.',
  who: 'account',
  needs: 'members.manage',
  writes: 'facts',
  params: ofInvitation,
  answer: t.Object({ withdrawnAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const leaveAccount = endpoint({
  name: 'leave-account',
  method: 'POST',
  path: '/me/accounts/{accountId}/leaving',
  summary: 'Gives up everything that I hold in this account. An owner hands it over first.',
  who: 'person',
  writes: 'facts',
  params: inAccount,
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: ['not-signed-in', 'not-found', 'owner-must-hand-over', 'invalid-input'],
})

export const askTransfer = endpoint({
  name: 'ask-ownership-transfer',
  method: 'POST',
  path: '/accounts/{accountId}/ownership-transfer',
  status: 201,
  summary: 'Offers the account to a member. He confirms, then both have some days to stop it.',
  who: 'account',
  needs: 'ownership.transfer',
  fresh: true,
  writes: 'facts',
  params: inAccount,
  body: t.Object({ personId: Id }),
  answer: Transfer,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'not-a-member',
    'transfer-runs-already',
    'account-is-closed',
  ],
})

export const listTransfers = endpoint({
  name: 'list-my-ownership-transfers',
  method: 'GET',
  path: '/me/ownership-transfers',
  summary: 'Accounts that are about to change hands, from me or to me.',
  who: 'person',
  writes: 'nothing',
  answer: t.Object({ items: t.Array(Transfer) }),
  refusals: ['not-signed-in'],
})

export const confirmTransfer = endpoint({
  name: 'confirm-ownership-transfer',
  method: 'POST',
  path: '/me/ownership-transfers/{transferId}/confirmation',
  summary: 'I take the account over, once the waiting time has passed.',
  who: 'person',
  fresh: true,
  writes: 'facts',
  params: t.Object({ transferId: Id }),
  body: t.Object({}),
  answer: Transfer,
  refusals: ['not-signed-in', 'not-found', 'fresh-proof-needed', 'transfer-is-over', 'not-a-member'],
})

export const stopTransfer = endpoint({
  name: 'stop-ownership-transfer',
  method: 'DELETE',
  path: '/me/ownership-transfers/{transferId}',
  summary: 'Stops it: the account stays with its owner. Both can, until it has happened.',
  who: 'person',
  writes: 'facts',
  params: t.Object({ transferId: Id }),
  answer: t.Object({ stoppedAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'transfer-is-over'],
})

export const closeAccount = endpoint({
  name: 'close-account',
  method: 'POST',
  path: '/accounts/{accountId}/closing',
  summary: 'Closes the account for good and ends everything in it.',
  who: 'account',
  needs: 'ownership.transfer',
  fresh: true,
  writes: 'facts',
  params: inAccount,
  body: t.Object({
    /** Typed by the owner, so that it is this account and no other. */
    name: t.String({ maxLength: 200 }),
    note: t.Optional(t.String({ maxLength: 500 })),
  }),
  answer: Ending,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'name-does-not-match',
  ],
})
