import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { kindsShownAs, type Shown } from './kinds-of-facts.ts'
import { aboutGrant, type FactRow, type LedgerFact, toFact } from './read-facts.ts'

/** What of a ledger is wanted; what is given together all applies. Half-open [from, to), epoch ms. */
export type FactFilter = {
  grant?: string | undefined
  /** By him or about him. */
  person?: string | undefined
  resource?: string | undefined
  show?: Shown | undefined
  from?: number | undefined
  to?: number | undefined
}

/** Where a search goes on: behind this position, in this direction. null: at the end that comes first. */
export type From = { order: 'newest first' | 'oldest first'; behind: number | null }

/** One search looks at so many facts at most, whatever it finds among them: then it says where it stopped. */
const looksAtMost = 5_000

/**
 * Facts of an account that pass a filter. Every search is bounded: it follows an index in the order of the chain, and
 * when a second filter leaves too little of what it sees, it answers what there is and where to go on.
 * @returns at most `limit` facts, perhaps none; goOn: the position behind which there may be more, null: there is none
 */
export async function searchFacts(
  tx: Tx,
  accountId: string,
  filter: FactFilter,
  { order, behind }: From,
  limit: number,
): Promise<{ facts: LedgerFact[]; goOn: number | null }> {
  const range = await rangeOf(tx, accountId, filter, { order, behind })
  if (!range) return { facts: [], goOn: null }
  const { followed, others } = await split(tx, accountId, filter)
  const direction = order === 'newest first' ? sql`desc` : sql`asc`
  const looks = others.length > 0 ? Math.max(looksAtMost, limit + 1) : limit + 1
  const ways = followed.map(
    one => sql`(
      select seq from access.facts where account_id = ${accountId} and ${range} and ${one}
      order by seq ${direction} limit ${looks})`,
  )
  // A story of one grant is short. Everything else is read in the order of its index, and no further than needed:
  // PostgreSQL cannot estimate what row-level security lets through, and would rather read and sort the whole ledger.
  const plan = (mode: 'on' | 'off') =>
    sql`select set_config('enable_sort', ${mode}, true), set_config('enable_seqscan', ${mode}, true)`.execute(
      tx,
    )
  if (!filter.grant) await plan('off')
  const rows = await sql<(FactRow | { seq: null }) & { looked: number; last: number | null }>`
    with seen as materialized (
      select seq from (${sql.join(ways, sql` union `)}) each order by seq ${direction} limit ${looks})
    select f.*, s.looked, s.last
    from (select count(*)::int as looked, ${order === 'newest first' ? sql`min(seq)` : sql`max(seq)`} as last from seen) s
    left join lateral (
      select facts.* from seen join access.facts on facts.account_id = ${accountId} and facts.seq = seen.seq
      where ${sql.join([sql`true`, ...others], sql` and `)}
      order by facts.seq ${direction} limit ${limit + 1}) f on true
    order by f.seq ${direction}`.execute(tx)
  if (!filter.grant) await plan('on')
  const found = rows.rows.filter((row): row is FactRow & { looked: number; last: number } => row.seq !== null)
  const { looked, last } = rows.rows[0]!
  const facts = found.slice(0, limit).map(toFact)
  if (found.length > limit) return { facts, goOn: facts.at(-1)!.seq }
  return { facts, goOn: looked === looks ? last : null }
}

/** Time only grows along a chain, so a span of time is a span of positions. undefined: nothing lies in it. */
async function rangeOf(
  tx: Tx,
  accountId: string,
  { from, to }: FactFilter,
  { order, behind }: From,
): Promise<RawBuilder<boolean> | undefined> {
  const firstSince = async (at: number) => {
    const found = await tx
      .selectFrom('access.facts')
      .select('seq')
      .where('account_id', '=', accountId)
      .where('at', '>=', new Date(at))
      .orderBy('at')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst()
    return found?.seq
  }
  const begins = from === undefined ? 1 : await firstSince(from)
  if (begins === undefined) return undefined
  const ends = to === undefined ? undefined : await firstSince(to)
  const bounds = [sql`seq >= ${begins}`]
  if (ends !== undefined) bounds.push(sql`seq < ${ends}`)
  if (behind !== null) bounds.push(order === 'newest first' ? sql`seq < ${behind}` : sql`seq > ${behind}`)
  return sql<boolean>`${sql.join(bounds, sql` and `)}`
}

/**
 * The filter that leaves least is followed, by as many ways as it has indexes; the others are asked of what it leads to.
 */
async function split(
  tx: Tx,
  accountId: string,
  { grant, person, resource, show }: FactFilter,
): Promise<{ followed: RawBuilder<boolean>[]; others: RawBuilder<boolean>[] }> {
  const ways: RawBuilder<boolean>[][] = []
  if (grant) ways.push([await aboutGrant(tx, accountId, grant)])
  if (person) ways.push([sql<boolean>`person_id = ${person}`, sql<boolean>`by_person = ${person}`])
  if (resource) ways.push([sql<boolean>`resource_id = ${resource}`])
  if (show) ways.push(kindsShownAs(show).map(kind => sql<boolean>`kind = ${kind}`))
  const [followed = [sql<boolean>`true`], ...rest] = ways
  return { followed, others: rest.map(way => sql<boolean>`(${sql.join(way, sql` or `)})`) }
}
