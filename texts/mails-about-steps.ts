import { mailsAboutSteps as de, type MailsAboutSteps } from './de/mails-about-steps.ts'
import { mailsAboutSteps as en } from './en/mails-about-steps.ts'
import { mailsAboutSteps as nl } from './nl/mails-about-steps.ts'

/** Every word of the mails about what people do by hand, by language. */
export const mailsAboutSteps: Readonly<Record<'de' | 'en' | 'nl', MailsAboutSteps>> = { de, en, nl }
