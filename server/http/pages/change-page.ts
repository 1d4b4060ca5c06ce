import type { FastifyInstance } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import {
  confirmByLink,
  lookAtChange,
  type Opened,
  stopByLink,
} from '#server/doors/sub-account/holders/by-link.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import { html } from '#server/plumbing/page.ts'
import { actions, button, facts, hidden, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { changePages } from '#texts/change-pages.ts'
import type { AppParts } from '../parts.ts'
import { codeOf, orOver, sendAskForCode } from './link-pages.ts'
import { sendPage, visit } from './visit.ts'

const path = '/confirm-change'

/** Where one of two mailboxes confirms, or stops, what controls a domain. Opening it does nothing. */
export function serveChangePage(app: FastifyInstance, parts: AppParts): void {
  const { kernel, url } = parts
  app.get(path, async (request, reply) => {
    const { language } = await visit(parts, request)
    return sendAskForCode(reply, language, changePages[language].title, path)
  })
  app.post(path, async (request, reply) => {
    const { language } = await visit(parts, request)
    const code = codeOf(request.body)
    const texts = changePages[language]
    return orOver(reply, language, doorPaths.signIn(), async () => {
      const opened = await lookAtChange(kernel, code)
      const { side, change } = opened
      const stop = html`<form method="post" action="${path}/no">${hidden('code', code)}${actions(button(texts.stop, side === 'stop' ? 'main' : 'plain'))}</form>`
      return sendPage(reply, {
        language,
        title: texts.title,
        body: html`<p>${say(texts[change.kind][side], valuesOf(opened, language))}</p>${tellFacts(opened, language)}${
          side === 'stop'
            ? stop
            : html`<p class="hint">${say(texts.next[change.kind], { count: opened.waitDays })}</p>
<form method="post" action="${path}/yes">${hidden('code', code)}${actions(button(texts.confirm))}</form>${stop}`
        }`,
      })
    })
  })
  app.post(`${path}/yes`, async (request, reply) => {
    const { language } = await visit(parts, request)
    const texts = changePages[language]
    return orOver(reply, language, doorPaths.signIn(), async () => {
      const { takesEffectAt, account } = await confirmByLink(kernel, url, codeOf(request.body))
      const said = takesEffectAt
        ? say(texts.both, { at: sayInstant(takesEffectAt, account.zone, language) })
        : texts.half
      return sendPage(reply, { language, title: texts.title, body: notice('good', said) })
    })
  })
  app.post(`${path}/no`, async (request, reply) => {
    const { language } = await visit(parts, request)
    const texts = changePages[language]
    return orOver(reply, language, doorPaths.signIn(), async () => {
      await stopByLink(kernel, url, codeOf(request.body))
      return sendPage(reply, { language, title: texts.title, body: notice('plain', texts.stopped) })
    })
  })
}

function valuesOf({ change }: Opened, language: Language) {
  return {
    domain: change.domain?.name ?? '',
    contact: change.next.name,
    address: change.newShown ?? change.newAddress,
    at: change.takesEffectAt ? sayInstant(change.takesEffectAt, change.account.zone, language) : '',
  }
}

function tellFacts({ change }: Opened, language: Language) {
  const { words } = changePages[language]
  const isHolder = change.kind === 'holder'
  return facts([
    [words.account, change.account.name],
    [words.domain, change.domain?.name],
    [words.oldHolder, isHolder ? (change.old?.name ?? words.nobody) : undefined],
    [words.newHolder, isHolder ? change.next.name : undefined],
    [words.contact, isHolder ? undefined : change.next.name],
    [words.oldAddress, isHolder ? undefined : change.oldAddress],
    [words.newAddress, isHolder ? undefined : (change.newShown ?? change.newAddress)],
    [words.askedBy, change.askedBy.name],
    [words.until, sayInstant(change.takesEffectAt ?? change.expiresAt, change.account.zone, language)],
  ])
}
