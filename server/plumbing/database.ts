import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from '#db/tables.ts'

export type Tx = Transaction<Tables>

/** The database as the running desk sees it: as a role that row-level security binds. */
export type Database = {
  /**
   * One transaction in one scope: `scope` is what row-level security compares rows with (an account's id, or '*').
   * Everything the work reads and writes is limited to it; outside of such a transaction no tenant's row is visible.
   */
  within<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads several things at one instant of the database (repeatable read, read only). */
  reading<T>(scope: string, work: (tx: Tx) => Promise<T>): Promise<T>
  /** A connection of its own, for LISTEN. The caller ends it. */
  connect(): Promise<pg.Client>
  close(): Promise<void>
}

// Dates of the calendar stay text: a date without a time has no instant, and a Date object would invent one.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
// bigint counts (epochs, sequence numbers) stay below 2^53 for any life of an instance.
pg.types.setTypeParser(pg.types.builtins.INT8, text => Number(text))

/**
 * @param url of the runtime role; never of the owner
 * @param onError told of connections that broke while idle; without a listener such an error ends the process
 */
export function openDatabase(url: string, onError: (error: Error) => void, connections = 12): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 60_000,
    // A statement that hangs must not hold a lock on an account for ever.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    application_name: 'einlass',
  })
  // Once for those that lie idle, once for each in use: an error without a listener would end the process.
  pool.on('error', onError)
  pool.on('connect', client => client.on('error', onError))
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

  const inScope = (scope: string, isolation: 'read committed' | 'repeatable read') => {
    const begin = kysely.transaction().setIsolationLevel(isolation)
    return <T>(work: (tx: Tx) => Promise<T>) =>
      begin.execute(async tx => {
        await sql`select set_config('app.account', ${scope}, true)`.execute(tx)
        return work(tx)
      })
  }

  return {
    within: (scope, work) => inScope(scope, 'read committed')(work),
    reading: (scope, work) => inScope(scope, 'repeatable read')(work),
    async connect() {
      const client = new pg.Client({
        connectionString: url,
        application_name: 'einlass listener',
        connectionTimeoutMillis: 2_000,
      })
      client.on('error', onError)
      await client.connect()
      return client
    },
    async close() {
      await kysely.destroy()
    },
  }
}
