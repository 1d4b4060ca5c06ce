import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from './ui/say-time.ts'

export const languages: readonly Language[] = ['de', 'en', 'nl']
const storageKey = 'einlass-language'

// Only the language that is spoken is loaded.
const texts = {
  de: {
    console: async () => (await import('#texts/de/console.ts')).consoleTexts,
    refusals: async () => (await import('#texts/de/refusals.ts')).refusalTexts,
    settings: async () => (await import('#texts/de/settings.ts')).settingsTexts,
    members: async () => (await import('#texts/de/members.ts')).membersTexts,
    why: async () => (await import('#texts/de/why.ts')).whyTexts,
    'provider-desk': async () => (await import('#texts/de/provider-desk.ts')).providerDeskTexts,
    palette: async () => (await import('#texts/de/palette.ts')).paletteTexts,
    connection: async () => (await import('#texts/de/connection.ts')).connectionTexts,
    'service-switch': async () => (await import('#texts/de/service-switch.ts')).serviceSwitchTexts,
    visits: async () => (await import('#texts/de/visits.ts')).visitTexts,
    'left-behind': async () => (await import('#texts/de/left-behind.ts')).leftBehindTexts,
    recordings: async () => (await import('#texts/de/recordings.ts')).recordingsTexts,
    steps: async () => (await import('#texts/de/steps.ts')).stepsTexts,
    'hand-overs': async () => (await import('#texts/de/hand-overs.ts')).handOversTexts,
    evidence: async () => (await import('#texts/de/evidence.ts')).evidenceTexts,
    facts: async () => (await import('#texts/de/facts.ts')).factsTexts,
    unconfirmed: async () => (await import('#texts/de/unconfirmed.ts')).unconfirmedTexts,
    'ssh-way': async () => (await import('#texts/de/ssh-way.ts')).sshWayTexts,
    accounts: async () => (await import('#texts/de/accounts.ts')).accountsTexts,
    staff: async () => (await import('#texts/de/staff.ts')).staffTexts,
    policy: async () => (await import('#texts/de/policy.ts')).policyTexts,
    contacts: async () => (await import('#texts/de/contacts.ts')).contactsTexts,
    webhooks: async () => (await import('#texts/de/webhooks.ts')).webhooksTexts,
    panels: async () => (await import('#texts/de/panels.ts')).panelsTexts,
    people: async () => (await import('#texts/de/people.ts')).peopleTexts,
    holders: async () => (await import('#texts/de/holders.ts')).holdersTexts,
    'my-rights': async () => (await import('#texts/de/my-rights.ts')).myRightsTexts,
    rights: async () => (await import('#texts/de/rights.ts')).rightsTexts,
    'invite-to-rights': async () => (await import('#texts/de/invite-to-rights.ts')).inviteToRightsTexts,
  },
  en: {
    console: async () => (await import('#texts/en/console.ts')).consoleTexts,
    refusals: async () => (await import('#texts/en/refusals.ts')).refusalTexts,
    settings: async () => (await import('#texts/en/settings.ts')).settingsTexts,
    members: async () => (await import('#texts/en/members.ts')).membersTexts,
    why: async () => (await import('#texts/en/why.ts')).whyTexts,
    'provider-desk': async () => (await import('#texts/en/provider-desk.ts')).providerDeskTexts,
    palette: async () => (await import('#texts/en/palette.ts')).paletteTexts,
    connection: async () => (await import('#texts/en/connection.ts')).connectionTexts,
    'service-switch': async () => (await import('#texts/en/service-switch.ts')).serviceSwitchTexts,
    visits: async () => (await import('#texts/en/visits.ts')).visitTexts,
    'left-behind': async () => (await import('#texts/en/left-behind.ts')).leftBehindTexts,
    recordings: async () => (await import('#texts/en/recordings.ts')).recordingsTexts,
    steps: async () => (await import('#texts/en/steps.ts')).stepsTexts,
    'hand-overs': async () => (await import('#texts/en/hand-overs.ts')).handOversTexts,
    evidence: async () => (await import('#texts/en/evidence.ts')).evidenceTexts,
    facts: async () => (await import('#texts/en/facts.ts')).factsTexts,
    unconfirmed: async () => (await import('#texts/en/unconfirmed.ts')).unconfirmedTexts,
    'ssh-way': async () => (await import('#texts/en/ssh-way.ts')).sshWayTexts,
    accounts: async () => (await import('#texts/en/accounts.ts')).accountsTexts,
    staff: async () => (await import('#texts/en/staff.ts')).staffTexts,
    policy: async () => (await import('#texts/en/policy.ts')).policyTexts,
    contacts: async () => (await import('#texts/en/contacts.ts')).contactsTexts,
    webhooks: async () => (await import('#texts/en/webhooks.ts')).webhooksTexts,
    panels: async () => (await import('#texts/en/panels.ts')).panelsTexts,
    people: async () => (await import('#texts/en/people.ts')).peopleTexts,
    holders: async () => (await import('#texts/en/holders.ts')).holdersTexts,
    'my-rights': async () => (await import('#texts/en/my-rights.ts')).myRightsTexts,
    rights: async () => (await import('#texts/en/rights.ts')).rightsTexts,
    'invite-to-rights': async () => (await import('#texts/en/invite-to-rights.ts')).inviteToRightsTexts,
  },
  nl: {
    console: async () => (await import('#texts/nl/console.ts')).consoleTexts,
    refusals: async () => (await import('#texts/nl/refusals.ts')).refusalTexts,
    settings: async () => (await import('#texts/nl/settings.ts')).settingsTexts,
    members: async () => (await import('#texts/nl/members.ts')).membersTexts,
    why: async () => (await import('#texts/nl/why.ts')).whyTexts,
    'provider-desk': async () => (await import('#texts/nl/provider-desk.ts')).providerDeskTexts,
    palette: async () => (await import('#texts/nl/palette.ts')).paletteTexts,
    connection: async () => (await import('#texts/nl/connection.ts')).connectionTexts,
    'service-switch': async () => (await import('#texts/nl/service-switch.ts')).serviceSwitchTexts,
    visits: async () => (await import('#texts/nl/visits.ts')).visitTexts,
    'left-behind': async () => (await import('#texts/nl/left-behind.ts')).leftBehindTexts,
    recordings: async () => (await import('#texts/nl/recordings.ts')).recordingsTexts,
    steps: async () => (await import('#texts/nl/steps.ts')).stepsTexts,
    'hand-overs': async () => (await import('#texts/nl/hand-overs.ts')).handOversTexts,
    evidence: async () => (await import('#texts/nl/evidence.ts')).evidenceTexts,
    facts: async () => (await import('#texts/nl/facts.ts')).factsTexts,
    unconfirmed: async () => (await import('#texts/nl/unconfirmed.ts')).unconfirmedTexts,
    'ssh-way': async () => (await import('#texts/nl/ssh-way.ts')).sshWayTexts,
    accounts: async () => (await import('#texts/nl/accounts.ts')).accountsTexts,
    staff: async () => (await import('#texts/nl/staff.ts')).staffTexts,
    policy: async () => (await import('#texts/nl/policy.ts')).policyTexts,
    contacts: async () => (await import('#texts/nl/contacts.ts')).contactsTexts,
    webhooks: async () => (await import('#texts/nl/webhooks.ts')).webhooksTexts,
    panels: async () => (await import('#texts/nl/panels.ts')).panelsTexts,
    people: async () => (await import('#texts/nl/people.ts')).peopleTexts,
    holders: async () => (await import('#texts/nl/holders.ts')).holdersTexts,
    'my-rights': async () => (await import('#texts/nl/my-rights.ts')).myRightsTexts,
    rights: async () => (await import('#texts/nl/rights.ts')).rightsTexts,
    'invite-to-rights': async () => (await import('#texts/nl/invite-to-rights.ts')).inviteToRightsTexts,
  },
} as const satisfies Record<Language, Record<string, () => Promise<object>>>

