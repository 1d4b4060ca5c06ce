import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { enteringPermissions } from '../permission.ts'

/** A grant through which somebody can get in; `until` null: without end. */
export type StillOpen = { grantId: string; subject: string; until: Date | null }

/** So many are told; whoever has more sees them all in the list of grants. */
const mostTold = 20

/**
 * Through what people can still get in somewhere, the one that lasts longest first; grants for the whole account count
 * everywhere in it.
 * @param resourceId null: anywhere in the account
 * @param except grants that are over in the eyes of who asks
 * @param personId only what is open to him, by name or by a team of his; null: to anybody
 */
export async function listStillOpen(
  tx: Tx,
  accountId: string,
  resourceId: string | null,
  at: Date,
  except: readonly string[] = [],
  personId: string | null = null,
): Promise<StillOpen[]> {
  const found = await sql<{ id: string; subject: string; ends_at: Date | null }>`
    select g.id, coalesce(p.name, t.name) as subject, g.ends_at
    from access.open_grants(${at}) g
    left join people.persons p on g.subject_kind = 'person' and p.id = g.subject_id
    left join access.teams t on g.subject_kind = 'team' and t.id = g.subject_id
    where g.account_id = ${accountId} and (${resourceId}::uuid is null or access.covers(g.resource_id, ${resourceId}))
      and g.permissions && ${[...enteringPermissions]}::text[] and not g.id = any (${[...except]}::uuid[])
      and (${personId}::uuid is null or (g.subject_kind = 'person' and g.subject_id = ${personId})
        or (g.subject_kind = 'team' and g.subject_id in (select m.team_id from access.team_members m where m.person_id = ${personId} and m.left_at is null)))
    order by g.ends_at desc nulls first, subject limit ${mostTold}`.execute(tx)
  return found.rows.map(row => ({ grantId: row.id, subject: row.subject, until: row.ends_at }))
}
