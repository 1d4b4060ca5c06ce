import type { IncomingMessage, ServerResponse } from 'node:http'
import { problems, type RefusalCode } from '#contract/problems.ts'
import { chooseLanguage, type Page, renderPage } from '#server/plumbing/page.ts'

type Headers = Readonly<Record<string, string>>

/** What is answered, before it is sent. */
export type Reply = { status: number; headers: Headers; body: string } | Ready

/** A 200 without a body whose head is text already, for answers that are given again and again. */
export type Ready = {
  /** From the status line to the empty line, for a connection that stays open. */
  text: string
  /** The same headers, names and values in turn, for any other connection. */
  headers: readonly string[]
}

/** Sends it, unless nobody waits any more. */
export function send(response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return
  if ('text' in reply) {
    sendReady(response, reply)
    return
  }
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': Buffer.byteLength(reply.body) })
  response.end(reply.body)
}

/**
 * node:http checks, joins and copies the headers of every answer anew, and for ours that costs more than deciding. So
 * the finished head is put where writeHead() would leave it (`_header`, which half the ecosystem reads). If a Node does
 * not have that place, or the connection is to be closed after this, the headers go the ordinary way.
 */
function sendReady(response: ServerResponse, ready: Ready): void {
  const inside = response as unknown as { _header?: string | null }
  if (inside._header === null && response.shouldKeepAlive) inside._header = ready.text
  else response.writeHead(200, ready.headers as string[])
  response.end()
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
