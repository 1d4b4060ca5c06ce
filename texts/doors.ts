import { type DoorTexts, doorTexts as de } from '#texts/de/doors.ts'
import { doorTexts as en } from '#texts/en/doors.ts'
import { doorTexts as nl } from '#texts/nl/doors.ts'

/** The words of the pages that the server renders itself, by language. */
export const doorTexts: Readonly<Record<'de' | 'en' | 'nl', DoorTexts>> = { de, en, nl }
