import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { countGrants as operation } from '#contract/grants.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { membersDoor } from '../account.ts'
import { enteringPermissions } from '../permission.ts'

export type GrantCount = Static<typeof operation.answer>

type Row = {
  grants: number
  outside_grants: number
  people: number
  outside_people: number
  entries: number
  outside_entries: number
  unconfirmed: number
}

/**
 * How many grants have not ended, for how many people they are (those of teams counted one by one), how many visits
 * ending them would close, and how many endings nobody has confirmed.
 * @param now epoch ms
 */
export async function countGrants(tx: Tx, accountId: string, now: number): Promise<GrantCount> {
  const at = new Date(now)
  const counted = await sql<Row>`
    with live as materialized (
      select g.door <> ${membersDoor} as is_outside, g.subject_kind, g.subject_id, count(*) as grants
      from access.grants g
      where g.account_id = ${accountId} and g.ending_at is null and (g.ends_at is null or g.ends_at > ${at})
      group by 1, 2, 3
    ), people as materialized (
      select person_id, bool_or(is_outside) as is_outside
      from (
        select is_outside, subject_id as person_id from live where subject_kind = 'person'
        union all
        select live.is_outside, m.person_id from live
        join access.team_members m on m.team_id = live.subject_id and m.left_at is null
        where live.subject_kind = 'team') each
      group by person_id
    ), inside as materialized (
      -- A visit that a member's own grant covers too would stay when those of outsiders end.
      select not exists (
        select from access.open_grants(${at}) g
        where g.account_id = ${accountId} and g.door = ${membersDoor} and g.subject_kind = 'person' and g.subject_id = e.person_id
          and g.permissions && ${[...enteringPermissions]}::text[]
          and access.covers(g.resource_id, e.resource_id)) as is_outside
      from access.entries e
      where e.account_id = ${accountId} and e.closed_at is null and e.expires_at > ${at}
    )
    select
      (select coalesce(sum(grants), 0)::int from live) as grants,
      (select coalesce(sum(grants), 0)::int from live where is_outside) as outside_grants,
      (select count(*)::int from people) as people,
      (select count(*)::int from people where is_outside) as outside_people,
      (select count(*)::int from inside) as entries,
      (select count(*)::int from inside where is_outside) as outside_entries,
      (select count(*)::int from access.grants
        where account_id = ${accountId} and ending_at is not null and ended_at is null) as unconfirmed`.execute(
    tx,
  )
  const row = counted.rows[0]!
  return {
    everybody: { grants: row.grants, people: row.people, liveEntries: row.entries },
    outsiders: {
      grants: row.outside_grants,
      people: row.outside_people,
      liveEntries: row.outside_entries,
    },
    unconfirmed: row.unconfirmed,
  }
}
