const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** How long after each try in vain the next one comes: the schedule of Standard Webhooks 1.0, a little more than three days. */
const waits = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/** Nobody is asked to wait for longer than this, whatever he answers. */
const longestAskedMs = 24 * hour

/**
 * When a delivery is tried again.
 * @param tries how often it was tried in vain, this time included
 * @param id spreads those that failed together over a tenth of the wait, always in the same way
 * @param now epoch ms
 * @param retryAfter the header of the answer (RFC 9110 §10.2.3), if there was one
 * @returns undefined: never again
 */
export function nextTryOf(
  tries: number,
  id: string,
  now: number,
  retryAfter: string | undefined,
): Date | undefined {
  const wait = waits[tries - 1]
  if (wait === undefined) return undefined
  const share = Number.parseInt(id.slice(-4), 16) / 0xffff
  return new Date(now + Math.max(Math.round(wait * (1 + share / 10)), readRetryAfter(retryAfter, now)))
}

function readRetryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return 0
  const text = header.trim()
  // JavaScript takes much for a date that is none: a date of HTTP begins with its day.
  const instant = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * second : instant - now
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestAskedMs) : 0
}
