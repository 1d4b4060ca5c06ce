import { leftBehindTexts as deWords, type LeftBehindTexts } from './de/left-behind.ts'
import { mailsLeftBehind as de, type MailsLeftBehind } from './de/mails-left-behind.ts'
import { leftBehindTexts as enWords } from './en/left-behind.ts'
import { mailsLeftBehind as en } from './en/mails-left-behind.ts'
import { leftBehindTexts as nlWords } from './nl/left-behind.ts'
import { mailsLeftBehind as nl } from './nl/mails-left-behind.ts'

/** Every word of the mails about what a visit leaves behind, by language. */
export const mailsLeftBehind: Readonly<
  Record<'de' | 'en' | 'nl', MailsLeftBehind & { kind: LeftBehindTexts['kind'] }>
> = {
  de: { ...de, kind: deWords.kind },
  en: { ...en, kind: enWords.kind },
  nl: { ...nl, kind: nlWords.kind },
}
