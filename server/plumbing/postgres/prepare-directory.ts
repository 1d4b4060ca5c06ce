import { chmodSync, lchownSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ChildUser, findBarrier, findChildUser } from './find-child-user.ts'

export type Places = {
  /** Einlass' data directory as a real path, without symbolic links. */
  directory: string
  /** `<directory>/postgres`: belongs to Einlass and is passable for the database, not writable. */
  database: string
  /** `<directory>/postgres/data`: belongs to the database's user, 0700. May not exist yet. */
  dataDirectory: string
  logFile: string
  user: ChildUser | undefined
}

/**
 * Creates the folders around the database and checks that its user can get there.
 *
 * As root, the folders which Einlass itself writes to stay root's: a process of the database's user must not be able to
 * put a symbolic link where root is going to write.
 *
 * @throws Error with a sentence, or the error of the file system
 */
export function prepareDirectory(wanted: string): Places {
  if (Buffer.byteLength(wanted) > 900) {
    throw new Error(
      `The path of the data directory is too long for PostgreSQL (at most 900 bytes): ${wanted}`,
    )
  }
  const folderMode = process.getuid?.() === 0 ? 0o711 : 0o700
  makeFolder(wanted, folderMode)
  const directory = realpathSync(wanted)
  const database = join(directory, 'postgres')
  const dataDirectory = join(database, 'data')
  const user = findChildUser(dataDirectory)

  if (user && findBarrier(user, directory) === directory && mayBeOpened(directory))
    chmodSync(directory, folderMode)
  makeFolder(database, folderMode)
  chmodSync(database, folderMode)
  if ((statSync(database).mode & 0o077) !== (folderMode & 0o077)) {
    throw new Error(
      `The file system of ${directory} ignores permissions, so others could read the database. ` +
        'Choose a directory on a file system of this machine with EINLASS_DATA.',
    )
  }
  const barrier = user && findBarrier(user, database)
  if (barrier) {
    throw new Error(
      `The database runs as the user ${user.name}, who may not pass ${barrier}. ` +
        `Choose another data directory with EINLASS_DATA, or allow passing it: chmod o+x ${barrier}`,
    )
  }
  if (user) giveTo(user, dataDirectory)
  return { directory, database, dataDirectory, logFile: join(database, 'postgres.log'), user }
}

/**
 * True for a folder of ours that may be made passable for the database's user: empty, or with nothing in it but what
 * Einlass made. A home directory that somebody chose by mistake is not opened.
 */
export function mayBeOpened(directory: string): boolean {
  if (statSync(directory).uid !== process.getuid?.()) return false
  const names = readdirSync(directory)
  return (
    names.includes('engine.json') || names.every(name => /^(einlass\.lock.*|postgres|runtime)$/.test(name))
  )
}

/** Creates a folder with exactly this mode, whatever the umask says; the missing folders above it get 0755. */
export function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT') throw error
    makeFolder(dirname(path), 0o755)
    mkdirSync(path)
  }
  chmodSync(path, mode)
}

/** Files that root brought back from a backup belong to root, and the database could not read them. */
function giveTo(user: ChildUser, path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.uid !== 0) return
  lchownSync(path, user.uid, user.gid)
  if (found.isDirectory()) for (const name of readdirSync(path)) giveTo(user, join(path, name))
}
