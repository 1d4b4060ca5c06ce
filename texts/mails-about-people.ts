import { mailsAboutPeople as de, type MailsAboutPeople } from './de/mails-about-people.ts'
import { mailsAboutPeople as en } from './en/mails-about-people.ts'
import { mailsAboutPeople as nl } from './nl/mails-about-people.ts'

/** Every word of the mails about sign-in and the people of an account, by language. */
export const mailsAboutPeople: Readonly<Record<'de' | 'en' | 'nl', MailsAboutPeople>> = { de, en, nl }
