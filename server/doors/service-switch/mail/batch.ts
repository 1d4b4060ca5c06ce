import type { FactAbout } from '#server/access/fact.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Letter } from '#server/plumbing/mail/letter.ts'
import type { Who } from './gather-news.ts'
import type { Doer, House, Reader } from './letters/wording.ts'
import type { Told } from './read-house.ts'
import type { OpeningRow } from './read-openings.ts'
import type { RequestRow } from './read-requests.ts'

export type MailKind =
  | 'request-to-decide'
  | 'request-lapsed'
  | 'access-opened'
  | 'access-changed'
  | 'access-end-moved'
  | 'first-entry'
  | 'entries-digest'
  | 'access-ended'
  | 'ending-confirmed'
  | 'ends-soon'
  | 'never-used'
  | 'request-decided'
  | 'own-request-lapsed'
  | 'opened-for-you'

/** What the mails of one step are written from: everything was read in its transaction, under the account's lock. */
export type Batch = {
  tx: Tx
  at: Date
  /** Up to this fact the step tells. */
  upTo: number
  house: House
  /** The owner and those who decide beside him; empty when all of them are deactivated. */
  told: readonly Told[]
  /** By id */
  openings: ReadonlyMap<string, OpeningRow>
  requests: ReadonlyMap<string, RequestRow>
  /** Of persons, by id */
  names: ReadonlyMap<string, string>
}

/** A mail on its way into the queue. */
export type Outgoing = {
  kind: MailKind
  to: Reader
  letter: Letter
  thread: string
  /** What the ledger's "told" is about; one fact each. */
  about: FactAbout[]
  /** Entries up to this fact are told by it. */
  entriesUntil?: number
}

export function doerOf(batch: Batch, who: Who): Doer {
  return who.byPerson ? { name: batch.names.get(who.byPerson) ?? '' } : { rule: who.byRule ?? 'clock' }
}

export function openingsWith(batch: Batch, grantIds: readonly string[]): OpeningRow[] {
  return [...batch.openings.values()].filter(opening =>
    opening.grants.some(grant => grantIds.includes(grant.id)),
  )
}

/** One "told" per opening, so that the story of each tells it. */
export function aboutOpenings(openings: readonly OpeningRow[], to: Reader): FactAbout[] {
  return openings.map(opening => ({ grant: opening.grants[0]!.id, resource: opening.shop.id, person: to.id }))
}
