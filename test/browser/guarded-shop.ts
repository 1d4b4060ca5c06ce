// A shop whose admin stands behind the gate: the smallest reverse proxy that asks the desk before every answer, as Caddy
// does. Refusals, redirects and cookies of the gate reach the visitor as they are.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestDesk } from '../desk.ts'

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** What browsers send that the gate decides by. */
const passedOn = [
  'accept',
  'accept-language',
  'content-type',
  'cookie',
  'origin',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'user-agent',
]

export async function openGuardedShop(desk: TestDesk, key: string): Promise<{ port: number; close(): void }> {
  const shop = desk.cast.shops[key]!
  const server = createServer((request, response) => {
    answer(request, response).catch(error => response.writeHead(502).end(String(error)))
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/'
    const ofTheGate = url.startsWith('/.einlass/')
    const said = await ask(
      request,
      ofTheGate ? url.replace('/.einlass/', '/gate/') : '/gate/caddy',
      ofTheGate,
    )
    if (ofTheGate || said.status !== 200) {
      const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = said.headers
      response.writeHead(said.status, headers).end(said.body)
    } else {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      response.end(adminPage(url, String(said.headers['remote-groups'])))
    }
  }

  function ask(request: IncomingMessage, path: string, isSame: boolean): Promise<Answer> {
    const headers: Record<string, string> = {
      'x-einlass-gate-key': shop.gateKey!,
      'x-forwarded-proto': 'http',
      'x-forwarded-host': request.headers.host ?? '',
      'x-forwarded-for': '198.51.100.7',
      'x-forwarded-method': request.method ?? 'GET',
      'x-forwarded-uri': request.url ?? '/',
    }
    for (const name of passedOn) {
      const value = request.headers[name]
      if (typeof value === 'string') headers[name] = value
    }
    return new Promise((resolve, reject) => {
      const asked = send(
        `${desk.url}${path}`,
        { method: isSame ? request.method : 'GET', headers, agent: false },
        response => {
          const parts: Buffer[] = []
          response.on('data', part => parts.push(part))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 502,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          )
        },
      )
      asked.on('error', reject)
      if (isSame) request.pipe(asked)
      else asked.end()
    })
  }

  function adminPage(url: string, groups: string): string {
    return `<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Admin</title><link rel="icon" href="data:,"><h1>Admin von ${shop.name}</h1><p>${url} als ${groups}</p>
<nav><a href="/admin/orders">Bestellungen</a> <a href="/.einlass/here">Wer bin ich hier?</a></nav></html>`
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
