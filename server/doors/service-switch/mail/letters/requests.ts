import { consolePaths } from '#contract/paths.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { forWhom, optional, type Subjects, shopButton, type Terms, termsOf } from './pieces.ts'
import { type Doer, only, type Wording } from './wording.ts'

export type RequestTold = {
  id: string
  shop: { id: string; name: string }
  person: string
  subjects: Subjects
  wants: readonly { permission: Permission; reason: string }[]
  howLong: { until: Date } | { preset: string }
  caseNumber: string | null
  message: string | null
  lapsesAt: Date
}

/** To the owner: somebody asks. */
export function requestToDecide(w: Wording, request: RequestTold): Letter {
  const texts = w.texts['request-to-decide']
  const { words, permission, preset } = w.texts
  const person = { theirs: request.person }
  const shop = { theirs: request.shop.name }
  const howLong: Said =
    'until' in request.howLong
      ? [w.at(request.howLong.until)]
      : [preset[request.howLong.preset as keyof typeof preset] ?? request.howLong.preset]
  return w.letter(
    [texts.subject, { person, shop }],
    [
      { say: [texts.said, { person, shop, provider: { theirs: w.house.provider } }] },
      { say: [texts.why] },
      {
        list: request.wants.map(
          (wanted): Said => [
            permission[wanted.permission as keyof typeof permission] ?? `${wanted.permission}: {{reason}}`,
            { reason: { theirs: wanted.reason } },
          ],
        ),
      },
      {
        facts: [
          [words.forWhom, forWhom(w, request.subjects)],
          ['until' in request.howLong ? words.until : words.howLong, howLong],
          ...optional(words.caseNumber, request.caseNumber),
        ],
      },
      ...quoteBlocks([texts.message, { person }], request.message),
      { say: [texts.lapses, { lapses: w.at(request.lapsesAt) }] },
      { button: texts.button, url: w.house.origin + consolePaths.request(w.house.account.id, request.id) },
    ],
  )
}

/** To the owner: nobody answered. */
export function requestLapsed(w: Wording, request: RequestTold): Letter {
  const texts = w.texts['request-lapsed']
  const shop = { theirs: request.shop.name }
  return w.letter(
    [texts.subject, { shop }],
    [
      { say: [texts.said, { person: { theirs: request.person }, shop, lapsed: w.at(request.lapsesAt) }] },
      { say: [texts.next] },
      shopButton(w, request.shop, texts.button),
    ],
  )
}

export type AnswerTold = { request: RequestTold; by: Doer; note: string | null } & (
  | { outcome: 'refuse' }
  | {
      outcome: 'allow'
      isChanged: boolean
      terms: Terms
      /** May the one who asked enter by it? */
      isForReader: boolean
      isOver: boolean
    }
)

export function requestDecided(w: Wording, answer: AnswerTold): Letter {
  const texts = w.texts['request-decided']
  const { words } = w.texts
  const shop = { theirs: answer.request.shop.name }
  const said = { by: w.by(answer.by), shop }
  const note: Block[] = answer.note ? [{ facts: [[words.note, only(answer.note)]] }] : []
  if (answer.outcome === 'refuse')
    return w.letter(
      [texts.subjectRefused, { shop }],
      [
        { say: [texts.saidRefused, said] },
        ...note,
        { button: texts.buttonRefused, url: w.house.origin + consolePaths.deskRequests() },
      ],
    )
  return w.letter(
    [answer.isChanged ? texts.subjectChanged : texts.subjectAllowed, { shop }],
    [
      { say: [answer.isChanged ? texts.saidChanged : texts.saidAllowed, said] },
      termsOf(w, answer.terms),
      ...note,
      answer.isOver && { say: [texts.overMeanwhile] },
      !answer.isForReader && { say: [texts.notForYou] },
      answer.isForReader && !answer.isOver && { say: [w.texts['opened-for-you'].give] },
      { button: texts.button, url: w.house.origin + consolePaths.open() },
    ],
  )
}

/** To the one who asked: nobody answered. */
export function ownRequestLapsed(w: Wording, request: RequestTold): Letter {
  const texts = w.texts['own-request-lapsed']
  const shop = { theirs: request.shop.name }
  return w.letter(
    [texts.subject, { shop }],
    [
      { say: [texts.said, { shop, lapsed: w.at(request.lapsesAt) }] },
      request.caseNumber !== null && { facts: optional(w.texts.words.caseNumber, request.caseNumber) },
      { say: [texts.next] },
      { button: texts.button, url: w.house.origin + consolePaths.ask(request.shop.id) },
    ],
  )
}

function quoteBlocks(before: Said, typed: string | null): Block[] {
  return typed ? [{ say: before }, { quote: typed }] : []
}
