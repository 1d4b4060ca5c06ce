import type { FastifyInstance, FastifyReply } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { confirmAddress, lookAtAddressLink, refuseAddressChange } from '#server/people/change-address.ts'
import { readHouse } from '#server/people/house.ts'
import { forgotPassword, lookAtPasswordLink, setPasswordByLink } from '#server/people/new-password.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { atLeast } from '#server/plumbing/clock.ts'
import { type Html, html } from '#server/plumbing/page.ts'
import { actions, button, field, hidden, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { whereFrom } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { goOn } from './sign-in-page.ts'
import { fieldOf, refusalTexts, sendPage, takeCode, visit } from './visit.ts'

/**
 * The pages behind links in mails. Opening one does nothing: its code stands behind the #, which no server sees, and is
 * sent by a button. The first button shows what the second one will do; only that one uses the link up.
 */
export function serveLinkPages(app: FastifyInstance, parts: AppParts): void {
  const { database, clock } = parts.kernel
  const at = () => new Date(clock.now())
  const house = () => readHouse(database, parts.url)

  app.get('/forgot-password', async (request, reply) => {
    const { language } = await visit(parts, request)
    return sendForgot(reply, language, '')
  })
  app.post('/forgot-password', async (request, reply) => {
    const { language } = await visit(parts, request)
    const address = fieldOf(request.body, 'address', 254).trim()
    try {
      // Known or not: the same answer after the same time.
      await atLeast(400, async () =>
        forgotPassword(parts.kernel, await house(), parts.offers, address, whereFrom(request)),
      )
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status >= 500) throw error
      return sendForgot(
        reply,
        language,
        address,
        notice('bad', refusalTexts[language][problem.code]),
        problem.status,
      )
    }
    const texts = deskPages[language].forgot
    return sendPage(reply, {
      language,
      title: texts.sentTitle,
      body: html`${notice('good', say(texts.sent, { address }))}${actions(linkButton(texts.back, doorPaths.signIn()))}`,
    })
  })

  app.get('/new-password', async (request, reply) => {
    const { language } = await visit(parts, request)
    return sendAskForCode(reply, language, deskPages[language].newPassword.title, '/new-password')
  })
  app.post('/new-password', async (request, reply) => {
    const { language } = await visit(parts, request)
    const code = codeOf(request.body)
    return orOver(reply, language, doorPaths.forgotPassword(), async () => {
      const { address } = await database.within('', tx => lookAtPasswordLink(tx, code, at()))
      return sendNewPassword(reply, language, code, address)
    })
  })
  app.post('/new-password/set', async (request, reply) => {
    const { language } = await visit(parts, request)
    const code = codeOf(request.body)
    const password = fieldOf(request.body, 'password')
    return orOver(reply, language, doorPaths.forgotPassword(), async () => {
      const { address } = await database.within('', tx => lookAtPasswordLink(tx, code, at()))
      try {
        const progress = await setPasswordByLink(
          parts.kernel,
          await house(),
          code,
          password,
          whereFrom(request),
        )
        return await goOn(parts, request, reply, progress)
      } catch (error) {
        const problem = problemFrom(error)
        if (problem.code !== 'password-too-weak') throw error
        return sendNewPassword(reply, language, code, address, refusalTexts[language][problem.code])
      }
    })
  })

  app.get('/confirm-address', async (request, reply) => {
    const { language } = await visit(parts, request)
    return sendAskForCode(reply, language, deskPages[language].confirmAddress.title, '/confirm-address')
  })
  app.post('/confirm-address', async (request, reply) => {
    const { language } = await visit(parts, request)
    const code = codeOf(request.body)
    const texts = deskPages[language].confirmAddress
    return orOver(reply, language, doorPaths.signIn(), async () => {
      const { side, oldAddress, newAddress } = await database.within('', tx =>
        lookAtAddressLink(tx, code, at()),
      )
      return sendPage(reply, {
        language,
        title: texts.title,
        body: html`<p>${say(texts[side], { old: oldAddress, new: newAddress })}</p>
<form method="post" action="/confirm-address/yes">${hidden('code', code)}${actions(button(texts.submit))}</form>
<form method="post" action="/confirm-address/no">${hidden('code', code)}${actions(button(texts.refuse, 'plain'))}</form>`,
      })
    })
  })
  app.post('/confirm-address/yes', async (request, reply) => {
    const { language } = await visit(parts, request)
    const texts = deskPages[language].confirmAddress
    return orOver(reply, language, doorPaths.signIn(), async () => {
      const { done, newAddress } = await confirmAddress(
        parts.kernel,
        await house(),
        codeOf(request.body),
        whereFrom(request),
      )
      return sendPage(reply, {
        language,
        title: texts.title,
        body: html`${notice('good', done ? say(texts.done, { new: newAddress }) : texts.half)}${done && actions(linkButton(deskPages[language].signIn.title, '/sign-in?why=changed', 'main'))}`,
      })
    })
  })
  app.post('/confirm-address/no', async (request, reply) => {
    const { language } = await visit(parts, request)
    const texts = deskPages[language].confirmAddress
    return orOver(reply, language, doorPaths.signIn(), async () => {
      await refuseAddressChange(parts.kernel, codeOf(request.body))
      return sendPage(reply, { language, title: texts.title, body: notice('plain', texts.refused) })
    })
  })
}

