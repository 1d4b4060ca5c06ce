/** Work that goes out of the house, many at once, and that nobody waits for longer than he likes. */
export type Errands = {
  /**
   * Begins the work for each item whose lane is free and waits until all of it is done, or until patience ends; what is
   * not done by then goes on by itself. In a lane, one goes after another: nothing is done twice at once at one place.
   * An item of a lane that is still busy from before is left out.
   * @throws AggregateError with what failed until then, after all were tried
   */
  run<T>(items: readonly T[], laneOf: (item: T) => string, work: (item: T) => Promise<void>): Promise<void>
  /** Begins nothing any more and is silent about what fails from now on. Nobody waits for what hangs. */
  stop(): void
}

/**
 * @param atOnce lanes that are gone at the same time
 * @param patienceMs how long a round waits; undefined: to the end
 * @param fail told of what went wrong after nobody waited any more
 */
export function openErrands(
  atOnce: number,
  patienceMs: number | undefined,
  fail: (error: unknown) => void,
): Errands {
  const busy = new Map<string, Promise<void>>()
  let stopped = false

  return {
    async run(items, laneOf, work) {
      const lanes = [...Map.groupBy(items, laneOf)].filter(([lane]) => !busy.has(lane))
      const failures: unknown[] = []
      let waiting = true
      const go = async (its: typeof items) => {
        for (const item of its) {
          if (stopped) return
          try {
            await work(item)
          } catch (error) {
            if (waiting) failures.push(error)
            else if (!stopped) fail(error)
          }
        }
      }
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<void>(resolve => {
        if (patienceMs === undefined) return
        timer = setTimeout(() => {
          waiting = false
          resolve()
        }, patienceMs)
      })
      const begun: Promise<void>[] = []
      for (const [lane, its] of lanes) {
        while (busy.size >= atOnce && waiting && !stopped) await Promise.race([...busy.values(), patience])
        if (!waiting || stopped) break
        const going = go(its).finally(() => busy.delete(lane))
        busy.set(lane, going)
        begun.push(going)
      }
      await Promise.race([Promise.all(begun), patience])
      waiting = false
      clearTimeout(timer)
      if (failures.length === 1) throw failures[0]
      if (failures.length > 1)
        throw new AggregateError(failures, `${failures.length} of them failed; the first: ${failures[0]}`)
    },
    stop() {
      stopped = true
    },
  }
}
