import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChildUser, findBarrier } from './find-child-user.ts'
import { socketFile } from './reach-database.ts'

/**
 * Makes the folder of the database's Unix socket, 0700, and with it the only door to the database.
 *
 * As a rule it lies beside the data: whoever shares the directory (another container) then finds the socket too, and it
 * is seen that somebody lives there. The path of a socket may have 107 bytes (103 on macOS), and PostgreSQL reads the
 * setting as a list; for a path that is too long or has special characters it lies below the folder for temporary files.
 *
 * @param former the folder of the last start of this process: it is restored, since clients know no other
 */
export function makeSocketDirectory({
  database,
  user,
  former,
}: {
  database: string
  user?: ChildUser
  former?: string
}): string {
  const beside = join(database, 'socket')
  if (isUsable(beside)) {
    mkdirSync(beside, { recursive: true })
    return own(beside, user)
  }
  const name = former ?? join(findTemporary(user), `einlass-${hash(database)}`)
  if (isMade(name)) return own(name, user)
  // Left over from a killed start, unless a stranger foresaw the name: then a name that nobody can foresee.
  if (isOurs(name, user)) return name
  if (former) throw new Error(`The folder of the database's socket, ${former}, belongs to somebody else now.`)
  return own(mkdtempSync(`${name}-`), user)
}

/** A folder below the one for temporary files goes away with the database; the one beside the data stays. */
export function removeSocketDirectory(socketDirectory: string, database: string): void {
  if (!socketDirectory.startsWith(database)) rmSync(socketDirectory, { recursive: true, force: true })
}

function findTemporary(user?: ChildUser): string {
  const found = [tmpdir(), '/tmp'].find(
    folder => isUsable(join(folder, `einlass-${hash('')}-123456`)) && !(user && findBarrier(user, folder)),
  )
  if (found) return found
  throw new Error(
    'There is no folder for the socket of the database: /tmp must exist and be passable for everybody.',
  )
}

function isUsable(folder: string): boolean {
  return /^[A-Za-z0-9._/-]+$/.test(folder) && Buffer.byteLength(socketFile(folder)) <= 103
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Only looked at, never corrected: where everybody may write, it could be exchanged for a link while root corrects it. */
function isOurs(folder: string, user?: ChildUser): boolean {
  const { uid, mode } = lstatSync(folder)
  return mode === 0o040700 && uid === (user?.uid ?? process.getuid?.())
}

function own(folder: string, user?: ChildUser): string {
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}
