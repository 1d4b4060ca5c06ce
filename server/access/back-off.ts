/** The longest pause between two tries at an outside system: who comes back after an hour is asked soon. */
const longestMs = 300_000

/**
 * When an outside system is asked again that was asked in vain. It never ends: two seconds after the first time, then
 * twice as long each time, but never longer than five minutes.
 * @param tries how often it was asked in vain, this time included
 * @param now epoch ms
 */
export function nextTryAt(tries: number, now: number): Date {
  return new Date(now + Math.min(longestMs, 1_000 * 2 ** Math.min(tries, 20)))
}
