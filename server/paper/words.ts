import { sayOwnPermission } from '#server/access/own-permissions.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { readZone } from '#server/plumbing/calendar/zones.ts'
import { consoleTexts as de } from '#texts/de/console.ts'
import { consoleTexts as en } from '#texts/en/console.ts'
import { evidenceTexts } from '#texts/evidence.ts'
import { consoleTexts as nl } from '#texts/nl/console.ts'

const consoleTexts = { de, en, nl }
const locales = { de: 'de-DE', en: 'en-GB', nl: 'nl-NL' }

/** The words of a language, and what the desk answers in codes as words: a code without a word is shown as it is. */
export function openWords(language: Language, zone: string) {
  const shown = consoleTexts[language]
  const evidence = evidenceTexts[language]
  const clock = new Intl.DateTimeFormat(locales[language], {
    timeZone: readZone(zone) ?? 'UTC',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
  const find = (path: string, from: object = shown): string | undefined => {
    let at: unknown = from
    for (const step of path.split('.'))
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? at[step as never] : undefined
    return typeof at === 'string' ? at : undefined
  }
  const rule = (by: string) => find(`rule.${by}`) ?? by
  return {
    language,
    receipt: shown.receipt,
    evidence,
    wholeAccount: shown.common.wholeAccount,
    withoutEnd: shown.time.withoutEnd,
    /** To the second, with the zone: for what is read in ten years. */
    at: (instant: string | null) => (instant === null ? null : clock.format(Date.parse(instant))),
    door: (door: string) => find(`door.${door}`) ?? door,
    state: (state: string) => find(`state.${state}`) ?? state,
    cause: (cause: string) => find(`cause.${cause}`) ?? cause,
    preset: (preset: string) => find(`preset.${preset}`) ?? preset,
    permission: (permission: string) =>
      find(`permission.${permission}`) ?? sayOwnPermission(permission, language) ?? permission,
    kind: (kind: string) => find(`factName.${kind}`) ?? kind,
    outcome: (outcome: string) => find(`outcomes.${outcome}`, evidence) ?? outcome,
    entrance: (entrance: string) => find(`entrances.${entrance}`, evidence) ?? entrance,
    section: (section: string) => find(`sections.${section}`, evidence) ?? section,
    witness: (kind: string) => find(`witness.${kind}`, evidence) ?? kind,
    /** An instant of a fact as people write it; everything else as it is. */
    value: (value: string) =>
      /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? clock.format(Date.parse(value)) : value,
    says: (what: string) => find(`says.${what}`, evidence) ?? what,
    /** As a receipt names who acted: a person's name, or 'rule: clock'. */
    signed: (by: string) => (by.startsWith('rule: ') ? rule(by.slice(6)) : by),
  }
}
export type Words = ReturnType<typeof openWords>

/** Puts values into the places of a text; what is put in is never read as a text with places again. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  )
}
