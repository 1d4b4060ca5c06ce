import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { demoPassword, demoPeople } from '#db/seeds/cast.ts'
import { readHouse } from '#server/people/house.ts'
import { isSetUp } from '#server/people/set-up.ts'
import {
  offerPasskeySignIn,
  type Progress,
  signInByPasskey,
  signInByPassword,
} from '#server/people/sign-in.ts'
import { signOut } from '#server/people/sign-out.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { type Html, html } from '#server/plumbing/page.ts'
import {
  actions,
  button,
  field,
  hidden as hiddenField,
  linkButton,
  notice,
} from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import {
  identify,
  sessionCookieName,
  setCookie,
  setSessionCookie,
  signInCookieName,
  whereFrom,
} from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { usePasskey } from './passkey-script.ts'
import { fieldOf, refusalTexts, sendPage, signingOf, visit, wayBack } from './visit.ts'

type Why = keyof (typeof deskPages)['en']['signIn']['why']

export function serveSignIn(app: FastifyInstance, parts: AppParts): void {
  app.get<{ Querystring: { to?: unknown; why?: unknown } }>('/sign-in', async (request, reply) => {
    const { caller, language } = await visit(parts, request)
    const to = wayBack(request.query.to)
    if (caller && request.query.to !== undefined) return reply.redirect(to, 303)
    if (!(await isSetUp(parts.kernel))) return reply.redirect('/set-up', 303)
    const { why } = deskPages[language].signIn
    const said = typeof request.query.why === 'string' && Object.hasOwn(why, request.query.why)
    return sendSignIn(parts, reply, language, {
      to,
      address: '',
      above: said && notice('plain', why[request.query.why as Why]),
    })
  })

  app.post('/sign-in', async (request, reply) => {
    const { language } = await visit(parts, request)
    const given = {
      address: fieldOf(request.body, 'address', 254),
      password: fieldOf(request.body, 'password'),
      to: wayBack(fieldOf(request.body, 'to', 2_000)),
    }
    try {
      const at = new Date(parts.kernel.clock.now())
      const progress = await signInByPassword(await signingOf(parts), given, whereFrom(request), at)
      return await goOn(parts, request, reply, progress)
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status >= 500) throw error
      const above = notice('bad', refusalTexts[language][problem.code])
      return sendSignIn(parts, reply, language, { ...given, above, status: problem.status })
    }
  })

  app.post('/sign-in/passkey/begin', async (request, reply) => {
    const at = new Date(parts.kernel.clock.now())
    const token = request.cookies[signInCookieName(parts.url)]
    const to = wayBack(fieldOf(request.body, 'to', 2_000))
    const signing = await signingOf(parts)
    const { options, begun } = await offerPasskeySignIn(signing, token, to, whereFrom(request), at)
    if (begun) setCookie(reply, parts.url, signInCookieName(parts.url), begun.token, begun.expiresAt)
    return reply.send({ options })
  })

  app.post('/sign-in/passkey', async (request, reply) => {
    const at = new Date(parts.kernel.clock.now())
    const token = request.cookies[signInCookieName(parts.url)]
    const passkey = (request.body as { passkey?: unknown } | undefined)?.passkey
    const signing = await signingOf(parts)
    const progress = await signInByPasskey(signing, token, passkey, whereFrom(request), at)
    return reply.send({ to: await enterHouse(parts, request, reply, progress) })
  })

  // Whether the browser keeps cookies shows only when it comes back.
  app.get<{ Querystring: { to?: unknown } }>('/sign-in/arrived', async (request, reply) => {
    const { caller, language } = await visit(parts, request)
    if (caller) return reply.redirect(wayBack(request.query.to), 303)
    const { cookies, common } = deskPages[language]
    return sendPage(reply, {
      language,
      title: cookies.title,
      body: html`${notice('bad', cookies.said)}${actions(linkButton(common.again, doorPaths.signIn(), 'main'))}`,
      status: 400,
    })
  })
}

/** Where somebody comes next who has proven something: on to the next step, or into the house. */
export async function goOn(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  progress: Progress,
): Promise<unknown> {
  return reply.redirect(await enterHouse(parts, request, reply, progress), 303)
}

/**
 * Sets the cookies. A session of another time in the same browser ends: nobody goes on as two people, and a cookie that
 * somebody else put there is worth nothing afterwards.
 * @returns the path that comes next
 */
export async function enterHouse(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  progress: Progress,
): Promise<string> {
  if (progress.at === 'half') {
    setCookie(reply, parts.url, signInCookieName(parts.url), progress.token, progress.expiresAt)
    return progress.next === 'code' ? doorPaths.signInCode() : doorPaths.signInSetUp()
  }
  const before = await identify(parts.kernel, { cookie: request.cookies[sessionCookieName(parts.url)] })
  if (before?.via.by === 'session') await signOut(parts.kernel, before.personId, before.via.sessionId)
  setCookie(reply, parts.url, signInCookieName(parts.url), null)
  setSessionCookie(reply, parts.url, progress.token, progress.expiresAt)
  return `/sign-in/arrived?to=${encodeURIComponent(wayBack(progress.to))}`
}

/** What stands on the button that leads to the provider's own OpenID provider. */
export async function nameProviderButton(parts: AppParts, language: Language): Promise<string> {
  const name = parts.provider?.name ?? (await readHouse(parts.kernel.database, parts.url)).provider
  return say(deskPages[language].signIn.provider, { provider: name })
}

export async function sendSignIn(
  parts: AppParts,
  reply: FastifyReply,
  language: Language,
  page: { to: string; address: string; above: Html | false; status?: number },
) {
  const texts = deskPages[language].signIn
  const { to, address } = page
  const form = html`<form method="post" action="${doorPaths.signIn()}">${hiddenField('to', to)}
${field({ name: 'address', label: texts.address, type: 'email', value: address, autocomplete: 'username webauthn', autofocus: address === '' })}
${field({ name: 'password', label: texts.password, type: 'password', autocomplete: 'current-password', autofocus: address !== '' })}
${actions(button(texts.submit))}</form>
${usePasskey.button(texts.passkey, texts.passkeyFailed, to, 'conditional')}
${parts.provider && html`<form method="post" action="${doorPaths.signInProvider()}">${hiddenField('to', to)}${actions(button(await nameProviderButton(parts, language), 'plain'))}</form>`}
<p class="hint"><a href="${doorPaths.forgotPassword()}">${texts.forgot}</a></p>`
  return sendPage(reply, {
    language,
    title: texts.title,
    body: html`${page.above}${form}${parts.demo && demo(language, to)}`,
    script: usePasskey.script,
    scriptConnects: true,
    status: page.status ?? 200,
  })
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
