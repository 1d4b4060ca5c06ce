import { consolePaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import type { VisitMails } from '#texts/de/visit-mails.ts'
import { platformTexts } from '#texts/platforms.ts'
import { visitMails } from '#texts/visit-mails.ts'
import type { VisitView } from '../visits/list-visits.ts'

export type Reader = {
  id: string
  name: string
  address: string
  language: Language
  /** deputy: a member who decides like the owner */
  as: 'owner' | 'deputy' | 'agent'
}

/** What can be told of a visit, each to each once. */
export type LetterKind = 'asked' | 'reminded' | 'lapsed' | 'refused' | 'agreed' | 'notNeeded' | 'ended'

/** @param house where the mail comes from; times are those of the account's zone, for everybody */
export function writeLetter(
  kind: LetterKind,
  visit: VisitView,
  to: Reader,
  house: { origin: string; zone: string },
): Letter {
  const texts = visitMails[to.language]
  const at = (instant: string) => sayInstant(new Date(instant), house.zone, to.language)
  const url =
    house.origin +
    (to.as === 'agent' ? consolePaths.myVisit(visit.id) : consolePaths.visit(visit.account.id, visit.id))
  const agent = { theirs: visit.agent.name }
  const provider = { theirs: visit.provider }
  const said = {
    agent,
    provider,
    shop: { theirs: visit.resource.name },
    lapses: visit.asked ? at(visit.asked.lapsesAt) : '',
    until: visit.grant?.endsAt ? at(visit.grant.endsAt) : '',
    by: { theirs: (visit.decision?.by ?? visit.begunBy).name },
  }
  const receipt = visit.grant && house.origin + consolePaths.receipt(visit.account.id, visit.grant.id)
  const blocks: Record<LetterKind, () => (Block | false)[]> = {
    asked: () => [
      { say: [texts.asked.said, said] },
      { say: [texts.asked.purpose] },
      { quote: visit.purpose },
      { say: [texts.asked.why] },
      { list: visit.rights.map(right => sayRight(texts, right)) },
      { facts: [...factsOf(texts, visit, to.language), howLong(texts, visit, at)] },
      { say: [texts.asked.lapses, said] },
      { button: texts.asked.button, url },
    ],
    reminded: () => [
      { say: [texts.reminded.said, said] },
      { facts: factsOf(texts, visit, to.language) },
      { button: texts.reminded.button, url },
    ],
    lapsed: () => [
      { say: [texts.lapsed.said, said] },
      { say: [texts.lapsed.next] },
      { button: texts.lapsed.button, url },
    ],
    refused: () => [
      { say: [texts.refused.said, said] },
      noted(texts, visit),
      { button: texts.refused.button, url },
    ],
    agreed: () => [
      { say: [texts.agreed.said, said] },
      { facts: [...factsOf(texts, visit, to.language), [texts.words.until, [said.until]]] },
      noted(texts, visit),
      { say: [texts.agreed.give] },
      { button: texts.agreed.button, url },
    ],
    notNeeded: () => [
      { say: [texts.notNeeded.said, said] },
      { facts: [[texts.words.because, only(visit.notNeeded?.because ?? '')]] },
      { button: texts.notNeeded.button, url },
    ],
    ended: () => [
      { say: [texts.ended.said, said] },
      { facts: endOf(texts, visit, at) },
      to.as === 'agent' || !receipt
        ? { button: texts.ended.buttonAgent, url }
        : { button: texts.ended.button, url: receipt },
    ],
  }
  return {
    language: to.language,
    subject: [texts[kind].subject, said],
    blocks: [
      { say: [texts.hello, { name: { theirs: to.name } }] },
      ...blocks[kind]().filter(block => block !== false),
    ],
    foot: [
      [texts.foot[to.as], { account: { theirs: visit.account.name }, provider }],
      [texts.foot.automatic],
    ],
  }
}

type Facts = [term: string, value: Said][]

function factsOf(texts: VisitMails, visit: VisitView, language: Language): Facts {
  const { words } = texts
  const who = { agent: { theirs: visit.agent.name }, provider: { theirs: visit.provider } }
  return [
    [
      words.who,
      visit.team
        ? ['{{agent}}, {{team}}, {{provider}}', { ...who, team: { theirs: visit.team } }]
        : ['{{agent}}, {{provider}}', who],
    ],
    ...(visit.caseNumber ? [[words.ticket, only(visit.caseNumber)] satisfies Facts[number]] : []),
    [
      words.platform,
      visit.platformName ? only(visit.platformName) : [platformTexts[language].name[visit.platform]],
    ],
  ]
}

function howLong(texts: VisitMails, visit: VisitView, at: (instant: string) => string): Facts[number] {
  const { until = null, preset = null } = visit.asked ?? {}
  return until
    ? [texts.words.until, [at(until)]]
    : [texts.words.howLong, [texts.preset[preset as keyof VisitMails['preset']] ?? preset ?? '']]
}

function endOf(texts: VisitMails, visit: VisitView, at: (instant: string) => string): Facts {
  const ending = visit.grant?.ending
  if (!ending) return []
  const cause = texts.cause[ending.cause as keyof VisitMails['cause']] ?? texts.cause.other
  return [
    [texts.words.cause, [cause]],
    [texts.words.until, [at(ending.at)]],
    ...(ending.confirmedAt
      ? [[texts.words.confirmed, [at(ending.confirmedAt)]] satisfies Facts[number]]
      : []),
    ...(ending.note ? [[texts.words.note, only(ending.note)] satisfies Facts[number]] : []),
  ]
}

function noted(texts: VisitMails, visit: VisitView): Block | false {
  const note = visit.decision?.note
  return note ? { facts: [[texts.words.note, only(note)]] } : false
}

function sayRight(texts: VisitMails, { right, of, reason }: VisitView['rights'][number]): Said {
  if (of === 'platform')
    return [texts.right.platform, { right: { theirs: right }, reason: { theirs: reason } }]
  return [texts.right[right as 'shop.view' | 'shop.operate'], { reason: { theirs: reason } }]
}

function only(typed: string): Said {
  return ['{{it}}', { it: { theirs: typed } }]
}
