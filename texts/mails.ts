import { mailTexts as de, type MailTexts } from './de/mails.ts'
import { mailTexts as en } from './en/mails.ts'
import { mailTexts as nl } from './nl/mails.ts'

/** Every word of the mails, by language. */
export const mailTexts: Readonly<Record<'de' | 'en' | 'nl', MailTexts>> = { de, en, nl }
