import type { Static } from 'typebox'
import { consolePaths } from '#contract/paths.ts'
import type { Unconfirmed } from '#contract/unconfirmed.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import type { UnconfirmedTexts } from '#texts/de/unconfirmed.ts'
import { mailTexts } from '#texts/mails.ts'
import { unconfirmedTexts } from '#texts/unconfirmed.ts'
import type { Reader } from './read-readers.ts'

export type House = {
  /** Origin of the desk, without a path */
  origin: string
  provider: string
  account: { id: string; name: string; zone: string }
}

type Ending = Static<typeof Unconfirmed>
type Waits = Ending['waitsFor'][number]
export type Proven = { grantId: string; resource: string | null; subject: string; endedAt: Date }

/** That endings are not proven: what is still open, since when, what is tried, and what to do by hand. */
export function notConfirmed(
  house: House,
  to: Reader,
  told: { endings: readonly Ending[]; more: number; isFirst: boolean },
): Letter {
  const texts = unconfirmedTexts[to.language]
  const { mail } = texts
  const count = told.endings.length + told.more
  const [one, other] = told.isFirst
    ? [mail.subject_one, mail.subject_other]
    : [mail.subjectAgain_one, mail.subjectAgain_other]
  return frame(
    house,
    to,
    [count === 1 ? one : other, { account: { theirs: house.account.name }, count }],
    [
      { say: [mail.said] },
      ...told.endings.flatMap(ending => aboutEnding(house, to, ending)),
      ...(told.more > 0
        ? [{ say: [told.more === 1 ? mail.more_one : mail.more_other, { count: told.more }] } satisfies Block]
        : []),
      { say: [mail.tries] },
      { say: [texts.checksItself] },
      { button: mail.button, url: house.origin + consolePaths.account(house.account.id) },
      { say: [mail.daily] },
    ],
  )
}

function aboutEnding(house: House, to: Reader, ending: Ending): Block[] {
  const texts = unconfirmedTexts[to.language]
  const { mail } = texts
  const at = (iso: string) => sayInstant(new Date(iso), house.account.zone, to.language)
  const answers = ending.waitsFor.filter(({ error, what }) => error !== null && what !== 'entry')
  return [
    {
      facts: [
        [mail.shop, ending.resource ? only(ending.resource.name) : [mail.wholeAccount]],
        [mail.subjectWord, only(ending.subject)],
        [mail.ended, [at(ending.endingAt)]],
        ...(ending.waitsFor.length === 0 ? [[mail.open, [texts.soon]] as const] : []),
        ...ending.waitsFor.map(waits => [mail.open, sayWaits(texts, waits)] as const),
        // Their words are English sentences of a connector; what a person reads in his own language stands beside them.
        ...answers.map(({ error }) => [mail.answered, only(error!)] as const),
      ],
    },
    ...(ending.waitsFor.length > 0
      ? [{ list: distinct(ending.waitsFor.map(waits => sayByHand(texts, waits))) } satisfies Block]
      : []),
  ]
}

function sayWaits(texts: UnconfirmedTexts, { what, system, name }: Waits): Said {
  if (what === 'entry') return [texts.entry]
  const known = nameOfSystem(texts, system)
  return name === null
    ? [texts.trace, { system: known }]
    : [texts.traceNamed, { system: known, name: { theirs: name } }]
}

function nameOfSystem(texts: UnconfirmedTexts, system: string | null): string {
  return texts.system[hasWordsFor(texts, system) ? system : 'other']
}

/** What a person can do there himself; of a system that nobody has written about, what can be done in any. */
function sayByHand(texts: UnconfirmedTexts, { what, system, name, id }: Waits): Said {
  const known = what === 'entry' ? 'entry' : hasWordsFor(texts, system) ? system : 'other'
  return [
    texts.byHand[known],
    { name: name === null ? texts.nameUnknown : { theirs: name }, id: { theirs: id } },
  ]
}

function hasWordsFor(
  texts: UnconfirmedTexts,
  system: string | null,
): system is keyof UnconfirmedTexts['system'] {
  return system !== null && Object.hasOwn(texts.system, system)
}

function distinct(list: readonly Said[]): Said[] {
  return [...new Map(list.map(said => [JSON.stringify(said), said])).values()]
}

/** That what an alarm was told of is proven at last. */
export function confirmedAtLast(house: House, to: Reader, proven: readonly Proven[]): Letter {
  const { mail } = unconfirmedTexts[to.language]
  const count = proven.length
  return frame(
    house,
    to,
    [
      count === 1 ? mail.overSubject_one : mail.overSubject_other,
      { account: { theirs: house.account.name }, count },
    ],
    [
      { say: [mail.overSaid] },
      {
        list: proven.map(
          one =>
            [
              mail.overItem,
              {
                shop: one.resource === null ? mail.wholeAccount : { theirs: one.resource },
                subject: { theirs: one.subject },
                at: sayInstant(one.endedAt, house.account.zone, to.language),
              },
            ] as const,
        ),
      },
      { button: mail.overButton, url: house.origin + consolePaths.timeline(house.account.id) },
    ],
  )
}

function frame(house: House, to: Reader, subject: Said, blocks: readonly Block[]): Letter {
  const { hello, foot } = mailTexts[to.language]
  const whose = to.as === 'owner' ? foot.owner : unconfirmedTexts[to.language].mail.footEnder
  return {
    language: to.language,
    subject,
    blocks: [{ say: [hello, { name: { theirs: to.name } }] }, ...blocks],
    foot: [
      [whose, { account: { theirs: house.account.name }, provider: { theirs: house.provider } }],
      [foot.automatic],
    ],
  }
}

function only(typed: string): Said {
  return ['{{it}}', { it: { theirs: typed } }]
}
