import type { Static } from 'typebox'
import type * as contract from '#contract/rights-invitations.ts'
import { holdGiver } from '#server/access/3-grant/giver.ts'
import { noteExpired } from '#server/access/5-end/note-expired.ts'
import { type Account, readAccount } from '#server/access/account.ts'
import { allPermissions } from '#server/access/permission.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { endOf } from '#server/access/until.ts'
import type { House } from '#server/people/house.ts'
import {
  addInvitation,
  type Invitation,
  readInvitations,
  refuseTooMany,
  sendInvitation,
} from '#server/people/invitations.ts'
import { checkEmail } from '#server/people/parties/check-email.ts'
import { findByAddress, type Language } from '#server/people/persons.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { type Rights, readPermissions, refuseSecond, refuseUnknownAudience } from '../give-rights.ts'
import { maySteer, type Reader, viewInvitation } from './list-invitations.ts'
import { decideOffer, type Offer, readOffer } from './offers.ts'

type Item = Static<(typeof contract.inviteToRights)['answer']>['items'][number]
/** An offer before it belongs to an invitation: presets have become instants. */
type NewOffer = Omit<Offer, 'isGone'> & { until: Date | null }
/** Ends that were counted from now twice mean the same, if somebody presses twice. */
const sameEndMs = 3_600_000

/**
 * What these rights would be if they were given now.
 * @throws Refusal 'not-found', 'account-is-closed'; as endOf and decideGiving
 */
export async function promise(
  tx: Tx,
  account: Account,
  rights: Rights,
  { standing }: Reader,
  now: number,
): Promise<NewOffer> {
  if (account.closedAt) throw new Refusal('account-is-closed')
  const { scopeId, audience, reason } = rights
  refuseUnknownAudience(audience)
  const scope = scopeId === null ? null : await readResource(tx, scopeId)
  const wanted = new Set(readPermissions(rights.permissions))
  // As the catalogue has them: people read the sentence in this order.
  const permissions = allPermissions().filter(permission => wanted.has(permission))
  const endsAt = rights.until === null ? null : endOf(rights.until, account, now)
  const verdict = decideOffer(standing, { audience, permissions, reason, scopeId }, endsAt, now)
  if (verdict.outcome === 'refuse') throw new Refusal(verdict.because[0]!, { because: verdict.because })
  return {
    audience,
    scope: scope && { id: scope.id, name: scope.name, kind: scope.kind },
    permissions,
    reason,
    until: endsAt === null ? null : new Date(endsAt),
  }
}

/**
 * Invites people to rights: all of them, or nobody when one address is none or it would be too many. Whether an address is
 * known here changes nothing of the answer and of what is sent, unless its person has to do with these very rights.
 * @throws Refusal as promise and holdGiver; 'invalid-input', 'too-many-tries'
 */
export async function inviteToRights(
  kernel: Kernel,
  house: House,
  reader: Reader,
  accountId: string,
  wish: { invited: readonly { address: string; name: string | null }[]; language: Language; rights: Rights },
): Promise<Item[]> {
  const addresses = wish.invited.map(({ address }, at) => readAddress(address, `invited.${at}.address`))
  return record(kernel, { accounts: [accountId], by: { person: reader.personId } }, async r => {
    await noteExpired(r, accountId)
    await holdGiver(r, accountId, reader.standing)
    const account = await readAccount(r.tx, accountId)
    const offer = await promise(r.tx, account, wish.rights, reader, r.now)
    const items = new Map<string, Item>()
    for (const [at, address] of addresses.entries()) {
      const name = (wish.invited[at]!.name ?? address).slice(0, 200)
      if (!items.has(address.toLowerCase()))
        items.set(
          address.toLowerCase(),
          await inviteOne(r, house, reader, account, { address, name, language: wish.language }, offer),
        )
    }
    return [...items.values()]
  })
}

async function inviteOne(
  r: Recording,
  house: House,
  reader: Reader,
  account: Account,
  who: { address: string; name: string; language: Language },
  offer: NewOffer,
): Promise<Item> {
  const { address } = who
  const refused = await refusalFor(r, account, address, reader.personId, offer.scope?.id ?? null)
  if (refused) return { address, invitation: null, refused }
  const [waiting] = await readInvitations(r.tx, { accountId: account.id, address })
  if (waiting && !(await isSame(r.tx, waiting, offer, reader)))
    return { address, invitation: null, refused: 'already-invited' }
  const invitation = waiting ?? (await keep(r, reader, account, who, offer))
  r.fact(
    'member.invited',
    { resource: offer.scope?.id },
    {
      invitation: invitation.id,
      audience: offer.audience,
      permissions: [...offer.permissions],
      until: invitation.until?.toISOString(),
      again: waiting ? true : undefined,
    },
    account.id,
  )
  await refuseTooMany(r, account.id)
  const sent = await sendInvitation(r.tx, house, account, invitation, offer, r.at, reader.personId)
  return { address, invitation: await viewInvitation(r.tx, account, sent, reader, r.at), refused: null }
}

/** Why this address is not invited, as far as whoever invites may know it: he sees the rights in this account anyway. */
export async function refusalFor(
  r: Recording,
  account: Account,
  address: string,
  inviter: string,
  scopeId: string | null,
): Promise<'not-to-yourself' | 'owner-has-all-rights' | 'has-rights-here' | null> {
  const known = await findByAddress(r.tx, address)
  if (!known) return null
  if (known.id === inviter) return 'not-to-yourself'
  if (known.id === account.ownerId) return 'owner-has-all-rights'
  try {
    await refuseSecond(r, account.id, known.id, scopeId)
    return null
  } catch (error) {
    if (error instanceof Refusal && error.code === 'has-rights-here') return 'has-rights-here'
    throw error
  }
}

/** As mail is sent to it. @throws Refusal 'invalid-input' */
export function readAddress(typed: string, field: string): string {
  const { kept } = checkEmail({ kind: 'person', email: typed })
  if (!kept) throw new Refusal('invalid-input', { field })
  return kept.ascii
}

async function isSame(tx: Tx, waiting: Invitation, offer: NewOffer, reader: Reader): Promise<boolean> {
  if (waiting.role !== null || !maySteer(waiting, reader)) return false
  const there = await readOffer(tx, waiting.id)
  const apart =
    waiting.until === null || offer.until === null
      ? waiting.until !== offer.until
      : Math.abs(waiting.until.getTime() - offer.until.getTime()) > sameEndMs
  return (
    !apart &&
    there.audience === offer.audience &&
    there.scope?.id === offer.scope?.id &&
    there.reason === offer.reason &&
    new Set(there.permissions).symmetricDifference(new Set(offer.permissions)).size === 0
  )
}

async function keep(
  r: Recording,
  reader: Reader,
  account: Account,
  who: { address: string; name: string; language: Language },
  offer: NewOffer,
): Promise<Invitation> {
  const added = await addInvitation(r, account.id, reader.personId, {
    ...who,
    role: null,
    until: offer.until,
  })
  // The account is locked: nobody else has invited in between.
  if (!added) throw new Refusal('already-invited')
  await r.tx
    .insertInto('sub_account.offers')
    .values({
      invitation_id: added.id,
      account_id: account.id,
      audience: offer.audience,
      resource_id: offer.scope?.id ?? null,
      permissions: [...offer.permissions],
      reason: offer.reason,
    })
    .execute()
  return added
}
