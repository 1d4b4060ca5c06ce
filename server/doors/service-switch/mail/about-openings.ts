import { wantsMail } from '#server/people/notifications.ts'
import { aboutOpenings, type Batch, doerOf, type Outgoing, openingsWith } from './batch.ts'
import type { News } from './gather-news.ts'
import { accessChanged, accessOpened, endMoved, openedForYou } from './letters/openings.ts'
import { wordingFor } from './letters/wording.ts'
import { lastTold, readEntriesBetween } from './read-entries.ts'
import { readAgent, whoIsTold } from './read-house.ts'
import { isOver, type OpeningRow, subjectsOfGrants, termsOfOpening, threadOf } from './read-openings.ts'

/** To those who decide that it is open now, and to the agents who were named that it is open for them. */
export async function tellOfOpening(
  batch: Batch,
  news: Extract<News, { kind: 'opened' }>,
): Promise<Outgoing[]> {
  const opening = batch.openings.get(news.openingId)
  if (!opening) return []
  const terms = termsOfOpening(opening, news.until)
  const over = isOver(opening, batch.at)
  const isChange = news.replaces.length > 0
  const entries = isChange ? await untoldEntries(batch, news.replaces) : { listed: [], more: 0 }
  const outgoing: Outgoing[] = []
  // A change also tells the entries of what it replaced: nothing else will.
  const told = batch.told.filter(
    one =>
      whoIsTold([one], 'openings', opening.shop.id).length > 0 ||
      (entries.listed.length > 0 && whoIsTold([one], 'entries', opening.shop.id).length > 0),
  )
  for (const to of told) {
    const w = wordingFor(batch.house, to)
    const common = { to, thread: threadOf(opening), about: aboutOpenings([opening], to) }
    outgoing.push(
      isChange
        ? { kind: 'access-changed', letter: accessChanged(w, terms, entries, over), ...common }
        : { kind: 'access-opened', letter: accessOpened(w, terms, over), ...common },
    )
  }
  for (const { subject } of opening.grants) outgoing.push(...(await inviteAgent(batch, opening, subject)))
  return outgoing
}

/** A whole team gets no mail, nor does the one who asked (he reads the answer), nor an access that is over already. */
async function inviteAgent(
  batch: Batch,
  opening: OpeningRow,
  subject: OpeningRow['grants'][number]['subject'],
): Promise<Outgoing[]> {
  if (subject.kind === 'team' || subject.id === opening.request?.askedBy || isOver(opening, batch.at))
    return []
  const agent = await readAgent(batch.tx, subject.id)
  if (!agent || !wantsMail(agent.muted, 'openings')) return []
  const letter = openedForYou(wordingFor(batch.house, agent), termsOfOpening(opening), opening.message)
  return [
    {
      kind: 'opened-for-you',
      to: agent,
      letter,
      thread: threadOf(opening),
      about: aboutOpenings([opening], agent),
    },
  ]
}

/** What was still to be told of the openings that were replaced; no mail about their ending will come. */
async function untoldEntries(batch: Batch, openingIds: readonly string[]) {
  const replaced = openingIds.map(id => batch.openings.get(id)).filter(one => one !== undefined)
  const grantIds = replaced
    .filter(one => one.toldFirstEntryAt !== null)
    .flatMap(one => one.grants.map(grant => grant.id))
  const after = await lastTold(batch.tx, batch.house.account.id, grantIds)
  return readEntriesBetween(batch.tx, batch.house.account.id, grantIds, { after, upTo: batch.upTo })
}

export function tellOfMove(batch: Batch, news: Extract<News, { kind: 'moved' }>): Outgoing[] {
  const openings = openingsWith(batch, news.grantIds)
  const [first] = openings
  if (!first) return []
  const move = {
    shop: first.shop,
    subjects: subjectsOfGrants(
      openings.flatMap(one => one.grants.filter(grant => news.grantIds.includes(grant.id))),
    ),
    from: news.from,
    to: news.to,
    at: news.at,
    by: doerOf(batch, news.who),
    isOver: openings.every(one => isOver(one, batch.at)),
  }
  return whoIsTold(batch.told, 'openings', first.shop.id).map(to => ({
    kind: 'access-end-moved',
    to,
    letter: endMoved(wordingFor(batch.house, to), move),
    thread: threadOf(first),
    about: aboutOpenings(openings, to),
  }))
}
