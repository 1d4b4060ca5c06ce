const hour = 3_600_000

/**
 * When the next mail about what is still to be taken away is due: at once, after an hour, after a day, then daily. All
 * epoch ms. What a desk that was off has missed is not made up for: one mail, not five.
 * @param times how many there were; @param lastAt when the last one was written
 */
export function nextReminder(removingAt: number, times: number, lastAt: number | null): number {
  if (times === 0 || lastAt === null) return removingAt
  if (times === 1) return removingAt + hour
  if (times === 2) return Math.max(removingAt + 24 * hour, lastAt + hour)
  return lastAt + 24 * hour
}
