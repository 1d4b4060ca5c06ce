import type { Static } from 'typebox'
import type { Invitation as InvitationShape } from '#contract/members.ts'
import { holdGiver } from '#server/access/3-grant/giver.ts'
import { type Account, readAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readDate } from '#server/plumbing/calendar/dates.ts'
import { existsIn, firstMomentAt } from '#server/plumbing/calendar/wall-clock.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { House } from './house.ts'
import {
  addInvitation,
  type Invitation,
  isWaiting,
  readInvitations,
  refuseTooMany,
  sendInvitation,
  takeBack,
} from './invitations.ts'
import { belongsTo, type Role } from './members.ts'
import { findByAddress, type Language } from './persons.ts'

type InvitationView = Static<typeof InvitationShape>
/** Of whoever is invited to be a member. */
type OfMember = Invitation & { role: Role }

export type Wish = {
  name: string
  address: string
  language: Language
  role: Role
  /** YYYY-MM-DD, until its end on the clock of the account; null: without end */
  untilOn: string | null
}

/**
 * The owner invites somebody. Whether the address is known here changes nothing: not the answer, not what is sent.
 * @throws Refusal 'not-allowed', 'account-is-closed', 'already-a-member', 'already-invited', 'too-many-tries',
 * 'no-such-date', 'end-is-past'
 */
export async function inviteMember(
  kernel: Kernel,
  house: House,
  by: { person: string },
  accountId: string,
  wish: Wish,
): Promise<InvitationView> {
  return record(kernel, { accounts: [accountId], by }, async r => {
    await holdGiver(r, accountId, { as: 'owner' })
    const account = await readAccount(r.tx, accountId)
    if (account.closedAt) throw new Refusal('account-is-closed')
    const until = wish.untilOn === null ? null : endOfDay(wish.untilOn, account.zone)
    if (until && until <= r.at) throw new Refusal('end-is-past')
    const known = await findByAddress(r.tx, wish.address)
    if (known && (await belongsTo(r.tx, account, known.id, r.at))) throw new Refusal('already-a-member')
    const invited = await addInvitation(r, accountId, by.person, { ...wish, until })
    if (!invited) throw new Refusal('already-invited')
    r.fact(
      'member.invited',
      {},
      { invitation: invited.id, role: wish.role, until: until?.toISOString() },
      accountId,
    )
    await refuseTooMany(r, accountId)
    return send(r, house, account, invited)
  })
}

/**
 * Sends it again, with a new link and new time; the old link is dead. Whoever sends it, invites: the account may have had
 * another owner when it was sent first.
 * @throws Refusal 'not-allowed', 'not-found', 'too-many-tries'
 */
export async function resendInvitation(
  kernel: Kernel,
  house: House,
  by: { person: string },
  accountId: string,
  invitationId: string,
): Promise<InvitationView> {
  return record(kernel, { accounts: [accountId], by }, async r => {
    await holdGiver(r, accountId, { as: 'owner' })
    const account = await readAccount(r.tx, accountId)
    const [invitation] = await readInvitations(r.tx, { id: invitationId, accountId })
    const isPast = invitation?.until && invitation.until <= r.at
    if (!invitation?.role || invitation.isDeclined || isPast || account.closedAt)
      throw new Refusal('not-found')
    r.fact('member.invited', {}, { invitation: invitation.id, role: invitation.role, again: true }, accountId)
    await refuseTooMany(r, accountId)
    return send(r, house, account, invitation, by.person)
  })
}

/** Taking back what was taken back, or answered, changes nothing. @throws Refusal 'not-allowed', 'not-found' */
export async function withdrawInvitation(
  kernel: Kernel,
  by: { person: string },
  accountId: string,
  invitationId: string,
): Promise<Date> {
  return record(kernel, { accounts: [accountId], by }, async r => {
    await holdGiver(r, accountId, { as: 'owner' })
    return takeBack(r, accountId, invitationId)
  })
}

/** Those that wait for an answer, have lapsed or were declined, the newest first. */
export async function listInvitations(tx: Tx, account: Account, at: Date): Promise<InvitationView[]> {
  const invitations = await readInvitations(tx, { accountId: account.id })
  return invitations
    .filter((one): one is OfMember => one.role !== null)
    .map(invitation => view(invitation, account, at))
}

async function send(
  r: Recording,
  house: House,
  account: Account,
  invitation: Invitation,
  by = invitation.invitedBy.id,
): Promise<InvitationView> {
  const sent = await sendInvitation(r.tx, house, account, invitation, undefined, r.at, by)
  return view(sent as OfMember, account, r.at)
}

function view(invitation: OfMember, account: Account, at: Date): InvitationView {
  const stands = isWaiting(invitation, account, at) && account.ownerId === invitation.invitedBy.id
  return {
    id: invitation.id,
    name: invitation.name,
    address: invitation.address,
    role: invitation.role,
    until: invitation.until?.toISOString() ?? null,
    invitedBy: invitation.invitedBy,
    sentAt: invitation.sentAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    state: invitation.isDeclined ? 'declined' : stands ? 'pending' : 'lapsed',
  }
}

/** The first moment of the next day. @throws Refusal 'no-such-date' */
function endOfDay(text: string, zone: string): Date {
  const date = readDate(text)
  if (!date || !existsIn(zone, date)) throw new Refusal('no-such-date')
  return firstMomentAt(date.add({ days: 1 }).toPlainDateTime(), zone).at
}
