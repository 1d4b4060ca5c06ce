import type { FastifyInstance } from 'fastify'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { enterPanel, type PanelEntry } from '#server/access/4-enter/enter-panel.ts'
import { Refusal } from '#server/access/refusal.ts'
import { isId } from '#server/plumbing/ids.ts'
import { html } from '#server/plumbing/page.ts'
import { actions, button, hidden, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { deskPages } from '#texts/desk-pages.ts'
import type { AppParts } from '../parts.ts'
import { fieldOf, sendPage, visit } from './visit.ts'

/** Whoever has no script presses the button. */
const goOn = "document.querySelector('main form').submit()"

/**
 * The way into a panel: the console sends a form, and the page that answers sends the assertion on, in the body of a POST.
 * The console itself may send forms to this desk only.
 */
export function serveEnterPanel(app: FastifyInstance, parts: AppParts): void {
  app.post<{ Params: { panelId: string } }>('/panels/:panelId/enter', async (request, reply) => {
    const { caller, language } = await visit(parts, request)
    if (!caller) return reply.redirect(doorPaths.signIn(consolePaths.myRights()), 303)
    const texts = deskPages[language]
    const entry = await open(fieldOf(request.body, 'accountId'))
    if (!entry)
      return sendPage(reply, {
        language,
        title: texts.notOpen.title,
        body: html`${notice('plain', texts.enterPanel.notOpen)}${actions(linkButton(texts.notOpen.back, consolePaths.myRights()))}`,
        status: 403,
      })
    const { origin, host } = new URL(entry.url)
    return sendPage(reply, {
      language,
      title: texts.enterPanel.title,
      body: html`<p>${texts.enterPanel.said} ${host}</p>
<form method="post" action="${entry.url}">${hidden('assertion', entry.assertion)}${actions(button(texts.enterPanel.submit))}</form>`,
      formsGoTo: [origin],
      script: goOn,
    })

    async function open(accountId: string): Promise<PanelEntry | undefined> {
      const { panelId } = request.params
      if (!caller || !isId(panelId) || !isId(accountId)) return undefined
      const by = { person: caller.personId, name: caller.name, language: caller.language }
      return enterPanel(parts.kernel, parts.keys, parts.url, by, { panelId, accountId }).catch(error => {
        if (error instanceof Refusal && (error.code === 'not-found' || error.code === 'no-open-grant'))
          return undefined
        throw error
      })
    }
  })
}
