import { holderMails as de, type HolderMails } from './de/holder-mails.ts'
import { holderMails as en } from './en/holder-mails.ts'
import { holderMails as nl } from './nl/holder-mails.ts'

/** Every word of the mails about changes that control a domain, by language. */
export const holderMails: Readonly<Record<'de' | 'en' | 'nl', HolderMails>> = { de, en, nl }
