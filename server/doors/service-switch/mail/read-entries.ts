import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import type { EntriesTold, EntryTold } from './letters/pieces.ts'

/** A mail that lists more than this is not read to its end; the timeline has them all. */
const mostListed = 20

/** What closes an entry without anybody being turned away. */
const quietCauses = new Set(['left', 'signed-out', 'too-old'])

type Row = {
  id: string
  person: string
  opened_at: Date
  closed_at: Date | null
  closed_cause: string | null
  network: string | null
  all: number
}

/** All entries that these grants held open, in order. */
export function readEntriesThrough(tx: Tx, grantIds: readonly string[]): Promise<EntriesTold> {
  return readList(tx, sql`true`, grantIds)
}

/** Those of them who are inside now. */
export function readInside(tx: Tx, grantIds: readonly string[], at: Date): Promise<EntriesTold> {
  return readList(tx, sql`e.closed_at is null and e.expires_at > ${at}`, grantIds)
}

/** Those of them that the ledger tells behind one position and up to another: exact, where two instants can be equal. */
export function readEntriesBetween(
  tx: Tx,
  accountId: string,
  grantIds: readonly string[],
  seq: { after: number; upTo: number },
): Promise<EntriesTold> {
  const isTold = sql`exists (
    select from access.facts f
    where f.account_id = ${accountId} and f.entry_id = e.id and f.kind = 'entry.opened' and f.seq > ${seq.after} and f.seq <= ${seq.upTo})`
  return readList(tx, isTold, grantIds)
}

/** Up to which fact the owner was told of entries through these grants; 0: of none. */
export async function lastTold(tx: Tx, accountId: string, grantIds: readonly string[]): Promise<number> {
  const found = await sql<{ seq: number | null }>`
    select max((data->>'entriesUntil')::bigint) as seq from access.facts
    where account_id = ${accountId} and grant_id = any (${[...grantIds]}::uuid[]) and kind = 'owner.told'`.execute(
    tx,
  )
  return found.rows[0]?.seq ?? 0
}

async function readList(
  tx: Tx,
  which: RawBuilder<unknown>,
  grantIds: readonly string[],
): Promise<EntriesTold> {
  const found = await sql<Row>`
    select e.id, p.name as person, e.opened_at, e.closed_at, e.closed_cause, e.network, count(*) over () as all
    from access.entries e join people.persons p on p.id = e.person_id
    where e.id in (select entry_id from access.entry_grants where grant_id = any (${[...grantIds]}::uuid[])) and ${which}
    order by e.opened_at, e.id limit ${mostListed}`.execute(tx)
  return { listed: found.rows.map(toEntry), more: (found.rows[0]?.all ?? 0) - found.rows.length }
}

/** These entries, by id. */
export async function readEntries(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, EntryTold>> {
  if (ids.length === 0) return new Map()
  const found = await sql<Row>`
    select e.id, p.name as person, e.opened_at, e.closed_at, e.closed_cause, e.network
    from access.entries e join people.persons p on p.id = e.person_id where e.id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(found.rows.map(row => [row.id, toEntry(row)]))
}

export function listEntries(entries: readonly EntryTold[]): EntriesTold {
  return { listed: entries.slice(0, mostListed), more: Math.max(0, entries.length - mostListed) }
}

function toEntry(row: Row): EntryTold {
  return {
    person: row.person,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    isCut: row.closed_cause !== null && !quietCauses.has(row.closed_cause),
    network: row.network,
  }
}
