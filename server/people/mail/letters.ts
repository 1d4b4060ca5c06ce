import { consolePaths, doorPaths } from '#contract/paths.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import type { Block, Letter, Said } from '#server/plumbing/mail/letter.ts'
import { codePlace } from '#server/plumbing/mail/queue-mail.ts'
import { mailTexts } from '#texts/mails.ts'
import { mailsAboutPeople } from '#texts/mails-about-people.ts'
import type { From } from '../events.ts'
import type { PeopleNews, Reader, TransferNews } from './news.ts'

type Of<K extends PeopleNews['kind']> = Extract<PeopleNews, { kind: K }>
type Facts = (readonly [term: string, value: Said])[]
type Account = { id: string; name: string; zone: string }

/** The words for one reader, and what every letter is put together from. */
type Writing = {
  texts: (typeof mailsAboutPeople)['de']
  provider: { theirs: string }
  /** With the zone; of an account in its zone, otherwise in that of the provider. */
  at(instant: Date): string
  /** When this is written, as a line of facts. */
  now(): Facts
  link(path: string): string
  letter(about: Said, subject: Said, blocks: readonly (Block | false | undefined)[]): Letter
}

/**
 * One piece of news as a letter: what happened, when, from where, what to do if it was not the reader, and one button
 * that leads to a page and does nothing by itself. Where the code of a link comes stands a mark for it.
 * @param zone for what belongs to no account
 */
export function writeLetter(
  house: { origin: string; provider: string },
  to: Reader,
  news: PeopleNews,
  zone: string,
  at: Date,
): Letter {
  const w = writingFor(house, to, 'account' in news ? news.account.zone : zone, at)
  switch (news.kind) {
    case 'first-password':
      return firstPassword(w, news)
    case 'forgot-password':
      return forgotPassword(w, news)
    case 'sign-in-changed':
      return signInChanged(w, news)
    case 'confirm-old-address':
      return confirmOldAddress(w, news)
    case 'confirm-new-address':
      return confirmNewAddress(w, news)
    case 'invited':
      return invited(w, news)
    case 'invitation-answered':
      return invitationAnswered(w, news)
    case 'member-left':
      return memberLeft(w, news)
    case 'transfer-asked':
      return transferAsked(w, news)
    case 'transfer-confirmed':
      return transferConfirmed(w, news)
    case 'transfer-stopped':
      return transferStopped(w, news)
    case 'transfer-done':
      return transferDone(w, news)
    case 'account-closed':
      return accountClosed(w, news)
  }
}

