import type { FastifyInstance } from 'fastify'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { listOpenTo, type OpenView } from '#server/access/4-enter/list-open-to.ts'
import { writeTicket } from '#server/access/4-enter/ticket.ts'
import { everyAccount } from '#server/access/account.ts'
import { type Caller, sessionOf } from '#server/access/route.ts'
import { isLocalPath } from '#server/access/routes.ts'
import { sayInstant } from '#server/plumbing/calendar/say-instant.ts'
import { sayTimeLeft } from '#server/plumbing/calendar/say-time-left.ts'
import { isId } from '#server/plumbing/ids.ts'
import { html } from '#server/plumbing/page.ts'
import {
  actions,
  button,
  facts,
  hidden as hiddenField,
  linkButton,
  notice,
} from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import type { AppParts } from '../parts.ts'
import { sendPage, visit } from './visit.ts'

/** The page before a shop: who you are, until when, what is recorded, and the one button that enters. */
export function serveEnter(app: FastifyInstance, parts: AppParts): void {
  app.get<{ Params: { resourceId: string }; Querystring: { to?: unknown } }>(
    '/enter/:resourceId',
    async (request, reply) => {
      const { caller, language } = await visit(parts, request)
      const { resourceId } = request.params
      const to =
        typeof request.query.to === 'string' && isLocalPath(request.query.to) ? request.query.to : '/'
      if (!caller) return reply.redirect(doorPaths.signIn(doorPaths.enter(resourceId, to)), 303)

      const now = parts.kernel.clock.now()
      const open = isId(resourceId)
        ? (
            await parts.kernel.database.within(everyAccount, tx =>
              listOpenTo(tx, caller.personId, now, resourceId),
            )
          )[0]
        : undefined
      const texts = deskPages[language]
      if (!open) {
        const body = html`${notice('plain', texts.notOpen.said)}${actions(
          caller.support &&
            linkButton(
              texts.notOpen.ask,
              consolePaths.ask(isId(resourceId) ? resourceId : undefined),
              'main',
            ),
          linkButton(texts.notOpen.back, consolePaths.home()),
        )}`
        return sendPage(reply, { language, title: texts.notOpen.title, body, status: 403 })
      }
      const title = say(texts.enter.title, { shop: open.resource.name })
      if (open.can.enter !== true || !open.resource.origin) {
        return sendPage(reply, {
          language,
          title,
          body: html`${notice('warm', texts.notOpen.noEntrance)}${actions(linkButton(texts.notOpen.back, consolePaths.open()))}`,
        })
      }
      // The ticket lies in the page, not in an address: it is sent by the button, in the body of a POST to the shop's door.
      const ticket = writeTicket(
        parts.keys.derive('ticket'),
        {
          account: open.account.id,
          resource: open.resource.id,
          person: caller.personId,
          session: sessionOf(caller).sessionId,
        },
        now,
      )
      const body = html`${tell(open, caller, language, now)}
<form method="post" action="${open.resource.origin}/.einlass/arrive">${hiddenField('ticket', ticket.text)}${hiddenField('to', to)}
${actions(button(texts.enter.submit), linkButton(texts.enter.back, consolePaths.open()))}</form>`
      return sendPage(reply, { language, title, body, formsGoTo: [open.resource.origin] })
    },
  )
}

function tell(open: OpenView, caller: Caller, language: 'de' | 'en' | 'nl', now: number) {
  const texts = deskPages[language].enter
  const said = (pick: (grant: OpenView['grants'][number]) => string | null) =>
    open.grants.map(pick).find(text => text !== null) ?? undefined
  const until =
    open.until === null
      ? undefined
      : `${sayInstant(new Date(open.until), open.zone, language)} · ${sayTimeLeft(new Date(now), new Date(open.until), language)}`
  return html`${facts([
    [texts.as, caller.name],
    [texts.shop, `${open.resource.name} · ${open.resource.origin}`],
    [texts.account, open.account.name],
    [texts.until, until],
    [texts.may, open.permissions.includes('shop.operate') ? texts['shop.operate'] : texts['shop.view']],
    [texts.case, said(grant => grant.caseNumber)],
    [texts.message, said(grant => grant.message)],
  ])}${notice('plain', texts.logged)}`
}
