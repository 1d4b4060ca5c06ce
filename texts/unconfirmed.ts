import { unconfirmedTexts as de, type UnconfirmedTexts } from './de/unconfirmed.ts'
import { unconfirmedTexts as en } from './en/unconfirmed.ts'
import { unconfirmedTexts as nl } from './nl/unconfirmed.ts'

/** What is said of an ending that is not confirmed, in the console and in mails, by language. */
export const unconfirmedTexts: Readonly<Record<'de' | 'en' | 'nl', UnconfirmedTexts>> = { de, en, nl }
