import type { Clock } from '#server/plumbing/clock.ts'
import type { Database } from '#server/plumbing/database.ts'
import { isPermission, ownerHolds, type Permission } from '../permission.ts'
import { fetchRoster } from './check-entry.ts'
import { isPlaceType, keepDirectory, type Listing, type Place, type PlaceType } from './directory.ts'
import { openUntil } from './may.ts'
import type { HeldPanelKey, Snapshot } from './snapshot.ts'
import type { Snapshots } from './snapshots.ts'

/** May this subject do this there? In the words of whoever asks, of which none need be one of ours. */
export type PanelQuestion = {
  subject: { type: string; id: string }
  action: string
  /** `account`: in which it must be, by our id or the provider's number; undefined: wherever it is */
  resource: { type: string; id: string; account: string | undefined }
}

/** Why not. All but the last are about words that mean nothing here, which a program that asks should not do. */
export type PanelRefusal = 'unknown-subject' | 'unknown-action' | 'unknown-resource' | 'not-permitted'

export type PanelAnswer = {
  decision: boolean
  /** The instant of the decision, epoch ms. */
  at: number
  /** Of the provider's account, whose teams and deactivated people every decision knows. */
  rosterEpoch: number
  /** The account that it is about, as it was known; undefined: none. */
  account?: { id: string; epoch: number }
  /** Of a yes: it must not be believed at this instant any more (epoch ms). */
  until?: number
  reason?: PanelRefusal
}

type Known = { person: string; permission: Permission; type: PlaceType }

export type PanelDesk = {
  /** Whose key this is, by its hash, from memory; null: nobody's; undefined: memory cannot say, ask `panelSlowly`. */
  panel(hash: string): HeldPanelKey | null | undefined
  panelSlowly(hash: string): Promise<HeldPanelKey | null>
  /** The answer from memory; undefined: memory cannot say, ask `answerSlowly`. Never touches the database. */
  answer(question: PanelQuestion): PanelAnswer | undefined
  /** The same with the database's help. Rejects when it does not answer: then there is no answer, and never a yes. */
  answerSlowly(question: PanelQuestion): Promise<PanelAnswer>
}

/** Without an end of its own a yes is good for this long, so that whoever hears of no change asks again. */
const believedAtMostMs = 60_000

/** What moves on whenever it is looked at is answered by nobody. */
const triesAtMost = 5

export function answerPanels(database: Database, snapshots: Snapshots, clock: Clock): PanelDesk {
  const directory = keepDirectory(database)

  function rosterNow(): Snapshot | undefined {
    const provider = snapshots.provider()
    return provider === undefined ? undefined : snapshots.get(provider)
  }

  function no(roster: Snapshot, reason: PanelRefusal): PanelAnswer {
    return { decision: false, at: clock.now(), rosterEpoch: roster.epoch, reason }
  }

  function judge(
    { person, permission }: Known,
    snapshot: Snapshot,
    roster: Snapshot,
    listing: Listing,
    place: Place,
  ): PanelAnswer {
    // One look at the clock per decision.
    const now = clock.now()
    const isOwner = listing.owner === person && ownerHolds(permission)
    const until =
      isOwner && !snapshot.closed && !roster.barred.has(person)
        ? Number.POSITIVE_INFINITY
        : openUntil(snapshot, roster, { person, permission, resource: place.resource }, now)
    const answer: PanelAnswer = {
      decision: until !== undefined,
      at: now,
      rosterEpoch: roster.epoch,
      account: { id: snapshot.account, epoch: snapshot.epoch },
    }
    if (until === undefined) answer.reason = 'not-permitted'
    else answer.until = Math.min(until, now + believedAtMostMs)
    return answer
  }

  /** What can be said of the words alone. */
  function read({ subject, action, resource }: PanelQuestion, roster: Snapshot): Known | PanelAnswer {
    if (subject.type !== 'person') return no(roster, 'unknown-subject')
    if (!isPermission(action)) return no(roster, 'unknown-action')
    if (!isPlaceType(resource.type)) return no(roster, 'unknown-resource')
    return { person: subject.id, permission: action, type: resource.type }
  }

  return {
    panel(hash) {
      return rosterNow() === undefined ? undefined : (snapshots.panelKeyOf(hash) ?? null)
    },
    async panelSlowly(hash) {
      const roster = await fetchRoster(database, snapshots)
      return roster?.panelKeys.find(one => one.key === hash) ?? null
    },
    answer(question) {
      const roster = rosterNow()
      if (roster === undefined) return undefined
      const known = read(question, roster)
      if ('decision' in known) return known
      const { resource } = question
      const found = directory.find(known.type, resource.id)
      if (found === undefined) return undefined
      const { place, listing } = found
      const snapshot = snapshots.get(place.account)
      // What was listed before the account changed may be somebody else's now.
      if (snapshot === undefined || listing.epoch < snapshot.epoch) return undefined
      if (!isIn(listing, resource.account)) return no(roster, 'unknown-resource')
      return judge(known, snapshot, roster, listing, place)
    },
    async answerSlowly(question) {
      const { resource } = question
      for (let tries = 0; tries < triesAtMost; tries++) {
        const roster = await fetchRoster(database, snapshots)
        if (roster === undefined) throw new Error('There is no provider yet, whose panel could ask.')
        const known = read(question, roster)
        if ('decision' in known) return known
        const account = await directory.search(known.type, resource.id)
        const snapshot = account === undefined ? undefined : await snapshots.fetch(account)
        const listing = snapshot && (await directory.read(snapshot.account, snapshot.epoch))
        if (snapshot === undefined || listing === undefined) return no(roster, 'unknown-resource')
        snapshots.noticed(listing.account, listing.epoch)
        const place = directory.find(known.type, resource.id)?.place
        // It went elsewhere between two looks.
        if (place?.account !== snapshot.account) continue
        if (!isIn(listing, resource.account)) return no(roster, 'unknown-resource')
        return judge(known, snapshot, roster, listing, place)
      }
      throw new Error('What was asked about moves on whenever it is looked at.')
    },
  }
}

/** Is it in the account that was named, if one was? */
function isIn({ account, reference }: Listing, named: string | undefined): boolean {
  return named === undefined || named === account || named === reference
}
