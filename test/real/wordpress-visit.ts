// Who takes part in the tests of the real WordPress: a vault that remembers, a visitor with a browser, and a wire that
// breaks where the test wants it to.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Connection, ConnectorNeeds, Trace } from '#server/access/outside.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { RealWordpress } from './start-wordpress.ts'

export function newTrace(reference: Record<string, unknown> = {}): Trace {
  return {
    artefactId: newId(Date.now()),
    resourceId: 'shop',
    kind: 'admin',
    reference: { mailbox: 'visits@provider.test', name: 'Anna of support', ...reference },
  }
}

/** What a connector is given; it remembers what was kept. */
export function newNeeds(wordpress: RealWordpress, more: Partial<Connection> = {}) {
  const kept = new Map<string, string>()
  const connection = {
    address: wordpress.url,
    login: wordpress.login,
    secret: wordpress.secret,
    allowPrivate: true,
    options: {},
    ...more,
  }
  const needs: ConnectorNeeds = {
    connectionOf: async () => connection,
    readSecret: async (artefactId, name) => kept.get(`${artefactId} ${name}`),
    keepSecret: async (artefactId, name, value) => void kept.set(`${artefactId} ${name}`, value),
    now: () => Date.now(),
  }
  return { needs, kept, of: (trace: Trace, name: string) => kept.get(`${trace.artefactId} ${name}`) ?? '' }
}

/** A browser in the shop's admin. */
export function newVisitor(url: string) {
  const cookies = new Map<string, string>()
  async function ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const answer = await fetch(new URL(path, url), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(pair => pair.join('=')).join('; '), ...headers },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      cookies.set(name, value)
    }
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() }
  }
  return {
    async signsIn(loginUrl: string, log: string, pwd: string): Promise<boolean> {
      await ask(loginUrl)
      await ask(loginUrl, { log, pwd, 'wp-submit': 'Log In', testcookie: '1' })
      return (await ask('/wp-admin/users.php')).status === 200
    },
    goes: (path: string) => ask(path),
    /** What the pages of the admin do by script: a request with the session and its nonce. */
    async does(route: string, form: Record<string, string>): Promise<Record<string, unknown>> {
      const nonce = (await ask('/wp-admin/admin-ajax.php?action=rest-nonce')).text
      const answer = await ask(`/index.php?rest_route=${route}`, form, { 'x-wp-nonce': nonce })
      assert.ok(answer.status < 300, `${route}: ${answer.status} ${answer.text}`)
      return JSON.parse(answer.text)
    },
  }
}

/** Steps that are still done before everything breaks, counted over vault and wire together. */
export type Steps = { left: number }

/**
 * A way to the shop that carries as many requests as there are steps left; the last one is done over there and its
 * answer lost, as when the process dies.
 */
export async function openWire(to: string, steps: Steps) {
  const server = createServer((asked, answer) => {
    const isLast = --steps.left === 0
    if (steps.left < 0) return void asked.socket.destroy()
    const onward = request(
      new URL(asked.url ?? '/', to),
      { method: asked.method, agent: false, headers: { ...asked.headers, host: new URL(to).host } },
      async answered => {
        if (!isLast) {
          answer.writeHead(answered.statusCode ?? 0, answered.headers)
          return void answered.pipe(answer)
        }
        answered.resume()
        await once(answered, 'end')
        asked.socket.destroy()
      },
    )
    onward.on('error', () => asked.socket.destroy())
    asked.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The vault breaks with the wire: the last secret is kept and nobody hears of it, none after it is. */
export function breakNeeds(needs: ConnectorNeeds, steps: Steps): ConnectorNeeds {
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    const isLast = --steps.left === 0
    if (steps.left < 0) throw new Error('killed')
    const done = await work()
    if (isLast) throw new Error('killed')
    return done
  }
  return { ...needs, keepSecret: (...what) => step(() => needs.keepSecret(...what)) }
}
