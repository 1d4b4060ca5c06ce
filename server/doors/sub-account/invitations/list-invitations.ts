import type { Static } from 'typebox'
import type { RightsInvitation } from '#contract/rights-invitations.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import type { Account } from '#server/access/account.ts'
import { type Invitation, isWaiting, readInvitations } from '#server/people/invitations.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { decideOffer, type Offer, readOffers, standingOfInviter, stillGiven } from './offers.ts'

export type RightsInvitationView = Static<typeof RightsInvitation>

/** Who looks, and on what he stands. */
export type Reader = { personId: string; standing: Standing }

/** Those that wait for an answer, have lapsed or were declined, the newest first. */
export async function listRightsInvitations(
  tx: Tx,
  account: Account,
  reader: Reader,
  at: Date,
): Promise<RightsInvitationView[]> {
  const invitations = (await readInvitations(tx, { accountId: account.id })).filter(one => one.role === null)
  return viewAll(tx, account, invitations, reader, at)
}

export async function viewInvitation(
  tx: Tx,
  account: Account,
  invitation: Invitation,
  reader: Reader,
  at: Date,
): Promise<RightsInvitationView> {
  return (await viewAll(tx, account, [invitation], reader, at))[0]!
}

async function viewAll(
  tx: Tx,
  account: Account,
  invitations: readonly Invitation[],
  reader: Reader,
  at: Date,
): Promise<RightsInvitationView[]> {
  const offers = await readOffers(
    tx,
    invitations.map(one => one.id),
  )
  // A few people invite many.
  const standings = new Map<string, Standing | undefined>()
  for (const one of invitations)
    if (!standings.has(one.invitedBy.id))
      standings.set(one.invitedBy.id, await standingOfInviter(tx, one, at))
  return invitations.map(invitation => {
    const offer = offers.get(invitation.id)!
    const stands =
      isWaiting(invitation, account, at) &&
      stillGiven(standings.get(invitation.invitedBy.id), offer, invitation.until, at.getTime())
    return {
      id: invitation.id,
      name: invitation.name,
      address: invitation.address,
      language: invitation.language,
      offer: showOffer(offer, invitation.until),
      invitedBy: invitation.invitedBy,
      sentAt: invitation.sentAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
      state: invitation.isDeclined ? 'declined' : stands ? 'pending' : 'lapsed',
      saysNotMe: invitation.saysNotMe,
      asks: invitation.asks && { ...invitation.asks, at: invitation.asks.at.toISOString() },
      can: {
        resend: maySend(invitation, offer, account, reader, at),
        withdraw: maySteer(invitation, reader) || 'not-allowed',
      },
    }
  })
}

export function showOffer(
  { audience, scope, permissions, reason }: Omit<Offer, 'isGone'>,
  until: Date | null,
): RightsInvitationView['offer'] {
  return { audience, scope, permissions: [...permissions], until: until?.toISOString() ?? null, reason }
}

/** The owner steers every invitation; a holder only his own, because what comes of it rests on him. */
export function maySteer(invitation: Invitation, reader: Reader): boolean {
  return reader.standing.as === 'owner' || invitation.invitedBy.id === reader.personId
}

/** Whoever sends it, invites: he must be able to give it himself. @returns the refusal that says why not */
export function maySend(invitation: Invitation, offer: Offer, account: Account, reader: Reader, at: Date) {
  if (invitation.isDeclined || offer.isGone) return 'not-found'
  if (account.closedAt) return 'account-is-closed'
  if (!maySteer(invitation, reader)) return 'not-allowed'
  const wanted = { ...offer, scopeId: offer.scope?.id ?? null }
  const endsAt = invitation.until?.getTime() ?? null
  const verdict = decideOffer(reader.standing, wanted, endsAt, at.getTime())
  return verdict.outcome === 'allow' ? (true as const) : verdict.because[0]!
}
