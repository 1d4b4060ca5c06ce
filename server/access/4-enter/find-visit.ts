import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { lettingIn } from './letting-in.ts'

/** A grant by which somebody gets into a server at this instant. */
export type Visit = {
  grantId: string
  account: string
  accountName: string
  resource: string
  resourceName: string
  /** null: without end */
  endsAt: Date | null
}

/** What a visitor types as login at the SSH door: enough of the grant's id to tell his own visits apart. */
export function loginOf(grantId: string): string {
  return grantId.slice(-12)
}

/**
 * The open grant of this person (by name or by a team of his) that lets him in over SSH, by its id or by the login that
 * stands for it. undefined: there is none, or the login fits more than one. The scope must see the account.
 * @param at the instant of the question
 */
export async function findVisit(
  tx: Tx,
  personId: string,
  which: { grantId: string } | { login: string },
  at: Date,
): Promise<Visit | undefined> {
  const ssh = lettingIn(sql`'ssh'::text`)
  const these =
    'grantId' in which
      ? sql`g.id = ${which.grantId}`
      : sql`right(g.id::text, 12) = ${which.login.toLowerCase()}`
  const found = await sql<{
    id: string
    account_id: string
    account: string
    resource_id: string
    resource: string
    ends_at: Date | null
  }>`
    select g.id, g.account_id, a.name as account, r.id as resource_id, r.name as resource, least(g.ends_at, parent.ends_at) as ends_at
    from access.open_grants(${at}) g
    join access.accounts a on a.id = g.account_id
    join access.resources r on r.account_id = g.account_id and r.id = g.resource_id and r.removed_at is null
    left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
    where ${these} and g.permissions && ${ssh}
      and exists (select from people.persons who where who.id = ${personId} and who.deactivated_at is null)
      and (g.parent_id is null or exists (
        select unnest(g.permissions) intersect select unnest(parent.permissions) intersect select unnest(${ssh})))
      and ((g.subject_kind = 'person' and g.subject_id = ${personId})
        or (g.subject_kind = 'team' and g.subject_id in (
          select m.team_id from access.team_members m where m.person_id = ${personId} and m.left_at is null)))
    limit 2`.execute(tx)
  const [row, ...more] = found.rows
  if (!row || more.length > 0) return undefined
  return {
    grantId: row.id,
    account: row.account_id,
    accountName: row.account,
    resource: row.resource_id,
    resourceName: row.resource,
    endsAt: row.ends_at,
  }
}
