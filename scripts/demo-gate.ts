// A small reverse proxy that stands before the demo shop where no nginx or Caddy is at hand. It asks the gate before
// every request, in the words of Caddy, and, unlike them, goes on asking while a response is still running: when the
// entry ends, what is open is cut. HTTP only, for demonstration and tests.
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { cleaned, forTheShop, forwarded, hopByHop } from './demo-gate/headers.ts'

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
        .on('timeout', function (this: ClientRequest) {
          this.destroy(new Error('no answer'))
        })
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
      ...(status === 503 ? { 'Retry-After': 5 } : {}),
    })
  response.end(`${sentence}\n`)
}
