import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { listOpenToMe } from '#contract/entries.ts'
import type { Tx } from '#server/plumbing/database.ts'

export type EndedForMe = Static<typeof listOpenToMe.answer>['ended'][number]

const daysBack = 7
const mostTold = 50

type Row = {
  id: string
  account_id: string
  account_name: string
  zone: string
  resource_id: string | null
  resource_name: string | null
  origin: string | null
  over_at: Date
  cause: EndedForMe['cause']
  note: string | null
  ending_by: string | null
  ender: string | null
}

/**
 * What was open to this person, by name or by a team that he was in then, and ended within the last seven days, newest
 * first, over all accounts (the caller's scope must allow it). What ended before it began was never open.
 * @param now epoch ms
 */
export async function listEndedFor(tx: Tx, personId: string, now: number): Promise<EndedForMe[]> {
  const at = new Date(now)
  const since = new Date(now - daysBack * 86_400_000)
  const rows = await sql<Row>`
    with subjects as materialized (
      select 'person' as kind, ${personId}::uuid as id, '-infinity'::timestamptz as joined_at, 'infinity'::timestamptz as left_at
      union all
      select 'team', m.team_id, m.joined_at, coalesce(m.left_at, 'infinity') from access.team_members m where m.person_id = ${personId}
    ), noted as materialized (
      select g.*, g.ending_at as over_at from subjects s
      cross join lateral (
        select * from access.grants g
        where g.subject_id = s.id and g.subject_kind = s.kind and g.ending_at is not null and g.ending_at > ${since}
          and g.ending_at <= ${at} and g.begins_at < g.ending_at and g.ending_at >= s.joined_at and g.ending_at <= s.left_at
        order by g.ending_at desc limit ${mostTold}) g
    ), past as materialized (
      -- Over by the clock, and nobody has written it down yet: at any moment a few, of all accounts.
      select g.*, g.ends_at as over_at from access.grants g
      where g.ending_at is null and g.ends_at <= ${at} and g.ends_at > ${since}
    ), ended as materialized (
      select * from noted
      union
      select p.* from past p join subjects s on s.id = p.subject_id and s.kind = p.subject_kind
        and p.over_at >= s.joined_at and p.over_at <= s.left_at
    )
    select e.id, e.account_id, a.name as account_name, a.zone, e.resource_id, r.name as resource_name, r.origin, e.over_at,
      coalesce(e.ending_cause, 'expired') as cause, e.ending_note as note, e.ending_by, p.name as ender
    from (select * from ended order by over_at desc, id desc limit ${mostTold}) e
    join access.accounts a on a.id = e.account_id
    left join access.resources r on r.id = e.resource_id
    left join people.persons p on p.id = e.ending_by
    order by e.over_at desc, e.id desc`.execute(tx)
  return rows.rows.map(row => ({
    grantId: row.id,
    account: { id: row.account_id, name: row.account_name },
    resource: row.resource_id
      ? { id: row.resource_id, name: row.resource_name ?? '', origin: row.origin }
      : null,
    at: row.over_at.toISOString(),
    cause: row.cause,
    by: row.ending_by ? { id: row.ending_by, name: row.ender ?? '' } : null,
    note: row.note,
    zone: row.zone,
  }))
}
