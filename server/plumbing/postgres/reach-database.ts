import { connect } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'

/** Owns everything in the database; the name stands in the data of every installation. */
export const ownerRole = 'einlass_owner'

/** No network port: PostgreSQL names its Unix socket after it. */
export const port = 5432

export const socketFile = (socketDirectory: string): string => join(socketDirectory, `.s.PGSQL.${port}`)

/** Port and TLS are said although they are the defaults: PGPORT and PGSSLMODE in the environment would otherwise decide. */
export function writeUrl(socketDirectory: string, database: string): string {
  const query = `host=${encodeURIComponent(socketDirectory)}&port=${port}&sslmode=disable`
  return `postgresql://${ownerRole}@/${encodeURIComponent(database)}?${query}`
}

/** True when the database accepts connections. */
export async function isReady(socketDirectory: string): Promise<boolean> {
  const client = newClient(socketDirectory, 2000)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

export async function createDatabase(socketDirectory: string, name: string): Promise<void> {
  const client = newClient(socketDirectory, 30_000)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/** True when somebody listens there, whatever his process number is and in whichever container he runs. */
export function isAnswered(file: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(file)
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    // Too busy to answer is alive as well.
    socket.setTimeout(1000, () => settle(true))
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
  })
}

function newClient(socketDirectory: string, connectionTimeoutMillis: number): pg.Client {
  const client = new pg.Client({
    connectionString: writeUrl(socketDirectory, 'postgres'),
    connectionTimeoutMillis,
  })
  // A database that goes down in between is told by the promises; without a listener it would end this process.
  client.on('error', () => undefined)
  return client
}
