import type { FastifyInstance } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { sessionOf } from '#server/access/route.ts'
import { signOut } from '#server/people/sign-out.ts'
import { html } from '#server/plumbing/page.ts'
import { linkButton, notice } from '#server/plumbing/page-parts.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { setSessionCookie } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { serveChangePage } from './change-page.ts'
import { serveDevMail } from './dev-mail-page.ts'
import { serveEnter } from './enter-page.ts'
import { serveEnterPanel } from './enter-panel-page.ts'
import { serveInvitation } from './invitation-page.ts'
import { serveLinkPages } from './link-pages.ts'
import { serveProvider } from './provider-page.ts'
import { serveSecondStep } from './second-step-page.ts'
import { serveSetUp } from './set-up-page.ts'
import { serveSignIn } from './sign-in-page.ts'
import { sendPage, visit } from './visit.ts'

/** The pages at the desk's own door: rendered here, without a script, each change a button in a form. */
export async function servePages(app: FastifyInstance, parts: AppParts): Promise<void> {
  serveSignIn(app, parts)
  serveProvider(app, parts)
  serveSecondStep(app, parts)
  serveLinkPages(app, parts)
  serveInvitation(app, parts)
  serveChangePage(app, parts)
  serveEnter(app, parts)
  serveEnterPanel(app, parts)
  serveSetUp(app, parts)
  if (parts.demo) serveDevMail(app, parts)

  app.post('/sign-out', async (request, reply) => {
    const { caller, language } = await visit(parts, request)
    if (caller) await signOut(parts.kernel, caller.personId, sessionOf(caller).sessionId)
    setSessionCookie(reply, parts.url, null)
    const texts = deskPages[language].signedOut
    return sendPage(reply, {
      language,
      title: texts.title,
      body: html`${notice('good', texts.said)}${linkButton(texts.again, doorPaths.signIn(), 'main')}`,
    })
  })
}