type Part = keyof (typeof texts)['de']
/** Words that only some pages need are loaded with those pages. */
export type Area = Exclude<Part, 'console' | 'refusals'>

const wanted = new Set<Part>(['console', 'refusals'])

/** Loads the words of an area in the language that is spoken; languages that are chosen later bring it along. */
export async function learn(area: Area): Promise<void> {
  wanted.add(area)
  if (isLanguage(i18next.language)) await fetchWords(i18next.language)
}

async function fetchWords(language: Language): Promise<void> {
  const missing = [...wanted].filter(part => !i18next.hasResourceBundle(language, part))
  await Promise.all(
    missing.map(async part => i18next.addResourceBundle(language, part, await texts[language][part]())),
  )
}

/** The provider's words for what he added to the catalogue: from now on they are said like all others. */
export function learnOwn(words: Record<string, Record<Language, string>> = {}): void {
  for (const name in words)
    for (const language of languages) i18next.addResource(language, 'own', name, words[name]![language])
}

/** Speaks a language from now on: texts, document language, and the guess for the next visit. */
export async function speak(language: Language): Promise<void> {
  await fetchWords(language)
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
    fallbackNS: 'own',
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

/** Texts and the language they are in. Those of an area are called by its name: t('settings:title'). */
export function useWords() {
  const { t, i18n } = useTranslation([
    'console',
    'refusals',
    'settings',
    'members',
    'why',
    'provider-desk',
    'palette',
    'connection',
    'service-switch',
    'visits',
    'left-behind',
    'recordings',
    'steps',
    'hand-overs',
    'evidence',
    'facts',
    'unconfirmed',
    'ssh-way',
    'accounts',
    'staff',
    'policy',
    'contacts',
    'webhooks',
    'panels',
    'people',
    'holders',
    'my-rights',
    'rights',
    'invite-to-rights',
  ])
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
