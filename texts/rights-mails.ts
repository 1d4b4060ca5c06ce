import { rightsMails as de, type RightsMails } from './de/rights-mails.ts'
import { rightsMails as en } from './en/rights-mails.ts'
import { rightsMails as nl } from './nl/rights-mails.ts'

/** Every word of the mails about rights, by language. */
export const rightsMails: Readonly<Record<'de' | 'en' | 'nl', RightsMails>> = { de, en, nl }
