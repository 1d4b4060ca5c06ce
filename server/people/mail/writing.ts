import { consolePaths } from '#contract/paths.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { mailTexts } from '#texts/mails.ts'
import { mailsAboutPeople } from '#texts/mails-about-people.ts'
import type { From } from '../events.ts'
import type { PeopleNews, Reader } from './news.ts'

export type Of<K extends PeopleNews['kind']> = Extract<PeopleNews, { kind: K }>
export type Facts = (readonly [term: string, value: Said])[]
export type Account = { id: string; name: string; zone: string }

/** The words for one reader, and what every letter is put together from. */
export type Writing = {
  texts: (typeof mailsAboutPeople)['de']
  provider: { theirs: string }
  /** With the zone; of an account in its zone, otherwise in that of the provider. */
  at(instant: Date): string
  /** When this is written, as a line of facts. */
  now(): Facts
  link(path: string): string
  letter(about: Said, subject: Said, blocks: readonly (Block | false | undefined)[]): Letter
}

export function writingFor(
  house: { origin: string; provider: string },
  to: Reader,
  zone: string,
  writtenAt: Date,
): Writing {
  const texts = mailsAboutPeople[to.language]
  const { hello, foot } = mailTexts[to.language]
  const at = (instant: Date) => sayInstant(instant, zone, to.language)
  return {
    texts,
    provider: { theirs: house.provider },
    at,
    now: () => [[texts.words.when, [at(writtenAt)]]],
    link: path => house.origin + path,
    letter: (about, subject, blocks) => ({
      language: to.language,
      subject,
      blocks: [
        { say: [hello, { name: { theirs: to.name } }] },
        ...blocks.filter(block => block !== false && block !== undefined),
      ],
      foot: [about, [foot.automatic]],
    }),
  }
}

export function aboutSignIn(w: Writing, subject: string): [about: Said, subject: Said] {
  const { provider } = w
  return [
    [w.texts.foot.signIn, { provider }],
    [subject, { provider }],
  ]
}

export function aboutAccount(w: Writing, account: Account): Said {
  return [w.texts.foot.account, { account: { theirs: account.name }, provider: w.provider }]
}

export function membersButton(w: Writing, account: Account, button: string): Block {
  return { button, url: w.link(consolePaths.members(account.id)) }
}

export function peopleButton(w: Writing, account: Account, button: string): Block {
  return { button, url: w.link(consolePaths.people(account.id)) }
}

export function origin(w: Writing, { network, device }: From): Facts {
  const { words } = w.texts
  const known = (typed: string | null): Said => (typed ? only(typed) : [words.unknown])
  return [
    [words.network, known(network)],
    [words.device, known(device)],
  ]
}

export function linkUntil(w: Writing, expiresAt: Date): Facts {
  return [[w.texts.words.linkUntil, [w.at(expiresAt)]]]
}

export function noted(w: Writing, note: string | null): Facts {
  return note ? [[w.texts.words.note, only(note)]] : []
}

export function doer(w: Writing, by: string | undefined): Facts {
  return by ? [[w.texts.words.by, only(by)]] : []
}

export function fromTo(w: Writing, { from, to }: { from: string; to: string }): Facts {
  return [
    [w.texts.words.from, only(from)],
    [w.texts.words.to, only(to)],
  ]
}

export function namesOf({ account, from, to }: { account: Account; from: string; to: string }) {
  return { account: { theirs: account.name }, from: { theirs: from }, to: { theirs: to } }
}

export function only(typed: string): Said {
  return ['{{it}}', { it: { theirs: typed } }]
}
