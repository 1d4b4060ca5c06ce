import { type SpawnOptions, spawnSync } from 'node:child_process'
import { lstatSync, realpathSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'

/** The operating system's user as whom the database runs, when that is not the user of this process. */
export type ChildUser = { name: string; uid: number; gid: number }

/**
 * PostgreSQL refuses to run as root: then it runs as `einlass`, `postgres` or at last `nobody`. `undefined` means: as the
 * user of this process.
 *
 * @param dataDirectory files that exist already decide: a user added later must not lock the database out of its own data
 * @throws Error with a sentence when there is no usable user
 */
export function findChildUser(dataDirectory?: string): ChildUser | undefined {
  if (process.getuid?.() !== 0) {
    requireName()
    return undefined
  }
  const owner = dataDirectory === undefined ? undefined : ownerOf(dataDirectory)
  if (owner && owner.uid !== 0) return owner
  for (const name of ['einlass', 'postgres', 'nobody']) {
    const [uid, gid] = [readId('-u', name), readId('-g', name)]
    if (uid && gid) return { name, uid, gid }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is no user "einlass", "postgres" or "nobody" to run it as. ' +
      'Create one (useradd --system einlass), or start Einlass as an ordinary user.',
  )
}

/**
 * Options for starting a program of the database as this user.
 *
 * - Nothing of Einlass' own environment: it holds secrets, and every process of the database's user could read them.
 * - Not in the folder Einlass was started in: the user may not be able to pass it, and initdb looks where it is.
 * - In a process group of its own: Ctrl-C in the terminal goes to the whole group, and the database has to live until
 *   Einlass has finished with it.
 */
export function runAs(user?: ChildUser): SpawnOptions {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  return { uid: user?.uid, gid: user?.gid, env, cwd: '/', detached: true }
}

/** The first folder on the way to `directory` (itself included, if it exists) that the user may not pass. */
export function findBarrier(user: { uid: number; gid: number }, directory: string): string | undefined {
  const existing = nearestExisting(resolve(directory))
  // Symbolic links: the folders on both ways are looked at, the written one and the real one.
  for (const path of [existing, realpathSync(existing)]) {
    const barrier = foldersTo(path).find(folder => !mayPass(user, folder))
    if (barrier) return barrier
  }
  return undefined
}

function mayPass(user: { uid: number; gid: number }, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder)
  if (user.uid === uid) return (mode & 0o100) !== 0
  // The database's user is given no further groups, so only its own one counts.
  if (user.gid === gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function foldersTo(path: string): string[] {
  const above = dirname(path)
  return above === path ? [path] : [...foldersTo(above), path]
}

function nearestExisting(path: string): string {
  try {
    statSync(path)
    return path
  } catch {
    return nearestExisting(dirname(path))
  }
}

function ownerOf(folder: string): ChildUser | undefined {
  try {
    const { uid, gid } = lstatSync(folder)
    return { name: `with the number ${uid}`, uid, gid }
  } catch {
    return undefined
  }
}

function readId(what: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

/** initdb asks the system for the name of its user and fails without one, as in a container started with a bare number. */
function requireName(): void {
  try {
    userInfo()
  } catch {
    throw new Error(
      `The user with the number ${process.getuid?.()} has no name on this machine, and PostgreSQL needs one: ` +
        'add the user to /etc/passwd, or use another database with EINLASS_DATABASE_URL.',
    )
  }
}
