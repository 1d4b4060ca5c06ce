import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import type { Caller } from '#server/access/route.ts'
import { isLocalPath } from '#server/access/routes.ts'
import { signOut } from '#server/people/sign-out.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { chooseLanguage, type Html, html, renderPage } from '#server/plumbing/page.ts'
import { linkButton, notice } from '#server/plumbing/page-parts.ts'
import { refusalTexts as de } from '#texts/de/refusals.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { refusalTexts as en } from '#texts/en/refusals.ts'
import { refusalTexts as nl } from '#texts/nl/refusals.ts'
import type { AppParts } from '../app.ts'
import { identify, sessionCookieName, setSessionCookie } from '../identify.ts'
import { serveDevMail } from './dev-mail-page.ts'
import { serveEnter } from './enter-page.ts'
import { serveSetUp } from './set-up-page.ts'
import { serveSignIn } from './sign-in-page.ts'

export const refusalTexts = { de, en, nl }

/** Who looks at a page and in which language; the person's own language once he is signed in. */
export type Visit = { caller: Caller | undefined; language: Language }

/** The pages at the desk's own door: rendered here, without a script, each change a button in a form. */
export async function servePages(app: FastifyInstance, parts: AppParts): Promise<void> {
  serveSignIn(app, parts)
  serveEnter(app, parts)
  serveSetUp(app, parts)
  if (parts.demo) serveDevMail(app, parts)

  app.post('/sign-out', async (request, reply) => {
    const { caller, language } = await visit(parts, request)
    if (caller) await signOut(parts.kernel, caller.personId, caller.sessionId)
    setSessionCookie(reply, parts.url, null)
    const texts = deskPages[language].signedOut
    return sendPage(
      reply,
      language,
      texts.title,
      html`${notice('good', texts.said)}${linkButton(texts.again, doorPaths.signIn(), 'main')}`,
    )
  })
}

export async function visit(parts: AppParts, request: FastifyRequest): Promise<Visit> {
  const caller = await identify(parts.kernel, request.cookies[sessionCookieName(parts.url)])
  return { caller, language: caller?.language ?? chooseLanguage(request.headers['accept-language']) }
}

export function sendPage(
  reply: FastifyReply,
  language: Language,
  title: string,
  body: Html,
  formsGoTo: readonly string[] = [],
  status = 200,
  script?: string,
) {
  const page = renderPage({ language, title, body, formsGoTo, script })
  return reply.code(status).headers(page.headers).send(page.text)
}

/** Where to go after a page: only to a path of this desk, so that nobody is sent elsewhere from here. */
export function wayBack(to: unknown): string {
  return typeof to === 'string' && isLocalPath(to) ? to : consolePaths.home()
}
