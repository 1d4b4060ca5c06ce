import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Planted, plantCast } from '#db/seeds/plant-cast.ts'
import { openDatabase } from '#server/plumbing/database.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { makeRuntimeRole, migrate } from '#server/plumbing/migrate.ts'
import { startPostgres } from '#server/plumbing/postgres/start-postgres.ts'
import { testKey } from '../test/database.ts'

const template = 'einlass_template'
const role = 'einlass_test_desk'

/** What the databases of a run may need at most. */
const needsBytes = 2 * 2 ** 30

/** A new folder for the database of a run and what belongs to it: in memory where it can be, for tests make thousands. */
export function makeTestFolder(): string {
  const folder = makeFolderIn('/dev/shm') ?? mkdtempSync(join(tmpdir(), prefix))
  // PostgreSQL runs as somebody else where we are root.
  chmodSync(folder, 0o755)
  return folder
}

const prefix = 'einlass-test-'

/** undefined: there is no such place, too little room, or no program may run there, as PostgreSQL's must. */
function makeFolderIn(place: string): string | undefined {
  let folder: string | undefined
  try {
    const { bavail, bsize } = statfsSync(place)
    if (bavail * bsize < needsBytes) return undefined
    folder = mkdtempSync(join(place, prefix))
    const probe = join(folder, 'probe')
    writeFileSync(probe, '#!/bin/sh\n', { mode: 0o755 })
    execFileSync(probe)
    rmSync(probe)
    return folder
  } catch {
    if (folder) rmSync(folder, { recursive: true, force: true })
    return undefined
  }
}

/**
 * One embedded PostgreSQL without fsync (it lives for one run), with a template database that has the schema and the
 * cast. A test copies it in some 15 ms, or 150 where the folder is on a disk.
 */
export async function prepareTestDatabase(folder: string): Promise<{
  prepared: { ownerUrl: string; template: string; role: string; cast: Planted }
  stop(): Promise<void>
}> {
  const postgres = await startPostgres({
    directory: join(folder, 'database'),
    binaries: process.env.EINLASS_PG_BIN,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' },
    say: () => undefined,
  })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  const ownerUrl = postgres.url.replace(/\/[^/?]*(\?|$)/, `/${template}$1`)
  await migrate(ownerUrl)
  const runtimeUrl = await makeRuntimeRole(ownerUrl, role, 'only for tests')
  const database = openDatabase(runtimeUrl, () => undefined, 2)
  // Before every moment that a test can live in.
  let now = Date.UTC(2026, 0, 5, 8)
  const cast = await plantCast(
    { database, clock: { now: () => (now += 1_000) }, noticed: () => undefined },
    deriveKeys(testKey),
  )
  await database.close()
  return { prepared: { ownerUrl: postgres.url, template, role, cast }, stop: () => postgres.stop() }
}
