import { readWallClock } from '#server/plumbing/calendar/dates.ts'
import { firstMomentAt } from '#server/plumbing/calendar/wall-clock.ts'

const hour = 3_600_000
const day = 24 * hour
/** On the account's clock; nobody is woken by a reminder. */
const dayBegins = 8
const dayEnds = 20

/** An opening as it stands, all instants in epoch ms. */
export type Standing = {
  zone: string
  openedAt: number
  endsAt: number
  /** When the owner last said this end: at the opening or by moving it. */
  endSetAt: number
  /** Has anybody ever entered by it? */
  isUsed: boolean
  /** On the account's calendar, YYYY-MM-DD */
  remindedOn: string | null
  isRemindedOfEnd: boolean
  isToldUnused: boolean
}

/** today: on the account's calendar, YYYY-MM-DD */
export type Reminder = { why: 'ends-soon' | 'never-used'; today: string }

/**
 * Is it time to remind the owner? Of the end in its last 24 hours, once for each end, when he said it longer ago than
 * that (what was switched on for a day is still in his head). That nobody came, once, when half of the time and at least
 * a day has passed. At most one of both a day, between 8 and 20 o'clock, at night only if it were too late at 8.
 * @param now epoch ms
 */
export function dueReminder(standing: Standing, now: number): Reminder | undefined {
  const { openedAt, endsAt, zone } = standing
  if (now >= endsAt) return undefined
  const wall = readWallClock(new Date(now), zone)
  if (!wall) return undefined
  const today = wall.toPlainDate().toString()
  if (standing.remindedOn === today) return undefined

  const endsSoon = endsAt - now <= day && endsAt - standing.endSetAt > day && !standing.isRemindedOfEnd
  const neverUsed =
    !standing.isUsed && !standing.isToldUnused && now - openedAt >= Math.max(day, (endsAt - openedAt) / 2)
  const why = endsSoon ? 'ends-soon' : neverUsed ? 'never-used' : undefined
  if (!why) return undefined

  if (wall.hour >= dayBegins && wall.hour < dayEnds) return { why, today }
  const morning = wall.hour < dayBegins ? wall.toPlainDate() : wall.toPlainDate().add({ days: 1 })
  const isTooLate = firstMomentAt(morning.toPlainDateTime({ hour: dayBegins }), zone).at.getTime() >= endsAt
  return isTooLate ? { why, today } : undefined
}
