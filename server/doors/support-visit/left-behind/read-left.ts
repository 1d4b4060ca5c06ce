import { sql } from 'kysely'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { door } from './watch.ts'

export type Look = { at: Date; trouble: string | null }
export type ThingLeft = {
  id: string
  kind: string
  name: string
  firstSeenAt: Date
  state: 'found' | 'kept' | 'removing' | 'removed' | 'cannot' | 'vanished'
  at: Date
  by: { id: string; name: string } | null
  note: string | null
  witness: string | null
  why: string | null
}
export type LeftBehind = {
  resourceId: string
  system: string | null
  state: 'not-watched' | 'visiting' | 'waiting' | 'not-comparable' | 'compared'
  beginning: Look | null
  end: Look | null
  overlaps: number
  items: ThingLeft[]
}

type WatchRow = {
  id: string
  system: string
  compared_at: Date | null
  is_over: boolean
  beginning_at: Date | null
  beginning_error: string | null
  end_at: Date | null
  end_error: string | null
  others: number
}

/**
 * What is known of the traces of one visit, for pages and receipts. Reads, and nothing else.
 * @throws Refusal 'not-found' for what is no visit to a resource
 */
export async function readLeft(tx: Tx, accountId: string, grantId: string): Promise<LeftBehind> {
  const grant = await tx
    .selectFrom('access.grants')
    .select(['resource_id', 'made_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', grantId)
    .where('door', '=', door)
    .executeTakeFirst()
  if (!grant?.resource_id) throw new Refusal('not-found')
  const watches = await readWatches(tx, grantId)
  const found = watches[0]
  return {
    resourceId: grant.resource_id,
    system: found?.system ?? null,
    state: !found ? 'not-watched' : stateOf(found),
    beginning: found?.beginning_at ? { at: found.beginning_at, trouble: found.beginning_error } : null,
    end: found?.end_at ? { at: found.end_at, trouble: found.end_error } : null,
    overlaps: found?.others ?? 0,
    items: await readThings(
      tx,
      grant.resource_id,
      watches.map(one => one.id),
      grant.made_at,
    ),
  }
}

function stateOf(watch: WatchRow): LeftBehind['state'] {
  if (!watch.is_over) return 'visiting'
  if (!watch.compared_at) return 'waiting'
  return watch.beginning_at && watch.beginning_error === null ? 'compared' : 'not-comparable'
}

/** The one that says least first: a visit to two systems is clean when both are. */
async function readWatches(tx: Tx, grantId: string): Promise<WatchRow[]> {
  const rows = await sql<WatchRow>`
    select w.id, w.system, v.compared_at,
      g.ending_at is not null and not exists (
        select from access.artefact_grants h join access.artefacts a on a.id = h.artefact_id
        where h.grant_id = g.id and a.resource_id = w.resource_id and a.system = w.system
          and a.removing_at is not null and a.gone_at is null and a.came_back_at is null) as is_over,
      b.asked_at as beginning_at, b.error as beginning_error, e.asked_at as end_at, e.error as end_error,
      (select count(*)::int from support_visit.watched_grants o where o.watch_id = w.id and o.grant_id <> g.id) as others
    from support_visit.watched_grants v
    join support_visit.watches w on w.id = v.watch_id
    join access.grants g on g.id = v.grant_id
    left join support_visit.inventories b on b.watch_id = w.id and b.moment = 'beginning'
    left join support_visit.inventories e on e.watch_id = w.id and e.grant_id = g.id and e.moment = 'end'
    where v.grant_id = ${grantId}
    order by v.compared_at is not null, b.error is null, w.began_at`.execute(tx)
  return rows.rows
}

async function readThings(tx: Tx, resourceId: string, watchIds: string[], since: Date): Promise<ThingLeft[]> {
  const rows = await sql<{
    id: string
    kind: string
    name: string
    first_seen_at: Date
    kept_at: Date | null
    removing_at: Date | null
    removed_at: Date | null
    vanished_at: Date | null
    note: string | null
    witness: string | null
    cannot: string | null
    person: string | null
    person_name: string | null
  }>`
    select l.*, p.id as person, p.name as person_name from support_visit.left_behind l
    left join people.persons p on p.id = coalesce(l.kept_by, l.removing_by)
    where l.resource_id = ${resourceId}
      and (l.watch_id = any (${watchIds}::uuid[]) or (l.watch_id is null and l.first_seen_at >= ${since}))
    order by l.first_seen_at, l.kind, l.name, l.id
    limit 500`.execute(tx)
  return rows.rows.map(row => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    firstSeenAt: row.first_seen_at,
    ...stateOfThing(row),
    by: row.person ? { id: row.person, name: row.person_name ?? '' } : null,
    note: row.note,
    witness: row.witness,
    why: row.cannot,
  }))
}

function stateOfThing(row: {
  first_seen_at: Date
  kept_at: Date | null
  removing_at: Date | null
  removed_at: Date | null
  vanished_at: Date | null
  cannot: string | null
}): Pick<ThingLeft, 'state' | 'at'> {
  if (row.removed_at) return { state: 'removed', at: row.removed_at }
  if (row.vanished_at) return { state: 'vanished', at: row.vanished_at }
  if (row.kept_at) return { state: 'kept', at: row.kept_at }
  if (row.removing_at) return { state: row.cannot === null ? 'removing' : 'cannot', at: row.removing_at }
  return { state: 'found', at: row.first_seen_at }
}

/** The last look that no visit began or ended with. */
export async function readCheck(tx: Tx, resourceId: string): Promise<Look | null> {
  const row = await tx
    .selectFrom('support_visit.inventories')
    .select(['asked_at', 'error'])
    .where('resource_id', '=', resourceId)
    .where('moment', '=', 'check')
    .executeTakeFirst()
  return row ? { at: row.asked_at, trouble: row.error } : null
}

export type AmissArtefact = {
  id: string
  system: string
  kind: string
  cameBackAt: Date | null
  missingAt: Date | null
  trouble: string | null
}

/** What was made for a visit and is there, or is not, against all expectation, at this moment. */
export async function readAmiss(tx: Tx, grantId: string): Promise<AmissArtefact[]> {
  const rows = await sql<{
    id: string
    system: string
    kind: string
    came_back_at: Date | null
    missing_at: Date | null
    error: string | null
  }>`
    select a.* from access.artefact_grants h join access.artefacts a on a.id = h.artefact_id
    where h.grant_id = ${grantId} and a.gone_at is null
      and (a.came_back_at is not null or (a.missing_at is not null and a.removing_at is null))
    order by a.id`.execute(tx)
  return rows.rows.map(row => ({
    id: row.id,
    system: row.system,
    kind: row.kind,
    cameBackAt: row.came_back_at,
    missingAt: row.came_back_at ? null : row.missing_at,
    trouble: row.error,
  }))
}
