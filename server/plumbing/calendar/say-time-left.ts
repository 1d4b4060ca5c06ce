import type { Language } from './language.ts'

const minuteInMilliseconds = 60_000
const minutesInHour = 60
const minutesInDay = 24 * minutesInHour

interface Words {
  readonly day: readonly [one: string, many: string]
  readonly hour: string
  readonly minute: string
  readonly left: (amount: string) => string
  readonly lessThanAMinute: string
  readonly over: string
}

const wordsOf: Readonly<Record<Language, Words>> = {
  de: {
    day: ['Tag', 'Tage'],
    hour: 'Std.',
    minute: 'Min.',
    left: amount => `noch ${amount}`,
    lessThanAMinute: 'noch weniger als 1 Min.',
    over: 'vorbei',
  },
  en: {
    day: ['day', 'days'],
    hour: 'h',
    minute: 'min',
    left: amount => `${amount} left`,
    lessThanAMinute: 'less than 1 min left',
    over: 'over',
  },
  nl: {
    day: ['dag', 'dagen'],
    hour: 'uur',
    minute: 'min.',
    left: amount => `nog ${amount}`,
    lessThanAMinute: 'nog minder dan 1 min.',
    over: 'voorbij',
  },
}

/**
 * What is left between two instants, in at most two units: 'noch 2 Tage 4 Std.', '4 h 12 min left',
 * 'nog 1 dag'. Always rounded down, so that nobody counts on a minute that is not there; a day is 24 hours.
 * From the end itself on, and for an invalid Date, it is over: the interval is half-open.
 */
export function sayTimeLeft(from: Date, to: Date, language: Language): string {
  const words = wordsOf[language]
  const milliseconds = to.getTime() - from.getTime()
  if (!(milliseconds > 0)) return words.over
  const minutes = Math.floor(milliseconds / minuteInMilliseconds)
  if (minutes === 0) return words.lessThanAMinute
  const days = Math.floor(minutes / minutesInDay)
  const hours = Math.floor((minutes % minutesInDay) / minutesInHour)
  const amounts = [
    { count: days, word: days === 1 ? words.day[0] : words.day[1] },
    { count: hours, word: words.hour },
    { count: days > 0 ? 0 : minutes % minutesInHour, word: words.minute },
  ]
  const said = amounts.filter(({ count }) => count > 0).map(({ count, word }) => `${count} ${word}`)
  return words.left(said.join(' '))
}
