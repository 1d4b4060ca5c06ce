import type { IncomingMessage, ServerResponse } from 'node:http'
import { problems, type RefusalCode } from '#contract/problems.ts'
import { chooseLanguage, type Page, renderPage } from '#server/plumbing/page.ts'

type Headers = Readonly<Record<string, string>>

/** What is answered, before it is sent. Headers as an object, or raw: names and values in turn, with the length. */
export type Reply = { status: number; headers: Headers | readonly string[]; body: string }

/** Sends it, unless nobody waits any more. */
export function send(response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return
  const { headers } = reply
  if (isRaw(headers)) response.writeHead(reply.status, headers as string[])
  else response.writeHead(reply.status, { ...headers, 'Content-Length': Buffer.byteLength(reply.body) })
  response.end(reply.body)
}

function isRaw(headers: Reply['headers']): headers is readonly string[] {
  return Array.isArray(headers)
}

/** A sentence for whoever set up the proxy, or for nobody. */
export function plain(status: number, sentence: string): Reply {
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  }
  return { status, headers, body: `${sentence}\n` }
}

/** Said to everything that no honest proxy or browser sends. Not a word more: it would help to try again. */
export const senseless = plain(400, 'This request cannot be answered.')

/** A refusal for a program (RFC 9457), with the same codes as the API. */
export function problem(
  code: RefusalCode,
  more: Readonly<Record<string, unknown>> = {},
  headers: Headers = {},
): Reply {
  const { status, title } = problems[code]
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify({ type: 'about:blank', title, status, code, ...more }),
  }
}

/** A page for a person, in his language. */
export function page(
  request: IncomingMessage,
  status: number,
  write: (language: Page['language']) => Page,
  headers: Headers = {},
): Reply {
  const rendered = renderPage(write(chooseLanguage(request.headers['accept-language'])))
  return { status, headers: { ...rendered.headers, ...headers }, body: rendered.text }
}

export function redirect(status: 302 | 303, to: string, headers: Headers = {}): Reply {
  return { status, headers: { Location: to, 'Cache-Control': 'no-store', ...headers }, body: '' }
}

/**
 * Would a person see this answer as a page? Browsers say so since 2020 (Fetch Metadata, on safe connections); older
 * ones and http are told by what they accept.
 */
export function isForAPerson(request: IncomingMessage): boolean {
  const mode = request.headers['sec-fetch-mode']
  if (mode !== undefined && mode !== 'navigate') return false
  return request.headers.accept?.includes('text/html') ?? false
}
