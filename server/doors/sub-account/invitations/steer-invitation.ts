import { doorPaths } from '#contract/paths.ts'
import { holdGiver } from '#server/access/3-grant/giver.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { type Account, readAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { settleAddress } from '#server/people/ask-inviter.ts'
import type { House } from '#server/people/house.ts'
import {
  type Invitation,
  readInvitations,
  refuseTooMany,
  renewLink,
  sendInvitation,
  takeBack,
} from '#server/people/invitations.ts'
import { readAddress, refusalFor } from './invite.ts'
import {
  maySend,
  maySteer,
  type Reader,
  type RightsInvitationView,
  viewInvitation,
} from './list-invitations.ts'
import { type Offer, readOffer } from './offers.ts'

type Which = { accountId: string; invitationId: string }

/**
 * Sends it again, with a new link and new time; the old link is dead. Whoever sends it, invites: it rests on him.
 * @throws Refusal 'not-found', 'not-allowed', 'too-many-tries'; as decideGiving
 */
export function resend(
  kernel: Kernel,
  house: House,
  reader: Reader,
  which: Which,
): Promise<RightsInvitationView> {
  return steer(kernel, reader, which, async (r, account, invitation, offer) => {
    await noteSending(r, account, invitation, {})
    const sent = await sendInvitation(r.tx, house, account, invitation, offer, r.at, reader.personId)
    return viewInvitation(r.tx, account, sent, reader, r.at)
  })
}

/** A new link to be passed on; it proves no mailbox, so nobody gets a login by it. @throws Refusal as resend */
export function showLink(
  kernel: Kernel,
  house: House,
  reader: Reader,
  which: Which,
): Promise<{ link: string; expiresAt: string }> {
  return steer(kernel, reader, which, async (r, account, invitation) => {
    await noteSending(r, account, invitation, { by: 'screen' })
    const { code, expiresAt } = await renewLink(r.tx, invitation, null, r.at, reader.personId)
    return { link: `${house.origin}${doorPaths.invitation(code)}`, expiresAt: expiresAt.toISOString() }
  })
}

/**
 * Whether the address counts that the invited has asked for. Yes: the invitation goes there, and the old link is dead.
 * @param address that was shown
 * @throws Refusal as resend; 'not-found' when another one, or none, is asked for; 'already-invited', 'has-rights-here'
 */
export function answerOtherAddress(
  kernel: Kernel,
  house: House,
  reader: Reader,
  which: Which,
  { address, use }: { address: string; use: boolean },
): Promise<RightsInvitationView> {
  return steer(kernel, reader, which, async (r, account, invitation, offer) => {
    const { asks } = invitation
    if (asks?.for !== 'another-address' || asks.address.toLowerCase() !== address.trim().toLowerCase())
      throw new Refusal('not-found')
    const to = use ? readAddress(asks.address, 'address') : invitation.address
    if (use) await refuseAddress(r, account, to, reader, offer)
    const changed = await settleAddress(r.tx, invitation, to)
    if (!use) {
      r.fact('member.ask-refused', {}, { invitation: invitation.id }, account.id)
      return viewInvitation(r.tx, account, changed, reader, r.at)
    }
    await noteSending(r, account, invitation, { to: 'another-address' })
    const sent = await sendInvitation(r.tx, house, account, changed, offer, r.at, reader.personId)
    return viewInvitation(r.tx, account, sent, reader, r.at)
  })
}

/** Taking back what was taken back, or answered, changes nothing. @throws Refusal 'not-allowed', 'not-found' */
export function withdraw(kernel: Kernel, reader: Reader, which: Which): Promise<Date> {
  const { accountId, invitationId } = which
  return record(kernel, { accounts: [accountId], by: { person: reader.personId } }, async r => {
    await holdGiver(r, accountId, reader.standing)
    const [waiting] = await readInvitations(r.tx, { id: invitationId, accountId })
    if (waiting?.role) throw new Refusal('not-found')
    if (waiting && !maySteer(waiting, reader)) throw new Refusal('not-allowed')
    return takeBack(r, accountId, invitationId)
  })
}

async function steer<T>(
  kernel: Kernel,
  reader: Reader,
  { accountId, invitationId }: Which,
  work: (r: Recording, account: Account, invitation: Invitation, offer: Offer) => Promise<T>,
): Promise<T> {
  return record(kernel, { accounts: [accountId], by: { person: reader.personId } }, async r => {
    await noteExpired(r, accountId)
    await holdGiver(r, accountId, reader.standing)
    const account = await readAccount(r.tx, accountId)
    const [invitation] = await readInvitations(r.tx, { id: invitationId, accountId })
    if (!invitation || invitation.role !== null) throw new Refusal('not-found')
    const offer = await readOffer(r.tx, invitation.id)
    const may = maySend(invitation, offer, account, reader, r.at)
    if (may !== true) throw new Refusal(may)
    return work(r, account, invitation, offer)
  })
}

async function noteSending(
  r: Recording,
  account: Account,
  invitation: Invitation,
  data: { by?: 'screen'; to?: 'another-address' },
): Promise<void> {
  r.fact('member.invited', {}, { invitation: invitation.id, again: true, ...data }, account.id)
  await refuseTooMany(r, account.id)
}

async function refuseAddress(
  r: Recording,
  account: Account,
  address: string,
  reader: Reader,
  offer: Offer,
): Promise<void> {
  const refused = await refusalFor(r, account, address, reader.personId, offer.scope?.id ?? null)
  if (refused === 'not-to-yourself') throw new Refusal('invalid-input', { field: 'address' })
  // The owner has every right already.
  if (refused) throw new Refusal('has-rights-here')
  const [other] = await readInvitations(r.tx, { accountId: account.id, address })
  if (other) throw new Refusal('already-invited')
}
