import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Letter, Said } from '#server/plumbing/mail/letter.ts'
import { reviewMailTexts } from '#texts/review-mails.ts'

export type Reader = {
  id: string
  name: string
  address: string
  language: Language
  account: { id: string; name: string; zone: string }
  from: { origin: string; provider: string }
}

export type Reviewed = {
  personId: string
  person: string
  /** null: the whole account */
  scope: string | null
  endsAt: Date | null
  /** null: never */
  lastUsedAt: Date | null
  why: 'idle' | 'ends-soon' | null
}

/** Lines of a mail; whatever is more stands on the page to which it leads. */
const mostLines = 50

/** To whoever gives rights: what ends within a week, and who does not come. Each person is named once as idle. */
export function rightsToReview(reader: Reader, reviewed: readonly Reviewed[]): Letter {
  const texts = reviewMailTexts[reader.language]
  const lines = new Map<string, Said>()
  for (const one of reviewed) {
    const person = { theirs: one.person }
    if (one.why === 'ends-soon' && one.endsAt)
      lines.set(`${lines.size}`, [
        one.scope === null ? texts.review.endsAll : texts.review.ends,
        { person, scope: { theirs: one.scope ?? '' }, at: say(reader, one.endsAt) },
      ])
    else
      lines.set(
        `idle ${one.personId}`,
        one.lastUsedAt
          ? [texts.review.idle, { person, at: say(reader, one.lastUsedAt) }]
          : [texts.review.never, { person }],
      )
  }
  const listed = [...lines.values()].slice(0, mostLines)
  const more = lines.size - listed.length
  const account = { theirs: reader.account.name }
  return {
    language: reader.language,
    subject: [texts.review.subject, { account }],
    blocks: [
      { say: [texts.hello, { name: { theirs: reader.name } }] },
      { say: [texts.review.said, { account }] },
      { list: more > 0 ? [...listed, [texts.more, { count: more }]] : listed },
      { say: [texts.review.nothing] },
      { button: texts.review.button, url: `${reader.from.origin}${consolePaths.people(reader.account.id)}` },
    ],
    foot: foot(reader, texts.review.foot),
  }
}

/** To somebody whose own rights end within a week. */
export function ownRightsEnd(reader: Reader, ending: readonly Reviewed[]): Letter {
  const texts = reviewMailTexts[reader.language]
  const account = { theirs: reader.account.name }
  return {
    language: reader.language,
    subject: [texts.own.subject, { account }],
    blocks: [
      { say: [texts.hello, { name: { theirs: reader.name } }] },
      { say: [texts.own.said, { account }] },
      {
        list: ending
          .slice(0, mostLines)
          .map(
            (one): Said => [
              one.scope === null ? texts.own.endsAll : texts.own.ends,
              { scope: { theirs: one.scope ?? '' }, at: one.endsAt ? say(reader, one.endsAt) : '' },
            ],
          ),
      },
      { say: [texts.own.ask] },
      { button: texts.own.button, url: `${reader.from.origin}${consolePaths.home()}` },
    ],
    foot: foot(reader, texts.own.foot),
  }
}

function foot(reader: Reader, why: string): Letter['foot'] {
  const names = { account: { theirs: reader.account.name }, provider: { theirs: reader.from.provider } }
  return [[why, names], [reviewMailTexts[reader.language].automatic]]
}

function say({ account, language }: Reader, at: Date): string {
  return sayInstant(at, account.zone, language)
}
