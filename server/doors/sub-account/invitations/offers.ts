import { sql } from 'kysely'
import { decideGiving, type Verdict } from '#server/access/2-decide/decide-giving.ts'
import { type Standing, standingOf } from '#server/access/3-grant/giver.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { readAccount } from '#server/access/account.ts'
import { isPermission } from '#server/access/permission.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import type { Invitation } from '#server/people/invitations.ts'
import type { InvitationOffers, Offered } from '#server/people/what-invitation-offers.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { keepAssignment, openRights, readPermissions, refuseSecond, rulesFor } from '../give-rights.ts'

export type Offer = Offered & {
  audience: string
  /** Has what it is about been removed since? Then nothing of it can be opened. */
  isGone: boolean
}

/** Of invitations to rights, by their id. */
export async function readOffers(tx: Tx, invitations: readonly string[]): Promise<Map<string, Offer>> {
  if (invitations.length === 0) return new Map()
  const { rows } = await sql<{
    invitation_id: string
    audience: string
    permissions: string[]
    reason: string | null
    resource_id: string | null
    name: string | null
    kind: ResourceKind | null
    removed_at: Date | null
  }>`
    select o.invitation_id, o.audience, o.permissions, o.reason, o.resource_id, s.name, s.kind, s.removed_at
    from sub_account.offers o left join access.resources s on s.account_id = o.account_id and s.id = o.resource_id
    where o.invitation_id = any (${invitations})`.execute(tx)
  return new Map(
    rows.map(row => [
      row.invitation_id,
      {
        audience: row.audience,
        permissions: row.permissions,
        reason: row.reason,
        scope: row.resource_id ? { id: row.resource_id, name: row.name ?? '', kind: row.kind! } : null,
        isGone: row.removed_at !== null,
      },
    ]),
  )
}

export async function readOffer(tx: Tx, invitationId: string): Promise<Offer> {
  const offer = (await readOffers(tx, [invitationId])).get(invitationId)
  if (!offer) throw new Error(`invitation ${invitationId} offers nothing`)
  return offer
}

/** On what the inviter stands at this instant; undefined: he may give nothing any more. */
export function standingOfInviter(
  tx: Tx,
  { invitedBy, accountId }: Invitation,
  at: Date,
): Promise<Standing | undefined> {
  return standingOf(tx, invitedBy.id, accountId, 'team.manage', null, at)
}

/** May this be given by whoever stands there, now? By the rule that decides when it is taken up too. */
export function decideOffer(
  giver: Standing,
  offer: Pick<Offer, 'audience' | 'permissions' | 'reason'> & { scopeId: string | null },
  endsAt: number | null,
  now: number,
): Verdict {
  // Of a catalogue that has changed since.
  if (!offer.permissions.every(isPermission)) return { outcome: 'refuse', because: ['invalid-input'] }
  return decideGiving(
    {
      giver,
      wants: {
        permissions: readPermissions(offer.permissions),
        resourceId: offer.scopeId,
        beginsAt: now,
        endsAt,
      },
    },
    rulesFor(offer.audience, offer.reason),
    now,
  )
}

/** Could whoever invites still give it? @param giver on what he stands */
export function stillGiven(
  giver: Standing | undefined,
  offer: Offer,
  until: Date | null,
  now: number,
): boolean {
  if (!giver || offer.isGone) return false
  const verdict = decideOffer(
    giver,
    { ...offer, scopeId: offer.scope?.id ?? null },
    until?.getTime() ?? null,
    now,
  )
  return verdict.outcome === 'allow'
}

/** What this door does for invitations, handed to people/. */
export const rightsOffers: InvitationOffers = {
  read: (tx, invitation) => readOffer(tx, invitation.id),
  async stands(tx, invitation, at) {
    const giver = await standingOfInviter(tx, invitation, at)
    return stillGiven(giver, await readOffer(tx, invitation.id), invitation.until, at.getTime())
  },
  takeUp,
}

async function takeUp(r: Recording, invitation: Invitation, personId: string): Promise<void> {
  const { accountId, until, invitedBy } = invitation
  await noteExpired(r, accountId)
  const account = await readAccount(r.tx, accountId)
  if (personId === account.ownerId) throw new Refusal('owner-has-all-rights')
  if (personId === invitedBy.id) throw new Refusal('not-to-yourself')
  const { audience, permissions, reason, scope } = await readOffer(r.tx, invitation.id)
  const scopeId = scope?.id ?? null
  await refuseSecond(r, accountId, personId, scopeId)
  const giver = await standingOfInviter(r.tx, invitation, r.at)
  if (!giver) throw new Refusal('not-allowed')
  const rights = { scopeId, audience, permissions, reason, endsAt: until?.getTime() ?? null }
  const grantId = await openRights(r, accountId, personId, rights, giver, invitedBy.id)
  await keepAssignment(r, accountId, personId, { scopeId, audience, grantId, knows: true }, invitedBy.id)
}
