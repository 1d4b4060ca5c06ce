import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './find-binaries.ts'
import { type ChildUser, runAs } from './find-child-user.ts'
import { ownerRole } from './reach-database.ts'
import { sharedMemory } from './write-settings.ts'

/**
 * Makes the files of an empty database cluster in `dataDirectory`. They are made under another name and renamed at the end:
 * a start that was killed leaves nothing that looks like a database.
 *
 * @throws Error with what initdb said
 */
export async function createFiles({
  binaries,
  database,
  dataDirectory,
  user,
  durable,
}: {
  binaries: Binaries
  database: string
  dataDirectory: string
  user?: ChildUser
  durable: boolean
}): Promise<void> {
  const halves = readdirSync(database).filter(name => name.startsWith('creating-'))
  // An initdb that outlived its killed Einlass may still write there, and gives up by this.
  await Promise.allSettled(
    halves.map(name => rm(join(database, name), { recursive: true, force: true, maxRetries: 3 })),
  )

  const temporary = mkdtempSync(join(database, 'creating-'))
  chmodSync(temporary, 0o700)
  if (user) chownSync(temporary, user.uid, user.gid)
  try {
    await initdb(binaries, temporary, user, durable)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
  renameSync(temporary, dataDirectory)
  if (durable) syncFolder(database)
}

function initdb(
  binaries: Binaries,
  folder: string,
  user: ChildUser | undefined,
  durable: boolean,
): Promise<void> {
  const args = [
    ...['-D', folder, '-U', ownerRole, '--encoding=UTF8', '--data-checksums', '--no-instructions'],
    // No password: there is no network, and the folder of the socket is 0700. Whoever gets through there is the user of
    // Einlass or root, and could read a password as well.
    '--auth=trust',
    ...localeArguments(binaries.major),
    ...Object.entries(sharedMemory()).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ...(durable ? [] : ['--no-sync']),
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries.bin, 'initdb'), args, {
      ...runAs(user),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', text => {
      said += text
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else
        reject(
          new Error(
            `The database could not be created (initdb ended with ${code ?? signal}): ${said.trim()}`,
          ),
        )
    })
  })
}

/**
 * PostgreSQL's own C.UTF-8 sorts the same on every machine and for ever. With the locales of the system, an update of glibc
 * or ICU changes the order of words, and every index over text is silently wrong.
 */
function localeArguments(major: number): string[] {
  // What is a letter is asked from the system in a few places (trigrams); macOS calls that locale differently.
  const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
  if (major >= 17) {
    return ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${letters}`]
  }
  return ['--locale-provider=libc', '--locale=C', `--lc-ctype=${letters}`]
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
