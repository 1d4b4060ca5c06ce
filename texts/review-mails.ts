import { reviewMailTexts as de, type ReviewMailTexts } from './de/review-mails.ts'
import { reviewMailTexts as en } from './en/review-mails.ts'
import { reviewMailTexts as nl } from './nl/review-mails.ts'

/** Every word of the mails about rights that end or that nobody uses, by language. */
export const reviewMailTexts: Readonly<Record<'de' | 'en' | 'nl', ReviewMailTexts>> = { de, en, nl }
