// What the mocks of foreign systems have in common: a server that answers by a contract, and can have a bad day.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { method: string; url: URL; headers: IncomingHttpHeaders; body: string }
export type Answered = { status: number; headers?: Record<string, string>; body?: string }

/** Breaks the connection at the n-th request from now: before it was done, or after, so that only the answer is lost. */
type Break = { at: number; when: 'before' | 'after' }

export class ContractServer {
  address = ''
  /** What the server says to everything instead, or nothing at all. */
  badDay: Answered | 'hangs' | undefined
  break: Break | undefined
  /** What else happens in the world while the server is asked. */
  meanwhile: ((method: string, path: string) => void) | undefined
  readonly asked: { method: string; url: string }[] = []
  private readonly server

  constructor(answer: (asked: Asked) => Answered) {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', part => parts.push(part))
      request.on('end', () => {
        const url = new URL(request.url!, 'http://shop')
        const method = request.method!
        this.asked.push({ method, url: request.url! })
        this.meanwhile?.(method, url.pathname)
        const breaks = this.break && this.break.at-- === 0 ? this.break.when : undefined
        if (breaks === 'before') return void request.socket.destroy()
        if (this.badDay === 'hangs') return
        const { status, headers, body } =
          this.badDay ??
          answer({ method, url, headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
        if (breaks === 'after') return void request.socket.destroy()
        response.writeHead(status, headers).end(body)
      })
    })
  }

  /** @param port where it was before, to come back there; otherwise any that is free */
  async start(port = 0): Promise<void> {
    await new Promise<void>(resolve => this.server.listen(port, '127.0.0.1', resolve))
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  stop(): Promise<void> {
    this.server.closeAllConnections()
    return new Promise(resolve => this.server.close(() => resolve()))
  }
}
