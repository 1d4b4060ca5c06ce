import { setTimeout as sleep } from 'node:timers/promises'
import { type Postmaster, PostmasterDown } from './run-postmaster.ts'

export type Supervised = {
  /** Set while the database is down, with the reason. */
  outage(): { why: string } | undefined
  onDown(listener: (why: string) => void): void
  onUp(listener: () => void): void
  /** Ends the supervision and the database within 8 s. Never throws; a second call waits for the first. */
  stop(): Promise<void>
}

/**
 * Keeps a postmaster running: when it goes down, another one is started, with a pause that grows from 0.2 s to 5 s, for
 * ever. A database that stays down while Einlass seems to run would be the worst: then it must be seen (`outage`).
 *
 * @param start starts one and returns it when it is ready
 * @param isOurs asked before each further start: false when somebody else took over the data directory
 * @throws PostmasterDown, or what `start` throws, when the first start fails for 30 s or for a reason that stays
 */
export async function supervise({
  start,
  isOurs,
  say,
}: {
  start: (signal: AbortSignal) => Promise<Postmaster>
  isOurs: () => boolean
  say: (sentence: string) => void
}): Promise<Supervised> {
  const halt = new AbortController()
  const downListeners: ((why: string) => void)[] = []
  const upListeners: (() => void)[] = []
  let outage: { why: string } | undefined
  let told = ''
  let current = await startFirst(start, halt.signal)
  const watching = watch()

  async function watch(): Promise<void> {
    let pause = 200
    while (!halt.signal.aborted) {
      const upSince = performance.now()
      const { why } = await current.down
      if (halt.signal.aborted) return
      // One that ran for a while may start at once; one that falls again and again may not.
      if (performance.now() - upSince > 10_000) pause = 200
      outage = { why }
      say(`The database is down: ${why}. It is started again.`)
      for (const listener of downListeners) tell(() => listener(why))
      for (let next: Postmaster | undefined; !next; pause = Math.min(pause * 2, 5000)) {
        next = await startAgain(pause)
        // Ready at the very moment of the stop: it would stay behind.
        if (halt.signal.aborted) return next?.end()
        if (next) current = next
      }
      outage = undefined
      told = ''
      say('The database is up again.')
      for (const listener of upListeners) tell(listener)
    }
  }

  async function startAgain(pause: number): Promise<Postmaster | undefined> {
    try {
      await sleep(pause, undefined, { signal: halt.signal })
      if (!isOurs()) throw new Error('the lock of the data directory is gone or belongs to another Einlass')
      return await start(halt.signal)
    } catch (error) {
      const { message } = error as Error
      // Once and not every five seconds for a whole night.
      if (!halt.signal.aborted && message !== told) say(`The database could not be started again: ${message}`)
      told = message
      return undefined
    }
  }

  function tell(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      say(`A listener to the state of the database failed: ${(error as Error).message}`)
    }
  }

  async function end(): Promise<void> {
    halt.abort()
    await current.end()
    await watching
  }

  let ending: Promise<void> | undefined
  return {
    outage: () => outage,
    onDown: listener => void downListeners.push(listener),
    onUp: listener => void upListeners.push(listener),
    stop: () => {
      ending ??= end()
      return ending
    },
  }
}

/** Right after a crash the first attempts fail although nothing is wrong. */
async function startFirst(
  start: (signal: AbortSignal) => Promise<Postmaster>,
  signal: AbortSignal,
): Promise<Postmaster> {
  const began = performance.now()
  for (;;) {
    try {
      return await start(signal)
    } catch (error) {
      const mayPass = error instanceof PostmasterDown && error.mayPass
      if (!mayPass || performance.now() - began > 30_000) throw error
      await sleep(200)
    }
  }
}
