import { doorPaths } from '#contract/paths.ts'
import { sayOwnPermission } from '#server/access/own-permissions.ts'
import type { Letter } from '#server/plumbing/mail/letter.ts'
import { codePlace } from '#server/plumbing/mail/queue-mail.ts'
import { sayRightsIn } from '#texts/rights-in-words.ts'
import type { Reader } from './news.ts'
import {
  aboutAccount,
  linkUntil,
  membersButton,
  type Of,
  only,
  peopleButton,
  type Writing,
} from './writing.ts'

// Being invited into an account, and what whoever invites hears of it.

export function invited(w: Writing, news: Of<'invited'>): Letter {
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

/** The sentence says what it means; the words are ours, and what somebody typed goes into them apart. */
export function invitedToRights(w: Writing, to: Reader, news: Of<'invited-to-rights'>): Letter {
  const texts = w.texts['invited-to-rights']
  const names = { by: { theirs: news.by }, account: { theirs: news.account.name } }
  const sentence = sayRightsIn(
    to.language,
    {
      name: '{{name}}',
      permissions: news.permissions,
      scope: news.scope && { name: '{{scope}}', isGroup: news.scope.kind === 'group' },
      account: '{{account}}',
      until: news.until && w.at(news.until),
    },
    sayOwnPermission,
  )
  const inSentence = {
    name: { theirs: to.name },
    account: { theirs: news.account.name },
    ...(news.scope ? { scope: { theirs: news.scope.name } } : {}),
  }
  return w.letter(
    [w.texts.foot.address, { provider: w.provider }],
    [texts.subject, names],
    [
      { say: [texts.said, { ...names, provider: w.provider }] },
      { say: [sentence, inSentence] },
      {
        facts: [
          ...(news.reason ? [[texts.reason, only(news.reason)] as const] : []),
          ...w.now(),
          ...linkUntil(w, news.expiresAt),
        ],
      },
      { say: [texts.logged] },
      { say: [w.texts.invited.next] },
      { button: w.texts.invited.button, url: w.link(doorPaths.invitation(codePlace)) },
    ],
  )
}

export function invitationAnswered(w: Writing, news: Of<'invitation-answered' | 'rights-answered'>): Letter {
  const texts = w.texts[news.kind]
  const names = { name: { theirs: news.name }, account: { theirs: news.account.name } }
  return w.letter(
    aboutAccount(w, news.account),
    [news.accepted ? texts.subjectAccepted : texts.subjectDeclined, names],
    [
      { say: [news.accepted ? texts.saidAccepted : texts.saidDeclined, names] },
      { facts: w.now() },
      news.accepted && { say: [texts.notMeant] },
      news.kind === 'rights-answered'
        ? peopleButton(w, news.account, texts.button)
        : membersButton(w, news.account, texts.button),
    ],
  )
}

export function ofTheInvited(w: Writing, news: Of<'says-not-me' | 'new-link-asked'>): Letter {
  const texts = w.texts[news.kind]
  const names = { name: { theirs: news.name }, account: { theirs: news.account.name } }
  return w.letter(
    aboutAccount(w, news.account),
    [texts.subject, names],
    [
      { say: [texts.said, names] },
      { facts: [[w.texts.words.address, only(news.address)], ...w.now()] },
      { say: [texts.next] },
      news.isMember
        ? membersButton(w, news.account, w.texts['rights-answered'].button)
        : peopleButton(w, news.account, w.texts['rights-answered'].button),
    ],
  )
}

export function otherAddressAsked(w: Writing, news: Of<'other-address-asked'>): Letter {
  const texts = w.texts['other-address-asked']
  const { words } = w.texts
  const names = { name: { theirs: news.name }, account: { theirs: news.account.name } }
  return w.letter(
    aboutAccount(w, news.account),
    [texts.subject, names],
    [
      { say: [texts.said, names] },
      {
        facts: [
          [words.address, only(news.address)],
          [words.newAddress, only(news.otherAddress)],
          [words.name, only(news.otherName)],
          ...w.now(),
        ],
      },
      { say: [texts.next] },
      peopleButton(w, news.account, texts.button),
    ],
  )
}
