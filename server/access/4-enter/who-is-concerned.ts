import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'

/** Somebody whom a change in an account concerns. */
export type Concerned = {
  account: string
  person: string
  /** He may see the account: its owner, or he holds access.view there. */
  sees: boolean
  /** He is let in there or was a moment ago, asked for it, or is named by what happened. */
  isGuest: boolean
}

/** So long after it is over somebody is still told of changes: that it is over is one of them, ms. */
const afterwardsMs = 60_000

/**
 * Which of these people a change in these accounts concerns: who sees the account, who is or was a moment ago let in
 * there (by name or by a team), who asked for it, and whom its newest facts name. In the provider's account that is
 * everybody of its staff. One statement for all of them, whose work grows with what they hold and not with the account.
 * @param now epoch ms
 */
export async function whoIsConcerned(
  tx: Tx,
  accounts: readonly string[],
  people: readonly string[],
  now: number,
): Promise<Concerned[]> {
  const at = new Date(now)
  const lately = new Date(now - afterwardsMs)
  const these = sql`${[...accounts]}::uuid[]`
  const those = sql`${[...people]}::uuid[]`
  const found = await sql<Concerned>`
    with subjects as materialized (
      select p.id as person, p.id as subject from unnest(${those}) as p (id)
      union
      select m.person_id, m.team_id from access.team_members m
      where m.person_id = any (${those}) and (m.left_at is null or m.left_at > ${lately})
    ), concerned as (
      select a.id as account, a.owner_id as person, false as is_guest from access.accounts a
      where a.id = any (${these}) and a.owner_id = any (${those})
      union
      -- Each looked up for itself (the limit sees to that): PostgreSQL cannot estimate what row-level security lets
      -- through, and would read every grant there is instead.
      select a.id, s.person, true from unnest(${these}) as a (id) cross join subjects s
      cross join lateral (
        select from access.grants g
        where g.account_id = a.id and g.subject_id = s.subject
          and (g.ending_at is null or g.ending_at > ${lately}) and (g.ends_at is null or g.ends_at > ${lately})
        limit 1) held
      union
      select r.account_id, r.asked_by, true from access.requests r
      where r.asked_by = any (${those}) and r.account_id = any (${these}) and r.withdrawn_at is null
        and r.lapses_at > ${lately} and (r.decided_at is null or r.decided_at > ${lately})
      union
      select f.account_id, f.person_id, true from access.facts f
      where f.account_id = any (${these}) and f.at > ${lately} and f.person_id = any (${those})
      union
      select a.id, m.person_id, true from access.accounts a
      join access.team_members m on m.account_id = a.id and m.person_id = any (${those}) and (m.left_at is null or m.left_at > ${lately})
      where a.id = any (${these}) and a.kind = 'provider'
    )
    select c.account, c.person, bool_or(c.is_guest) as "isGuest",
      exists (select from access.accounts a where a.id = c.account and a.owner_id = c.person)
        -- As whoever asks for the account is let in (3-grant/giver.ts): by a grant to himself, on the whole of it.
        or exists (
          select from access.open_grants(${at}) g
          left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
          where g.account_id = c.account and g.subject_kind = 'person' and g.subject_id = c.person and g.resource_id is null
            and 'access.view' = any (g.permissions) and (g.parent_id is null or 'access.view' = any (parent.permissions))) as sees
    from concerned c group by c.account, c.person`.execute(tx)
  return found.rows
}
