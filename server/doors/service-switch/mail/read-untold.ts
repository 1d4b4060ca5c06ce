// The part of the ledger that nobody was told of yet.
import { type LedgerFact, readFacts } from '#server/access/6-prove/read-facts.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** Facts read at once; a long history is told in several steps. */
const factsAtOnce = 1_000
/**
 * So long an ending waits for its witness before it is told without, ms. Nearly every ending is proven within one
 * second; "ended" and a moment later "now really" would be two mails about one thing.
 */
const waitForProofMs = 5_000

/** The next facts, never half of an act: what was recorded together bears the same instant. */
export async function readWholeActs(tx: Tx, accountId: string, after: number): Promise<LedgerFact[]> {
  const facts = await readFacts(tx, accountId, after, factsAtOnce)
  for (;;) {
    const last = facts.at(-1)
    if (!last || facts.length % factsAtOnce !== 0) return facts
    const more = await readFacts(tx, accountId, last.seq, factsAtOnce)
    const split = more.findIndex(fact => fact.at !== last.at)
    facts.push(...(split < 0 ? more : more.slice(0, split)))
    if (split >= 0 || more.length < factsAtOnce) return facts
  }
}

/** Where the first ending stands that may still be proven within moments; the number of facts if there is none. */
export function firstUnproven(
  facts: readonly LedgerFact[],
  openingOf: ReadonlyMap<string, string>,
  now: number,
): number {
  const proven = new Set(facts.filter(fact => fact.kind === 'grant.ended').map(fact => fact.about.grant))
  const found = facts.findIndex(
    ({ kind, at, about: { grant }, data }) =>
      kind === 'grant.ending' &&
      data.cause !== 'replaced' &&
      grant !== undefined &&
      openingOf.has(grant) &&
      !proven.has(grant) &&
      now - at < waitForProofMs,
  )
  return found < 0 ? facts.length : found
}

/** Every grant that these facts speak of; an entry speaks of all that held it open. */
export function grantsIn(facts: readonly LedgerFact[]): string[] {
  const ids = facts.flatMap(({ kind, about, data }) => [
    about.grant,
    ...(kind === 'entry.opened' && Array.isArray(data.grants) ? data.grants.map(String) : []),
  ])
  return [...new Set(ids.filter(id => id !== undefined))]
}

export function requestsIn(facts: readonly LedgerFact[]): string[] {
  return [...new Set(facts.flatMap(fact => fact.about.request ?? []))]
}
