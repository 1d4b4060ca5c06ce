import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'

const minute = 60_000
const day = 24 * 60 * minute

/**
 * What a link is for, and how long it is good, ms. A link opens a page with a button and does nothing by itself, because
 * mail scanners open every link; its code stands behind the # of the address, where no server log sees it.
 */
export const linkLivesMs = {
  setup: 30 * minute,
  /** A password or passkey of one's own: the first one of who was invited, or another after it was forgotten. */
  password: 60 * minute,
  'first-password': 7 * day,
  invitation: 14 * day,
  'address-old': 2 * day,
  'address-new': 2 * day,
  /** Of a change that controls a domain: both mailboxes confirm it, and the old one may stop it until it has happened. */
  'change-old': 14 * day,
  'change-new': 14 * day,
  'change-stop': 60 * day,
} as const

export type LinkPurpose =
  | 'setup'
  | 'password'
  | 'invitation'
  | 'address-old'
  | 'address-new'
  | 'change-old'
  | 'change-new'
  | 'change-stop'
export type Link = {
  id: string
  purpose: LinkPurpose
  personId: string | null
  /** Where it was sent; null: it was shown on a screen. */
  address: string | null
  aboutId: string | null
  expiresAt: Date
}

/**
 * A new link; earlier ones for the same purpose and the same person, invitation or change stop working.
 * @returns its code, which is kept nowhere
 */
export async function makeLink(
  tx: Tx,
  link: { purpose: LinkPurpose; personId?: string | null; address?: string | null; aboutId?: string | null },
  livesMs: number,
  at: Date,
): Promise<{ code: string; expiresAt: Date }> {
  await endLinks(tx, link, at)
  const code = newSecret()
  const expiresAt = new Date(at.getTime() + livesMs)
  await tx
    .insertInto('people.single_use_links')
    .values({
      id: newId(at.getTime()),
      purpose: link.purpose,
      token_hash: hashSecret(code),
      person_id: link.personId ?? null,
      address: link.address ?? null,
      about_id: link.aboutId ?? null,
      made_at: at,
      expires_at: expiresAt,
    })
    .execute()
  return { code, expiresAt }
}

/** Links of a purpose that were not used stop working. */
export async function endLinks(
  tx: Tx,
  which: { purpose: LinkPurpose; personId?: string | null; aboutId?: string | null },
  at: Date,
): Promise<void> {
  let query = tx
    .updateTable('people.single_use_links')
    .set({ used_at: at })
    .where('purpose', '=', which.purpose)
    .where('used_at', 'is', null)
  if (which.aboutId) query = query.where('about_id', '=', which.aboutId)
  else query = query.where('person_id', which.personId ? '=' : 'is', which.personId ?? null)
  await query.execute()
}

/** What a link is about, without using it: for the page that shows what its button will do. @throws Refusal 'link-is-over' */
export async function lookAtLink(tx: Tx, purpose: LinkPurpose, code: string, at: Date): Promise<Link> {
  const row = isSecret(code)
    ? await tx
        .selectFrom('people.single_use_links')
        .selectAll()
        .where('token_hash', '=', hashSecret(code))
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', at)
        .executeTakeFirst()
    : undefined
  if (!row) throw new Refusal('link-is-over')
  return toLink(row)
}

/** A link by its code, also when it was used or is too old; it opens nothing. */
export async function findLink(tx: Tx, purpose: LinkPurpose, code: string): Promise<Link | undefined> {
  if (!isSecret(code)) return undefined
  const row = await tx
    .selectFrom('people.single_use_links')
    .selectAll()
    .where('token_hash', '=', hashSecret(code))
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  return row && toLink(row)
}

/** Consumes it in one statement: of many at once exactly one succeeds. @throws Refusal 'link-is-over' */
export async function useLink(tx: Tx, purpose: LinkPurpose, code: string, at: Date): Promise<Link> {
  const row = isSecret(code)
    ? await tx
        .updateTable('people.single_use_links')
        .set({ used_at: at })
        .where('token_hash', '=', hashSecret(code))
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', at)
        .returningAll()
        .executeTakeFirst()
    : undefined
  if (!row) throw new Refusal('link-is-over')
  return toLink(row)
}

function toLink(row: {
  id: string
  purpose: string
  person_id: string | null
  address: string | null
  about_id: string | null
  expires_at: Date
}): Link {
  return {
    id: row.id,
    purpose: row.purpose as LinkPurpose,
    personId: row.person_id,
    address: row.address,
    aboutId: row.about_id,
    expiresAt: row.expires_at,
  }
}
