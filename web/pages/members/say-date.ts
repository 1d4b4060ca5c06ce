import type { Language } from '../../ui/say-time.ts'

const locales: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB', nl: 'nl-NL' }

/** A day of a calendar, 'YYYY-MM-DD', as people write it: 'Do., 31. Dez. 2026'. '' when it is none. */
export function sayDate(date: string, language: Language): string {
  const noon = Date.parse(`${date}T12:00:00Z`)
  if (!Number.isFinite(noon)) return ''
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(noon)
}
