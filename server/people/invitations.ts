import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Invitation as InvitationShape } from '#contract/members.ts'
import { holdGiver } from '#server/access/3-grant/giver.ts'
import { type Account, readAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readDate } from '#server/plumbing/calendar/dates.ts'
import { existsIn, firstMomentAt } from '#server/plumbing/calendar/wall-clock.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { House } from './house.ts'
import { endLinks, linkLivesMs, makeLink } from './links.ts'
import { tellPerson } from './mail/tell-person.ts'
import { belongsTo, type Role } from './members.ts'
import { findByAddress, type Language } from './persons.ts'

export type InvitationView = Static<typeof InvitationShape>

const hourMs = 3_600_000
/** Mails with invitations that an account may have sent within an hour. */
const mostPerHour = 50
/** Who asks for his invitations again is not sent more of them than this. */
const pauseMs = 600_000

export type Wish = {
  name: string
  address: string
  language: Language
  role: Role
  /** YYYY-MM-DD, until its end on the clock of the account; null: without end */
  untilOn: string | null
}

export type Invitation = {
  id: string
  accountId: string
  name: string
  address: string
  language: Language
  role: Role
  until: Date | null
  invitedBy: { id: string; name: string }
  sentAt: Date
  expiresAt: Date
  isDeclined: boolean
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

    const id = newId(r.now)
    const invited = await r.tx
      .insertInto('people.invitations')
      .values({
        id,
        account_id: accountId,
        name: wish.name.trim(),
        address: wish.address.trim(),
        language: wish.language,
        role: wish.role,
        until,
        invited_by: by.person,
        invited_at: r.at,
        sent_at: r.at,
        expires_at: new Date(r.now + linkLivesMs.invitation),
      })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!invited) throw new Refusal('already-invited')
    r.fact('member.invited', {}, { invitation: id, role: wish.role, until: until?.toISOString() }, accountId)
    await refuseTooMany(r, accountId)
    return sendInvitation(r.tx, house, account, (await readInvitations(r.tx, { id }))[0]!, r.at)
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
    if (!invitation || invitation.isDeclined || isPast || account.closedAt) throw new Refusal('not-found')
    r.fact('member.invited', {}, { invitation: invitation.id, role: invitation.role, again: true }, accountId)
    await refuseTooMany(r, accountId)
    return sendInvitation(r.tx, house, account, invitation, r.at, by.person)
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
  })
}

/** Those that wait for an answer, have lapsed or were declined, the newest first. */
export async function listInvitations(tx: Tx, account: Account, at: Date): Promise<InvitationView[]> {
  const invitations = await readInvitations(tx, { accountId: account.id })
  return invitations.map(invitation => view(invitation, account, at))
}

/**
 * Pending invitations to this address are sent again: somebody says that he cannot get in, and may have lost the mail.
 * Not more often than every few minutes, because anybody can say that.
 * @param tx of a scope that sees every account
 */
export async function sendInvitationsTo(house: House, tx: Tx, address: string, at: Date): Promise<void> {
  for (const invitation of await readInvitations(tx, { address })) {
    const account = await readAccount(tx, invitation.accountId)
    if (standsStill(invitation, account, at) && invitation.sentAt.getTime() <= at.getTime() - pauseMs)
      await sendInvitation(tx, house, account, invitation, at)
  }
}

/** Can it be accepted at this instant, as far as the account and the time go? */
export function standsStill(invitation: Invitation, account: Account, at: Date): boolean {
  return (
    !invitation.isDeclined &&
    account.closedAt === null &&
    account.ownerId === invitation.invitedBy.id &&
    invitation.expiresAt > at &&
    (invitation.until === null || invitation.until > at)
  )
}

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
    role: Role
    until: Date | null
    invited_by: string
    inviter: string
    sent_at: Date
    expires_at: Date
    declined_at: Date | null
  }>`
    select i.id, i.account_id, i.name, i.address, i.language, i.role, i.until, i.invited_by, p.name as inviter,
      i.sent_at, i.expires_at, i.declined_at
    from people.invitations i join people.persons p on p.id = i.invited_by
    where i.accepted_at is null and i.withdrawn_at is null and ${sql.join(conditions, sql` and `)}
    order by i.invited_at desc, i.id desc limit 200`.execute(tx)
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
  }))
}

/** Makes the link before it touches the invitation, as everybody does, so that two of these cannot wait for each other. */
async function sendInvitation(
  tx: Tx,
  house: House,
  account: Account,
  invitation: Invitation,
  at: Date,
  invitedBy = invitation.invitedBy.id,
): Promise<InvitationView> {
  const { code, expiresAt } = await makeLink(
    tx,
    { purpose: 'invitation', address: invitation.address, aboutId: invitation.id },
    linkLivesMs.invitation,
    at,
  )
  const sent = await tx
    .updateTable('people.invitations')
    .set({ sent_at: at, expires_at: expiresAt, invited_by: invitedBy })
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  const [fresh] = sent ? await readInvitations(tx, { id: invitation.id }) : []
  if (!fresh) throw new Refusal('not-found')
  await tellPerson(
    tx,
    house,
    { address: fresh.address, name: fresh.name, language: fresh.language },
    {
      kind: 'invited',
      code,
      expiresAt,
      account: { id: account.id, name: account.name, zone: account.zone },
      by: fresh.invitedBy.name,
      role: fresh.role,
      until: fresh.until,
    },
    at,
  )
  return view(fresh, account, at)
}

/** Counted by links, one for each sending, under the account's lock. */
async function refuseTooMany(r: Recording, accountId: string): Promise<void> {
  const found = await sql<{ count: number }>`
    select count(*) from people.invitations i join people.single_use_links l on l.about_id = i.id and l.purpose = 'invitation'
    where i.account_id = ${accountId} and l.made_at > ${new Date(r.now - hourMs)}`.execute(r.tx)
  if (found.rows[0]!.count >= mostPerHour)
    throw new Refusal('too-many-tries', { waitSeconds: hourMs / 1_000 })
}

function view(invitation: Invitation, account: Account, at: Date): InvitationView {
  return {
    id: invitation.id,
    name: invitation.name,
    address: invitation.address,
    role: invitation.role,
    until: invitation.until?.toISOString() ?? null,
    invitedBy: invitation.invitedBy,
    sentAt: invitation.sentAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    state: invitation.isDeclined ? 'declined' : standsStill(invitation, account, at) ? 'pending' : 'lapsed',
  }
}

/** The first moment of the next day. @throws Refusal 'no-such-date' */
function endOfDay(text: string, zone: string): Date {
  const date = readDate(text)
  if (!date || !existsIn(zone, date)) throw new Refusal('no-such-date')
  return firstMomentAt(date.add({ days: 1 }).toPlainDateTime(), zone).at
}
