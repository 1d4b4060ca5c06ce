import { sql } from 'kysely'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { type Cut, endAccess } from './end-access.ts'

/**
 * Ends everything that one person was given in the account. Grants to a team of his stay: they are the team's, and the
 * entries that they cover stay open through them.
 * @throws Refusal 'not-found' when nothing in this account was ever for him, neither by name nor by a team
 */
export async function endPerson(
  r: Recording,
  accountId: string,
  personId: string,
  note: string | null,
): Promise<Cut> {
  const his = await sql<{ id: string; is_live: boolean }>`
    select id, ending_at is null as is_live from access.grants
    where account_id = ${accountId} and subject_kind = 'person' and subject_id = ${personId}`.execute(r.tx)
  if (his.rows.length === 0 && !(await isThroughATeam(r, accountId, personId))) throw new Refusal('not-found')
  const live = his.rows.filter(grant => grant.is_live).map(grant => grant.id)
  return endAccess(r, accountId, live, 'revoked', note)
}

async function isThroughATeam(r: Recording, accountId: string, personId: string): Promise<boolean> {
  const found = await sql<{ found: boolean }>`
    select exists (
      select from access.team_members m
      join access.grants g on g.account_id = ${accountId} and g.subject_kind = 'team' and g.subject_id = m.team_id
      where m.person_id = ${personId}) as found`.execute(r.tx)
  return found.rows[0]!.found
}
