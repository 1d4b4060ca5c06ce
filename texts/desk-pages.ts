import { type DeskPages, deskPages as de } from './de/desk-pages.ts'
import { deskPages as en } from './en/desk-pages.ts'
import { deskPages as nl } from './nl/desk-pages.ts'

/** The words of the pages that the desk renders itself: sign-in, entering, setting up. */
export const deskPages: Readonly<Record<'de' | 'en' | 'nl', DeskPages>> = { de, en, nl }
