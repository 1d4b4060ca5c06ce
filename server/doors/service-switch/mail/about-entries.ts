import { sql } from 'kysely'
import { aboutOpenings, type Batch, type Outgoing } from './batch.ts'
import type { News } from './gather-news.ts'
import { entriesDigest, firstEntry } from './letters/entries.ts'
import { wordingFor } from './letters/wording.ts'
import { lastTold, listEntries, readEntries, readEntriesBetween } from './read-entries.ts'
import { whoIsTold } from './read-house.ts'
import { endOfOpening, isOver, readOpeningsWith, threadOf } from './read-openings.ts'

/** At most once in so long the later entries of an opening are told, ms. */
export const digestEveryMs = 24 * 3_600_000

/** The first entries through openings, by entry: of which openings each is the first, and what came after it. */
export type FirstEntries = Map<string, { openingIds: string[]; further: string[] }>

/** @param isTold was a first entry of this opening told in an earlier step? */
export function findFirstEntries(
  news: readonly News[],
  isTold: (openingId: string) => boolean,
): FirstEntries {
  const firsts: FirstEntries = new Map()
  const firstOf = new Map<string, { further: string[] }>()
  for (const one of news) {
    if (one.kind !== 'entered') continue
    const openingIds = one.openingIds.filter(id => !isTold(id) && !firstOf.has(id))
    if (openingIds.length > 0) {
      const first = { openingIds, further: [] }
      firsts.set(one.entryId, first)
      for (const id of openingIds) firstOf.set(id, first)
    } else
      one.openingIds
        .map(id => firstOf.get(id))
        .find(first => first !== undefined)
        ?.further.push(one.entryId)
  }
  return firsts
}

/** The first entry is told at once; what came after it before this was written is told with it. */
export async function tellOfFirstEntry(
  batch: Batch,
  entryId: string,
  first: { openingIds: string[]; further: string[] },
): Promise<Outgoing[]> {
  const openings = first.openingIds.map(id => batch.openings.get(id)).filter(one => one !== undefined)
  const entries = await readEntries(batch.tx, [entryId, ...first.further])
  const [opening] = openings
  const told = entries.get(entryId)
  if (!opening || !told) return []
  await batch.tx
    .updateTable('service_switch.openings')
    .set({ told_first_entry_at: batch.at })
    .where('id', 'in', first.openingIds)
    .where('told_first_entry_at', 'is', null)
    .execute()
  const further = listEntries(first.further.map(id => entries.get(id)).filter(one => one !== undefined))
  const over = openings.every(one => isOver(one, batch.at))
  return whoIsTold(batch.told, 'entries', opening.shop.id).map(to => ({
    kind: 'first-entry',
    to,
    letter: firstEntry(wordingFor(batch.house, to), opening.shop, told, further, endOfOpening(opening), over),
    thread: threadOf(opening),
    about: aboutOpenings(openings, to).map(one => ({ ...one, entry: entryId })),
    entriesUntil: batch.upTo,
  }))
}

/** The later entries of each opening that is still open, when a day has passed since anybody was last told of any. */
export async function tellDigests(batch: Batch): Promise<Outgoing[]> {
  const { tx, at, house } = batch
  const before = new Date(at.getTime() - digestEveryMs)
  const due = await sql<{ grant_id: string }>`
    select og.grant_id from service_switch.openings o
    join service_switch.opening_grants og on og.opening_id = o.id
    join access.grants g on g.id = og.grant_id and g.ending_at is null and g.ends_at > ${at}
    where g.account_id = ${house.account.id} and coalesce(o.digested_at, o.told_first_entry_at) <= ${before}`.execute(
    tx,
  )
  const outgoing: Outgoing[] = []
  for (const opening of await readOpeningsWith(
    tx,
    due.rows.map(row => row.grant_id),
  )) {
    const grantIds = opening.grants.map(grant => grant.id)
    const after = await lastTold(tx, house.account.id, grantIds)
    const entries = await readEntriesBetween(tx, house.account.id, grantIds, { after, upTo: batch.upTo })
    if (entries.listed.length === 0) continue
    await tx
      .updateTable('service_switch.openings')
      .set({ digested_at: at })
      .where('id', '=', opening.id)
      .execute()
    for (const to of whoIsTold(batch.told, 'entries', opening.shop.id))
      outgoing.push({
        kind: 'entries-digest',
        to,
        letter: entriesDigest(wordingFor(house, to), opening.shop, entries, endOfOpening(opening)),
        thread: threadOf(opening),
        about: aboutOpenings([opening], to),
        entriesUntil: batch.upTo,
      })
  }
  return outgoing
}
