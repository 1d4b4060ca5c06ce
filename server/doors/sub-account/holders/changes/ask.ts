import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { linkLivesMs, makeLink } from '#server/people/links.ts'
import { findReader } from '#server/people/readers.ts'
import { newId } from '#server/plumbing/ids.ts'
import { type Change, readChange } from './read-changes.ts'
import { noteWhatCannotHappen } from './settle.ts'
import { type Post, tellOfChange } from './tell.ts'

/** So long both mailboxes may confirm, ms. */
const changeLivesMs = linkLivesMs['change-old']

// Each sends mails to an address that somebody typed, so nobody may do it without end.
const most = 100
const withinMs = 24 * 3_600_000

type Wish =
  | {
      kind: 'holder'
      resourceId: string
      /** null: nobody is known to hold the domain. */
      old: { id: string; address: string } | null
      next: { id: string; address: string }
      note: string | null
    }
  | { kind: 'address'; party: { id: string; address: string }; next: { email: string; emailAscii: string } }

/**
 * Asks both mailboxes. Where nobody is known to hold the domain, the owner's stands for that of the old holder.
 * @throws Refusal 'change-runs-already', 'too-many-tries'
 */
export async function askChange(r: Recording, accountId: string, wish: Wish, post: Post): Promise<Change> {
  // What has lapsed stands in nobody's way.
  await noteWhatCannotHappen(r, accountId, post)
  await refuseTooMany(r, accountId)
  const id = newId(r.now)
  const asked = await r.tx
    .insertInto('sub_account.asset_changes')
    .values({
      id,
      account_id: accountId,
      asked_at: r.at,
      asked_by: askerOf(r),
      expires_at: new Date(r.now + changeLivesMs),
      ...(wish.kind === 'holder'
        ? {
            kind: wish.kind,
            resource_id: wish.resourceId,
            party_id: wish.old?.id ?? null,
            next_party_id: wish.next.id,
            old_address: wish.old?.address ?? (await addressOfOwner(r, accountId)),
            new_address: wish.next.address,
            note: wish.note,
          }
        : {
            kind: wish.kind,
            party_id: wish.party.id,
            old_address: wish.party.address,
            new_address: wish.next.emailAscii,
            new_shown: wish.next.email,
          }),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!asked) throw new Refusal('change-runs-already')
  const change = (await readChange(r.tx, id, r.at))!
  r.fact(
    'asset-change.asked',
    change.domain ? { resource: change.domain.id } : {},
    { change: id, what: change.kind, contact: change.old?.id, to: change.next.id },
    accountId,
  )
  const link = (purpose: 'change-old' | 'change-new', address: string) =>
    makeLink(r.tx, { purpose, address, aboutId: id }, changeLivesMs, r.at)
  const codes = {
    old: (await link('change-old', change.oldAddress)).code,
    new: (await link('change-new', change.newAddress)).code,
  }
  await tellOfChange(r, post, 'asked', change, codes)
  return change
}

async function refuseTooMany(r: Recording, accountId: string): Promise<void> {
  const { count } = await r.tx
    .selectFrom('sub_account.asset_changes')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('asked_at', '>', new Date(r.now - withinMs))
    .executeTakeFirstOrThrow()
  if (Number(count) >= most) throw new Refusal('too-many-tries', { waitSeconds: withinMs / 1_000 })
}

function askerOf(r: Recording): string {
  if (!('person' in r.by)) throw new Error('a change is asked for by a person')
  return r.by.person
}

async function addressOfOwner(r: Recording, accountId: string): Promise<string> {
  const { owner_id: ownerId } = await r.tx
    .selectFrom('access.accounts')
    .select('owner_id')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const owner = await findReader(r.tx, ownerId)
  if (!owner) throw new Refusal('not-allowed')
  return owner.address
}
