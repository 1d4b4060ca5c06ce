import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import type { ClosingCause } from './close-entries.ts'

/** Told to the visitor himself, who was inside: when it ended, why, by whom. */
export type HowItEnded = {
  at: Date
  zone: string
  cause: ClosingCause
  by: string | null
  note: string | null
}

/**
 * How an entry ended, for whoever still holds its token. What is over by the clock is told before anybody has written it
 * down.
 * @param now epoch ms
 * @returns undefined: there is no such entry at this resource, or it has not ended
 */
export async function howItEnded(
  tx: Tx,
  tokenHash: Buffer,
  resourceId: string,
  now: number,
): Promise<HowItEnded | undefined> {
  const found = await sql<HowItEnded>`
    select ended.at, a.zone, ended.cause, p.name as by, ended.note
    from access.entries e
    join access.accounts a on a.id = e.account_id
    cross join lateral (
      select e.closed_at as at, e.closed_cause as cause, e.closed_by as by, (
        select g.ending_note from access.entry_grants h join access.grants g on g.id = h.grant_id
        where h.entry_id = e.id and g.ending_at is not null and g.ending_cause = e.closed_cause
        order by g.ending_at desc limit 1) as note
      where e.closed_at is not null
      union all
      (select coalesce(g.ending_at, g.ends_at), coalesce(g.ending_cause, 'expired'), g.ending_by, g.ending_note
       from access.entry_grants h join access.grants g on g.id = h.grant_id
       where h.entry_id = e.id and e.closed_at is null and coalesce(g.ending_at, g.ends_at) <= ${new Date(now)}
       order by 1 desc limit 1)
    ) ended
    left join people.persons p on p.id = ended.by
    where e.token_hash = ${tokenHash} and e.resource_id = ${resourceId}`.execute(tx)
  return found.rows[0]
}
