import { newId } from '#server/plumbing/ids.ts'
import { holdOpen } from '../4-enter/enter.ts'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { groupOf, readResource } from '../resource.ts'
import { closeEntries } from './close-entries.ts'
import { type Cut, endAccess } from './end-access.ts'
import { liveEntries } from './live-entries.ts'

/**
 * Puts a resource into a group, or into none. From the commit on whoever holds something on the new group holds it here
 * too, and nobody by the old one: what was passed on from it for this resource ends, and whoever is inside by it alone
 * is out. Where it is already, nothing changes.
 * @param groupId null: into no group
 * @throws Refusal 'not-found' for what the account does not have, 'not-a-group', 'group-in-a-group'
 */
export async function moveResource(
  r: Recording,
  accountId: string,
  resourceId: string,
  groupId: string | null,
): Promise<Cut> {
  const resource = await readResource(r.tx, resourceId)
  if (resource.accountId !== accountId) throw new Refusal('not-found')
  if (resource.kind === 'group') throw new Refusal('group-in-a-group')
  if (groupId !== null) {
    const group = await readResource(r.tx, groupId)
    if (group.accountId !== accountId) throw new Refusal('not-found')
    if (group.kind !== 'group') throw new Refusal('not-a-group')
  }
  const from = await leaveGroup(r, resourceId, groupId)
  if (from === groupId) return { grants: [], entries: [] }
  if (groupId !== null)
    await r.tx
      .insertInto('access.groupings')
      .values({
        id: newId(r.now),
        account_id: accountId,
        resource_id: resourceId,
        group_id: groupId,
        joined_at: r.at,
      })
      .execute()
  r.fact(
    'resource.moved',
    { resource: resourceId },
    { from: from ?? undefined, to: groupId ?? undefined },
    accountId,
  )
  return from === null ? { grants: [], entries: [] } : endWhatTheGroupGave(r, accountId, resourceId, from)
}

/** @returns the group in which it was; it is out of it, unless it is the one where it is to be */
async function leaveGroup(r: Recording, resourceId: string, next: string | null): Promise<string | null> {
  const now = await groupOf(r.tx, resourceId)
  if (now === null || now === next) return now
  await r.tx
    .updateTable('access.groupings')
    .set({ left_at: r.at })
    .where('resource_id', '=', resourceId)
    .where('left_at', 'is', null)
    .execute()
  return now
}

async function endWhatTheGroupGave(
  r: Recording,
  accountId: string,
  resourceId: string,
  groupId: string,
): Promise<Cut> {
  const passedOn = await r.tx
    .selectFrom('access.grants as g')
    .innerJoin('access.grants as parent', join =>
      join.onRef('parent.account_id', '=', 'g.account_id').onRef('parent.id', '=', 'g.parent_id'),
    )
    .select('g.id')
    .where('g.account_id', '=', accountId)
    .where('g.resource_id', '=', resourceId)
    .where('g.ending_at', 'is', null)
    .where('parent.resource_id', '=', groupId)
    .execute()
  const cut = await endAccess(
    r,
    accountId,
    passedOn.map(grant => grant.id),
    'parent-ended',
  )
  const inside = await liveEntries(r.tx, accountId, { resourceId })
  const held = await holdOpen(r.tx, accountId, inside, r.at, [])
  const out = inside.filter(entry => !held.has(entry))
  return {
    grants: cut.grants,
    entries: [...cut.entries, ...(await closeEntries(r, accountId, out, 'resource-moved', r.at))],
  }
}
