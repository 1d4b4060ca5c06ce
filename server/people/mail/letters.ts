import { consolePaths, doorPaths } from '#contract/paths.ts'
import type { Letter, Said } from '#server/plumbing/mail/letter.ts'
import { codePlace } from '#server/plumbing/mail/queue-mail.ts'
import {
  invitationAnswered,
  invited,
  invitedToRights,
  ofTheInvited,
  otherAddressAsked,
} from './invitation-letters.ts'
import type { PeopleNews, Reader, TransferNews } from './news.ts'
import {
  aboutAccount,
  aboutSignIn,
  doer,
  type Facts,
  fromTo,
  linkUntil,
  membersButton,
  namesOf,
  noted,
  type Of,
  only,
  origin,
  type Writing,
  writingFor,
} from './writing.ts'

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
    case 'invited-to-rights':
      return invitedToRights(w, to, news)
    case 'invitation-answered':
    case 'rights-answered':
      return invitationAnswered(w, news)
    case 'says-not-me':
    case 'new-link-asked':
      return ofTheInvited(w, news)
    case 'other-address-asked':
      return otherAddressAsked(w, news)
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
