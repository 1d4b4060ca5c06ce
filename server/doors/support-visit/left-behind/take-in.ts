import { sql } from 'kysely'
import { noteCameBack } from '#server/access/5-end/artefact-came-back.ts'
import type { Found } from '#server/access/outside.ts'
import type { Recording } from '#server/access/record.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { Place } from './inventories.ts'
import { keyOf } from './what-is-left.ts'

/** Ids of those that the desk knows in this place, whatever became of them. */
export async function knownArtefacts(
  r: Recording,
  { accountId, resourceId }: Place,
  found: readonly Found[],
): Promise<Set<string>> {
  const ids = [...new Set(found.flatMap(one => one.artefactId ?? []))].filter(isUuid)
  if (ids.length === 0) return new Set()
  const rows = await r.tx
    .selectFrom('access.artefacts')
    .select('id')
    .where('account_id', '=', accountId)
    .where('resource_id', '=', resourceId)
    .where('id', 'in', ids)
    .execute()
  return new Set(rows.map(row => row.id))
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** What is gone and was seen again: the kernel takes it away once more, and the owner is told. */
export async function raiseCameBack(
  r: Recording,
  { accountId }: Place,
  known: ReadonlySet<string>,
  askedAt: number,
): Promise<void> {
  for (const artefactId of known)
    if (await noteCameBack(r, accountId, artefactId, askedAt))
      await noteSighting(r, accountId, artefactId, 'came-back')
}

export async function noteSighting(
  r: Recording,
  accountId: string,
  artefactId: string,
  what: 'came-back' | 'missing',
): Promise<void> {
  await r.tx
    .insertInto('support_visit.sightings')
    .values({ id: newId(r.now), account_id: accountId, artefact_id: artefactId, what, seen_at: r.at })
    .execute()
}

/** Writes down what was left behind; what is known already, and what the owner has kept, is no news. */
export async function noteLeft(
  r: Recording,
  { accountId, resourceId, system }: Place,
  watchId: string | null,
  grantId: string | null,
  left: readonly Found[],
): Promise<void> {
  const news: Found[] = []
  for (const one of left) {
    const added = await sql`
      insert into support_visit.left_behind (id, account_id, resource_id, system, watch_id, kind, found_id, name, first_seen_at)
      values (${newId(r.now)}, ${accountId}, ${resourceId}, ${system}, ${watchId}, ${one.kind}, ${one.id}, ${one.name}, ${r.at})
      on conflict (resource_id, system, kind, found_id) where removed_at is null and vanished_at is null do nothing`.execute(
      r.tx,
    )
    if (added.numAffectedRows === 1n) news.push(one)
  }
  if (news.length > 0)
    r.fact(
      'left-behind.found',
      { grant: grantId ?? undefined, resource: resourceId },
      { system, things: news.map(({ kind, id, name }) => ({ kind, id, name })) },
      accountId,
    )
}

/** What was left behind and is not there any more, by somebody else's hand. What is being removed has a witness of its own. */
export async function noteVanished(
  r: Recording,
  { resourceId, system }: Place,
  found: readonly Found[],
  askedAt: number,
): Promise<void> {
  const live = await r.tx
    .selectFrom('support_visit.left_behind')
    .select(['id', 'kind', 'found_id'])
    .where('resource_id', '=', resourceId)
    .where('system', '=', system)
    .where('removed_at', 'is', null)
    .where('vanished_at', 'is', null)
    .where('first_seen_at', '<=', new Date(askedAt))
    .where(eb => eb.or([eb('removing_at', 'is', null), eb('cannot', 'is not', null)]))
    .execute()
  const there = new Set(found.map(keyOf))
  const vanished = live.filter(row => !there.has(keyOf({ kind: row.kind, id: row.found_id })))
  if (vanished.length > 0)
    await r.tx
      .updateTable('support_visit.left_behind')
      .set({ vanished_at: r.at })
      .where(
        'id',
        'in',
        vanished.map(row => row.id),
      )
      .execute()
}
