// A small shop admin for demonstration and tests. It knows no passwords: it believes the gate's signed assertion and
// nothing else, the way a real shop would. Orders, a page that shows new ones as they come, settings.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Html, html } from '#server/plumbing/page.ts'
import { script, style } from './demo-shop/look.ts'
import { orders } from './demo-shop/orders.ts'
import { type Assertion, readAssertions } from './demo-shop/read-assertion.ts'
import { chooseWords, type Words } from './demo-shop/words.ts'

export type DemoShopOptions = {
  /** 0: any that is free */
  port: number
  /** Where the desk is reached from here: its keys are fetched there */
  deskOrigin: string
  /** Who signs: the desk's own origin, if it is another one */
  issuer?: string
  /** For whom: the origin under which visitors see this shop */
  audience: string
  name?: string
  /** How often a new order comes, ms */
  newOrderEveryMs?: number
}

export async function startDemoShop(
  options: DemoShopOptions,
): Promise<{ port: number; url: string; stop(): Promise<void> }> {
  const { name = 'Kaffeerad', newOrderEveryMs = 3_000 } = options
  const read = readAssertions({
    issuer: options.issuer ?? options.deskOrigin,
    audience: options.audience,
    jwks: `${options.deskOrigin}/.well-known/jwks.json`,
  })
  let settings = { open: true, note: '' }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const t = chooseWords(request.headers['accept-language'])
    const path = new URL(request.url ?? '/', 'http://shop').pathname
    if (path === '/look.css') return sendText(response, 'text/css', style)
    if (path === '/live.js') return sendText(response, 'text/javascript', script)

    const visitor = await read(request.headers['x-einlass-assertion'])
    if (!visitor)
      return sendPage(response, 403, frame(t, name, undefined, '', t.closedTitle, html`<p>${t.closed}</p>`))
    const mayChange = visitor.permissions.includes('shop.operate')
    const page = (title: string, body: Html, status = 200) =>
      sendPage(response, status, frame(t, name, visitor, path, title, body))

    switch (`${request.method} ${path}`) {
      case 'GET /':
      case 'GET /admin':
        return page(t.orders, orderList(t))
      case 'GET /live':
        return page(
          t.live,
          html`<p class="dim">${t.liveHint}</p><ol id="stream" aria-live="polite" data-lost="${t.liveLost}"></ol><script src="/live.js"></script>`,
        )
      case 'GET /live/stream':
        return stream(response, visitor, newOrderEveryMs)
      case 'GET /settings':
        return page(t.settings, settingsForm(t, settings, mayChange))
      case 'POST /settings':
        if (!mayChange || request.headers.origin !== options.audience)
          return page(t.settings, html`<p class="note">${t.mayNotChange}</p>`, 403)
        settings = await readSettings(request)
        return page(
          t.settings,
          html`<p class="note good">${t.saved}</p>${settingsForm(t, settings, mayChange)}`,
        )
      case 'GET /whoami':
        return sendText(response, 'application/json', JSON.stringify({ visitor, headers: request.headers }))
      default:
        return page(t.nothingHere, html`<p>${t.nothingHere}</p>`, 404)
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve),
  )
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

/**
 * New orders as they come. The stream ends when the assertion that opened it does: the browser comes again at once, and
 * the gate is asked again. A proxy asks only at the beginning of a response, so without this a stream would go on.
 */
async function stream(response: ServerResponse, visitor: Assertion, everyMs: number): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  response.write('retry: 500\n\n')
  let number = 0
  const send = () => {
    const order = orders[number++ % orders.length]!
    response.write(
      `data: ${JSON.stringify({ number: 20_000 + number, customer: order.customer, total: order.total })}\n\n`,
    )
  }
  send()
  const timer = setInterval(send, everyMs)
  const end = setTimeout(() => response.end(), Math.max(0, visitor.exp * 1_000 - Date.now()))
  response.on('close', () => {
    clearInterval(timer)
    clearTimeout(end)
  })
}

function orderList(t: Words): Html {
  return html`<div class="scroll"><table><thead><tr><th>${t.number}</th><th>${t.customer}</th><th>${t.what}</th><th class="right">${t.total}</th><th>${t.state}</th></tr></thead>
<tbody>${orders.map(order => html`<tr><td>${order.number}</td><td>${order.customer}</td><td>${order.what}</td><td class="right">${order.total}</td><td><span class="pill ${order.state}">${t[order.state]}</span></td></tr>`)}</tbody></table></div>`
}

function settingsForm(t: Words, settings: { open: boolean; note: string }, mayChange: boolean): Html {
  const off = !mayChange && html` disabled`
  return html`${!mayChange && html`<p class="note">${t.mayNotChange}</p>`}
<form method="post" action="/settings"><label class="check"><input type="checkbox" name="open"${settings.open && html` checked`}${off}> ${t.isOpen}</label>
<label for="note">${t.note}</label><input id="note" name="note" maxlength="200" value="${settings.note}"${off}>
${mayChange && html`<button type="submit">${t.save}</button>`}</form>`
}

async function readSettings(request: IncomingMessage): Promise<{ open: boolean; note: string }> {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > 4_000) break
  }
  const form = new URLSearchParams(text)
  return { open: form.has('open'), note: (form.get('note') ?? '').slice(0, 200) }
}

function frame(
  t: Words,
  shop: string,
  visitor: Assertion | undefined,
  path: string,
  title: string,
  body: Html,
): Html {
  const here = path === '/admin' ? '/' : path
  const link = (to: string, label: string) =>
    html`<a href="${to}"${here === to && html` aria-current="page"`}>${label}</a>`
  return html`<html lang="${t.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${shop}</title><link rel="stylesheet" href="/look.css"><link rel="icon" href="data:,"></head>
<body><header><strong class="shop">${shop}</strong>${visitor && html`<nav>${link('/', t.orders)}${link('/live', t.live)}${link('/settings', t.settings)}</nav>`}</header>
${visitor && html`<aside class="visitor"><span>${t.signedInAs} <b title="${visitor.act.sub}">${visitor.act.name ?? short(visitor.act.sub)}</b> ${t.onBehalfOf} <b title="${visitor.sub}">${shop}</b> · ${visitor.permissions.includes('shop.operate') ? t.mayOperate : t.mayView}</span><a href="/.einlass/here">${t.untilWhen}</a></aside>`}
<main><h1>${title}</h1>${body}</main></body></html>`
}

/** The last signs of an id: its first ones are a time and alike for everybody who was added on the same day. */
function short(id: string): string {
  return `…${id.slice(-8)}`
}

function sendPage(response: ServerResponse, status: number, page: Html): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
    'Referrer-Policy': 'same-origin',
  })
  response.end(`<!doctype html>\n${page.text}`)
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, {
    'Content-Type': `${type}; charset=utf-8`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  response.end(text)
}
