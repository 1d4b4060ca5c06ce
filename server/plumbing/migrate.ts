import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const folder = join(import.meta.dirname, '../../db/migrations')

/**
 * Brings the database to the newest migration, forward only. Safe to run twice and by two nodes at once.
 * @param ownerUrl of a role that may create schemas and roles
 * @returns the names of those that were applied
 * @throws Error with a sentence when the database is newer than this program, or a released migration was edited
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'einlass migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('einlass migrate'))`)
    await client.query(
      `create table if not exists public.einlass_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    )
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from public.einlass_migrations',
    )
    const applied = new Map(rows.map(row => [row.name, row.sha256]))
    const files = readdirSync(folder)
      .filter(name => name.endsWith('.sql'))
      .sort()
    const unknown = [...applied.keys()].filter(name => !files.includes(name))
    if (unknown.length > 0)
      throw new Error(
        `This database was made by a newer Einlass (${unknown.join(', ')}). Start that version, or restore a backup made by this one.`,
      )

    const done: string[] = []
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      const before = applied.get(name)
      if (before === sha256) continue
      if (before !== undefined)
        throw new Error(
          `The migration ${name} is not the one that was applied to this database. Released migrations are never edited.`,
        )
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into public.einlass_migrations (name, sha256) values ($1, $2)', [
          name,
          sha256,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(
          `The migration ${name} failed and left nothing behind: ${error instanceof Error ? error.message : error}`,
          { cause: error },
        )
      }
      done.push(name)
    }
    return done
  } finally {
    await client.end()
  }
}

/**
 * Makes the role as which the desk runs (a login that has the rights of einlass_app and nothing else) and gives it this
 * password; run at each start, so that a new master key is a new password.
 * @returns the connection string of that role
 */
export async function makeRuntimeRole(ownerUrl: string, role: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'einlass migrate' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('einlass role'))`)
    const name = client.escapeIdentifier(role)
    const known = await client.query('select from pg_roles where rolname = $1', [role])
    if (known.rowCount === 0)
      await client.query(`create role ${name} login nosuperuser nocreatedb nocreaterole nobypassrls`)
    // Only the hash of a password would be safe in a server's statement log; this one is derived, random and rotated.
    await client.query(`alter role ${name} password ${client.escapeLiteral(password)}`)
    await client.query(`grant einlass_app to ${name}`)
    const rights = await client.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
      'select rolsuper, rolbypassrls from pg_roles where rolname = $1',
      [role],
    )
    if (rights.rows[0]?.rolsuper || rights.rows[0]?.rolbypassrls)
      throw new Error(`The database role ${role} must be neither superuser nor bypass row-level security.`)
  } finally {
    await client.end()
  }
  const url = new URL(ownerUrl.replace(/^postgres(ql)?:\/\/([^@/]*@)?\//, 'postgresql://$2socket/'))
  const isSocket = url.hostname === 'socket'
  const credentials = `${encodeURIComponent(role)}:${encodeURIComponent(password)}@`
  return `postgresql://${credentials}${isSocket ? '' : url.host}${url.pathname}${url.search}`
}

/** Does a database answer there? */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
