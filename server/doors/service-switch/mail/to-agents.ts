// Every mail to the provider's people, as pure functions.
import { consolePaths } from '#contract/paths.ts'
import type { Block, Letter } from '#server/plumbing/mail/letter.ts'
import { optional, type Terms, termsOf } from './pieces.ts'
import type { RequestTold } from './to-owner.ts'
import { type Doer, only, type Wording } from './wording.ts'

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

/** To the one who asked: what became of it. */
export function requestDecided(w: Wording, answer: AnswerTold): Letter {
  const texts = w.texts['request-decided']
  const { words } = w.texts
  const shop = { theirs: answer.request.shop.name }
  const said = { by: w.by(answer.by), shop }
  const note: Block[] = answer.note ? [{ facts: [[words.note, only(answer.note)]] }] : []
  if (answer.outcome === 'refuse')
    return w.letter([texts.subjectRefused, { shop }], [
      { say: [texts.saidRefused, said] },
      ...note,
      { button: texts.buttonRefused, url: w.house.origin + consolePaths.deskRequests() },
    ])
  return w.letter([answer.isChanged ? texts.subjectChanged : texts.subjectAllowed, { shop }], [
    { say: [answer.isChanged ? texts.saidChanged : texts.saidAllowed, said] },
    termsOf(w, answer.terms),
    ...note,
    answer.isOver && { say: [texts.overMeanwhile] },
    !answer.isForReader && { say: [texts.notForYou] },
    answer.isForReader && !answer.isOver && { say: [w.texts['opened-for-you'].give] },
    { button: texts.button, url: w.house.origin + consolePaths.open() },
  ])
}

/** To the one who asked: nobody answered. */
export function ownRequestLapsed(w: Wording, request: RequestTold): Letter {
  const texts = w.texts['own-request-lapsed']
  const shop = { theirs: request.shop.name }
  return w.letter([texts.subject, { shop }], [
    { say: [texts.said, { shop, lapsed: w.at(request.lapsesAt) }] },
    request.caseNumber !== null && { facts: optional(w.texts.words.caseNumber, request.caseNumber) },
    { say: [texts.next] },
    { button: texts.button, url: w.house.origin + consolePaths.ask(request.shop.id) },
  ])
}

/** To an agent whom the owner named. */
export function openedForYou(w: Wording, terms: Terms, message: string | null): Letter {
  const texts = w.texts['opened-for-you']
  const shop = { theirs: terms.shop.name }
  return w.letter([texts.subject, { shop, until: w.at(terms.until) }], [
    { say: [texts.said, { by: w.by(terms.openedBy), shop, account: { theirs: w.house.account.name } }] },
    termsOf(w, terms),
    ...(message ? [{ quote: message } satisfies Block] : []),
    { say: [texts.give] },
    { button: w.texts['request-decided'].button, url: w.house.origin + consolePaths.open() },
  ])
}
