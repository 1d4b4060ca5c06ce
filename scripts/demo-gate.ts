// A small reverse proxy that stands before the demo shop where no nginx or Caddy is at hand. It asks the gate before
// every request, in the words of Caddy, and, unlike them, goes on asking while a response is still running: when the
// entry ends, what is open is cut. HTTP only, for demonstration and tests.
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

export type DemoGateOptions = {
  /** 0: any that is free */
  port: number
  /** Where the shop listens, for instance http://127.0.0.1:9000 */
  shop: string
  /** Where the desk listens */
  desk: string
  key: string
  /** As visitors write it, for instance kaffeerad.localhost:8081 */
  host: string
  /** How often the gate is asked about what is still running, ms */
  askAgainEveryMs?: number
}

/** Something that goes on after it was let in: a stream, a download, a WebSocket. */
type Running = { question: OutgoingHttpHeaders; cut(): void }

const doorPath = /^\/\.einlass\/(arrive|here|leave)$/
const hopByHop = new Set([
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

export async function startDemoGate(
  options: DemoGateOptions,
): Promise<{ port: number; stop(): Promise<void> }> {
  const running = new Set<Running>()

  const server = createServer((request, response) => {
    answer(request, response).catch(() =>
      refuse(response, 503, 'The desk or the shop does not answer, so nobody is let in.'),
    )
  })
  server.on('upgrade', (request, socket, head) => {
    upgrade(request, socket, head).catch(() => socket.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host?.toLowerCase() !== options.host)
      return refuse(response, 421, 'There is no such shop here.')
    const door = doorPath.exec(request.url?.split('?', 1)[0] ?? '')
    if (door) {
      const headers = { ...cleaned(request, false), ...forwarded(request), 'x-einlass-gate-key': options.key }
      return pass(await forward(options.desk, `/gate/${door[1]}`, request, headers), response)
    }
    const question = ask(request)
    const verdict = await askGate(question)
    if (verdict.statusCode !== 200) return pass(verdict, response)
    verdict.resume()
    const reply = await forward(options.shop, request.url ?? '/', request, forTheShop(request, verdict))
    watch({ question, cut: () => response.destroy() }, response)
    pass(reply, response)
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    const question = ask(request)
    const verdict = request.headers.host?.toLowerCase() === options.host ? await askGate(question) : undefined
    verdict?.resume()
    if (verdict?.statusCode !== 200) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(options.shop)
    const shop = connect(Number(port), hostname)
    const headers = {
      ...forTheShop(request, verdict),
      connection: 'Upgrade',
      upgrade: request.headers.upgrade ?? '',
    }
    shop.on('error', () => socket.destroy())
    socket.on('close', () => shop.destroy())
    shop.write(
      `${request.method} ${request.url} HTTP/1.1\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
    )
    shop.write(head)
    shop.pipe(socket).pipe(shop)
    watch({ question, cut: () => socket.destroy() }, socket)
  }

  function ask(request: IncomingMessage): OutgoingHttpHeaders {
    return {
      ...cleaned(request, true),
      ...forwarded(request),
      'x-forwarded-method': request.method,
      'x-forwarded-uri': request.url,
      'x-einlass-gate-key': options.key,
    }
  }

  function askGate(headers: OutgoingHttpHeaders): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      send(`${options.desk}/gate/caddy`, { headers, timeout: 5_000 }, resolve)
        .on('error', reject)
        .on('timeout', () => reject(new Error('no answer')))
        .end()
    })
  }

  function watch(one: Running, stream: ServerResponse | Duplex): void {
    running.add(one)
    stream.on('close', () => running.delete(one))
  }

  // One question a round for each visitor, however much he has open.
  const timer = setInterval(() => {
    for (const [, same] of Map.groupBy(running, one => String(one.question.cookie))) {
      askGate(same[0]!.question).then(
        verdict => {
          verdict.resume()
          if (verdict.statusCode !== 200) for (const one of same) one.cut()
        },
        () => {
          for (const one of same) one.cut()
        },
      )
    }
  }, options.askAgainEveryMs ?? 1_000)
  timer.unref()

  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve),
  )
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      clearInterval(timer)
      for (const one of running) one.cut()
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

/**
 * The visitor's headers without what only we may say. Second spellings with other signs go to the gate, which refuses
 * them, and so never reach the shop.
 */
function cleaned(request: IncomingMessage, withoutBody: boolean): OutgoingHttpHeaders {
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

function forwarded(request: IncomingMessage): OutgoingHttpHeaders {
  return {
    'x-forwarded-proto': 'http',
    'x-forwarded-host': request.headers.host,
    'x-forwarded-for': request.socket.remoteAddress?.replace(/^::ffff:/, ''),
  }
}

/** What the shop gets: who the visitor is by our word alone, and not the cookie that lets him in. */
function forTheShop(request: IncomingMessage, verdict: IncomingMessage): OutgoingHttpHeaders {
  const { cookie, ...headers } = { ...cleaned(request, false), ...forwarded(request) }
  const cookies = String(cookie ?? '')
    .split(/;\s*/)
    .filter(pair => pair !== '' && !pair.includes('einlass-entry='))
  const who = Object.fromEntries(
    identity.flatMap(name => (verdict.headers[name] === undefined ? [] : [[name, verdict.headers[name]]])),
  )
  return { ...headers, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}), ...who }
}

function forward(
  origin: string,
  path: string,
  request: IncomingMessage,
  headers: OutgoingHttpHeaders,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin)
    const sent = send({ hostname, port, path, method: request.method, headers }, resolve).on('error', reject)
    request.on('close', () => {
      if (!request.complete) sent.destroy()
    })
    request.pipe(sent)
  })
}

function pass(from: IncomingMessage, response: ServerResponse): void {
  const headers = Object.entries(from.headersDistinct).filter(([name]) => !hopByHop.has(name)) as [
    string,
    string[],
  ][]
  response.writeHead(
    from.statusCode ?? 502,
    Object.fromEntries(headers.map(([name, values]) => [name, values.length === 1 ? values[0]! : values])),
  )
  from.pipe(response)
  from.on('error', () => response.destroy())
  response.on('close', () => from.destroy())
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  if (!response.headersSent)
    response.writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'Retry-After': 5,
    })
  response.end(`${sentence}\n`)
}
