import type { Tx } from '#server/plumbing/database.ts'

/** Every entry of the account that is not closed, of one person or into one resource. */
export async function liveEntries(
  tx: Tx,
  accountId: string,
  only: { personId: string } | { resourceId: string },
): Promise<string[]> {
  const query = tx
    .selectFrom('access.entries')
    .select('id')
    .where('account_id', '=', accountId)
    .where('closed_at', 'is', null)
  const these =
    'personId' in only
      ? query.where('person_id', '=', only.personId)
      : query.where('resource_id', '=', only.resourceId)
  return (await these.execute()).map(row => row.id)
}

/** The accounts in which a person is inside. */
export async function accountsInside(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('access.entries')
    .select('account_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .execute()
  return rows.map(row => row.account_id)
}
