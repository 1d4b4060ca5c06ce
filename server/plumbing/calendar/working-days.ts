import type { Temporal } from 'temporal-polyfill'
import { isWithinBounds, readDate, readTime, readWallClock } from './dates.ts'
import { type Holiday, holidayOn } from './holidays.ts'
import { isRegion } from './regions.ts'
import { existsIn, firstMomentAt } from './wall-clock.ts'
import { readZone } from './zones.ts'

export interface SkippedDay {
  /** 'YYYY-MM-DD' */
  readonly date: string
  /** A holiday on a Saturday or Sunday is a weekend. 'no-such-day': the zone left this date out. */
  readonly why: 'weekend' | 'holiday' | 'no-such-day'
  /** Only for holidays. */
  readonly names?: Holiday['names']
}

export interface End {
  readonly endsAt: Date
  /** Local date of endsAt in the zone, 'YYYY-MM-DD'. */
  readonly endsOn: string
  /** The days on the way that did not count, in order, so that a screen can say why it takes so long. */
  readonly skipped: readonly SkippedDay[]
}

export type WorkingDaysRefusal =
  | 'no-such-zone'
  | 'no-such-region'
  | 'no-such-date'
  | 'not-a-time'
  | 'not-a-number-of-days'

export const closingTime = '18:00'
const mostWorkingDays = 1000
const friday = 5

/** Monday to Friday without the public holidays of the region. False for a date or region that is none. */
export function isWorkingDay(date: string, region: string): boolean {
  const day = readDate(date)
  return day !== undefined && isRegion(region) && whyClosed(day, region) === undefined
}

/**
 * The end that gives somebody `workingDays` FULL working days: closing time (local, default 18:00) of the
 * n-th working day after the local date of `from`.
 *
 * The day of `from` never counts, at whatever hour: whoever was promised three working days gets three whole
 * ones to reach the matter. From Monday at 09:00 or at 23:00 it ends on Thursday at 18:00, from Friday or
 * Saturday on Wednesday. That can be said in one sentence; the rest of the first day is a present, and no
 * cut-off hour decides about a day more or less.
 *
 * Refuses instead of throwing: unknown zone or region, an invalid `from` or a day outside 2000–9999, a closing
 * time that is not 'HH:mm', a number that is not a whole one from 1 to 1000.
 */
export function endAfterWorkingDays(input: {
  readonly from: Date
  readonly workingDays: number
  readonly zone: string
  readonly region: string
  readonly closesAt?: string
}): End | { readonly refused: WorkingDaysRefusal } {
  const { from, workingDays, region } = input
  const zone = readZone(input.zone)
  if (zone === undefined) return { refused: 'no-such-zone' }
  if (!isRegion(region)) return { refused: 'no-such-region' }
  const closesAt = readTime(input.closesAt ?? closingTime)
  if (!closesAt) return { refused: 'not-a-time' }
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > mostWorkingDays) {
    return { refused: 'not-a-number-of-days' }
  }
  const opened = readWallClock(from, zone)
  if (!opened) return { refused: 'no-such-date' }

  const skipped: SkippedDay[] = []
  let day = opened.toPlainDate()
  for (let left = workingDays; left > 0; ) {
    day = day.add({ days: 1 })
    if (!isWithinBounds(day)) return { refused: 'no-such-date' }
    const closed = whyClosed(day, region, zone)
    if (closed) skipped.push(closed)
    else left -= 1
  }
  const end = firstMomentAt(day.toPlainDateTime(closesAt), zone)
  return { endsAt: end.at, endsOn: end.on, skipped }
}

function whyClosed(day: Temporal.PlainDate, region: string, zone?: string): SkippedDay | undefined {
  const date = day.toString()
  if (zone !== undefined && !existsIn(zone, day)) return { date, why: 'no-such-day' }
  if (day.dayOfWeek > friday) return { date, why: 'weekend' }
  const holiday = holidayOn(date, region)
  return holiday && { date, why: 'holiday', names: holiday.names }
}
