import { consolePaths, doorPaths } from '#contract/paths.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { codePlace } from '#server/plumbing/mail/queue-mail.ts'
import type { HolderMails } from '#texts/de/holder-mails.ts'
import { holderMails } from '#texts/holder-mails.ts'
import type { Change } from './read-changes.ts'

/** What is told of a change, once each. */
export type Step = 'asked' | 'waiting' | 'stopped' | 'refused' | 'done'

/** old, new: whoever reads the mailbox that is asked; owner: of the account; asker: whoever wanted the change. */
export type Reader = {
  as: 'old' | 'new' | 'owner' | 'asker'
  name: string
  address: string
  language: Language
}

/**
 * One step of a change as a letter. Its button leads to a page and does nothing by itself; where the code of a link comes
 * stands a mark for it. Times are those of the account's zone, for everybody.
 */
export function writeLetter(
  house: { origin: string; provider: string },
  step: Step,
  change: Change,
  to: Reader,
): Letter {
  const texts = holderMails[to.language]
  const words = texts[change.kind]
  const at = (instant: Date) => sayInstant(instant, change.account.zone, to.language)
  const said = {
    domain: { theirs: change.domain?.name ?? '' },
    contact: { theirs: change.next.name },
    account: { theirs: change.account.name },
    provider: { theirs: house.provider },
    by: { theirs: change.askedBy.name },
    until: at(change.expiresAt),
    at: change.takesEffectAt ? at(change.takesEffectAt) : '',
  }
  const mailbox = to.as === 'old' || to.as === 'new' ? to.as : null
  const isMailbox = mailbox !== null
  const page =
    change.kind === 'holder'
      ? consolePaths.domains(change.accountId)
      : consolePaths.contacts(change.accountId)
  const look: Block | false = !isMailbox && { button: texts.buttonLook, url: house.origin + page }
  const withCode = (button: string): Block => ({
    button,
    url: house.origin + doorPaths.confirmChange(codePlace),
  })
  const blocks: Record<Step, () => (Block | false)[]> = {
    asked: () => [
      { say: [words.asked.said, said] },
      { facts: [...factsOf(texts, change), [texts.words.until, [said.until]]] },
      { say: [texts.askedNext[mailbox ?? 'others'], said] },
      isMailbox && { say: [texts.notYou, said] },
      isMailbox ? withCode(texts.buttonConfirm) : look,
    ],
    waiting: () => [
      { say: [words.waiting.said, said] },
      { facts: [...factsOf(texts, change), [texts.words.takesEffect, [said.at]]] },
      { say: [texts.waitingNext[mailbox ?? 'others'], said] },
      to.as === 'old' ? withCode(texts.buttonStop) : look,
    ],
    stopped: () => [
      { say: [words.stopped.said, said] },
      {
        facts: [...factsOf(texts, change), [texts.words.why, [texts.why[change.stoppedBecause ?? 'person']]]],
      },
      look,
    ],
    refused: () => [
      { say: [texts.refused.said, said] },
      { facts: [...factsOf(texts, change), [texts.words.why, only(change.answer ?? '')]] },
      look,
    ],
    done: () => [
      { say: [words.done.said, said] },
      {
        facts: [
          ...factsOf(texts, change),
          ...(change.doneOn ? [[texts.words.doneOn, [change.doneOn]] satisfies Fact] : []),
          ...(change.cost && !isMailbox ? [[texts.words.cost, only(change.cost)] satisfies Fact] : []),
        ],
      },
      { say: [texts.doneNotYou, said] },
      look,
    ],
  }
  const subject = step === 'refused' ? texts.refused.subject : words[step].subject
  return {
    language: to.language,
    subject: [subject, said],
    blocks: [
      { say: [texts.hello, { name: { theirs: to.name } }] },
      ...blocks[step]().filter(block => block !== false),
    ],
    foot: [
      [texts.foot[to.as === 'owner' || to.as === 'asker' ? to.as : 'mailbox'], said],
      [texts.foot.automatic],
    ],
  }
}

type Fact = [term: string, value: Said]

function factsOf({ words }: HolderMails, change: Change): Fact[] {
  const { old, next, domain, askedBy, note } = change
  const what: Fact[] =
    change.kind === 'holder'
      ? [
          [words.domain, only(domain?.name ?? '')],
          [words.oldHolder, old ? only(old.name) : [words.nobody]],
          [words.newHolder, only(next.name)],
        ]
      : [
          [words.contact, only(next.name)],
          [words.oldAddress, only(change.oldAddress)],
          [words.newAddress, only(change.newShown ?? change.newAddress)],
        ]
  return [
    ...what,
    [words.askedBy, only(askedBy.name)],
    ...(note ? [[words.note, only(note)] satisfies Fact] : []),
  ]
}

function only(typed: string): Said {
  return ['{{it}}', { it: { theirs: typed } }]
}
