import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from './ui/say-time.ts'

export const languages: readonly Language[] = ['de', 'en', 'nl']
const storageKey = 'einlass-language'

// Only the language that is spoken is loaded.
const texts: Record<Language, () => Promise<{ console: object; refusals: object }>> = {
  de: async () => ({
    console: (await import('#texts/de/console.ts')).consoleTexts,
    refusals: (await import('#texts/de/refusals.ts')).refusalTexts,
  }),
  en: async () => ({
    console: (await import('#texts/en/console.ts')).consoleTexts,
    refusals: (await import('#texts/en/refusals.ts')).refusalTexts,
  }),
  nl: async () => ({
    console: (await import('#texts/nl/console.ts')).consoleTexts,
    refusals: (await import('#texts/nl/refusals.ts')).refusalTexts,
  }),
}

/** Speaks a language from now on: texts, document language, and the guess for the next visit. */
export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'console')) {
    for (const [part, words] of Object.entries(await texts[language]())) {
      i18next.addResourceBundle(language, part, words)
    }
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  remember(language)
}

/** Before anybody is known: the language of the last visit, then of the browser, then German. */
function guessLanguage(): Language {
  const wished = [remembered(), ...navigator.languages.map(tag => tag.slice(0, 2).toLowerCase())]
  return wished.find((tag): tag is Language => isLanguage(tag)) ?? 'de'
}

export async function startSpeaking(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    ns: ['console', 'refusals'],
    defaultNS: 'console',
    fallbackLng: false,
    // React escapes what it renders; escaping twice would show &amp; to people. What is put in is only kept apart.
    interpolation: { escapeValue: true, escape: isolate },
    react: { useSuspense: false },
  })
  await speak(guessLanguage())
}

/**
 * A name that is written from right to left turns round the words and numbers beside it, unless it is isolated (Unicode
 * UAX #9, FSI and PDI).
 */
function isolate(value: unknown): string {
  const text = String(value)
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text
}

/** Texts and the language they are in. */
export function useWords() {
  const { t, i18n } = useTranslation(['console', 'refusals'])
  return { t, language: (isLanguage(i18n.language) ? i18n.language : 'de') as Language }
}

function isLanguage(tag: unknown): tag is Language {
  return languages.includes(tag as Language)
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage may be forbidden; the language of /me still counts.
  }
}
