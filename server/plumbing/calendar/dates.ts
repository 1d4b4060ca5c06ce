import { Temporal } from 'temporal-polyfill'

// From 2000 on: nothing that ends in the future reaches further back, and the history of time zones
// before it is full of guesses. Up to 9999: the last year that ISO 8601 writes with four digits.
const shape = /^([2-9]\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** 'YYYY-MM-DD' in the Gregorian calendar, years 2000–9999; undefined for 29 February in a common year. */
export function readDate(text: string): Temporal.PlainDate | undefined {
  const [, year, month, day] = shape.exec(text) ?? []
  if (year === undefined) return undefined
  // 'constrain' turns the 31 June into the 30 June: then the text no longer matches, and nothing throws.
  const date = Temporal.PlainDate.from(
    { year: Number(year), month: Number(month), day: Number(day) },
    { overflow: 'constrain' },
  )
  return date.toString() === text ? date : undefined
}

/** 'HH:mm' from 00:00 to 23:59. '24:00' is refused: it would be a second name for the next day. */
export function readTime(text: string): Temporal.PlainTime | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hour === undefined ? undefined : new Temporal.PlainTime(Number(hour), Number(minute))
}

/** The wall clock of a zone at an instant; undefined for an invalid Date and outside the years 2000–9999. */
export function readWallClock(instant: Date, zone: string): Temporal.PlainDateTime | undefined {
  const milliseconds = instant.getTime()
  if (Number.isNaN(milliseconds)) return undefined
  const local = Temporal.Instant.fromEpochMilliseconds(milliseconds)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
  return isWithinBounds(local) ? local : undefined
}

export function isWithinBounds({ year }: { readonly year: number }): boolean {
  return year >= 2000 && year <= 9999
}
