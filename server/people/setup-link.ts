import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'

/** The setup link works once, and no longer than this, ms. */
export const setupLinkLivesMs = 30 * 60_000

/** A new setup link; earlier ones stop working. @returns its secret */
export async function makeSetupLink(tx: Tx, at: Date): Promise<string> {
  await tx
    .updateTable('people.single_use_links')
    .set({ used_at: at })
    .where('purpose', '=', 'setup')
    .where('used_at', 'is', null)
    .execute()
  const secret = newSecret()
  await tx
    .insertInto('people.single_use_links')
    .values({
      id: newId(at.getTime()),
      purpose: 'setup',
      token_hash: hashSecret(secret),
      made_at: at,
      expires_at: new Date(at.getTime() + setupLinkLivesMs),
    })
    .execute()
  return secret
}

/** Consumes it in one statement: of many at once exactly one succeeds. @throws Refusal 'link-is-over' */
export async function useSetupLink(tx: Tx, secret: string, at: Date): Promise<void> {
  const used = isSecret(secret)
    ? await tx
        .updateTable('people.single_use_links')
        .set({ used_at: at })
        .where('token_hash', '=', hashSecret(secret))
        .where('purpose', '=', 'setup')
        .where('used_at', 'is', null)
        .where('expires_at', '>', at)
        .returning('id')
        .executeTakeFirst()
    : undefined
  if (!used) throw new Refusal('link-is-over')
}
