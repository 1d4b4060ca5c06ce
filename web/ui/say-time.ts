// Instants as people write them, always with the zone they are meant in.
export type Language = 'de' | 'en' | 'nl'

const locales: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB', nl: 'nl-NL' }
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs a thousand times more than using it. */
function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const found = formats.get(key)
  if (found) return found
  const made = new Intl.DateTimeFormat(locales[language], { hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

const oclock: Readonly<Record<Language, string>> = { de: ' Uhr', en: '', nl: ' uur' }

function partsOf(instant: number, language: Language, options: Intl.DateTimeFormatOptions) {
  const parts = formatOf(language, options).formatToParts(instant)
  return (type: Intl.DateTimeFormatPartTypes) =>
    parts.find(part => part.type === type)?.value.replace(/\.$/, '') ?? ''
}

/** 'Di., 24.11.2026, 18:00 Uhr (MEZ)', 'Tue 24 Nov 2026, 18:00 (CET)'; the year only where it is not `now`'s. */
export function sayInstant(at: string, zone: string, language: Language, now: number): string {
  const instant = Date.parse(at)
  const part = partsOf(instant, language, {
    timeZone: zone,
    weekday: 'short',
    day: language === 'de' ? '2-digit' : 'numeric',
    month: language === 'de' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  const sameYear = part('year') === partsOf(now, language, { timeZone: zone, year: 'numeric' })('year')
  const clock = `${part('hour')}:${part('minute')}${oclock[language]} (${part('timeZoneName')})`
  if (language === 'de') {
    return `${part('weekday')}., ${part('day')}.${part('month')}.${sameYear ? '' : part('year')}, ${clock}`
  }
  return `${part('weekday')} ${part('day')} ${part('month')}${sameYear ? '' : ` ${part('year')}`}, ${clock}`
}

/** '12:03:04 Uhr (MEZ)': to the second, for what has to be proven. With the day when it is not `now`'s. */
export function saySecond(at: string, zone: string, language: Language, now: number): string {
  const day = formatOf(language, { timeZone: zone, dateStyle: 'medium' })
  const exact = sayExact(at, zone, language)
  return day.format(Date.parse(at)) === day.format(now) ? exact.slice(exact.indexOf(', ') + 2) : exact
}

/** '25.11.2026, 12:03:04 Uhr (MEZ)': for what is read in ten years. */
export function sayExact(at: string, zone: string, language: Language): string {
  const instant = Date.parse(at)
  const part = partsOf(instant, language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
  const day = formatOf(language, {
    timeZone: zone,
    day: 'numeric',
    month: language === 'de' ? 'numeric' : 'short',
    year: 'numeric',
  })
  const clock = `${part('hour')}:${part('minute')}:${part('second')}${oclock[language]} (${part('timeZoneName')})`
  return `${day.format(instant)}, ${clock}`
}

/** A wall-clock time that somebody is choosing, 'YYYY-MM-DDTHH:mm', with the zone it is meant in. */
export function sayWallClock(local: string, zone: string, language: Language, now: number): string {
  return sayInstant(`${local}:00Z`, 'UTC', language, now).replace(/\([^()]*\)$/, `(${zone})`)
}

/** A date without a time, 'YYYY-MM-DD', as its weekday and day: 'Sa., 28.11.'. */
export function sayDay(date: string, language: Language): string {
  return formatOf(language, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'numeric' }).format(
    Date.parse(`${date}T12:00:00Z`),
  )
}

const relative = new Map<Language, Intl.RelativeTimeFormat>()
const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** 'vor 5 Minuten', 'in 2 Tagen', 'jetzt': the biggest unit that fits, cut, not rounded. */
export function sayRelative(at: string, language: Language, now: number): string {
  const format = relative.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  relative.set(language, format)
  const difference = Date.parse(at) - now
  const step = steps.find(([, ms]) => Math.abs(difference) >= ms)
  return step ? format.format(Math.trunc(difference / step[1]), step[0]) : format.format(0, 'second')
}

/** What is left, whole units, at most two: days and hours, hours and minutes, or minutes and seconds. Null: over. */
export function timeLeft(
  at: string,
  now: number,
): { days: number; hours: number; minutes: number; seconds: number } | null {
  const ms = Date.parse(at) - now
  if (!(ms > 0)) return null
  const seconds = Math.floor(ms / 1_000)
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3_600),
    minutes: Math.floor((seconds % 3_600) / 60),
    seconds: seconds % 60,
  }
}

/** 'Anna, Bert und Carla' in the language. */
export function sayList(words: readonly string[], language: Language): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(words)
}

/** Wall-clock time of an instant in a zone as an <input type="datetime-local"> wants it: 'YYYY-MM-DDTHH:mm'. */
export function localInput(at: string | number, zone: string): string {
  const part = partsOf(typeof at === 'number' ? at : Date.parse(at), 'en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}
