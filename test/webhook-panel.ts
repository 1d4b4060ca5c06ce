// A program that listens: a real HTTP server that checks signatures as Standard Webhooks 1.0 says, written from its
// words and from nothing of ours.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = {
  headers: IncomingHttpHeaders
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came, and fails where it is not there
  body: any
  path: string
}

export class WebhookPanel {
  readonly heard: Heard[] = []
  /** What is answered; 'hang': nothing at all. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'hang' = { status: 204 }
  private readonly server: Server
  constructor() {
    this.server = createServer((request, response) => {
      let text = ''
      request.setEncoding('utf8')
      request.on('data', (part: string) => {
        text += part
      })
      request.on('end', () => {
        this.heard.push({
          headers: request.headers,
          text,
          body: JSON.parse(text),
          path: `${request.method} ${request.url}`,
        })
        const { answer } = this
        if (answer === 'hang') return
        response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? '')
      })
    })
  }
  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
  }
  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/einlass?from=desk`
  }
  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

/**
 * Is it signed with this secret? “Verifying signatures”, with a tolerance of five minutes for the instant.
 * @param shown the secret as it is shown: whsec_…
 * @param now epoch ms
 */
export function isSigned({ headers, text }: Pick<Heard, 'headers' | 'text'>, shown: string, now: number) {
  const [id, instant, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => {
    const value = headers[name]
    return typeof value === 'string' ? value : ''
  }) as [string, string, string]
  if (!id || !/^\d+$/.test(instant) || Math.abs(Number(instant) - now / 1000) > 5 * 60) return false
  const key = Buffer.from(shown.replace(/^whsec_/, ''), 'base64')
  const right = createHmac('sha256', key).update([id, instant, text].join('.'), 'utf8').digest()
  return signatures.split(' ').some(signature => {
    const [version, value = ''] = signature.split(',')
    const given = Buffer.from(value, 'base64')
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right)
  })
}
