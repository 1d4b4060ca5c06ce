import { sql } from 'kysely'
import { type Account, readAccount } from '#server/access/account.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { House } from './house.ts'
import { endLinks, linkLivesMs, makeLink } from './links.ts'
import { tellPerson } from './mail/tell-person.ts'
import type { Role } from './members.ts'
import type { Language } from './persons.ts'
import type { InvitationOffers, Offered } from './what-invitation-offers.ts'

const hourMs = 3_600_000
/** Links to invitations that an account may make within an hour. */
const mostPerHour = 50
/** Who asks for his invitations again, or for another link, is not heard more often than this. */
export const pauseMs = 600_000

export type Invitation = {
  id: string
  accountId: string
  name: string
  address: string
  language: Language
  /** As a member; null: a door invites, and knows to what. */
  role: Role | null
  until: Date | null
  invitedBy: { id: string; name: string }
  sentAt: Date
  expiresAt: Date
  isDeclined: boolean
  saysNotMe: boolean
  asks:
    | { for: 'another-address'; name: string; address: string; at: Date }
    | { for: 'another-link'; at: Date }
    | null
}

export type NewInvitation = Pick<Invitation, 'name' | 'address' | 'language' | 'role' | 'until'>

/**
 * Keeps an invitation that nobody has been sent yet.
 * @returns undefined: an invitation to this address waits already
 */
