import { consoleTexts as de } from './de/console.ts'
import { consoleTexts as en } from './en/console.ts'
import { consoleTexts as nl } from './nl/console.ts'

const words = { de: de.permission, en: en.permission, nl: nl.permission }

/** A permission as something one does ("change DNS"), for what the server writes; one without a word is shown by its name. */
export function sayPermission(language: 'de' | 'en' | 'nl', permission: string): string {
  const [group, action] = permission.split('.')
  const found = Object.entries(words[language]).find(([name]) => name === group)?.[1]
  return Object.entries(found ?? {}).find(([name]) => name === action)?.[1] ?? permission
}
