import type { FastifyInstance } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { demoPassword, demoPeople } from '#db/seeds/cast.ts'
import { isSetUp } from '#server/people/set-up.ts'
import { signIn } from '#server/people/sign-in.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { html } from '#server/plumbing/page.ts'
import { actions, button, field, hidden as hiddenField, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { setSessionCookie, whereFrom } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { refusalTexts, sendPage, visit, wayBack } from './visit.ts'

export function serveSignIn(app: FastifyInstance, parts: AppParts): void {
  app.get<{ Querystring: { to?: unknown } }>('/sign-in', async (request, reply) => {
    const { caller, language } = await visit(parts, request)
    const to = wayBack(request.query.to)
    if (caller && request.query.to !== undefined) return reply.redirect(to, 303)
    if (!(await isSetUp(parts.kernel))) return reply.redirect('/set-up', 303)
    return sendPage(
      reply,
      language,
      deskPages[language].signIn.title,
      form(parts, language, { to, address: '' }),
    )
  })

  app.post<{ Body: { address?: unknown; password?: unknown; to?: unknown } }>(
    '/sign-in',
    async (request, reply) => {
      const { language } = await visit(parts, request)
      const { address, password, to } = request.body ?? {}
      const target = wayBack(to)
      const given = {
        address: typeof address === 'string' ? address.slice(0, 254) : '',
        password: typeof password === 'string' ? password.slice(0, 1_000) : '',
      }
      try {
        const { token, expiresAt } = await signIn(
          parts.kernel.database,
          given,
          whereFrom(request),
          parts.kernel.clock.now(),
        )
        setSessionCookie(reply, parts.url, token, expiresAt)
        return reply.redirect(target, 303)
      } catch (error) {
        const problem = problemFrom(error)
        if (problem.status >= 500) throw error
        const body = html`${notice('bad', refusalTexts[language][problem.code])}${form(parts, language, { to: target, address: given.address })}`
        return sendPage(reply, language, deskPages[language].signIn.title, body, [], problem.status)
      }
    },
  )
}

function form(parts: AppParts, language: Language, values: { to: string; address: string }) {
  const texts = deskPages[language].signIn
  return html`<form method="post" action="${doorPaths.signIn()}">${hiddenField('to', values.to)}
${field({ name: 'address', label: texts.address, type: 'email', value: values.address, autocomplete: 'username', autofocus: values.address === '' })}
${field({ name: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', autofocus: values.address !== '' })}
${actions(button(texts.submit))}</form>
${parts.demo && demo(language, values.to)}`
}

/** In the demonstration everybody may be anybody; each is a button, so that nobody has to type. */
function demo(language: Language, to: string) {
  const texts = deskPages[language].signIn
  const buttons = demoPeople.map(
    person =>
      html`<form method="post" action="${doorPaths.signIn()}">${hiddenField('to', to)}${hiddenField('address', person.address)}${hiddenField('password', demoPassword)}${button(`${say(texts.demoAs, { name: person.name })} – ${person.role[language]}`, 'plain')}</form>`,
  )
  return html`${notice('plain', say(texts.demoPeople, { password: demoPassword }))}${actions(...buttons)}`
}
