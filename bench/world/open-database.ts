import { mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Planted, plantCast } from '#db/seeds/plant-cast.ts'
import { openDatabase } from '#server/plumbing/database.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { makeRuntimeRole, migrate } from '#server/plumbing/migrate.ts'
import { startPostgres } from '#server/plumbing/postgres/start-postgres.ts'

const role = 'einlass_bench_desk'

/** A database with the cast in it; the desk's nodes use `runtimeUrl`. */
export type BenchDatabase = { ownerUrl: string; runtimeUrl: string; cast: Planted }

export type Cluster = {
  /** A new database in this cluster, migrated, with the cast. */
  newDatabase(name: string, origins?: Readonly<Record<string, string>>): Promise<BenchDatabase>
  stop(): Promise<void>
}

/** The embedded PostgreSQL with the settings of a real start, durable writes included, in a folder that goes afterwards. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-bench-'))
  // The database may run as another user, who must get through.
  await chmod(folder, 0o755)
  try {
    const postgres = await startPostgres({
      directory: join(folder, 'database'),
      binaries: process.env['EINLASS_PG_BIN'],
      say: () => undefined,
    })
    return {
      async newDatabase(name, origins = {}) {
        await asOwner(postgres.url, client => client.query(`create database ${name}`))
        const ownerUrl = postgres.url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
        await migrate(ownerUrl)
        const runtimeUrl = await makeRuntimeRole(ownerUrl, role, 'only for benchmarks')
        const database = openDatabase(runtimeUrl, () => undefined, 2)
        let now = Date.now() - 3_600_000
        const cast = await plantCast(
          { database, clock: { now: () => (now += 1) }, noticed: () => undefined },
          deriveKeys(Buffer.alloc(32, 1)),
          origins,
        )
        await database.close()
        return { ownerUrl, runtimeUrl, cast }
      },
      async stop() {
        await postgres.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Statements as the owner of the database, for what no desk can do. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
