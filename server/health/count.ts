import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'

/** Up to here everything is counted one by one; beyond, PostgreSQL's own estimate is as good and costs nothing. */
const countsAtMost = 20_000

export type Count = { count: number; isEstimate: boolean }

/**
 * Counts rows without reading a million of them for a number on a screen.
 * @param rows from where on: `access.grants where …`
 * @param index of the rows, or nearly so: a name with its schema, whose size PostgreSQL knows by its last analyze
 */
export async function countRows(tx: Tx, rows: RawBuilder<unknown>, index: string): Promise<Count> {
  const found = await sql<{ counted: number; estimated: number }>`
    select (select count(*) from (select from ${rows} limit ${countsAtMost + 1}) bounded) as counted,
      (select c.reltuples::float8 from pg_class c where c.oid = to_regclass(${index})) as estimated`.execute(
    tx,
  )
  const { counted, estimated } = found.rows[0]!
  if (counted <= countsAtMost) return { count: counted, isEstimate: false }
  return { count: Math.max(counted, Math.round(estimated)), isEstimate: true }
}
