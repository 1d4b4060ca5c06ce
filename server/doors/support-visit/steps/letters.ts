import { consolePaths } from '#contract/paths.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { mailTexts } from '#texts/mails.ts'
import { mailsAboutSteps } from '#texts/mails-about-steps.ts'
import type { Language } from './show-guided.ts'

export type Reader = {
  id: string
  name: string
  address: string
  language: Language
  as: 'owner' | 'deputy' | 'agent'
}

/** Where a mail comes from and what it is about. */
export type Matter = {
  origin: string
  provider: string
  account: { id: string; name: string; zone: string }
  shop: string
  grantId: string
}

export type News =
  /** What is still to be taken away; `steps` in the language of the reader. `times`: how often he was told before. */
  | {
      kind: 'take-away' | 'confirm-gone'
      agent: string
      since: Date
      steps: readonly string[]
      times: number
    }
  | { kind: 'addresses-changed'; letIn: readonly string[]; takeOut: readonly string[] }

export function writeLetter(matter: Matter, to: Reader, news: News): Letter {
  const { hello, foot } = mailTexts[to.language]
  const texts = mailsAboutSteps[to.language]
  const shop = { theirs: matter.shop }
  const letter = (subject: string, blocks: readonly (Block | false)[], values = {}): Letter => ({
    language: to.language,
    subject: [subject, { shop, ...values }],
    blocks: [
      { say: [hello, { name: { theirs: to.name } }] },
      ...blocks.filter(block => block !== false),
      { button: texts.button, url: matter.origin + pageOf(matter, to) },
    ],
    foot: [
      [foot[to.as], { account: { theirs: matter.account.name }, provider: { theirs: matter.provider } }],
      [foot.automatic],
    ],
  })

  if (news.kind === 'addresses-changed') {
    const own = texts['addresses-changed']
    return letter(own.subject, [
      { say: [own.said, { shop, provider: { theirs: matter.provider } }] },
      news.letIn.length > 0 && { say: [own.letIn] },
      news.letIn.length > 0 && { list: news.letIn.map(line) },
      news.takeOut.length > 0 && { say: [own.takeOut] },
      news.takeOut.length > 0 && { list: news.takeOut.map(line) },
      { say: [own.next] },
    ])
  }
  const own = texts[news.kind]
  const since = sayInstant(news.since, matter.account.zone, to.language)
  return letter(news.times === 0 ? own.subject : own.subjectAgain, [
    { say: [news.times === 0 ? own.said : own.saidAgain, { shop, agent: { theirs: news.agent }, since }] },
    { list: news.steps.map(line) },
    { say: [own.next] },
  ])
}

/** The visitor finds it where he finds whatever is open to him. */
function pageOf({ account, grantId }: Matter, { as }: Reader): string {
  return as === 'agent' ? consolePaths.open() : consolePaths.grant(account.id, grantId)
}

function line(text: string): Said {
  return ['{{it}}', { it: { theirs: text } }]
}
