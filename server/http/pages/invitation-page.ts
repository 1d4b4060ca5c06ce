import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import type { Caller } from '#server/access/route.ts'
import {
  acceptInvitation,
  declineInvitation,
  type Opened,
  readInvitation,
} from '#server/people/answer-invitation.ts'
import { readHouse } from '#server/people/house.ts'
import { hashPassword, refuseWeakPassword } from '#server/people/password.ts'
import { signInByPassword } from '#server/people/sign-in.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import { type Html, html } from '#server/plumbing/page.ts'
import { actions, button, facts, field, hidden, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { setCookie, whereFrom } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { codeOf, orOver, sendAskForCode } from './link-pages.ts'
import { goOn } from './sign-in-page.ts'
import { fieldOf, refusalTexts, sendPage, signingOf, visit } from './visit.ts'

const minute = 60_000

/**
 * Being invited: who invites, to what, what it allows, until when; then yes or no. Who has a login signs in on the way
 * and comes back to the same page, so the code waits in a cookie meanwhile: an address is no place for it.
 */
export function serveInvitation(app: FastifyInstance, parts: AppParts): void {
  const { kernel } = parts
  const waiting = parts.url.startsWith('https:') ? '__Host-einlass-invitation' : 'einlass-invitation'

  const show = (request: FastifyRequest, reply: FastifyReply, code: string) =>
    withVisit(request, async (language, caller) =>
      orOver(reply, language, doorPaths.forgotPassword(), async () => {
        const opened = await readInvitation(kernel, code)
        setCookie(reply, parts.url, waiting, code, new Date(kernel.clock.now() + 30 * minute))
        return sendInvitation(reply, language, opened, caller, code)
      }),
    )
  const withVisit = async (
    request: FastifyRequest,
    work: (language: Language, caller: Caller | undefined) => Promise<unknown>,
  ) => {
    const { language, caller } = await visit(parts, request)
    return work(language, caller)
  }

  app.get<{ Querystring: { waiting?: unknown } }>('/invitation', (request, reply) =>
    withVisit(request, async language => {
      const { title } = deskPages[language].invitation
      const kept = request.cookies[waiting]
      if (request.query.waiting !== undefined && kept) return show(request, reply, kept)
      return sendAskForCode(reply, language, say(title, { account: '…' }), '/invitation')
    }),
  )
  app.post('/invitation', (request, reply) => show(request, reply, codeOf(request.body)))

  app.post('/invitation/accept', (request, reply) =>
    withVisit(request, async (language, caller) => {
      const code = codeOf(request.body)
      const texts = deskPages[language].invitation
      return orOver(reply, language, doorPaths.forgotPassword(), async () => {
        const opened = await readInvitation(kernel, code)
        const house = await readHouse(kernel.database, parts.url)
        if (caller) {
          const { accountId } = await acceptInvitation(kernel, house, code, { personId: caller.personId })
          setCookie(reply, parts.url, waiting, null)
          return sendPage(reply, {
            language,
            title: say(texts.title, { account: opened.account.name }),
            body: html`${notice('good', say(texts.accepted, { account: opened.account.name }))}${actions(linkButton(texts.go, consolePaths.account(accountId), 'main'))}`,
          })
        }
        return acceptAsNew(request, reply, language, opened, code)
      })
    }),
  )

  app.post('/invitation/decline', (request, reply) =>
    withVisit(request, async language => {
      const texts = deskPages[language].invitation
      return orOver(reply, language, doorPaths.signIn(), async () => {
        const code = codeOf(request.body)
        const { account } = await readInvitation(kernel, code)
        await declineInvitation(kernel, await readHouse(kernel.database, parts.url), code)
        setCookie(reply, parts.url, waiting, null)
        return sendPage(reply, {
          language,
          title: say(texts.title, { account: account.name }),
          body: notice('plain', texts.declined),
        })
      })
    }),
  )

  async function acceptAsNew(
    request: FastifyRequest,
    reply: FastifyReply,
    language: Language,
    opened: Opened,
    code: string,
  ) {
    const name = fieldOf(request.body, 'name', 200).trim()
    const password = fieldOf(request.body, 'password')
    const { address } = opened.invitation
    try {
      await refuseWeakPassword(password, [name, address])
      const house = await readHouse(kernel.database, parts.url)
      const { accountId } = await acceptInvitation(kernel, house, code, {
        name: name || opened.invitation.name,
        passwordHash: await hashPassword(password),
      })
      setCookie(reply, parts.url, waiting, null)
      const to = consolePaths.account(accountId)
      const at = new Date(kernel.clock.now())
      const progress = await signInByPassword(
        await signingOf(parts),
        { address, password, to },
        whereFrom(request),
        at,
      )
      return await goOn(parts, request, reply, progress)
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.code !== 'password-too-weak') throw error
      return sendInvitation(reply, language, opened, undefined, code, refusalTexts[language][problem.code])
    }
  }
}

function sendInvitation(
  reply: FastifyReply,
  language: Language,
  opened: Opened,
  caller: Caller | undefined,
  code: string,
  wrong?: string,
) {
  const texts = deskPages[language].invitation
  const { invitation, account } = opened
  const body = html`${facts([
    [texts.by, invitation.invitedBy.name],
    [texts.account, account.name],
    [texts.to, invitation.address],
    [texts.role, texts.roles[invitation.role]],
    [texts.until, invitation.until ? sayInstant(invitation.until, account.zone, language) : texts.endless],
  ])}${notice('plain', texts.logged)}${answer(language, opened, caller, code, wrong)}`
  return sendPage(reply, {
    language,
    title: say(texts.title, { account: account.name }),
    body,
    status: wrong ? 400 : 200,
  })
}

function answer(
  language: Language,
  { invitation, isKnown }: Opened,
  caller: Caller | undefined,
  code: string,
  wrong: string | undefined,
): Html {
  const texts = deskPages[language].invitation
  const decline = html`<form method="post" action="/invitation/decline">${hidden('code', code)}${actions(button(texts.decline, 'plain'))}</form>`
  if (caller && caller.address.toLowerCase() !== invitation.address.toLowerCase())
    return html`${notice('warm', say(texts.otherPerson, { address: caller.address, to: invitation.address }))}<form method="post" action="/sign-out">${actions(button(deskPages[language].notOpen.otherPerson, 'plain'))}</form>`
  if (caller)
    return html`<form method="post" action="/invitation/accept">${hidden('code', code)}${actions(button(texts.accept))}</form>${decline}`
  if (isKnown)
    return html`${actions(linkButton(texts.signIn, doorPaths.signIn('/invitation?waiting'), 'main'))}${decline}`
  return html`<form method="post" action="/invitation/accept">${hidden('code', code)}<input type="hidden" name="username" autocomplete="username" value="${invitation.address}">
${field({ name: 'name', label: texts.name, value: invitation.name, autocomplete: 'name' })}
${field({ name: 'password', label: texts.password, type: 'password', hint: deskPages[language].newPassword.passwordHint, wrong, autocomplete: 'new-password' })}
${actions(button(texts.accept))}</form>${decline}`
}
