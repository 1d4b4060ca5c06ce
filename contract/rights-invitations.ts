// Inviting somebody to rights: what is promised in the invitation is what he gets when he accepts.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Audience, giving, Permissions, Scope } from './rights.ts'
import { Until } from './service-switch.ts'
import { Address, Can, Id, Instant, Language, NameText, PersonName } from './words.ts'

/** What somebody is invited to. It is kept with the invitation: presets and boxes that change later change nothing of it. */
export const Offer = t.Object({
  audience: Audience,
  scope: Scope,
  permissions: t.Array(t.String()),
  /** null: without end */
  until: t.Union([Instant, t.Null()]),
  reason: t.Union([t.String(), t.Null()]),
})

export const RightsInvitation = t.Object({
  id: Id,
  name: t.String(),
  address: t.String({ privacy: 'sensitive' }),
  language: Language,
  offer: Offer,
  invitedBy: PersonName,
  sentAt: Instant,
  expiresAt: Instant,
  state: t.Union([t.Literal('pending'), t.Literal('lapsed'), t.Literal('declined')]),
  /** Declined, because whoever has the mailbox says that he is somebody else. */
  saysNotMe: t.Boolean(),
  /** What the invited asks of whoever invites: that another address of his counts, or another link. */
  asks: t.Union([
    t.Object({
      for: t.Literal('another-address'),
      name: t.String(),
      address: t.String({ privacy: 'sensitive' }),
      at: Instant,
    }),
    t.Object({ for: t.Literal('another-link'), at: Instant }),
    t.Null(),
  ]),
  can: t.Object({ resend: Can, withdraw: Can }),
})

const inAccount = t.Object({ accountId: Id })
const ofInvitation = t.Object({ accountId: Id, invitationId: Id })
const wish = {
  audience: Audience,
  scopeId: t.Union([Id, t.Null()], { description: 'null: the whole account' }),
  permissions: Permissions,
  until: t.Union([Until, t.Null()], { description: 'null: without end' }),
  reason: t.Optional(t.String({ maxLength: 500 })),
}

export const previewRights = endpoint({
  name: 'preview-rights',
  method: 'POST',
  path: '/accounts/{accountId}/rights-previews',
  summary:
    'What giving these rights, or inviting to them, would mean now: the instant of the end. Refused as giving would be. Keeps nothing.',
  who: 'account',
  needs: 'team.manage',
  writes: 'nothing',
  onlyAsks: true,
  params: inAccount,
  body: t.Object(wish),
  answer: t.Object({ offer: Offer }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', ...giving],
})

/** The most that are invited at once. */
export const mostInvitedAtOnce = 20

export const inviteToRights = endpoint({
  name: 'invite-to-rights',
  method: 'POST',
  path: '/accounts/{accountId}/rights-invitations',
  status: 201,
  summary:
    'Invites people to rights. Answers the same whether an address is known here or not; whoever has an invitation to the same rights already is sent it again.',
  who: 'account',
  needs: 'team.manage',
  fresh: true,
  writes: 'facts',
  params: inAccount,
  body: t.Object({
    invited: t.Array(
      t.Object({ address: Address, /** Left out: the address stands for it. */ name: t.Optional(NameText) }),
      { minItems: 1, maxItems: mostInvitedAtOnce },
    ),
    language: Language,
    ...wish,
  }),
  answer: t.Object({
    items: t.Array(
      t.Object({
        address: t.String({ privacy: 'sensitive' }),
        /** null: was not invited, because of `refused`. */
        invitation: t.Union([RightsInvitation, t.Null()]),
        refused: t.Union([
          t.Literal('not-to-yourself'),
          t.Literal('owner-has-all-rights'),
          t.Literal('has-rights-here'),
          /** to something else */
          t.Literal('already-invited'),
          t.Null(),
        ]),
      }),
    ),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'fresh-proof-needed', 'too-many-tries', ...giving],
})

export const listRightsInvitations = endpoint({
  name: 'list-rights-invitations',
  method: 'GET',
  path: '/accounts/{accountId}/rights-invitations',
  summary: 'Invitations to rights that are neither accepted nor withdrawn, the newest first.',
  who: 'account',
  needs: 'team.manage',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  answer: t.Object({ items: t.Array(RightsInvitation) }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const resendRightsInvitation = endpoint({
  name: 'resend-rights-invitation',
  method: 'POST',
  path: '/accounts/{accountId}/rights-invitations/{invitationId}/sending',
  summary:
    'Sends it again, with a new link and new time; the old link works no longer. Whoever sends it, invites.',
  who: 'account',
  needs: 'team.manage',
  writes: 'facts',
  params: ofInvitation,
  body: t.Object({}),
  answer: RightsInvitation,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'too-many-tries', ...giving],
})

export const showInvitationLink = endpoint({
  name: 'show-invitation-link',
  method: 'POST',
  path: '/accounts/{accountId}/rights-invitations/{invitationId}/link',
  summary:
    'A new link, shown once, to be passed on by other means than mail; the old link works no longer. Whoever has it can read the invitation; it proves no mailbox, so to accept he signs in, or has it mailed to the invited address.',
  who: 'account',
  needs: 'team.manage',
  fresh: true,
  writes: 'facts',
  params: ofInvitation,
  body: t.Object({}),
  answer: t.Object({ link: t.String({ privacy: 'secret' }), expiresAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'fresh-proof-needed', 'too-many-tries', ...giving],
})

export const answerOtherAddress = endpoint({
  name: 'answer-other-address',
  method: 'POST',
  path: '/accounts/{accountId}/rights-invitations/{invitationId}/other-address',
  summary:
    'The invited wants to use another address. Yes sends the invitation there, and the old link works no longer; no leaves it as it was.',
  who: 'account',
  needs: 'team.manage',
  fresh: true,
  writes: 'facts',
  params: ofInvitation,
  body: t.Object({
    /** The address that was shown: another one that was asked for meanwhile is not meant. */
    address: Address,
    use: t.Boolean(),
  }),
  answer: RightsInvitation,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'already-invited',
    'has-rights-here',
    'too-many-tries',
    ...giving,
  ],
})

export const withdrawRightsInvitation = endpoint({
  name: 'withdraw-rights-invitation',
  method: 'DELETE',
  path: '/accounts/{accountId}/rights-invitations/{invitationId}',
  summary: 'Takes an invitation back. What is over already stays as it is.',
  who: 'account',
  needs: 'team.manage',
  writes: 'facts',
  params: ofInvitation,
  answer: t.Object({ withdrawnAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})
