import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { type Account, everyAccount, membersDoor, readAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { House } from './house.ts'
import { type Invitation, offeredBy, readInvitations, sendInvitation, standsStill } from './invitations.ts'
import { type Link, lookAtLink, useLink } from './links.ts'
import type { PeopleNews } from './mail/news.ts'
import { tellPerson } from './mail/tell-person.ts'
import { belongsTo, permissionsOfRole } from './members.ts'
import { linkParty } from './parties/link-party.ts'
import { keepPasskey, type RelyingParty } from './passkeys.ts'
import { addPerson, findByAddress } from './persons.ts'
import { findReader } from './readers.ts'
import type { InvitationOffers, Offered } from './what-invitation-offers.ts'

/** A passkey that the browser of somebody new has just made for this challenge; the person gets the id it was made for. */
export type FirstPasskey = {
  personId: string
  party: RelyingParty
  passkey: unknown
  challenge: string
  /** Of the device. */
  name: string
}
/** Who accepts: somebody who is signed in, or somebody new with the name, and the password or passkey, that he has chosen. */
export type Accepting =
  | { personId: string }
  | { name: string; passwordHash: string }
  | { name: string; passkey: FirstPasskey }

export type Opened = {
  invitation: Invitation
  account: { id: string; name: string; zone: string }
  /** undefined: to be a member */
  offered: Offered | undefined
  /** Did the link come by mail? One that was shown to somebody proves no mailbox: it makes nobody new. */
  provesMailbox: boolean
  /** Must whoever accepts be signed in, because there is somebody with this address? */
  isKnown: boolean
}

/** What the page of the link shows; it changes nothing. @throws Refusal 'link-is-over' */
export async function readInvitation(
  kernel: Kernel,
  offers: InvitationOffers,
  code: string,
): Promise<Opened> {
  const at = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, async tx => {
    const link = await lookAtLink(tx, 'invitation', code, at)
    const { invitation, account } = await standing(tx, offers, link, at)
    const isKnown = (await findByAddress(tx, invitation.address)) !== undefined
    return {
      invitation,
      account: { id: account.id, name: account.name, zone: account.zone },
      offered: await offeredBy(tx, offers, invitation),
      provesMailbox: link.address !== null,
      isKnown,
    }
  })
}

/**
 * The invited becomes a member, or gets the rights: the link is used, the invitation consumed and the grant opened in one
 * transaction, so of many at once exactly one succeeds. The decision is the inviter's, who must still be able to give it;
 * the act is the invited's.
 * @returns who has accepted, and whether he sees the account
 * @throws Refusal 'link-is-over'; 'not-signed-in' when the address belongs to somebody, who must sign in first, or when
 * the link proves no mailbox; 'not-allowed' when somebody else is signed in; 'already-a-member', 'has-rights-here',
 * 'owner-has-all-rights'; 'passkey-refused'
 */
