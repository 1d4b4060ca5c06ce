/** The one place where time is read. Everything else takes `now` as an argument or asks the clock it was given. */
export type Clock = {
  /** The present instant, in whole milliseconds since 1970 UTC. Never less than any value given before. */
  now(): number
}

/**
 * The system's clock, guarded: when it jumps back, time stands still until it has caught up. The other failure, a
 * second life for everything that ended meanwhile, would be worse.
 * @param floor the latest instant already known, epoch ms (the newest fact of the ledger, after a restart)
 */
export function guardedClock(floor = 0, read: () => number = Date.now): Clock & { raise(to: number): void } {
  let latest = floor
  return {
    now() {
      const read_ = read()
      if (read_ > latest) latest = read_
      return latest
    },
    raise(to) {
      if (to > latest) latest = to
    },
  }
}

/** Milliseconds that only ever grow, for measuring leases and waits; says nothing about the time of day. */
export function monotonicMs(): number {
  return performance.now()
}

/** Does the work, and answers no sooner than this: how long it took tells nobody what was found. */
export async function atLeast<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const pause = new Promise<void>(resolve => setTimeout(resolve, ms))
  const [done] = await Promise.allSettled([work(), pause])
  if (done.status === 'rejected') throw done.reason
  return done.value
}
