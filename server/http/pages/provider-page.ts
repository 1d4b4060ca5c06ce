import type { FastifyInstance, FastifyReply } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { comeBackFromProvider, goToProvider } from '#server/people/provider-sign-in.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { actions, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { setCookie, signInCookieName, whereFrom } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { goOn, nameProviderButton, sendSignIn } from './sign-in-page.ts'
import { fieldOf, refusalTexts, sendPage, signingOf, visit, wayBack } from './visit.ts'

/** Signing in through the provider's own OpenID provider, where one is set up. Signing in here works beside it. */
export function serveProvider(app: FastifyInstance, parts: AppParts): void {
  const { provider } = parts
  if (!provider) return

  // Begun by a button: looking at an address changes nothing, and no other site can begin it for somebody.
  app.post(doorPaths.signInProvider(), async (request, reply) => {
    const { language } = await visit(parts, request)
    const to = wayBack(fieldOf(request.body, 'to', 2_000))
    const at = new Date(parts.kernel.clock.now())
    try {
      const went = await goToProvider(await signingOf(parts), provider, to, whereFrom(request), at)
      if ('failed' in went) {
        parts.log.warn(`The OpenID provider cannot be used: ${went.failed}`)
        const above = notice('bad', deskPages[language].signIn.why.provider)
        return await sendSignIn(parts, reply, language, { to, address: '', above, status: 503 })
      }
      setCookie(reply, parts.url, signInCookieName(parts.url), went.token, went.expiresAt)
      return await sendOn(reply, language, went.url)
    } catch (error) {
      return sendRefusal(reply, language, to, error)
    }
  })

  // Whoever reloads the page between comes to where he can press the button again.
  app.get(doorPaths.signInProvider(), (_request, reply) => reply.redirect(doorPaths.signIn(), 303))

  app.get(doorPaths.signInProviderBack(), { exposeHeadRoute: false }, async (request, reply) => {
    const { language } = await visit(parts, request)
    const token = request.cookies[signInCookieName(parts.url)]
    const answer = new URL(request.url, parts.url).searchParams
    const at = new Date(parts.kernel.clock.now())
    try {
      const signing = await signingOf(parts)
      const came = await comeBackFromProvider(signing, provider, { token, answer }, whereFrom(request), at)
      if ('progress' in came) return await goOn(parts, request, reply, came.progress)
      parts.log.warn(`An answer of the OpenID provider was refused: ${came.because}`)
      // Without the code and the state in the address.
      const query = new URLSearchParams({ why: came.refused, ...(came.to ? { to: came.to } : {}) })
      return reply.redirect(`${doorPaths.signIn()}?${query}`, 303)
    } catch (error) {
      return sendRefusal(reply, language, wayBack(undefined), error)
    }
  })

  // Not a redirect: browsers hold those that follow a form to the page's form-action, however many hosts the provider
  // leads through, and this desk would have to know them all.
  async function sendOn(reply: FastifyReply, language: Language, { href }: URL) {
    const label = await nameProviderButton(parts, language)
    reply.header('Refresh', `0;url=${href}`)
    return sendPage(reply, { language, title: label, body: actions(linkButton(label, href, 'main')) })
  }

  /** A refusal is shown where it can be tried again; what is none goes on to be reported. */
  async function sendRefusal(reply: FastifyReply, language: Language, to: string, error: unknown) {
    const problem = problemFrom(error)
    if (problem.status >= 500) throw error
    const above = notice('bad', refusalTexts[language][problem.code])
    return sendSignIn(parts, reply, language, { to, address: '', above, status: problem.status })
  }
}
