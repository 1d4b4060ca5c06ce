import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { type Account, everyAccount, membersDoor, readAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { House } from './house.ts'
import { type Invitation, readInvitations, standsStill } from './invitations.ts'
import { type Link, lookAtLink, useLink } from './links.ts'
import { tellPerson } from './mail/tell-person.ts'
import { belongsTo, permissionsOfRole } from './members.ts'
import { addPerson, findByAddress } from './persons.ts'
import { findReader } from './readers.ts'

/** Who accepts: somebody who is signed in, or somebody new with the name and the password that he has chosen. */
export type Accepting = { personId: string } | { name: string; passwordHash: string }

export type Opened = {
  invitation: Invitation
  account: { id: string; name: string; zone: string }
  /** Must whoever accepts be signed in, because there is somebody with this address? */
  isKnown: boolean
}

/** What the page of the link shows; it changes nothing. @throws Refusal 'link-is-over' */
export async function readInvitation(kernel: Kernel, code: string): Promise<Opened> {
  const at = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, async tx => {
    const { invitation, account } = await standing(tx, await lookAtLink(tx, 'invitation', code, at), at)
    const isKnown = (await findByAddress(tx, invitation.address)) !== undefined
    return { invitation, account: { id: account.id, name: account.name, zone: account.zone }, isKnown }
  })
}

/**
 * The invited becomes a member: the link is used, the invitation consumed and the grant opened in one transaction, so of
 * many at once exactly one succeeds. The decision is the inviter's, who must still be the owner; the act is the invited's.
 * @returns who has accepted
 * @throws Refusal 'link-is-over'; 'not-signed-in' when the address belongs to somebody, who must sign in first;
 * 'not-allowed' when somebody else is signed in; 'already-a-member'
 */
export async function acceptInvitation(
  kernel: Kernel,
  house: House,
  code: string,
  who: Accepting,
): Promise<{ personId: string; accountId: string }> {
  const { invitation: asked } = await readInvitation(kernel, code)
  const personId = 'personId' in who ? who.personId : newId(kernel.clock.now())
  await record(kernel, { accounts: [asked.accountId], by: { person: personId } }, async r => {
    const { invitation, account } = await standing(r.tx, await useLink(r.tx, 'invitation', code, r.at), r.at)
    if ('personId' in who) await refuseOthers(r.tx, invitation, who.personId)
    else {
      const { name, passwordHash } = who
      const { address, language } = invitation
      const added = await addPerson(
        r.tx,
        { id: personId, name: name.trim(), address, language, passwordHash },
        r.at,
      )
      if (!added) throw new Refusal('not-signed-in')
    }
    if (await belongsTo(r.tx, account, personId, r.at)) throw new Refusal('already-a-member')
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
    const accountId = account.id
    r.fact('member.accepted', { person: personId }, { invitation: invitation.id }, accountId)
    await openGrant(
      r,
      {
        accountId,
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
    await tellOwner(r, house, account, person?.name ?? invitation.name, true)
  })
  return { personId, accountId: asked.accountId }
}

/** The invited does not want to. He needs not be signed in: whoever has the link can say so. @throws Refusal 'link-is-over' */
export async function declineInvitation(kernel: Kernel, house: House, code: string): Promise<void> {
  const { invitation: asked } = await readInvitation(kernel, code)
  await record(kernel, { accounts: [asked.accountId], by: { rule: 'invitation' } }, async r => {
    const { invitation, account } = await standing(r.tx, await useLink(r.tx, 'invitation', code, r.at), r.at)
    const declined = await r.tx
      .updateTable('people.invitations')
      .set({ declined_at: r.at })
      .where('id', '=', invitation.id)
      .where('accepted_at', 'is', null)
      .where('declined_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!declined) throw new Refusal('link-is-over')
    r.fact('member.declined', {}, { invitation: invitation.id }, account.id)
    await tellOwner(r, house, account, invitation.name, false)
  })
}

async function standing(tx: Tx, link: Link, at: Date): Promise<{ invitation: Invitation; account: Account }> {
  const [invitation] = link.aboutId ? await readInvitations(tx, { id: link.aboutId }) : []
  const account = invitation && (await readAccount(tx, invitation.accountId))
  const inviter = invitation && (await findReader(tx, invitation.invitedBy.id))
  // A link belongs to the mailbox it was sent to.
  if (!invitation || !account || !inviter || link.address !== invitation.address)
    throw new Refusal('link-is-over')
  if (!standsStill(invitation, account, at)) throw new Refusal('link-is-over')
  return { invitation, account }
}

/** Only whose address was invited may accept, whoever has got hold of the link. */
async function refuseOthers(tx: Tx, invitation: Invitation, personId: string): Promise<void> {
  const person = await findReader(tx, personId)
  if (person?.address.toLowerCase() !== invitation.address.toLowerCase()) throw new Refusal('not-allowed')
}

async function tellOwner(
  r: Recording,
  house: House,
  account: Account,
  name: string,
  accepted: boolean,
): Promise<void> {
  const owner = await findReader(r.tx, account.ownerId)
  if (!owner) return
  await tellPerson(
    r.tx,
    house,
    owner,
    {
      kind: 'invitation-answered',
      account: { id: account.id, name: account.name, zone: account.zone },
      name,
      accepted,
    },
    r.at,
  )
}
