// A DEMONSTRATION of a hosting panel: invoices, domains, tickets and packages that are made up. It knows no passwords and
// no rights: it believes the desk's signed assertion once, and asks the desk by the Node client before it shows or does
// anything. What is worth copying from it is how it asks, not what it sells.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chooseLanguage, type Html, html } from '#server/plumbing/page.ts'
import type { Client, createClient } from '../clients/node/src/index.ts'
import { actions, type Doing } from './demo-panel/actions.ts'
import { type PanelPage, sendPage, sendText } from './demo-panel/frame.ts'
import { askHolders } from './demo-panel/holders.ts'
import { keepOpenPages } from './demo-panel/live.ts'
import { script, style } from './demo-panel/look.ts'
import { showArea } from './demo-panel/pages.ts'
import { type Area, ofAccount, openAreas, type Rights, readRights } from './demo-panel/rights.ts'
import { type Arrival, readArrivals } from './demo-panel/sign-on.ts'
import { nothing, type Things } from './demo-panel/things.ts'
import { panelWords } from './demo-panel/words.ts'

export type DemoPanelOptions = {
  /** 0: any that is free */
  port: number
  /** Origin under which people see this panel; undefined: that at which it listens */
  origin?: string
  /** Where the desk is reached from here */
  deskOrigin: string
  /** Origin of the desk as people see it, which signs and from where they come; undefined: the same */
  issuer?: string
  key: string
  /** Of clients/node, as it was built. */
  createClient: typeof createClient
  /** What customers have, by the desk's ids of their accounts. */
  things: Map<string, Things>
  /** Moves the money; nobody's money. It may take its time. */
  bank?: () => Promise<void>
  /** Reads the time, epoch ms; tests bring the desk's. */
  readTime?: () => number
}

/** Somebody who came from the desk. When nothing is left for him it is over for good, and a new one begins at the desk. */
export type PanelSession = Arrival & {
  until: number
  isOver: boolean
  note: { good: boolean; text: string } | null
}

const cookieName = 'demo-panel'
const sessionLivesMs = 8 * 3_600_000

