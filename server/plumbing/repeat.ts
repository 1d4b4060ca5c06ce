/** Work that is done again and again. One at a time, errors are told and do not end it, and it can be asked for at once. */
export type Repeating = { now(): void; stop(): Promise<void> }

/**
 * @param everyMs pause between the end of one round and the beginning of the next
 * @param fail told of an error the first time it occurs in a row
 */
export function repeat(
  everyMs: number,
  work: () => Promise<void>,
  fail: (error: unknown) => void,
): Repeating {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let failing = false

  async function round(): Promise<void> {
    clearTimeout(timer)
    do {
      again = false
      try {
        await work()
        failing = false
      } catch (error) {
        if (!failing && !stopped) fail(error)
        failing = true
      }
    } while (again && !stopped)
    running = undefined
    if (!stopped) {
      timer = setTimeout(start, everyMs)
      timer.unref()
    }
  }
  function start(): void {
    if (running) again = true
    else if (!stopped) running = round()
  }
  timer = setTimeout(start, Math.min(everyMs, 50))
  timer.unref()
  return {
    now: start,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/**
 * Does the work for each, one after another; one that fails does not keep the others waiting.
 * @throws AggregateError with every failure, after all were tried
 */
export async function forEach<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const item of items) {
    try {
      await work(item)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length === 1) throw failures[0]
  if (failures.length > 1)
    throw new AggregateError(failures, `${failures.length} of them failed; the first: ${failures[0]}`)
}

/**
 * The same for what waits for others: so many at once, and no more.
 * @throws as forEach
 */
export async function forEachAtOnce<T>(
  atOnce: number,
  items: Iterable<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const rest = [...items]
  const failures: unknown[] = []
  const one = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift())
      await work(item).catch(error => failures.push(error))
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} failed; the first: ${failures[0]}`)
}