/** As it was pasted: the whole link, or what stands behind its #. */
export function codeOf(body: unknown): string {
  return fieldOf(body, 'code').trim().replace(/^.*#/, '')
}

/**
 * A link that is over has one page, whatever it was for.
 * @param another where another one is asked for: a path, or a form
 */
export async function orOver(
  reply: FastifyReply,
  language: Language,
  another: string | Html,
  work: () => Promise<unknown>,
): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    const problem = problemFrom(error)
    if (problem.code !== 'link-is-over') throw error
    const texts = deskPages[language].link
    return sendPage(reply, {
      language,
      title: texts.overTitle,
      body: html`${notice('bad', texts.over)}${typeof another === 'string' ? actions(linkButton(texts.another, another, 'main')) : another}`,
      status: problem.status,
    })
  }
}

export function sendAskForCode(reply: FastifyReply, language: Language, title: string, action: string) {
  const texts = deskPages[language].link
  return sendPage(reply, {
    language,
    title,
    body: html`<form method="post" action="${action}">${field({ name: 'code', label: texts.code, hint: texts.codeHint, autocomplete: 'off' })}${actions(button(texts.open))}</form>`,
    script: takeCode,
  })
}

function sendForgot(reply: FastifyReply, language: Language, address: string, above?: Html, status = 200) {
  const texts = deskPages[language].forgot
  return sendPage(reply, {
    language,
    title: texts.title,
    body: html`${above}<p>${texts.intro}</p><form method="post" action="${doorPaths.forgotPassword()}">
${field({ name: 'address', label: deskPages[language].signIn.address, type: 'email', value: address, autocomplete: 'username', autofocus: true })}${actions(button(texts.submit))}</form>
<p class="hint"><a href="${doorPaths.signIn()}">${texts.back}</a></p>`,
    status,
  })
}

function sendNewPassword(
  reply: FastifyReply,
  language: Language,
  code: string,
  address: string,
  wrong?: string,
) {
  const texts = deskPages[language].newPassword
  return sendPage(reply, {
    language,
    title: texts.title,
    body: html`<p>${say(texts.intro, { address })}</p><form method="post" action="/new-password/set">${hidden('code', code)}
<input type="hidden" name="username" autocomplete="username" value="${address}">
${field({ name: 'password', label: texts.password, type: 'password', hint: texts.passwordHint, wrong, autocomplete: 'new-password', autofocus: true })}${actions(button(texts.submit))}</form>`,
    status: wrong ? 400 : 200,
  })
}
