import type { Json } from '#server/plumbing/canonical-json.ts'
import type { LedgerFact } from './read-facts.ts'

/**
 * What was handed over by a grant, from its facts: who has seen it, when it was destroyed, and whether somebody has changed
 * since what cannot be unseen. Of what a connector made, the account itself goes away.
 * @param now epoch ms
 */
export function tellSecrets(
  facts: readonly LedgerFact[],
  grantId: string,
  names: ReadonlyMap<string, string>,
  now: number,
): Json {
  const ending = facts.find(fact => fact.kind === 'grant.ending' && fact.about.grant === grantId)
  const isOver = ending !== undefined && Date.parse(ending.data.endingAt as string) <= now
  const about = facts.filter(fact => fact.kind.startsWith('secret.') && fact.about.grant === grantId)
  const things = Map.groupBy(about, fact => (fact.data.handOver as string | undefined) ?? fact.about.artefact)
  return [...things.values()].map(ofOne => {
    const { what, label } = ofOne[0]!.data as { what: string; label?: string }
    const seen = ofOne.filter(fact => fact.kind === 'secret.revealed')
    const last = seen.at(-1)
    // What was put in its place later counts: as long as that is there, nothing is destroyed and nothing changed.
    const since = ofOne.slice(ofOne.findLastIndex(fact => fact.kind === 'secret.kept') + 1)
    const destroyed = since.find(fact => fact.kind === 'secret.destroyed')
    const rotated = since.find(fact => fact.kind === 'secret.rotated')
    const isKnown = last !== undefined && (what === 'password' || what === 'sftp')
    return {
      what,
      label: label ?? null,
      seenBy: last?.byPerson ? (names.get(last.byPerson) ?? 'a person') : null,
      times: seen.length,
      lastSeenAt: last ? new Date(last.at).toISOString() : null,
      destroyedAt: destroyed ? new Date(destroyed.at).toISOString() : null,
      rotation:
        what === 'account'
          ? 'by-connector'
          : !isKnown
            ? 'never'
            : rotated
              ? 'done'
              : isOver
                ? 'due'
                : 'not-due',
      rotatedAt: rotated ? new Date(rotated.at).toISOString() : null,
    }
  })
}
