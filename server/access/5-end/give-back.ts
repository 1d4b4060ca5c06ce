import { sql } from 'kysely'
import { enteringPermissions } from '../permission.ts'
import type { Recording } from '../record.ts'
import type { Cut } from './end-access.ts'
import { endAccess } from './end-access.ts'

/**
 * The guest is done: ends the grants by which this person can enter the resource, those to his team too. The question
 * is solved, so the door closes for the colleagues as well. What he holds to look after the account stays.
 */
export async function giveBack(
  r: Recording,
  accountId: string,
  resourceId: string,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const held = await sql<{ id: string }>`
    select g.id from access.open_grants(${r.at}) g
    where g.account_id = ${accountId} and access.covers(g.resource_id, ${resourceId})
      and g.permissions && ${[...enteringPermissions]}::text[]
      and ((g.subject_kind = 'person' and g.subject_id = ${personId})
        or (g.subject_kind = 'team' and exists (
              select from access.team_members m where m.team_id = g.subject_id and m.person_id = ${personId} and m.left_at is null)))`.execute(
    r.tx,
  )
  return endAccess(
    r,
    accountId,
    held.rows.map(row => row.id),
    'returned',
    note,
  )
}
