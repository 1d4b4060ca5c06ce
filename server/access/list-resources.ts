import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Resource as Shape } from '#contract/resources.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** Everything of the account that can be granted, by name. */
export async function listResources(tx: Tx, accountId: string): Promise<Static<typeof Shape>[]> {
  const { rows } = await sql<{
    id: string
    name: string
    kind: Static<typeof Shape>['kind']
    group_id: string | null
  }>`
    select r.id, r.name, r.kind, i.group_id
    from access.resources r left join access.groupings i on i.resource_id = r.id and i.left_at is null
    where r.account_id = ${accountId} and r.removed_at is null
    order by lower(r.name), r.id limit 5000`.execute(tx)
  return rows.map(({ group_id: groupId, ...resource }) => ({ ...resource, groupId }))
}
