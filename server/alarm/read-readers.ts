import { sql } from 'kysely'
import type { Language } from '#server/plumbing/calendar/language.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** Somebody who can do something about an ending that is not proven. */
export type Reader = {
  id: string
  name: string
  address: string
  language: Language
  as: 'owner' | 'ender'
  /** The resources whose endings he is told of; 'all': those of the whole account. */
  resources: 'all' | ReadonlySet<string>
}

/** The owner, and whoever holds access.end by a grant of his own that is open now. Nobody can silence an alarm. */
export async function readReaders(
  tx: Tx,
  account: { id: string; ownerId: string },
  at: Date,
): Promise<Reader[]> {
  const found = await sql<{
    id: string
    name: string
    address: string
    language: Language
    resources: (string | null)[]
  }>`
    select p.id, p.name, p.address, p.language, array_agg(ends.resource) as resources
    from (
      select ${account.ownerId}::uuid as person, null::uuid as resource
      union all
      select g.subject_id, g.resource_id
      from access.open_grants(${at}) g
      left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
      where g.account_id = ${account.id} and g.subject_kind = 'person' and 'access.end' = any (g.permissions)
        and (g.parent_id is null or 'access.end' = any (parent.permissions))) ends
    join people.persons p on p.id = ends.person and p.deactivated_at is null
    group by p.id
    order by p.id <> ${account.ownerId}, p.name, p.id`.execute(tx)
  return found.rows.map(({ resources, ...person }) => ({
    ...person,
    as: person.id === account.ownerId ? 'owner' : 'ender',
    resources: resources.includes(null) ? 'all' : new Set(resources.filter(resource => resource !== null)),
  }))
}

export function concerns(reader: Reader, resourceId: string | null): boolean {
  return reader.resources === 'all' || (resourceId !== null && reader.resources.has(resourceId))
}