export async function acceptInvitation(
  kernel: Kernel,
  house: House,
  offers: InvitationOffers,
  code: string,
  who: Accepting,
): Promise<{ personId: string; accountId: string; sees: boolean }> {
  const { invitation: asked, offered } = await readInvitation(kernel, offers, code)
  const personId =
    'personId' in who ? who.personId : 'passkey' in who ? who.passkey.personId : newId(kernel.clock.now())
  await record(kernel, { accounts: [asked.accountId], by: { person: personId } }, async r => {
    const link = await useLink(r.tx, 'invitation', code, r.at)
    const { invitation, account } = await standing(r.tx, offers, link, r.at)
    if ('personId' in who) await refuseOthers(r.tx, invitation, who.personId)
    else if (link.address === null) throw new Refusal('not-signed-in')
    else await addInvited(r, invitation, personId, who)
    if (invitation.role && (await belongsTo(r.tx, account, personId, r.at)))
      throw new Refusal('already-a-member')
    const accepted = await r.tx
      .updateTable('people.invitations')
      .set({ accepted_at: r.at, accepted_by: personId })
      .where('id', '=', invitation.id)
      .where('accepted_at', 'is', null)
      .where('declined_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!accepted) throw new Refusal('link-is-over')
    const contact = await linkParty(r.tx, account.id, invitation.address, personId)
    r.fact('member.accepted', { person: personId }, { invitation: invitation.id, contact }, account.id)
    if (invitation.role === null) await takeUp(r, offers, invitation, personId)
    else
      await openGrant(
        r,
        {
          accountId: account.id,
          resourceId: null,
          door: membersDoor,
          subject: { kind: 'person', id: personId },
          permissions: permissionsOfRole[invitation.role],
          beginsAt: r.now,
          endsAt: invitation.until?.getTime() ?? null,
          reason: null,
          caseNumber: null,
          message: null,
          giver: { as: 'owner' },
          givenBy: invitation.invitedBy.id,
        },
        { longestMs: null, endless: true },
      )
    const person = await findReader(r.tx, personId)
    await tellAnswer(r, house, account, invitation, person?.name ?? invitation.name, true)
  })
  const sees = offered === undefined || offered.permissions.includes('access.view')
  return { personId, accountId: asked.accountId, sees }
}

/**
 * The invited does not want to, or says that he is somebody else. He needs not be signed in: whoever has the link can say
 * so. @throws Refusal 'link-is-over'
 */
export async function declineInvitation(
  kernel: Kernel,
  house: House,
  offers: InvitationOffers,
  code: string,
  as: 'declined' | 'not-me' = 'declined',
): Promise<void> {
  const { invitation: asked } = await readInvitation(kernel, offers, code)
  await record(kernel, { accounts: [asked.accountId], by: { rule: 'invitation' } }, async r => {
    const link = await useLink(r.tx, 'invitation', code, r.at)
    const { invitation, account } = await standing(r.tx, offers, link, r.at)
    const declined = await r.tx
      .updateTable('people.invitations')
      .set({ declined_at: r.at, ...(as === 'not-me' ? { not_me_at: r.at } : {}) })
      .where('id', '=', invitation.id)
      .where('accepted_at', 'is', null)
      .where('declined_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!declined) throw new Refusal('link-is-over')
    if (as === 'declined') {
      r.fact('member.declined', {}, { invitation: invitation.id }, account.id)
      return tellAnswer(r, house, account, invitation, invitation.name, false)
    }
    r.fact('member.not-me', {}, { invitation: invitation.id }, account.id)
    return tellInviter(r, house, invitation, {
      kind: 'says-not-me',
      account: named(account),
      name: invitation.name,
      address: invitation.address,
      isMember: invitation.role !== null,
    })
  })
}

/**
 * Whoever has a link that was shown and not mailed has it sent to the mailbox that is meant: only that proves whose it is.
 * The link that was shown works no longer. @throws Refusal 'link-is-over'
 */
export async function mailInvitation(
  kernel: Kernel,
  house: House,
  offers: InvitationOffers,
  code: string,
): Promise<void> {
  const at = new Date(kernel.clock.now())
  await kernel.database.within(everyAccount, async tx => {
    const link = await lookAtLink(tx, 'invitation', code, at)
    const { invitation, account } = await standing(tx, offers, link, at)
    if (link.address !== null) throw new Refusal('link-is-over')
    await useLink(tx, 'invitation', code, at)
    await sendInvitation(tx, house, account, invitation, await offeredBy(tx, offers, invitation), at)
  })
}

/** What a link is about and that it can be accepted. @throws Refusal 'link-is-over' */
export async function standing(
  tx: Tx,
  offers: InvitationOffers,
  link: Link,
  at: Date,
): Promise<{ invitation: Invitation; account: Account }> {
  const [invitation] = link.aboutId ? await readInvitations(tx, { id: link.aboutId }) : []
  const account = invitation && (await readAccount(tx, invitation.accountId))
  const inviter = invitation && (await findReader(tx, invitation.invitedBy.id))
  // A link belongs to the mailbox it was sent to.
  if (!invitation || !account || !inviter || (link.address !== null && link.address !== invitation.address))
    throw new Refusal('link-is-over')
  if (!(await standsStill(tx, offers, invitation, account, at))) throw new Refusal('link-is-over')
  return { invitation, account }
}

/** Tells whoever invites, in his language; nobody who is deactivated. */
export async function tellInviter(
  r: Recording,
  house: House,
  invitation: Invitation,
  news: PeopleNews,
): Promise<void> {
  const inviter = await findReader(r.tx, invitation.invitedBy.id)
  if (inviter) await tellPerson(r.tx, house, inviter, news, r.at)
}

/** Somebody new, with what he signs in with: all of it or nothing. */
async function addInvited(
  r: Recording,
  { address, language }: Invitation,
  personId: string,
  who: Exclude<Accepting, { personId: string }>,
): Promise<void> {
  const passwordHash = 'passwordHash' in who ? who.passwordHash : null
  const person = { id: personId, name: who.name.trim(), address, language, passwordHash }
  if (!(await addPerson(r.tx, person, r.at))) throw new Refusal('not-signed-in')
  if (!('passkey' in who)) return
  const { party, ...answered } = who.passkey
  if (!(await keepPasskey(r.tx, party, personId, answered, r.at))) throw new Refusal('passkey-refused')
}

/** Whatever keeps the inviter from giving it is his matter, not the invited's: for him the invitation is over. */
async function takeUp(
  r: Recording,
  offers: InvitationOffers,
  invitation: Invitation,
  personId: string,
): Promise<void> {
  try {
    await offers.takeUp(r, invitation, personId)
  } catch (error) {
    if (
      !(error instanceof Refusal) ||
      error.code === 'has-rights-here' ||
      error.code === 'owner-has-all-rights'
    )
      throw error
    throw new Refusal('link-is-over')
  }
}

/** Only whose address was invited may accept, whoever has got hold of the link. */
async function refuseOthers(tx: Tx, invitation: Invitation, personId: string): Promise<void> {
  const person = await findReader(tx, personId)
  if (person?.address.toLowerCase() !== invitation.address.toLowerCase()) throw new Refusal('not-allowed')
}

function named({ id, name, zone }: Account) {
  return { id, name, zone }
}

function tellAnswer(
  r: Recording,
  house: House,
  account: Account,
  invitation: Invitation,
  name: string,
  accepted: boolean,
): Promise<void> {
  return tellInviter(r, house, invitation, {
    kind: invitation.role === null ? 'rights-answered' : 'invitation-answered',
    account: named(account),
    name,
    accepted,
  })
}
