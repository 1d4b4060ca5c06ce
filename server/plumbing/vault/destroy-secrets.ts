import type { Tx } from '../database.ts'

/**
 * Destroys everything that a keeper has. That it was there stays; destroying it again finds nothing to do.
 * @returns how many there were
 */
export async function destroySecrets(
  tx: Tx,
  { accountId, keeper }: { accountId: string; keeper: string },
  at: Date,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('plumbing.secrets')
    .set({ key_id: null, wrapped_key: null, sealed: null, destroyed_at: at })
    .where('account_id', '=', accountId)
    .where('keeper', '=', keeper)
    .where('destroyed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
