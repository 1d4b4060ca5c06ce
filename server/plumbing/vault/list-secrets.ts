import type { Tx } from '../database.ts'

export type KeptSecret = { id: string; name: string; madeAt: Date; destroyedAt: Date | null }

/** What a keeper has and had, oldest first, without any value. */
export async function listSecrets(
  tx: Tx,
  { accountId, keeper }: { accountId: string; keeper: string },
): Promise<KeptSecret[]> {
  return tx
    .selectFrom('plumbing.secrets')
    .select(['id', 'name', 'made_at as madeAt', 'destroyed_at as destroyedAt'])
    .where('account_id', '=', accountId)
    .where('keeper', '=', keeper)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}
