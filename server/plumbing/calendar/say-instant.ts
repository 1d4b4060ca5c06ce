import type { Language } from './language.ts'
import { readZone } from './zones.ts'

const locales: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB', nl: 'nl-NL' }

// Making a format costs far more than using it. At most one per language and canonical zone.
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * An instant as people write it, with the wall clock of `zone` and its name, which tells the two hours apart
 * when clocks are put back: 'Di., 24.11.2026, 18:00 Uhr (MEZ)', 'Tue 24 Nov 2026, 18:00 (CET)',
 * 'di 24 nov 2026, 18:00 uur (CET)'. Seconds are cut off, never rounded up to a minute that is not left.
 * In an unknown zone it is said in UTC, and says so. Throws RangeError for an invalid Date.
 */
export function sayInstant(instant: Date, zone: string, language: Language): string {
  const parts = formatFor(language, readZone(zone) ?? 'UTC').formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find(candidate => candidate.type === type)?.value.replace(/\.$/, '') ?? ''
  const [weekday, day, month, year] = [part('weekday'), part('day'), part('month'), part('year')]
  const time = `${part('hour')}:${part('minute')}`
  const zoneName = part('timeZoneName')
  switch (language) {
    case 'de':
      return `${weekday}., ${day}.${month}.${year}, ${time} Uhr (${zoneName})`
    case 'en':
      return `${weekday} ${day} ${month} ${year}, ${time} (${zoneName})`
    case 'nl':
      return `${weekday} ${day} ${month} ${year}, ${time} uur (${zoneName})`
  }
}

function formatFor(language: Language, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`
  const found = formats.get(key)
  if (found) return found
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'short',
    day: language === 'de' ? '2-digit' : 'numeric',
    month: language === 'de' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  formats.set(key, format)
  return format
}
