import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said, Value } from '#server/plumbing/mail/letter.ts'
import type { MailTexts } from '#texts/de/mails.ts'
import { mailTexts } from '#texts/mails.ts'

/** Where a mail comes from and what it is about. */
export type House = {
  /** Origin of the desk, without a path */
  origin: string
  provider: string
  account: { id: string; name: string; zone: string; region: string }
}

export type Reader = {
  id: string
  name: string
  address: string
  language: Language
  /** deputy: a member who decides like the owner */
  as: 'owner' | 'deputy' | 'agent'
}

/** Who did something: a person's name, or a rule of the desk. */
export type Doer = { name: string } | { rule: string }

export type Wording = {
  texts: MailTexts
  reader: Reader
  house: House
  /** An instant on the account's clock, with the zone. */
  at(instant: Date): string
  by(doer: Doer): Value
  letter(subject: Said, blocks: readonly (Block | false | undefined)[]): Letter
}

/** The words for one reader. Times are those of the account's zone, for everybody: then two people mean the same hour. */
export function wordingFor(house: House, reader: Reader): Wording {
  const texts = mailTexts[reader.language]
  const provider = { theirs: house.provider }
  return {
    texts,
    reader,
    house,
    at: instant => sayInstant(instant, house.account.zone, reader.language),
    by: doer =>
      'name' in doer
        ? { theirs: doer.name }
        : (texts.rule[doer.rule as keyof MailTexts['rule']] ?? texts.rule.clock),
    letter: (subject, blocks) => ({
      language: reader.language,
      subject,
      blocks: [
        { say: [texts.hello, { name: { theirs: reader.name } }] },
        ...blocks.filter(block => block !== false && block !== undefined),
      ],
      foot: [
        [texts.foot[reader.as], { account: { theirs: house.account.name }, provider }],
        [texts.foot.automatic],
      ],
    }),
  }
}

/** A value that stands alone. */
export function only(typed: string): Said {
  return ['{{it}}', { it: { theirs: typed } }]
}
