import type { Static } from 'typebox'
import type { InvitationInShort } from '#contract/team.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import type { Account } from '#server/access/account.ts'
import { listInvitations } from '#server/people/invite-member.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { listRightsInvitations } from '../invitations/list-invitations.ts'

export type Invited = Static<typeof InvitationInShort> & { name: string; address: string }

/**
 * Invitations to the account that are neither accepted nor withdrawn, as far as whoever reads may know of them. The one
 * place that knows where they are kept.
 */
export async function readInvitations(
  tx: Tx,
  account: Account,
  reader: { personId: string; isOwner: boolean; manages: Standing | undefined },
  at: Date,
): Promise<Invited[]> {
  return [
    ...(reader.isOwner ? await readToMembership(tx, account, at) : []),
    ...(reader.manages
      ? await readToRights(tx, account, { personId: reader.personId, standing: reader.manages }, at)
      : []),
  ]
}

async function readToRights(
  tx: Tx,
  account: Account,
  reader: { personId: string; standing: Standing },
  at: Date,
): Promise<Invited[]> {
  const invitations = await listRightsInvitations(tx, account, reader, at)
  return invitations.map(({ id, name, address, offer, state, invitedBy, sentAt, expiresAt, asks, can }) => ({
    id,
    name,
    address,
    to: 'rights',
    role: null,
    offer,
    until: offer.until,
    state,
    invitedBy,
    sentAt,
    expiresAt,
    asks,
    can: { ...can, showLink: can.resend },
  }))
}

async function readToMembership(tx: Tx, account: Account, at: Date): Promise<Invited[]> {
  const toMembership = await listInvitations(tx, account, at)
  return toMembership.map(({ id, name, address, role, until, invitedBy, sentAt, expiresAt, state }) => ({
    id,
    name,
    address,
    to: 'member',
    role,
    offer: null,
    until,
    state,
    invitedBy,
    sentAt,
    expiresAt,
    asks: null,
    can: {
      resend: mayResend({ state, until }, account, at),
      withdraw: true,
      // Only the mailbox gets the link of somebody who is to decide for the account.
      showLink: 'not-allowed',
    },
  }))
}

function mayResend(
  { state, until }: { state: string; until: string | null },
  account: Account,
  at: Date,
): true | string {
  if (account.closedAt) return 'account-is-closed'
  const isPast = until !== null && Date.parse(until) <= at.getTime()
  return state === 'declined' || isPast ? 'link-is-over' : true
}
