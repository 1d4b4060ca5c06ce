import type { Static } from 'typebox'
import type { TimelineFact } from '#contract/proof.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { LedgerFact } from './read-facts.ts'

export type TimelineView = Static<typeof TimelineFact>

/** Facts with the names that people know, for reading; proof is in the hashes, not in the names. */
export async function tellTimeline(tx: Tx, facts: readonly LedgerFact[]): Promise<TimelineView[]> {
  const names = await namesIn(tx, facts)
  return facts.map(fact => ({
    seq: fact.seq,
    at: new Date(fact.at).toISOString(),
    kind: fact.kind,
    by: fact.byPerson ? { id: fact.byPerson, name: names.get(fact.byPerson) ?? '' } : null,
    rule: fact.byRule,
    about: {
      grant: fact.about.grant,
      entry: fact.about.entry,
      request: fact.about.request,
      resource: fact.about.resource,
      person: fact.about.person,
      resourceName: fact.about.resource && names.get(fact.about.resource),
      personName: fact.about.person
        ? names.get(fact.about.person)
        : names.get(String(fact.data.team ?? fact.data.invitation)),
    },
    data: fact.data,
    hash: fact.hash.toString('hex'),
  }))
}

/** The names of the persons, resources, teams and invited in these facts, by id. */
export async function namesIn(tx: Tx, facts: readonly LedgerFact[]): Promise<ReadonlyMap<string, string>> {
  const ids = {
    'people.persons': new Set<string>(),
    'access.resources': new Set<string>(),
    'access.teams': new Set<string>(),
    'people.invitations': new Set<string>(),
  }
  for (const fact of facts) {
    for (const id of [fact.byPerson, fact.about.person]) if (id) ids['people.persons'].add(id)
    if (fact.about.resource) ids['access.resources'].add(fact.about.resource)
    if (typeof fact.data.team === 'string') ids['access.teams'].add(fact.data.team)
    if (typeof fact.data.invitation === 'string') ids['people.invitations'].add(fact.data.invitation)
  }
  const names = new Map<string, string>()
  for (const table of Object.keys(ids) as (keyof typeof ids)[]) {
    if (ids[table].size === 0) continue
    for (const row of await tx
      .selectFrom(table)
      .select(['id', 'name'])
      .where('id', 'in', [...ids[table]])
      .execute())
      names.set(row.id, row.name)
  }
  return names
}
