import type { Temporal } from 'temporal-polyfill'
import { readDate, readTime } from './dates.ts'
import { readZone } from './zones.ts'

export type WallClockRefusal = 'not-a-time' | 'no-such-zone' | 'no-such-date' | 'no-such-time'

export interface InstantFound {
  readonly instant: Date
  /** The same wall time comes a second time at this instant: clocks are put back in between. */
  readonly again?: Date
}

/**
 * The instant at which the clocks of a zone show `local` ('YYYY-MM-DDTHH:mm', years 2000–9999).
 *
 * An hour that exists twice: the earlier instant, because an end chosen by a person should rather come an
 * hour early than an hour late; `again` says that there was a choice. An hour that is
 * skipped is refused ('no-such-time'), as is a day the zone never had ('no-such-date', e.g. 2011-12-30 in
 * Pacific/Apia): guessing would end at a moment nobody has read.
 */
export function instantOf(
  local: string,
  zone: string,
): InstantFound | { readonly refused: WallClockRefusal } {
  const [, dateText = '', timeText = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(local) ?? []
  const time = readTime(timeText)
  if (!time) return { refused: 'not-a-time' }
  const place = readZone(zone)
  if (place === undefined) return { refused: 'no-such-zone' }
  const date = readDate(dateText)
  if (!date || !existsIn(place, date)) return { refused: 'no-such-date' }
  const wanted = date.toPlainDateTime(time)
  const earlier = wanted.toZonedDateTime(place, { disambiguation: 'earlier' })
  if (!earlier.toPlainDateTime().equals(wanted)) return { refused: 'no-such-time' }
  const later = wanted.toZonedDateTime(place, { disambiguation: 'later' })
  const instant = toDate(earlier)
  return later.epochMilliseconds === earlier.epochMilliseconds
    ? { instant }
    : { instant, again: toDate(later) }
}

export interface Moment {
  readonly at: Date
  /** Local date of `at`, 'YYYY-MM-DD'; another than the one asked for when the gap reaches past midnight. */
  readonly on: string
}

/** Like {@link instantOf}, but a wall time that is skipped becomes the first instant after the gap. */
export function firstMomentAt(local: Temporal.PlainDateTime, zone: string): Moment {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const isSkipped = !earlier.toPlainDateTime().equals(local)
  // 'earlier' of a skipped time lies before the gap, so the next change of the clocks is its far side.
  const found = (isSkipped && earlier.getTimeZoneTransition('next')) || earlier
  return { at: toDate(found), on: found.toPlainDate().toString() }
}

/** False for a day that a zone left out when it crossed the date line. */
export function existsIn(zone: string, date: Temporal.PlainDate): boolean {
  return date.toZonedDateTime(zone).toPlainDate().equals(date)
}

function toDate({ epochMilliseconds }: Temporal.ZonedDateTime): Date {
  return new Date(epochMilliseconds)
}
