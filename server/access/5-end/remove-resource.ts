import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { readResource } from '../resource.ts'
import { closeEntries } from './close-entries.ts'
import { type Cut, endAccess } from './end-access.ts'
import { liveEntries } from './live-entries.ts'
import { liveGrants } from './live-grants.ts'

/** @throws Refusal 'not-found', 'not-a-group'; as removeResource */
export async function removeGroup(
  r: Recording,
  accountId: string,
  groupId: string,
  note: string | null,
): Promise<Cut> {
  const group = await readResource(r.tx, groupId)
  if (group.accountId !== accountId) throw new Refusal('not-found')
  if (group.kind !== 'group') throw new Refusal('not-a-group')
  return removeResource(r, accountId, groupId, note)
}

/**
 * The resource is taken out of the desk: everything that was open on it ends. Grants on the whole account stay. Of a group
 * the resources stay, and what was open on them by it ends.
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
  await r.tx
    .updateTable('access.groupings')
    .set({ left_at: r.at })
    .where('left_at', 'is', null)
    .where(eb => eb.or([eb('resource_id', '=', resourceId), eb('group_id', '=', resourceId)]))
    .execute()
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