function writingFor(
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

// ── sign-in ───────────────────────────────────────────────────────────────────────────────────────────────────

function firstPassword(w: Writing, news: Of<'first-password'>): Letter {
  const texts = w.texts['first-password']
  const { provider } = w
  const said: Said =
    news.as === null
      ? [texts.saidAgain]
      : 'ownerOf' in news.as
        ? [texts.saidOwner, { provider, account: { theirs: news.as.ownerOf } }]
        : [texts.saidTeam, { provider, team: { theirs: news.as.inTeam } }]
  return w.letter(
    [w.texts.foot.address, { provider }],
    [texts.subject, { provider }],
    [
      { say: said },
      { say: [texts.next] },
      { facts: linkUntil(w, news.expiresAt) },
      { say: [w.texts.words.linkOnce] },
      { say: [texts.notYou] },
      { button: texts.button, url: w.link(doorPaths.newPassword(codePlace)) },
    ],
  )
}

function forgotPassword(w: Writing, news: Of<'forgot-password'>): Letter {
  const texts = w.texts['forgot-password']
  return w.letter(...aboutSignIn(w, texts.subject), [
    { say: [texts.said] },
    { facts: [...w.now(), ...origin(w, news.from), ...linkUntil(w, news.expiresAt)] },
    { say: [w.texts.words.linkOnce] },
    { say: [texts.notYou] },
    { button: texts.button, url: w.link(doorPaths.newPassword(codePlace)) },
  ])
}

function signInChanged(w: Writing, { what, name, at, from }: Of<'sign-in-changed'>): Letter {
  const texts = w.texts['sign-in-changed']
  const { words } = w.texts
  const isAddress = what === 'address-changed'
  const named: Facts = name ? [[isAddress ? words.newAddress : words.name, only(name)]] : []
  return w.letter(...aboutSignIn(w, texts.subject[what]), [
    { say: [texts.said[what]] },
    { facts: [...named, [words.when, [w.at(at)]], ...origin(w, from)] },
    { say: [texts.you] },
    { say: [isAddress ? texts.notYouAddress : texts.notYou, { provider: w.provider }] },
    what === 'api-key-made'
      ? { button: texts.buttonKeys, url: w.link(consolePaths.settingsKeys()) }
      : what === 'ssh-key-added'
        ? { button: texts.buttonSsh, url: w.link(consolePaths.settingsSsh()) }
        : { button: texts.button, url: w.link(consolePaths.settingsSignIn()) },
  ])
}

function confirmOldAddress(w: Writing, news: Of<'confirm-old-address'>): Letter {
  const texts = w.texts['confirm-old-address']
  return w.letter(...aboutSignIn(w, texts.subject), [
    { say: [texts.said] },
    {
      facts: [
        [w.texts.words.newAddress, only(news.newAddress)],
        ...w.now(),
        ...origin(w, news.from),
        ...linkUntil(w, news.expiresAt),
      ],
    },
    { say: [texts.notYou] },
    { button: texts.button, url: w.link(doorPaths.confirmAddress(codePlace)) },
  ])
}

/** To a mailbox of which nobody knows yet whose it is. */
function confirmNewAddress(w: Writing, news: Of<'confirm-new-address'>): Letter {
  const texts = w.texts['confirm-new-address']
  const { provider } = w
  return w.letter(
    [w.texts.foot.address, { provider }],
    [texts.subject, { provider }],
    [
      { say: [texts.said, { provider }] },
      {
        facts: [
          [w.texts.words.oldAddress, only(news.oldAddress)],
          ...w.now(),
          ...linkUntil(w, news.expiresAt),
        ],
      },
      { say: [texts.notYou] },
      { button: texts.button, url: w.link(doorPaths.confirmAddress(codePlace)) },
    ],
  )
}

// ── the people of an account ──────────────────────────────────────────────────────────────────────────────────

function invited(w: Writing, news: Of<'invited'>): Letter {
  const texts = w.texts.invited
  const { words, role } = w.texts
  const names = { by: { theirs: news.by }, account: { theirs: news.account.name } }
  return w.letter(
    [w.texts.foot.address, { provider: w.provider }],
    [texts.subject, names],
    [
      { say: [texts.said, { ...names, provider: w.provider }] },
      { say: [texts[news.role]] },
      {
        facts: [
          [words.role, [role[news.role]]],
          [words.until, [news.until ? w.at(news.until) : words.endless]],
          ...w.now(),
          ...linkUntil(w, news.expiresAt),
        ],
      },
      { say: [texts.next] },
      { button: texts.button, url: w.link(doorPaths.invitation(codePlace)) },
    ],
  )
}

function invitationAnswered(w: Writing, news: Of<'invitation-answered'>): Letter {
  const texts = w.texts['invitation-answered']
  const names = { name: { theirs: news.name }, account: { theirs: news.account.name } }
  return w.letter(
    aboutAccount(w, news.account),
    [news.accepted ? texts.subjectAccepted : texts.subjectDeclined, names],
    [
      { say: [news.accepted ? texts.saidAccepted : texts.saidDeclined, names] },
      { facts: w.now() },
      news.accepted && { say: [texts.notMeant] },
      membersButton(w, news.account, texts.button),
    ],
  )
}

function memberLeft(w: Writing, news: Of<'member-left'>): Letter {
  const texts = w.texts['member-left']
  const names = { name: { theirs: news.name }, account: { theirs: news.account.name } }
  return w.letter(
    aboutAccount(w, news.account),
    [texts.subject, names],
    [
      { say: [texts.said, names] },
      { facts: [...w.now(), ...noted(w, news.note)] },
      membersButton(w, news.account, texts.button),
    ],
  )
}

// ── another owner ─────────────────────────────────────────────────────────────────────────────────────────────

function transferAsked(w: Writing, news: TransferNews): Letter {
  const texts = w.texts['transfer-asked']
  const names = namesOf(news)
  const isFrom = news.readerIs === 'from'
  return w.letter(
    aboutAccount(w, news.account),
    [isFrom ? texts.subjectFrom : texts.subjectTo, names],
    [
      { say: [isFrom ? texts.saidFrom : texts.saidTo, names] },
      { facts: [...fromTo(w, news), ...w.now(), [w.texts.words.confirmUntil, [w.at(news.at)]]] },
      isFrom && { say: [texts.notYou] },
      membersButton(w, news.account, isFrom ? texts.buttonFrom : texts.buttonTo),
    ],
  )
}

function transferConfirmed(w: Writing, news: TransferNews): Letter {
  const texts = w.texts['transfer-confirmed']
  const names = { ...namesOf(news), at: w.at(news.at) }
  return w.letter(
    aboutAccount(w, news.account),
    [texts.subject, names],
    [
      { say: [news.readerIs === 'from' ? texts.saidFrom : texts.saidTo, names] },
      { facts: [...fromTo(w, news), ...w.now(), [w.texts.words.changesAt, [w.at(news.at)]]] },
      { say: [texts.stop] },
      { say: [texts.notYou] },
      membersButton(w, news.account, texts.button),
    ],
  )
}

/** Without `by` nobody stopped it: it could not happen any more. */
function transferStopped(w: Writing, news: TransferNews): Letter {
  const texts = w.texts['transfer-stopped']
  const names = namesOf(news)
  return w.letter(
    aboutAccount(w, news.account),
    [texts.subject, names],
    [
      { say: [news.readerIs === 'from' ? texts.saidFrom : texts.saidTo, names] },
      { facts: [[w.texts.words.when, [w.at(news.at)]], ...doer(w, news.by)] },
      membersButton(w, news.account, texts.button),
    ],
  )
}

function transferDone(w: Writing, news: TransferNews): Letter {
  const texts = w.texts['transfer-done']
  const names = namesOf(news)
  const isFrom = news.readerIs === 'from'
  return w.letter(
    aboutAccount(w, news.account),
    [isFrom ? texts.subjectFrom : texts.subjectTo, names],
    [
      { say: [isFrom ? texts.saidFrom : texts.saidTo, names] },
      { facts: [...fromTo(w, news), [w.texts.words.when, [w.at(news.at)]]] },
      { say: [texts.notYou, { provider: w.provider }] },
      isFrom
        ? { button: texts.buttonFrom, url: w.link(consolePaths.home()) }
        : { button: texts.buttonTo, url: w.link(consolePaths.account(news.account.id)) },
    ],
  )
}

function accountClosed(w: Writing, news: Of<'account-closed'>): Letter {
  const texts = w.texts['account-closed']
  const account = { theirs: news.account.name }
  return w.letter(
    aboutAccount(w, news.account),
    [texts.subject, { account }],
    [
      { say: [texts.said, { account }] },
      { facts: [[w.texts.words.when, [w.at(news.at)]], ...doer(w, news.by), ...noted(w, news.note)] },
      { say: [texts.notYou, { provider: w.provider }] },
      // Who was a member sees nothing of the account any more.
      { button: texts.button, url: w.link(consolePaths.home()) },
    ],
  )
}

// ── pieces ────────────────────────────────────────────────────────────────────────────────────────────────────

function aboutSignIn(w: Writing, subject: string): [about: Said, subject: Said] {
  const { provider } = w
  return [
    [w.texts.foot.signIn, { provider }],
    [subject, { provider }],
  ]
}

function aboutAccount(w: Writing, account: Account): Said {
  return [w.texts.foot.account, { account: { theirs: account.name }, provider: w.provider }]
}

function membersButton(w: Writing, account: Account, button: string): Block {
  return { button, url: w.link(consolePaths.members(account.id)) }
}

function origin(w: Writing, { network, device }: From): Facts {
  const { words } = w.texts
  const known = (typed: string | null): Said => (typed ? only(typed) : [words.unknown])
  return [
    [words.network, known(network)],
    [words.device, known(device)],
  ]
}

function linkUntil(w: Writing, expiresAt: Date): Facts {
  return [[w.texts.words.linkUntil, [w.at(expiresAt)]]]
}

function noted(w: Writing, note: string | null): Facts {
  return note ? [[w.texts.words.note, only(note)]] : []
}

function doer(w: Writing, by: string | undefined): Facts {
  return by ? [[w.texts.words.by, only(by)]] : []
}

function fromTo(w: Writing, { from, to }: { from: string; to: string }): Facts {
  return [
    [w.texts.words.from, only(from)],
    [w.texts.words.to, only(to)],
  ]
}

function namesOf({ account, from, to }: { account: Account; from: string; to: string }) {
  return { account: { theirs: account.name }, from: { theirs: from }, to: { theirs: to } }
}

function only(typed: string): Said {
  return ['{{it}}', { it: { theirs: typed } }]
}
