import { handOverMailTexts as de, type HandOverMailTexts } from './de/hand-over-mails.ts'
import { handOverMailTexts as en } from './en/hand-over-mails.ts'
import { handOverMailTexts as nl } from './nl/hand-over-mails.ts'

/** Every word of the mails about what was handed over, by language. */
export const handOverMailTexts: Readonly<Record<'de' | 'en' | 'nl', HandOverMailTexts>> = { de, en, nl }
