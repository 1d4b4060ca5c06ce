import { createRequire } from 'node:module'
import type HolidaysOfCountry from 'date-holidays'
import { readDate } from './dates.ts'
import type { Language } from './language.ts'
import { corrections } from './region-corrections.ts'
import { findRegion, type Region } from './regions.ts'

export interface Holiday {
  /** In the reader's language where the data has it, else English, else the language of the region. */
  readonly names: Readonly<Record<Language, string>>
}

type HolidaysByDate = ReadonlyMap<string, Holiday>

// Loading the data of all countries takes some 100 ms and 35 MB: whoever never asks for a holiday does
// not pay for it. A synchronous require, so that asking stays a pure function without a promise.
const load = createRequire(import.meta.url)

const hourInMilliseconds = 3_600_000
// 23, not 24: the day on which summer time begins is a whole day too.
const wholeDayInHours = 23

// All regions for four years. Bounded, because dates come from requests: somebody asking for every year
// up to 9999 must cost time once per question, not memory for good.
const mostKept = 256
const kept = new Map<string, HolidaysByDate>()

/**
 * The public holiday of a region on a date ('YYYY-MM-DD', 2000–9999), or undefined – also for an unknown
 * region or a date that does not exist.
 *
 * A day counts when the law makes the whole of it a public holiday in the whole region. Not counted, because
 * an end that comes early is the smaller harm: half days (24 and 31 December), bank, school and office
 * holidays, days of single communes (Augsburg; Assumption in Bavaria; Corpus Christi in Saxony and Thuringia).
 * In the Netherlands neither Good Friday nor Liberation Day counts: only collective agreements make 5 May
 * a day off, mostly every fifth year, and the next such year in which it is no weekend is 2045.
 */
export function holidayOn(date: string, region: string): Holiday | undefined {
  const day = readDate(date)
  const place = findRegion(region)
  return day && place && holidaysOf(place, day.year).get(date)
}

function holidaysOf(region: Region, year: number): HolidaysByDate {
  const key = `${region.code} ${year}`
  const found = kept.get(key)
  if (found) return found
  const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined
  if (oldest !== undefined) kept.delete(oldest)
  const holidays = computeHolidays(region, year)
  kept.set(key, holidays)
  return holidays
}

function computeHolidays(region: Region, year: number): HolidaysByDate {
  const calendar = openCalendar(region)
  const de = namesByDate(calendar, year, [`de-${region.country.toLowerCase()}`, 'de', 'en'])
  const en = namesByDate(calendar, year, ['en', 'de'])
  const nl = namesByDate(calendar, year, ['nl', 'en', 'de'])
  return new Map(
    [...de].map(([date, name]) => [
      date,
      { names: { de: name, en: en.get(date) ?? name, nl: nl.get(date) ?? name } },
    ]),
  )
}

function openCalendar(region: Region): HolidaysOfCountry {
  const Holidays: typeof HolidaysOfCountry = load('date-holidays')
  const calendar =
    region.part === undefined ? new Holidays(region.country) : new Holidays(region.country, region.part)
  for (const { drop, add } of corrections.filter(correction => correction.region === region.code)) {
    for (const rule of drop) calendar.unsetRule(rule)
    for (const { rule, names } of add) calendar.setHoliday(rule, { name: names, type: 'public' })
  }
  return calendar
}

function namesByDate(calendar: HolidaysOfCountry, year: number, languages: string[]): Map<string, string> {
  calendar.setLanguages(languages)
  const wholeDays = calendar
    .getHolidays(year)
    .filter(({ type, start, end }) => type === 'public' && hoursBetween(start, end) >= wholeDayInHours)
  return new Map(wholeDays.map(({ date, name }) => [date.slice(0, 'YYYY-MM-DD'.length), name]))
}

function hoursBetween(start: Date, end: Date): number {
  return (end.getTime() - start.getTime()) / hourInMilliseconds
}
