import { everyAccount, readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { readInvitation, standing, tellInviter } from './answer-invitation.ts'
import type { House } from './house.ts'
import { type Invitation, pauseMs, readInvitations } from './invitations.ts'
import { findLink, lookAtLink } from './links.ts'
import { findReader } from './readers.ts'
import type { InvitationOffers } from './what-invitation-offers.ts'

/**
 * The invited is signed in with another address and wants that one to count. Whoever invites is asked, and the link stays
 * as it is. Asking the same again within minutes says nothing new.
 * @throws Refusal 'link-is-over'; 'not-allowed' for an invitation to be a member, which the owner makes anew
 */
export async function askForOtherAddress(
  kernel: Kernel,
  house: House,
  offers: InvitationOffers,
  code: string,
  by: { personId: string; name: string; address: string },
): Promise<void> {
  const { invitation: asked } = await readInvitation(kernel, offers, code)
  await record(kernel, { accounts: [asked.accountId], by: { person: by.personId } }, async r => {
    const link = await lookAtLink(r.tx, 'invitation', code, r.at)
    const { invitation, account } = await standing(r.tx, offers, link, r.at)
    if (invitation.role !== null) throw new Refusal('not-allowed')
    const isSame = (one: string) => one.toLowerCase() === by.address.toLowerCase()
    if (isSame(invitation.address)) throw new Refusal('not-allowed')
    const { asks } = invitation
    if (asks?.for === 'another-address' && isSame(asks.address) && !isDue(asks.at, r.now)) return
    await r.tx
      .updateTable('people.invitations')
      .set({
        asked_for: 'another-address',
        asked_at: r.at,
        other_name: by.name,
        other_address: by.address,
      })
      .where('id', '=', invitation.id)
      .execute()
    r.fact('member.asked', {}, { invitation: invitation.id, for: 'another-address' }, account.id)
    await tellInviter(r, house, invitation, {
      kind: 'other-address-asked',
      account: { id: account.id, name: account.name, zone: account.zone },
      name: invitation.name,
      address: invitation.address,
      otherName: by.name,
      otherAddress: by.address,
    })
  })
}

/**
 * Somebody has a link that works no longer, and the invitation behind it was not answered: whoever invites is asked for
 * another one. Whether there is such an invitation is told to nobody.
 */
export async function askForAnotherLink(kernel: Kernel, house: House, code: string): Promise<void> {
  const asked = await kernel.database.within(everyAccount, async tx => {
    const link = await findLink(tx, 'invitation', code)
    const [invitation] = link?.aboutId ? await readInvitations(tx, { id: link.aboutId }) : []
    // Who has another address now has no part in it any more.
    const isHis = link?.address === null || link?.address === invitation?.address
    return isHis ? invitation : undefined
  })
  if (!asked) return
  await record(kernel, { accounts: [asked.accountId], by: { rule: 'invitation' } }, async r => {
    const account = await readAccount(r.tx, asked.accountId)
    const [invitation] = await readInvitations(r.tx, { id: asked.id })
    if (!invitation || account.closedAt || !mayAsk(invitation, r.at)) return
    if (!(await findReader(r.tx, invitation.invitedBy.id))) return
    await r.tx
      .updateTable('people.invitations')
      .set({ asked_for: 'another-link', asked_at: r.at })
      .where('id', '=', invitation.id)
      .execute()
    r.fact('member.asked', {}, { invitation: invitation.id, for: 'another-link' }, account.id)
    await tellInviter(r, house, invitation, {
      kind: 'new-link-asked',
      account: { id: account.id, name: account.name, zone: account.zone },
      name: invitation.name,
      address: invitation.address,
      isMember: invitation.role !== null,
    })
  })
}

/** Whoever invites has answered: the invitation is for this address, and nothing is asked any more. */
export async function settleAddress(tx: Tx, invitation: Invitation, address: string): Promise<Invitation> {
  await tx
    .updateTable('people.invitations')
    .set({ address, asked_for: null, asked_at: null, other_name: null, other_address: null })
    .where('id', '=', invitation.id)
    .execute()
  return { ...invitation, address, asks: null }
}

/** Not what was declined or is past; and what waits for an answer already is not overwritten. */
function mayAsk({ asks, isDeclined, until }: Invitation, at: Date): boolean {
  if (isDeclined || (until !== null && until <= at)) return false
  return asks === null || (asks.for === 'another-link' && isDue(asks.at, at.getTime()))
}

function isDue(askedAt: Date, now: number): boolean {
  return askedAt.getTime() <= now - pauseMs
}
