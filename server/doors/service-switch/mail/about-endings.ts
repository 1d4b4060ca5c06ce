import { listStillOpen } from '#server/access/4-enter/list-still-open.ts'
import { alarmed } from '#server/access/5-end/alarms.ts'
import { aboutOpenings, type Batch, doerOf, type Outgoing, openingsWith } from './batch.ts'
import type { News } from './gather-news.ts'
import { accessEnded, type EndingTold, endingConfirmed } from './letters/endings.ts'
import { wordingFor } from './letters/wording.ts'
import { readEntriesThrough } from './read-entries.ts'
import { whoIsTold } from './read-house.ts'
import { type GrantRow, type OpeningRow, subjectsOfGrants, threadOf } from './read-openings.ts'

/** That it is over, what was cut, and whether that is proven. */
export async function tellOfEnding(
  batch: Batch,
  news: Extract<News, { kind: 'ended' }>,
): Promise<Outgoing[]> {
  const { tx, at, house } = batch
  const openings = openingsWith(batch, news.grantIds)
  const [first] = openings
  if (!first) return []
  const isProven = news.grantIds.every(id => news.confirmed.has(id))
  const ending: EndingTold = {
    shop: first.shop,
    grantIds: news.grantIds,
    subjects: subjectsOfGrants(grantsIn(openings, news.grantIds)),
    cause: news.cause,
    by: doerOf(batch, news.who),
    at: news.at,
    note: news.note,
    confirmedAt: isProven ? latest([...news.confirmed.values()]) : null,
    opened: { at: first.openedAt, by: { name: first.openedBy } },
    entries: await readEntriesThrough(tx, news.grantIds),
    stillOpen: await listStillOpen(tx, house.account.id, news.shopId, at, news.grantIds),
  }
  return whoIsTold(batch.told, 'endings', first.shop.id).map(to => ({
    kind: 'access-ended',
    to,
    letter: accessEnded(wordingFor(house, to), ending),
    thread: threadOf(first),
    about: aboutOpenings(openings, to),
  }))
}

/** That an ending is proven now of which people were told that it was not. */
export async function tellOfConfirmation(
  batch: Batch,
  news: Extract<News, { kind: 'confirmed' }>,
): Promise<Outgoing[]> {
  const { tx, at, house } = batch
  const openings = openingsWith(batch, news.grantIds)
  // Whom an alarm was told, the alarm tells that it is over.
  const byAlarm = await alarmed(tx, news.grantIds)
  // What was replaced by other terms was never told as an ending.
  const grants = grantsIn(openings, news.grantIds).filter(
    grant => grant.ending && grant.ending.cause !== 'replaced' && !byAlarm.has(grant.id),
  )
  const [first] = openings
  if (!first || grants.length === 0) return []
  const ending = {
    shop: first.shop,
    grantIds: grants.map(grant => grant.id),
    subjects: subjectsOfGrants(grants),
    at: latest(grants.map(grant => grant.ending!.at)),
    confirmedAt: news.at,
    stillOpen: await listStillOpen(tx, house.account.id, news.shopId, at),
  }
  return whoIsTold(batch.told, 'endings', first.shop.id).map(to => ({
    kind: 'ending-confirmed',
    to,
    letter: endingConfirmed(wordingFor(house, to), ending),
    thread: threadOf(first),
    about: aboutOpenings(openings, to),
  }))
}

function grantsIn(openings: readonly OpeningRow[], grantIds: readonly string[]): GrantRow[] {
  return openings.flatMap(opening => opening.grants.filter(grant => grantIds.includes(grant.id)))
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map(instant => instant.getTime())))
}
