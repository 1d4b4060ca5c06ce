import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChildUser, runAs } from './find-child-user.ts'
import { openLog, readLog } from './keep-log-small.ts'
import { isReady } from './reach-database.ts'

export type Postmaster = {
  pid: number | undefined
  /** Settles when it is down. Never rejects. */
  down: Promise<Exit>
  /** Ends it within 8 s, in the worst case the hard way. Never rejects. */
  end(): Promise<void>
}
/** `mayPass`: another attempt a moment later may succeed. */
type Exit = { why: string; mayPass: boolean }

/** Whatever ends this process, except kill -9: its databases do not stay behind. */
const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGINT')
})

/** Starts one `postgres`, which is not ready yet then. */
export function runPostmaster({
  bin,
  args,
  user,
  logFile,
}: {
  bin: string
  args: string[]
  user?: ChildUser
  logFile: string
}): Postmaster {
  const log = openLog(logFile)
  const offset = fstatSync(log).size
  const child = spawn(join(bin, 'postgres'), args, { ...runAs(user), stdio: ['ignore', log, log] })
  closeSync(log)

  const down = new Promise<Exit>(resolve => {
    child.once('error', error => resolve({ why: error.message, mayPass: false }))
    child.once('exit', (code, signal) => resolve(explainExit(code, signal, logFile, offset)))
  })
  alive.add(child)
  down.then(() => alive.delete(child))

  return {
    pid: child.pid,
    down,
    end: async () => {
      // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, after which the next start recovers.
      const ladder: [NodeJS.Signals, number][] = [
        ['SIGINT', 5000],
        ['SIGQUIT', 2000],
        ['SIGKILL', 900],
      ]
      for (const [name, milliseconds] of ladder) {
        child.kill(name)
        if (await settles(down, milliseconds)) return
      }
    },
  }
}

/**
 * Waits until the database answers. There is no upper limit while the process lives: after a crash it may have to recover
 * for minutes, and killing it then would make it begin again.
 *
 * @throws PostmasterDown when it goes down instead; the error of the signal when that is aborted
 */
export async function waitUntilReady(
  postmaster: Postmaster,
  {
    socketDirectory,
    say,
    signal,
  }: { socketDirectory: string; say: (sentence: string) => void; signal: AbortSignal },
): Promise<void> {
  let exit: Exit | undefined
  postmaster.down.then(found => {
    exit = found
  })
  const began = performance.now()
  let told = 0
  while (!(await isReady(socketDirectory))) {
    if (exit) break
    const seconds = Math.floor((performance.now() - began) / 1000)
    if (seconds >= told + 10) {
      told = seconds
      say(
        `The database is not ready after ${seconds} s and still starting; after a crash it has to recover first.`,
      )
    }
    await sleep(10, undefined, { signal })
  }
  if (exit) throw new PostmasterDown(exit)
}

export class PostmasterDown extends Error {
  readonly mayPass: boolean
  constructor({ why, mayPass }: Exit) {
    super(`The database does not start: ${why}`)
    this.mayPass = mayPass
  }
}

function explainExit(code: number | null, signal: string | null, logFile: string, offset: number): Exit {
  if (signal) return { why: `the process was ended by ${signal}`, mayPass: true }
  let log = ''
  try {
    log = readLog(logFile, offset).trim()
  } catch {
    // The log is gone together with its folder: then only the number is left to say.
  }
  const last =
    log
      .split('\n')
      .filter(line => /(FATAL|PANIC|postgres): /.test(line) && !isToClient(line))
      .at(-1) ?? ''
  return {
    why: `the process ended with ${code} ${last && `and said: ${last.replace(/^.*?(?=FATAL|PANIC|postgres)/, '')}`}`.trim(),
    // Right after a crash the children of the former postmaster may still hold its memory.
    mayPass: /shared memory block|lock file ".*" already exists/.test(last),
  }
}

/** What a client was refused with is fatal for its connection, not for the database. */
const isToClient = (line: string): boolean =>
  /FATAL: +(the database system is|terminating|sorry|remaining)/.test(line)

async function settles(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const limit = new AbortController()
  const late = sleep(milliseconds, false, { signal: limit.signal }).catch(() => false)
  const settled = await Promise.race([promise.then(() => true), late])
  limit.abort()
  return settled
}