export async function addInvitation(
  r: Recording,
  accountId: string,
  invitedBy: string,
  wish: NewInvitation,
): Promise<Invitation | undefined> {
  const id = newId(r.now)
  const added = await r.tx
    .insertInto('people.invitations')
    .values({
      id,
      account_id: accountId,
      name: wish.name.trim(),
      address: wish.address.trim(),
      language: wish.language,
      role: wish.role,
      until: wish.until,
      invited_by: invitedBy,
      invited_at: r.at,
      sent_at: r.at,
      expires_at: new Date(r.now + linkLivesMs.invitation),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added && (await readInvitations(r.tx, { id }))[0]
}

/**
 * Takes back what waits for an answer; what was taken back, or answered, stays as it is.
 * @returns since when it is over
 * @throws Refusal 'not-found'
 */
export async function takeBack(r: Recording, accountId: string, invitationId: string): Promise<Date> {
  const invitation = await r.tx
    .selectFrom('people.invitations')
    .select(['accepted_at', 'declined_at', 'withdrawn_at'])
    .where('id', '=', invitationId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (!invitation) throw new Refusal('not-found')
  await endLinks(r.tx, { purpose: 'invitation', aboutId: invitationId }, r.at)
  const withdrawn = await r.tx
    .updateTable('people.invitations')
    .set({ withdrawn_at: r.at })
    .where('id', '=', invitationId)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (withdrawn) r.fact('member.invitation-withdrawn', {}, { invitation: invitationId }, accountId)
  return invitation.withdrawn_at ?? invitation.declined_at ?? invitation.accepted_at ?? r.at
}

/**
 * Pending invitations to this address are sent again: somebody says that he cannot get in, and may have lost the mail.
 * Not more often than every few minutes, because anybody can say that.
 * @param tx of a scope that sees every account
 */
export async function sendInvitationsTo(
  house: House,
  offers: InvitationOffers,
  tx: Tx,
  address: string,
  at: Date,
): Promise<void> {
  for (const invitation of await readInvitations(tx, { address })) {
    const account = await readAccount(tx, invitation.accountId)
    const isDue = invitation.sentAt.getTime() <= at.getTime() - pauseMs
    if (isDue && (await standsStill(tx, offers, invitation, account, at)))
      await sendInvitation(tx, house, account, invitation, await offeredBy(tx, offers, invitation), at)
  }
}

/** Does it wait for an answer at this instant, as far as the account and the time go? */
export function isWaiting(invitation: Invitation, account: Account, at: Date): boolean {
  return (
    !invitation.isDeclined &&
    account.closedAt === null &&
    invitation.expiresAt > at &&
    (invitation.until === null || invitation.until > at)
  )
}

/** Can it be accepted at this instant: does it wait, and may whoever invites still give it? */
export async function standsStill(
  tx: Tx,
  offers: InvitationOffers,
  invitation: Invitation,
  account: Account,
  at: Date,
): Promise<boolean> {
  if (!isWaiting(invitation, account, at)) return false
  return invitation.role === null
    ? offers.stands(tx, invitation, at)
    : account.ownerId === invitation.invitedBy.id
}

/** undefined: nothing of a door, but being a member. */
export async function offeredBy(
  tx: Tx,
  offers: InvitationOffers,
  invitation: Invitation,
): Promise<Offered | undefined> {
  return invitation.role === null ? offers.read(tx, invitation) : undefined
}

/** So many that none which can still be accepted is out of its account's sight. */
const mostOfAnAccount = 5_000
/** Anybody can have those of an address mailed again. */
const mostOfAnAddress = 200

/** What is neither accepted nor withdrawn. */
export async function readInvitations(
  tx: Tx,
  which: { id?: string; accountId?: string; address?: string },
): Promise<Invitation[]> {
  const conditions = [
    which.id ? sql`i.id = ${which.id}` : undefined,
    which.accountId ? sql`i.account_id = ${which.accountId}` : undefined,
    // What was declined needs not be sent again to anybody.
    which.address
      ? sql`lower(i.address) = ${which.address.trim().toLowerCase()} and i.declined_at is null`
      : undefined,
  ].filter(condition => condition !== undefined)
  const rows = await sql<{
    id: string
    account_id: string
    name: string
    address: string
    language: Language
    role: Role | null
    until: Date | null
    invited_by: string
    inviter: string
    sent_at: Date
    expires_at: Date
    declined_at: Date | null
    not_me_at: Date | null
    asked_for: 'another-address' | 'another-link' | null
    asked_at: Date | null
    other_name: string | null
    other_address: string | null
  }>`
    select i.id, i.account_id, i.name, i.address, i.language, i.role, i.until, i.invited_by, p.name as inviter,
      i.sent_at, i.expires_at, i.declined_at, i.not_me_at, i.asked_for, i.asked_at, i.other_name, i.other_address
    from people.invitations i join people.persons p on p.id = i.invited_by
    where i.accepted_at is null and i.withdrawn_at is null and ${sql.join(conditions, sql` and `)}
    order by i.invited_at desc, i.id desc limit ${which.address ? mostOfAnAddress : mostOfAnAccount}`.execute(
    tx,
  )
  return rows.rows.map(row => ({
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    address: row.address,
    language: row.language,
    role: row.role,
    until: row.until,
    invitedBy: { id: row.invited_by, name: row.inviter },
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    isDeclined: row.declined_at !== null,
    saysNotMe: row.not_me_at !== null,
    asks: !row.asked_at
      ? null
      : row.asked_for === 'another-address'
        ? { for: row.asked_for, name: row.other_name!, address: row.other_address!, at: row.asked_at }
        : { for: 'another-link', at: row.asked_at },
  }))
}

/** Mails it, with a new link and new time. @param offered undefined: being a member */
export async function sendInvitation(
  tx: Tx,
  house: House,
  account: Account,
  invitation: Invitation,
  offered: Offered | undefined,
  at: Date,
  invitedBy = invitation.invitedBy.id,
): Promise<Invitation> {
  const { code, expiresAt, fresh } = await renewLink(tx, invitation, invitation.address, at, invitedBy)
  const of = {
    code,
    expiresAt,
    account: { id: account.id, name: account.name, zone: account.zone },
    by: fresh.invitedBy.name,
    until: fresh.until,
  }
  await tellPerson(
    tx,
    house,
    { address: fresh.address, name: fresh.name, language: fresh.language },
    fresh.role === null
      ? {
          kind: 'invited-to-rights',
          ...of,
          permissions: offered?.permissions ?? [],
          scope: offered?.scope ?? null,
          reason: offered?.reason ?? null,
        }
      : { kind: 'invited', ...of, role: fresh.role },
    at,
  )
  return fresh
}

/**
 * A new link; the old one is dead. Made before the invitation is touched, as everybody does, so that two of these cannot
 * wait for each other. Whoever has it sent, invites.
 * @param address where it goes; null: it is shown, and proves no mailbox
 * @throws Refusal 'not-found' when it was answered meanwhile
 */
export async function renewLink(
  tx: Tx,
  invitation: Invitation,
  address: string | null,
  at: Date,
  invitedBy = invitation.invitedBy.id,
): Promise<{ code: string; expiresAt: Date; fresh: Invitation }> {
  const { code, expiresAt } = await makeLink(
    tx,
    { purpose: 'invitation', address, aboutId: invitation.id },
    linkLivesMs.invitation,
    at,
  )
  const asksForLink = invitation.asks?.for === 'another-link'
  const sent = await tx
    .updateTable('people.invitations')
    .set({
      sent_at: at,
      expires_at: expiresAt,
      invited_by: invitedBy,
      ...(asksForLink ? { asked_for: null, asked_at: null } : {}),
    })
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  const [fresh] = sent ? await readInvitations(tx, { id: invitation.id }) : []
  if (!fresh) throw new Refusal('not-found')
  return { code, expiresAt, fresh }
}

/** Counted by links, one for each sending, under the account's lock. @throws Refusal 'too-many-tries' with the wait */
export async function refuseTooMany(r: Recording, accountId: string): Promise<void> {
  const { rows } = await sql<{ made_at: Date }>`
    select l.made_at from people.invitations i join people.single_use_links l on l.about_id = i.id and l.purpose = 'invitation'
    where i.account_id = ${accountId} and l.made_at > ${new Date(r.now - hourMs)}
    order by l.made_at desc limit 1 offset ${mostPerHour - 1}`.execute(r.tx)
  const [oldest] = rows
  if (oldest)
    throw new Refusal('too-many-tries', {
      waitSeconds: Math.max(1, Math.ceil((oldest.made_at.getTime() + hourMs - r.now) / 1_000)),
    })
}
