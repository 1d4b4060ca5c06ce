import { type IncomingHttpHeaders, request } from 'node:http'
import { type CastName, demoPassword, demoTotpSecret, people } from '#db/seeds/cast.ts'
import type { Planted } from '#db/seeds/plant-cast.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'

/** The shop behind the gate, and where visitors reach it. */
export const shopOrigin = 'http://kaffeerad.example'

// biome-ignore lint/suspicious/noExplicitAny: what comes is used where it is there, else the benchmark fails
type Answer = { status: number; body: any; headers: IncomingHttpHeaders }
export type Client = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>

/** Signs somebody of the cast in at this desk. */
export async function signIn(port: number, name: CastName): Promise<Client> {
  // A code works once: who has signed in a moment ago takes the next one, which is good already.
  const codes = [0, 1].map(ahead => totpCode(demoTotpSecret, totpStepAt(Date.now()) + ahead))
  const signInWith = (code: string) =>
    send(
      port,
      'POST',
      '/api/v1/session',
      JSON.stringify({ address: people[name].address, password: demoPassword, code }),
      { 'content-type': 'application/json' },
    )
  const first = await signInWith(codes[0]!)
  const answered = first.status === 403 ? await signInWith(codes[1]!) : first
  const cookie = answered.headers['set-cookie']?.[0]?.split(';')[0]
  if (answered.status !== 200 || !cookie) throw new Error(`${name} cannot sign in: ${answered.status}`)
  return async (method, path, body, headers = {}) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const answer = await send(port, method, `/api/v1${path}`, text, {
      cookie,
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    })
    if (answer.status >= 400)
      throw new Error(`${method} ${path} was refused: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
}

export function shopPath(cast: Planted): string {
  return `/accounts/${cast.accounts['olga']}/shops/${cast.shops['kaffeerad']!.id}/service-access`
}

/** The owner switches service access on. @param version of the switch as last seen */
export async function turnOn(owner: Client, cast: Planted, version: number): Promise<number> {
  const wish = { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } }
  const { body } = await owner('PUT', shopPath(cast), wish, { 'if-match': `"${version}"` })
  return body.version as number
}

/** The agent takes a ticket and goes in at the gate of the desk on this port. @returns the cookie of the entry */
export async function enterShop(agent: Client, port: number, cast: Planted): Promise<string> {
  const { body } = await agent('POST', `/me/open/${cast.shops['kaffeerad']!.id}/ticket`, { to: '/admin' })
  const form = new URLSearchParams({ ticket: body.ticket, to: '/admin' }).toString()
  const headers = { ...fromTheProxy(cast), 'content-type': 'application/x-www-form-urlencoded' }
  const arrived = await send(port, 'POST', '/gate/arrive', form, headers)
  const cookie = arrived.headers['set-cookie']?.[0]?.split(';')[0]
  if (arrived.status !== 303 || !cookie) throw new Error(`The ticket was refused: ${arrived.status}`)
  return cookie
}

/** What nginx says about a visitor with a browser, as docs/connect-a-shop.md sets it up. */
export function nginxHeaders(cast: Planted, cookie: string): Record<string, string> {
  return {
    ...fromTheProxy(cast),
    Host: 'desk.example',
    Connection: 'keep-alive',
    'x-original-uri': '/admin/catalog/product/edit?id=4711&tab=prices',
    'x-original-method': 'GET',
    'x-forwarded-for': '203.0.113.7',
    'user-agent': 'Mozilla/5.0 (X11; Linux x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'de-DE,de;q=0.8,en-US;q=0.5,en;q=0.3',
    'accept-encoding': 'gzip, deflate, br, zstd',
    referer: `${shopOrigin}/admin/catalog/product`,
    cookie: `session-id=6f1d0a4e9b7c45d2; theme=light; ${cookie}; cart=b2f7c1`,
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'same-origin',
    'upgrade-insecure-requests': '1',
  }
}

function fromTheProxy(cast: Planted): Record<string, string> {
  const { protocol, host } = new URL(shopOrigin)
  return {
    'x-einlass-gate-key': cast.shops['kaffeerad']!.gateKey!,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-host': host,
  }
}

function send(
  port: number,
  method: string,
  path: string,
  body: string | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } },
      response => {
        let text = ''
        response.setEncoding('utf8').on('data', part => {
          text += part
        })
        response.on('end', () => {
          const isJson = response.headers['content-type']?.includes('json') ?? false
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: isJson && text ? JSON.parse(text) : text,
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
