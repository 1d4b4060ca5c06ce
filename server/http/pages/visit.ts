import type { FastifyReply, FastifyRequest } from 'fastify'
import { consolePaths } from '#contract/paths.ts'
import type { Caller } from '#server/access/route.ts'
import { isLocalPath } from '#server/access/routes.ts'
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
