import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAnswered, socketFile } from './reach-database.ts'
import { hidden, identifyProcess, listPostgresOn, readCommand } from './read-process.ts'

type Place = { database: string; dataDirectory: string }

/**
 * Refuses data on which a PostgreSQL works whose process cannot be seen: that of another container, whose process numbers
 * mean nothing here. Its socket answers all the same.
 *
 * @throws Error with a sentence
 */
export async function refuseStranger({ database, dataDirectory }: Place): Promise<void> {
  const left = readPostmasterFile(dataDirectory)
  for (const file of [socketFile(join(database, 'socket')), left?.socket]) {
    if (!file || !(await isAnswered(file)) || listPostgresOn(dataDirectory, left?.pid).length > 0) continue
    throw new Error(
      `Another PostgreSQL works on ${dataDirectory} (it answers at ${file}), perhaps in another container. ` +
        'Stop the Einlass there first, or give this one a directory of its own with EINLASS_DATA.',
    )
  }
}

/**
 * Clears away what a killed Einlass or a killed postmaster left on the data, so that a new postmaster can start. Only for the
 * holder of the directory's lock.
 *
 * After kill -9 of Einlass its postmaster lives on: it is stopped and not adopted, because nobody would learn when it
 * dies. After kill -9 of the postmaster its children may live on for as long as their query takes.
 *
 * @throws Error with a sentence when somebody who is not an orphan of ours lives on these data
 */
export async function stopOrphan(
  place: Place & { socketDirectory: string },
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const socket = socketFile(place.socketDirectory)
  const left = readPostmasterFile(place.dataDirectory)
  if (!left && !(await isAnswered(socket))) return removeSocket(socket)

  const list = () => listPostgresOn(place.dataDirectory, left?.pid)
  const listPostmasters = () => list().filter(({ role }) => role === 'postmaster')
  for (const { pid } of listPostmasters()) {
    say(`The database of a killed Einlass still runs (process ${pid}): it is stopped and started anew.`)
  }
  // SIGINT is the fast shutdown, SIGQUIT the immediate one. The children must not be told before: what these signals mean
  // to them is another thing.
  await end(listPostmasters, ['SIGINT', 'SIGQUIT'], signal)
  await end(list, ['SIGTERM', 'SIGQUIT'], signal)
  await refuseStranger(place)
  removeSocket(socket)
  removeIfRecycled(place.dataDirectory, say)
}

/** The lock beside the socket names a process, too, and another one may have that number by now. */
function removeSocket(socket: string): void {
  rmSync(socket, { force: true })
  rmSync(`${socket}.lock`, { force: true })
}

/**
 * PostgreSQL refuses to start when a process with the number in postmaster.pid runs under its own user, whatever that
 * process is; after a reboot that is easily so. The file is removed only when the process is known to be something else.
 */
function removeIfRecycled(dataDirectory: string, say: (sentence: string) => void): void {
  const left = readPostmasterFile(dataDirectory)
  if (!left) return
  const identity = left.pid ? identifyProcess(left.pid) : undefined
  // PostgreSQL removes the file of a dead process itself, but not an empty one (power loss).
  const isEmpty = left.pid === 0
  const isSomethingElse = identity !== undefined && identity !== hidden && readCommand(left.pid).length > 0
  if (!isEmpty && !isSomethingElse) return
  say(
    `Removed the postmaster.pid of an earlier start: ${isEmpty ? 'it was empty' : `${left.pid} is no database`}.`,
  )
  rmSync(join(dataDirectory, 'postmaster.pid'), { force: true })
}

/** Signals with 5 s between them, the politer one first, and waits for 30 s in all. */
async function end(
  remaining: () => { pid: number }[],
  ladder: NodeJS.Signals[],
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now()
  const steps = [...ladder]
  for (let left = remaining(); left.length > 0; left = remaining()) {
    const seconds = (performance.now() - began) / 1000
    const name = seconds >= (ladder.length - steps.length) * 5 ? steps.shift() : undefined
    if (name) for (const { pid } of left) send(pid, name)
    if (seconds > 30) {
      throw new Error(
        `The processes ${left.map(({ pid }) => pid).join(', ')} of an earlier database do not end. ` +
          'End them (kill -QUIT) and start again.',
      )
    }
    await sleep(20, undefined, { signal })
  }
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Lines: number of the process, data directory, start, port, socket folder, … The number is 0 when the file is damaged. */
function readPostmasterFile(dataDirectory: string): { pid: number; socket?: string } | undefined {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')
    const socketDirectory = lines[4]?.trim()
    return {
      pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0,
      socket: socketDirectory ? join(socketDirectory, `.s.PGSQL.${lines[3]?.trim()}`) : undefined,
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
