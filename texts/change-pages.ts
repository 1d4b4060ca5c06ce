import { type ChangePages, changePages as de } from './de/change-pages.ts'
import { changePages as en } from './en/change-pages.ts'
import { changePages as nl } from './nl/change-pages.ts'

/** Every word of the page where a mailbox confirms what controls a domain, by language. */
export const changePages: Readonly<Record<'de' | 'en' | 'nl', ChangePages>> = { de, en, nl }
