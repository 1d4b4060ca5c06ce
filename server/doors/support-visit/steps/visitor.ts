import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Database } from '#server/plumbing/database.ts'

/**
 * Whether this person stands on the visitor's side of a grant at this instant: he is let in, or what he was let in by
 * is being taken away. Then his colleagues can speak for him too: he may be deactivated, and an ending must not hang on
 * somebody who is not there any more.
 */
export const isVisitor = (grantId: string, personId: string, at: Date) => sql<boolean>`exists (
  select from access.grants g
  where g.id = ${grantId} and g.ended_at is null
    and (g.ending_at is not null or g.id in (select o.id from access.open_grants(${at}) o where o.id = ${grantId}))
    and exists (select from people.persons me where me.id = ${personId} and me.deactivated_at is null)
    and ((g.subject_kind = 'person' and g.subject_id = ${personId})
      or (g.subject_kind = 'team' and exists (
        select from access.team_members mine
        where mine.team_id = g.subject_id and mine.person_id = ${personId} and mine.left_at is null))
      or (g.subject_kind = 'person' and g.ending_at is not null and exists (
        select from access.team_members mine
        join access.team_members his on his.team_id = mine.team_id and his.person_id = g.subject_id
        where mine.person_id = ${personId} and mine.left_at is null))))`

/** The account of a grant, for somebody on its visitor's side. @throws Refusal 'not-found' for everybody else */
export async function accountForVisitor(
  database: Database,
  grantId: string,
  personId: string,
  at: Date,
): Promise<string> {
  const found = await database.within(everyAccount, tx =>
    tx
      .selectFrom('access.grants')
      .select('account_id')
      .where('id', '=', grantId)
      .where(isVisitor(grantId, personId, at))
      .executeTakeFirst(),
  )
  if (!found) throw new Refusal('not-found')
  return found.account_id
}
