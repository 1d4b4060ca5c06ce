import type { EndingCause } from '#server/access/5-end/end-access.ts'
import type { Fact } from '#server/access/fact.ts'

/** Who did it, by id; names come later. */
export type Who = Pick<Fact, 'byPerson' | 'byRule'>

/** What of the ledger concerns somebody: several facts of one act are one piece of news. In the order of the ledger. */
export type News =
  | { kind: 'asked'; requestId: string }
  | { kind: 'decided'; requestId: string; outcome: 'allow' | 'refuse'; note: string | null; who: Who }
  | { kind: 'lapsed'; requestId: string }
  /** replaces: openings that this one took the place of */
  | { kind: 'opened'; openingId: string; until: Date; replaces: string[] }
  | { kind: 'moved'; shopId: string; grantIds: string[]; from: Date | null; to: Date; at: Date; who: Who }
  | { kind: 'entered'; entryId: string; openingIds: string[] }
  | {
      kind: 'ended'
      shopId: string
      grantIds: string[]
      cause: EndingCause
      at: Date
      note: string | null
      who: Who
      confirmed: Map<string, Date>
    }
  /** Proven only after the ending was told. */
  | { kind: 'confirmed'; shopId: string; grantIds: string[]; at: Date }

type Of<K extends News['kind']> = Extract<News, { kind: K }>
type Chapter = { opened?: { news: Of<'opened'>; at: number }; moved?: Of<'moved'>; ended: Of<'ended'>[] }

/**
 * @param openingOf the opening of each grant of this door; other grants are no news here
 * @param requests of this door
 */
export function gatherNews(
  facts: readonly Fact[],
  openingOf: ReadonlyMap<string, string>,
  requests: ReadonlySet<string>,
): News[] {
  const news: News[] = []
  // What is going on in a shop: the next fact of the same act joins it. A new opening begins a new chapter.
  const chapters = new Map<string, Chapter>()
  const confirmedLater = new Map<string, Of<'confirmed'>>()

  for (const fact of facts) {
    const { grant, request, resource: shopId, entry } = fact.about
    const who = { byPerson: fact.byPerson, byRule: fact.byRule }
    if (request && requests.has(request)) {
      if (fact.kind === 'request.asked') news.push({ kind: 'asked', requestId: request })
      if (fact.kind === 'request.lapsed') news.push({ kind: 'lapsed', requestId: request })
      if (fact.kind === 'request.decided')
        news.push({
          kind: 'decided',
          requestId: request,
          outcome: fact.data.outcome === 'allow' ? 'allow' : 'refuse',
          note: text(fact.data.note),
          who,
        })
    }
    if (entry && fact.kind === 'entry.opened') {
      const held = Array.isArray(fact.data.grants) ? fact.data.grants : []
      const openingIds = [...new Set(held.flatMap(id => openingOf.get(String(id)) ?? []))]
      if (openingIds.length > 0) news.push({ kind: 'entered', entryId: entry, openingIds })
    }
    const openingId = grant && openingOf.get(grant)
    if (!grant || !openingId || !shopId) continue
    const chapter: Chapter = chapters.get(shopId) ?? { ended: [] }
    chapters.set(shopId, chapter)

    if (fact.kind === 'grant.opened' && chapter.opened?.news.openingId !== openingId) {
      const opened: Of<'opened'> = {
        kind: 'opened',
        openingId,
        until: instant(fact.data.endsAt)!,
        replaces: [],
      }
      news.push(opened)
      chapters.set(shopId, { opened: { news: opened, at: fact.at }, ended: [] })
    }
    if (fact.kind === 'grant.end-moved') {
      const [from, to] = [instant(fact.data.from), instant(fact.data.to)!]
      if (chapter.moved) {
        const grantIds = [...new Set([...chapter.moved.grantIds, grant])]
        Object.assign(chapter.moved, { to, at: new Date(fact.at), who, grantIds })
      } else {
        chapter.moved = { kind: 'moved', shopId, grantIds: [grant], from, to, at: new Date(fact.at), who }
        news.push(chapter.moved)
      }
    }
    if (fact.kind === 'grant.ending' && fact.data.cause === 'replaced') {
      // Whatever took its place was opened right before, in the same act.
      const replaces = chapter.opened?.at === fact.at ? chapter.opened.news.replaces : undefined
      if (replaces && !replaces.includes(openingId)) replaces.push(openingId)
    } else if (fact.kind === 'grant.ending') {
      const cause = fact.data.cause as EndingCause
      const at = instant(fact.data.endingAt)!
      const same = chapter.ended.find(one => one.cause === cause && one.at.getTime() === at.getTime())
      if (same) same.grantIds.push(grant)
      else {
        const ended: Of<'ended'> = {
          kind: 'ended',
          shopId,
          grantIds: [grant],
          cause,
          at,
          note: text(fact.data.note),
          who,
          confirmed: new Map(),
        }
        chapter.ended.push(ended)
        news.push(ended)
      }
    }
    if (fact.kind === 'grant.ended') {
      const told = news.find(one => one.kind === 'ended' && one.grantIds.includes(grant)) as
        | Of<'ended'>
        | undefined
      const later = confirmedLater.get(shopId)
      if (told) told.confirmed.set(grant, new Date(fact.at))
      else if (later) {
        later.grantIds.push(grant)
        later.at = new Date(fact.at)
      } else {
        const confirmed: Of<'confirmed'> = {
          kind: 'confirmed',
          shopId,
          grantIds: [grant],
          at: new Date(fact.at),
        }
        confirmedLater.set(shopId, confirmed)
        news.push(confirmed)
      }
    }
  }
  return news.filter(one => one.kind !== 'moved' || one.from?.getTime() !== one.to.getTime())
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function instant(value: unknown): Date | null {
  return typeof value === 'string' ? new Date(value) : null
}
