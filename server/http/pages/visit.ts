import type { FastifyReply, FastifyRequest } from 'fastify'
import { consolePaths } from '#contract/paths.ts'
import type { Caller } from '#server/access/route.ts'
import { isLocalPath } from '#server/access/routes.ts'
import { readHouse } from '#server/people/house.ts'
import type { SigningIn } from '#server/people/sign-in.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { chooseLanguage, type Html, renderPage } from '#server/plumbing/page.ts'
import { refusalTexts as de } from '#texts/de/refusals.ts'
import { refusalTexts as en } from '#texts/en/refusals.ts'
import { refusalTexts as nl } from '#texts/nl/refusals.ts'
import { identify, sessionCookieName } from '../identify.ts'
import type { AppParts } from '../parts.ts'

export const refusalTexts = { de, en, nl }

/** Who looks at a page and in which language; the person's own language once he is signed in. */
export type Visit = { caller: Caller | undefined; language: Language }

export async function visit(parts: AppParts, request: FastifyRequest): Promise<Visit> {
  const caller = await identify(parts.kernel, { cookie: request.cookies[sessionCookieName(parts.url)] })
  return { caller, language: caller?.language ?? chooseLanguage(request.headers['accept-language']) }
}

export type PageToSend = {
  language: Language
  title: string
  body: Html
  formsGoTo?: readonly string[]
  status?: number
  script?: string
  scriptConnects?: boolean
}

export function sendPage(reply: FastifyReply, { status = 200, ...page }: PageToSend) {
  const { text, headers } = renderPage(page)
  return reply.code(status).headers(headers).send(text)
}

/** What a form's field holds, at most so long; anything but a text is nothing. */
export function fieldOf(body: unknown, name: string, longest = 1_000): string {
  const value = (body as Record<string, unknown> | undefined)?.[name]
  return typeof value === 'string' ? value.slice(0, longest) : ''
}

/** What signing in needs of this desk. */
export async function signingOf(parts: AppParts): Promise<SigningIn> {
  const { provider } = await readHouse(parts.kernel.database, parts.url)
  return {
    database: parts.kernel.database,
    keys: parts.keys,
    party: { origin: parts.url, name: `Einlass ${provider}` },
  }
}

/** Moves the code of a link from behind the # into its field, out of the address, and hides the field. */
export const takeCode = `const code = location.hash.slice(1), field = document.getElementById('code')
if (code && field) { field.value = code; field.closest('.field').hidden = true; history.replaceState(null, '', location.pathname); document.querySelector('main button').focus() }`

/** Where to go after a page: only to a path of this desk, so that nobody is sent elsewhere from here. */
export function wayBack(to: unknown): string {
  return typeof to === 'string' && isLocalPath(to) ? to : consolePaths.home()
}
