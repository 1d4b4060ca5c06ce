import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { closeEntries } from './close-entries.ts'
import { type Cut, endAccess } from './end-access.ts'
import { liveEntries } from './live-entries.ts'
import { liveGrants } from './live-grants.ts'

/**
 * The resource is taken out of the desk: everything that was open on it ends. Grants on the whole account stay.
 * @throws Refusal 'resource-is-removed' also when the account has no such resource: who may know asks before
 */
export async function removeResource(
  r: Recording,
  accountId: string,
  resourceId: string,
  note: string | null = null,
): Promise<Cut> {
  const removed = await r.tx
    .updateTable('access.resources')
    .set({ removed_at: r.at, removed_by: 'person' in r.by ? r.by.person : null })
    .where('account_id', '=', accountId)
    .where('id', '=', resourceId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw new Refusal('resource-is-removed')
  r.fact('resource.removed', { resource: resourceId }, { note: note ?? undefined }, accountId)
  const cut = await endAccess(
    r,
    accountId,
    await liveGrants(r.tx, accountId, { resourceId }),
    'resource-removed',
    note,
  )
  const inside = await liveEntries(r.tx, accountId, { resourceId })
  cut.entries.push(...(await closeEntries(r, accountId, inside, 'resource-removed', r.at)))
  return cut
}
