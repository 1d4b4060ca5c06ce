import { type RawBuilder, sql } from 'kysely'
import { entrances } from '../permission.ts'

/**
 * The permissions that let in at an entrance, for SQL: as many names as the catalogue has, so that no statement has a
 * copy of it. An entrance that is not in the catalogue lets nobody in.
 * @param entrance a column or value with the name of the entrance
 */
export function lettingIn(entrance: RawBuilder<unknown>): RawBuilder<string[]> {
  const cases = Object.entries(entrances).map(
    ([name, permissions]) => sql`when ${name}::text then ${[...permissions]}::text[]`,
  )
  return sql`(case ${entrance} ${sql.join(cases, sql` `)} else '{}'::text[] end)`
}
