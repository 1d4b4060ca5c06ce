import { randomBytes } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hidden, identifyProcess } from './read-process.ts'

type DirectoryLock = {
  /** False when somebody removed or replaced the lock file: whoever sees that must not touch the directory any more. */
  held(): boolean
  release(): void
}

type Holder = { pid: number; startedAt: string; token: string }

/**
 * Reserves a data directory for this process, through the file `einlass.lock` in it.
 *
 * Node offers no lock that the kernel takes back at the end of a process, so the file names the process and its start,
 * and a lock whose process is gone counts for nothing. Two processes on one directory would be worse than one that
 * does not start: the second would take the database of the first for an orphan and stop it.
 *
 * Processes of another container cannot be seen here; for those the socket of the database is asked (stop-orphan.ts).
 *
 * @throws Error with a sentence that names the process which holds the directory
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'einlass.lock')
  const token = randomBytes(8).toString('hex')
  const mine: Holder = { pid: process.pid, startedAt: identifyProcess(process.pid) ?? hidden, token }
  const draft = `${path}.${token}.draft`
  // Written completely before it gets its name: nobody may ever read a half-written lock and take it for a dead one.
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    await take(path, draft, directory)
  } finally {
    rmSync(draft, { force: true })
  }
  removeLeftovers(directory)
  const held = () => readHolder(path)?.token === token
  return {
    held,
    release: () => {
      if (held()) rmSync(path, { force: true })
    },
  }
}

/**
 * Gives `draft` the name `path`, or throws because a living process has it. The right to replace a dead holder is itself a
 * lock, named after the token of the dead one. Without it, somebody who has judged a holder dead could a moment later
 * replace the living one who was quicker.
 */
async function take(path: string, draft: string, directory: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if (link(draft, path)) return
    const holder = readHolder(path)
    if (holder === undefined) continue
    if (isAlive(holder)) {
      // A living one that is only replacing a dead holder is done within milliseconds.
      if (attempt < 200 && path !== join(directory, 'einlass.lock')) await sleep(5)
      else throw new Error(refusal(directory, holder.pid))
      continue
    }
    const claim = `${path}.${holder.token}`
    await take(claim, draft, directory)
    try {
      if (readHolder(path)?.token !== holder.token) continue
      const copy = `${draft}.moving`
      linkSync(draft, copy)
      renameSync(copy, path)
      return
    } finally {
      rmSync(claim, { force: true })
    }
  }
}

/** Drafts and claims of processes that were killed. Their tokens never come back, so nobody can miss them. */
function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory).filter(name => name.startsWith('einlass.lock.'))) {
    try {
      const holder = readHolder(join(directory, name))
      // A draft that is being written at this moment looks damaged.
      if (holder && holder.pid > 0 && !isAlive(holder)) rmSync(join(directory, name), { force: true })
    } catch {
      // One of another user: it costs some bytes and harms nobody.
    }
  }
}

/** Creates the name only if nobody has it: link(2) is atomic and the file has its content from the first moment. */
function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Undefined when there is no lock; a damaged one (power loss) belongs to process 0, which never lives. */
function readHolder(path: string): Holder | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    const { pid, startedAt, token } = parse(text)
    if (typeof pid === 'number' && typeof startedAt === 'string' && typeof token === 'string') {
      return { pid, startedAt, token }
    }
    return { pid: 0, startedAt: '', token: 'damaged' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parse(text: string): Partial<Record<keyof Holder, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid <= 0) return false
  const now = identifyProcess(holder.pid)
  // A process that hides its start might be the holder: then refusing is the smaller evil.
  return now !== undefined && (now === holder.startedAt || now === hidden || holder.startedAt === hidden)
}

function refusal(directory: string, pid: number): string {
  return (
    `The data directory ${directory} is in use by another Einlass (process ${pid}). ` +
    'Stop that process first, or give this one a directory of its own with EINLASS_DATA.'
  )
}
