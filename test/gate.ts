// The gate as a proxy asks it, over a plain HTTP client that adds no headers of its own.
import assert from 'node:assert/strict'
import { type IncomingHttpHeaders, request } from 'node:http'
import type { Client, TestDesk } from './desk.ts'

export type GateAnswer = { status: number; headers: IncomingHttpHeaders; text: string }

/** May this cookie go on at the shop? Asked in the dialect of Caddy, as for a page that a person opens. */
export function askGate(
  desk: Pick<TestDesk, 'cast'> & { url: string },
  shopKey: string,
  cookie?: string,
  headers: Record<string, string> = {},
): Promise<GateAnswer> {
  return send(`${desk.url}/gate/caddy`, 'GET', {
    ...fromTheProxy(desk, shopKey),
    'x-forwarded-method': 'GET',
    'x-forwarded-uri': '/admin',
    accept: 'text/html',
    ...(cookie ? { cookie } : {}),
    ...headers,
  })
}

/** Takes a ticket at the desk and posts it to the shop's door. @returns the cookie of the entry */
export async function enterShop(desk: TestDesk, shopKey: string, agent: Client): Promise<string> {
  const ticket = await agent.post(`/me/open/${desk.cast.shops[shopKey]!.id}/ticket`, { to: '/admin' })
  assert.equal(ticket.status, 200, JSON.stringify(ticket.body))
  const arrived = await arrive(desk, shopKey, ticket.body.ticket)
  assert.equal(arrived.status, 303, arrived.text)
  assert.equal(arrived.headers.location, '/admin')
  return arrived.headers['set-cookie']![0]!.split(';')[0]!
}

export function arrive(
  desk: Pick<TestDesk, 'cast'> & { url: string },
  shopKey: string,
  ticket: string,
): Promise<GateAnswer> {
  return send(
    `${desk.url}/gate/arrive`,
    'POST',
    { ...fromTheProxy(desk, shopKey), 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams({ ticket, to: '/admin' }).toString(),
  )
}

function fromTheProxy(desk: Pick<TestDesk, 'cast'>, shopKey: string): Record<string, string> {
  const shop = desk.cast.shops[shopKey]!
  const { protocol, host } = new URL(shop.origin!)
  return {
    'x-einlass-gate-key': shop.gateKey!,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-host': host,
  }
}

function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<GateAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
        agent: false,
      },
      response => {
        let text = ''
        response.setEncoding('utf8').on('data', part => {
          text += part
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
