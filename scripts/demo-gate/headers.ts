import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'

export const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
const identity = [
  'x-einlass-assertion',
  'x-einlass-revision',
  'remote-user',
  'remote-name',
  'remote-groups',
] as const
const fromUsOnly = /^(x-forwarded-|x-original-|x-einlass-|remote-|x-real-ip$)/

/**
 * The visitor's headers without what only we may say. Second spellings with other signs go to the gate, which refuses
 * them, and so never reach the shop.
 */
export function cleaned(request: IncomingMessage, withoutBody: boolean): OutgoingHttpHeaders {
  const headers: Record<string, string[]> = {}
  const named = new Set(
    (request.headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map(name => name.trim()),
  )
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]!.toLowerCase()
    if (hopByHop.has(name) || named.has(name) || fromUsOnly.test(name)) continue
    if (withoutBody && (name === 'content-length' || name === 'expect')) continue
    headers[name] = [...(headers[name] ?? []), request.rawHeaders[i + 1]!]
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => [
      name,
      name === 'cookie' ? values.join('; ') : values.length === 1 ? values[0] : values,
    ]),
  )
}

export function forwarded(request: IncomingMessage): OutgoingHttpHeaders {
  return {
    'x-forwarded-proto': 'http',
    'x-forwarded-host': request.headers.host,
    'x-forwarded-for': request.socket.remoteAddress?.replace(/^::ffff:/, ''),
  }
}

/** What the shop gets: who the visitor is by our word alone, and not the cookie that lets him in. */
export function forTheShop(request: IncomingMessage, verdict: IncomingMessage): OutgoingHttpHeaders {
  const { cookie, ...headers } = { ...cleaned(request, false), ...forwarded(request) }
  const cookies = String(cookie ?? '')
    .split(/;\s*/)
    .filter(pair => pair !== '' && !pair.includes('einlass-entry='))
  const who = Object.fromEntries(
    identity.flatMap(name => (verdict.headers[name] === undefined ? [] : [[name, verdict.headers[name]]])),
  )
  return { ...headers, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}), ...who }
}
