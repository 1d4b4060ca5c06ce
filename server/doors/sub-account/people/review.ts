const dayMs = 86_400_000

/** Who has not signed in for so long is to be reviewed. */
export const idleDays = 90
/** What ends within so many days is to be reviewed. */
export const soonDays = 7

export type Standing = {
  /** When he last did something, if ever; epoch ms */
  lastUsedAt: number | null
  /** When somebody last decided what he may do; epoch ms */
  decidedAt: number
  /** The nearest end of what he may do; epoch ms */
  endsAt: number | null
}

/**
 * Is somebody who may do something to be reviewed? An end that comes is more urgent than idleness. Whoever decides anew
 * about his rights has reviewed him, so both begin to count again.
 * @param now epoch ms
 */
export function reviewOf(standing: Standing, now: number): 'ends-soon' | 'idle' | null {
  const { endsAt } = standing
  if (endsAt !== null && endsAt > now && endsAt - now <= soonDays * dayMs) return 'ends-soon'
  return now >= idleFrom(standing) ? 'idle' : null
}

/** From when on he counts as idle, epoch ms. */
export function idleFrom({ lastUsedAt, decidedAt }: Standing): number {
  return Math.max(lastUsedAt ?? 0, decidedAt) + idleDays * dayMs
}
