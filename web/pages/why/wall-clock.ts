// The way back from a wall clock to an instant. The browser only knows the other direction.
import { localInput } from '../../ui/say-time.ts'

const day = 86_400_000

/**
 * The instant (epoch ms) at which the wall clock of a zone shows 'YYYY-MM-DDTHH:mm'; null: that is no such time, or far
 * from the years that a desk knows. Twice on the night when clocks go back: the first. Never on the night when they go
 * forward: as much later as they were put forward, as RFC 5545 §3.3.5 reads such a time.
 */
export function instantOf(local: string, zone: string): number | null {
  if (!/^2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const asUtc = Date.parse(`${local}:00Z`)
  // 30 February would be taken for 2 March.
  if (!Number.isFinite(asUtc) || localInput(asUtc, 'UTC') !== local) return null
  const before = asUtc - aheadMs(asUtc - day, zone)
  const after = asUtc - aheadMs(asUtc + day, zone)
  return [before, after].find(instant => localInput(instant, zone) === local) ?? before
}

/** The first instant of a day, 'YYYY-MM-DD', or of the one that is `days` later. */
export function beginOf(date: string, zone: string, days = 0): number | null {
  return instantOf(`${addDays(date, days)}T00:00`, zone)
}

/** 'YYYY-MM-DD', so many days later; '' when it is no day. */
export function addDays(date: string, days: number): string {
  const noon = Date.parse(`${date}T12:00:00Z`)
  return Number.isFinite(noon) ? localInput(noon + days * day, 'UTC').slice(0, 10) : ''
}

/** The last day before this one that was such a weekday (0: Sunday). */
export function lastWeekday(date: string, weekday: number): string {
  const today = new Date(`${date}T12:00:00Z`).getUTCDay()
  return addDays(date, -(((today - weekday + 6) % 7) + 1))
}

/** How far the wall clock of a zone is ahead of UTC at an instant. */
function aheadMs(instant: number, zone: string): number {
  const minute = Math.floor(instant / 60_000) * 60_000
  return Date.parse(`${localInput(minute, zone)}:00Z`) - minute
}