export async function startDemoPanel(
  options: DemoPanelOptions,
): Promise<{ port: number; url: string; signOn: string; stop(): Promise<void> }> {
  const {
    deskOrigin,
    issuer = deskOrigin,
    things,
    bank = () => Promise.resolve(),
    readTime = Date.now,
  } = options
  const client: Client = options.createClient({ url: deskOrigin, key: options.key })
  const holders = askHolders(deskOrigin, options.key)
  const sessions = new Map<string, PanelSession>()
  const thingsOf = ({ account }: Arrival) => {
    const known = things.get(account) ?? nothing()
    things.set(account, known)
    return known
  }
  const rightsOf = (session: PanelSession) => readRights(client, session, thingsOf(session))
  const pages = keepOpenPages(client, async session => {
    const rights = await look(session)
    return session.isOver ? 'ended' : rights.version
  })
  let read: ReturnType<typeof readArrivals>
  let origin = ''

  /** What he may do now. Whoever may do nothing any more is out, and stays out. */
  async function look(session: PanelSession): Promise<Rights> {
    const rights = await rightsOf(session)
    if (rights.is === 'nothing') session.isOver = true
    return rights
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://panel').pathname
    if (path === '/look.css') return sendText(response, 'text/css', style)
    if (path === '/live.js') return sendText(response, 'text/javascript', script)
    if (request.method === 'POST' && path === '/sign-on') return signOn(request, response)

    const session = sessions.get(readCookie(request))
    const language = session?.language ?? chooseLanguage(request.headers['accept-language'])
    const t = panelWords[language]
    const send = (title: string, body: Html, status: number, inside?: PanelPage['inside']) =>
      sendPage(response, { language, t, title, body, status, desk: issuer, ...(inside ? { inside } : {}) })
    const toDesk = html`<p><a href="${issuer}/rights">${t.toDesk}</a></p>`
    if (!session || session.until <= readTime())
      return send(t.signInTitle, html`<p>${t.signIn}</p>${toDesk}`, 401)
    if (path === '/live') return pages.open(session, response)

    const isPost = request.method === 'POST'
    // A form of another site must do nothing with this browser's cookie.
    const isOwn = !isPost || request.headers.origin === origin
    if (isPost && isOwn && path === '/leave') {
      sessions.delete(readCookie(request))
      return send(t.left, toDesk, 200)
    }
    const before = await look(session)
    /** What was said about the last thing that was done; a page that only makes itself anew leaves it for the next one. */
    const takeNote = () => {
      const { note } = session
      if (!note || request.headers['x-live'] !== undefined) return null
      session.note = null
      return html`<p class="note ${note.good ? 'good' : 'bad'}" role="${note.good ? 'status' : 'alert'}">${note.text}</p>`
    }
    const ended = () => send(t.endedTitle, html`${takeNote()}<p>${t.ended}</p>${toDesk}`, 403)
    if (session.isOver) return ended()

    const area = areaOf(path)
    let status = 200
    if (isPost && !isOwn) {
      status = 403
      session.note = { good: false, text: t.otherSite }
    } else if (isPost && before.is !== 'unknown') {
      const form = await readForm(request)
      const doing: Doing = {
        client,
        who: session,
        name: session.name,
        things: thingsOf(session),
        t,
        form,
        bank,
        holders,
      }
      const done = await actions(path, doing)
      session.note = { good: done.is === 'done', text: done.says }
      if (done.is === 'done' || done.is === 'wrong') {
        response.writeHead(303, { Location: `/${area ?? ''}`, 'Cache-Control': 'no-store' })
        response.end()
        return
      }
      status = done.is === 'refused' ? 403 : 404
    }

    // Asked anew: what was done, and the time it took, may have changed it.
    const rights = isPost ? await look(session) : before
    if (session.isOver) return ended()
    const areas = openAreas(rights, session, thingsOf(session))
    const here = area ?? areas[0] ?? null
    const inside = { name: session.name, areas, here, version: rights.version }
    if (rights.is === 'unknown') return send(t.unknownTitle, html`<p>${t.unknown}</p>`, 503, inside)
    const said = takeNote()
    if (path !== '/' && area === null)
      return send(t.nothingHere, html`${said}<p>${t.nothingHere}</p>`, 404, inside)
    if (here === null || !areas.includes(here))
      return send(t.refusedTitle, html`${said}<p>${t.refused}</p>`, 403, inside)
    const mayOrder = here === 'domains' && rights.may('domains.order', ofAccount(session))
    const known = mayOrder ? await holders.holdersOf(session.account).catch(() => []) : []
    const shown = { language, t, who: session, rights, things: thingsOf(session), desk: issuer }
    send(t[here], html`${said}${showArea(here, shown, known)}`, status, inside)
  }

  /** The desk's own page sends the assertion; from anywhere else it counts for nothing. */
  async function signOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const assertion = request.headers.origin === issuer ? (await readForm(request)).get('assertion') : null
    const arrival = await read(assertion)
    if (!arrival) {
      const language = chooseLanguage(request.headers['accept-language'])
      const t = panelWords[language]
      const body = html`<p>${t.bad}</p><p><a href="${issuer}/rights">${t.toDesk}</a></p>`
      return sendPage(response, { language, t, title: t.badTitle, body, status: 403, desk: issuer })
    }
    for (const [token, { until }] of sessions) if (until <= readTime()) sessions.delete(token)
    const token = randomBytes(32).toString('base64url')
    sessions.set(token, { ...arrival, until: readTime() + sessionLivesMs, isOver: false, note: null })
    const secure = origin.startsWith('https:') ? '; Secure' : ''
    response.writeHead(303, {
      Location: '/',
      'Set-Cookie': `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Lax${secure}`,
      'Cache-Control': 'no-store',
    })
    response.end()
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
  const url = `http://127.0.0.1:${port}`
  origin = options.origin ?? url
  read = readArrivals({ issuer, audience: origin, jwks: `${deskOrigin}/.well-known/jwks.json`, readTime })
  return {
    port,
    url,
    signOn: `${origin}/sign-on`,
    stop() {
      pages.close()
      client.close()
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

/** In which area an address lies; tickets are opened at their departments. */
function areaOf(path: string): Area | null {
  const first = path.split('/')[1]
  if (first === 'departments') return 'tickets'
  return first === 'invoices' || first === 'domains' || first === 'tickets' || first === 'packages'
    ? first
    : null
}

function readCookie({ headers }: IncomingMessage): string {
  return new RegExp(`(?:^|; )${cookieName}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1] ?? ''
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > 16_000) break
  }
  return new URLSearchParams(text)
}
