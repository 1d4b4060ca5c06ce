import type { FastifyReply } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { sayOwnPermission } from '#server/access/own-permissions.ts'
import type { Caller } from '#server/access/route.ts'
import type { Opened } from '#server/people/answer-invitation.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import { type Html, html } from '#server/plumbing/page.ts'
import { actions, button, facts, field, hidden, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { sayRightsIn } from '#texts/rights-in-words.ts'
import { makeFirstPasskey } from './first-passkey-script.ts'
import { sendPage } from './visit.ts'

/** Who invites, to what, what it allows and until when, with the answers that this reader can give. */
export function sendInvitationPage(
  reply: FastifyReply,
  language: Language,
  opened: Opened,
  caller: Caller | undefined,
  code: string,
  wrong?: string,
) {
  const texts = deskPages[language].invitation
  const { invitation, account, offered } = opened
  const until = invitation.until && sayInstant(invitation.until, account.zone, language)
  const sentence =
    offered &&
    sayRightsIn(
      language,
      {
        name: invitation.name,
        permissions: offered.permissions,
        scope: offered.scope && { name: offered.scope.name, isGroup: offered.scope.kind === 'group' },
        account: account.name,
        until,
      },
      sayOwnPermission,
    )
  const body = html`${sentence && html`<p>${sentence}</p>`}${facts([
    [texts.by, invitation.invitedBy.name],
    [texts.account, account.name],
    [texts.to, invitation.address],
    [texts.role, invitation.role ? texts.roles[invitation.role] : undefined],
    [texts.until, until ?? texts.endless],
    [texts.reason, offered?.reason ?? undefined],
  ])}${notice('plain', texts.logged)}${answer(language, opened, caller, code, wrong)}`
  return sendPage(reply, {
    language,
    title: say(texts.title, { account: account.name }),
    body,
    status: wrong ? 400 : 200,
    script: makeFirstPasskey.script,
    scriptConnects: true,
  })
}

/** On the page of a link that is over: the same button for whatever code somebody has. */
export function askForAnother(language: Language, code: string): Html {
  return html`<form method="post" action="/invitation/another-link">${hidden('code', code)}${actions(button(deskPages[language].link.askInviter))}</form>`
}

function answer(
  language: Language,
  { invitation, isKnown, provesMailbox }: Opened,
  caller: Caller | undefined,
  code: string,
  wrong: string | undefined,
): Html {
  const texts = deskPages[language].invitation
  const form = (path: string, label: string, weight: 'main' | 'plain' = 'plain') =>
    html`<form method="post" action="/invitation/${path}">${hidden('code', code)}${actions(button(label, weight))}</form>`
  const no = html`${form('decline', texts.decline)}${form('not-me', texts.notMe)}`
  const signIn = actions(linkButton(texts.signIn, doorPaths.signIn('/invitation?waiting'), 'main'))
  if (caller && caller.address.toLowerCase() !== invitation.address.toLowerCase()) {
    const names = { address: caller.address, to: invitation.address }
    const other =
      invitation.role === null &&
      html`${form('other-address', say(texts.useOther, names), 'main')}<p class="hint">${texts.useOtherHint}</p>`
    return html`${notice('warm', say(texts.otherPerson, names))}${other}<form method="post" action="/sign-out">${actions(button(deskPages[language].notOpen.otherPerson, 'plain'))}</form>`
  }
  if (caller) return html`${form('accept', texts.accept, 'main')}${no}`
  // Whoever had the link shown learns by nothing here whether the address is known.
  if (!provesMailbox)
    return html`${notice('plain', say(texts.mailFirst, { to: invitation.address }))}${form('mail', texts.mail, 'main')}${actions(linkButton(texts.signIn, doorPaths.signIn('/invitation?waiting')))}`
  if (isKnown) return html`${signIn}${no}`
  // Who was invited without a name has one all the same.
  const name = invitation.name === invitation.address ? '' : invitation.name
  return html`<form method="post" action="/invitation/accept" id="accept">${hidden('code', code)}<input type="hidden" name="username" autocomplete="username" value="${invitation.address}">
${field({ name: 'name', label: texts.name, value: name, autocomplete: 'name' })}
${makeFirstPasskey.button(texts.passkey, texts.passkeyHint, texts.passkeyFailed)}
${field({ name: 'password', label: texts.password, type: 'password', hint: deskPages[language].newPassword.passwordHint, wrong, autocomplete: 'new-password' })}
${actions(button(texts.accept))}</form>${no}`
}
