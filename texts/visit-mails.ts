import { visitMails as de, type VisitMails } from './de/visit-mails.ts'
import { visitMails as en } from './en/visit-mails.ts'
import { visitMails as nl } from './nl/visit-mails.ts'

/** Every word of the mails about visits, by language. */
export const visitMails: Readonly<Record<'de' | 'en' | 'nl', VisitMails>> = { de, en, nl }
