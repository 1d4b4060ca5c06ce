// What every real proxy before a shop must prove, told once: it is started with the very file of docs/connect-a-shop/,
// between the demo shop and a desk.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { people } from '#db/seeds/cast.ts'
import { startDemoShop } from '../../scripts/demo-shop.ts'
import { type Client, startTestDesk, type TestDesk } from '../desk.ts'

/** What is put in the place of what stands in the file of the documentation. */
export type Setting = { port: number; host: string; shop: string; desk: string; key: string; folder: string }
export type RealProxy =
  | {
      program: string
      /** Writes the configuration. @returns how to start it in the foreground, and how to have it checked */
      configure(setting: Setting): { start: readonly string[]; check: readonly string[] }
    }
  /** One that runs in this process and asks again while a response is running. */
  | { own: string; start(setting: Setting): Promise<{ stop(): Promise<void> }> }

const host = 'kaffeerad.localhost'
const deskOrigin = 'http://localhost'

export function proveGate(proxy: RealProxy): void {
  const isOwn = 'own' in proxy
  const name = isOwn ? proxy.own : proxy.program
  const isThere =
    isOwn || spawnSync('sh', ['-c', `command -v ${proxy.program}`], { env: withSbin() }).status === 0
  if (!isThere && !process.env['CI']) {
    test(`${name} before a shop`, { skip: `${name} is not installed` }, () => undefined)
    return
  }

  describe(`${name} before a shop`, () => {
    let desk: TestDesk
    let shop: Awaited<ReturnType<typeof startDemoShop>>
    let running: Running
    let origin: string
    let cookie: string
    const wayOut: (() => unknown)[] = []

    before(async () => {
      assert.ok(isThere, `${name} must be installed in CI`)
      const port = await freePort()
      origin = `http://${host}:${port}`
      // The shop compares the end of an assertion with the time of the machine.
      desk = await startTestDesk({ origins: { kaffeerad: origin }, readTime: Date.now })
      wayOut.push(() => desk.close())
      shop = await startDemoShop({
        port: 0,
        deskOrigin: desk.url,
        issuer: deskOrigin,
        audience: origin,
        newOrderEveryMs: 100,
      })
      wayOut.push(() => shop.stop())
      running = await run(proxy, {
        port,
        host,
        shop: new URL(shop.url).host,
        desk: new URL(desk.url).host,
        key: desk.cast.shops.kaffeerad!.gateKey!,
      })
      wayOut.push(() => running.stop())
      const olga = await desk.as('olga')
      const on = await olga.put(
        service(desk),
        { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } },
        { 'if-match': '"0"' },
      )
      assert.equal(on.status, 200, JSON.stringify(on.body))
    })
    after(async () => {
      for (const leave of wayOut.reverse()) await leave()
    })

    const visit = (path: string, headers: Record<string, string> = {}, method = 'GET', body = '') =>
      send(
        running.port,
        method,
        path,
        { host: `${host}:${running.port}`, accept: 'text/html', 'accept-language': 'en', ...headers },
        body,
      )

    if (!isOwn)
      test('the program finds nothing wrong with the documented configuration', () => {
        assert.equal(running.checked.status, 0, `${running.checked.stdout}${running.checked.stderr}`)
      })

    test('a stranger is sent to the desk, and will be sent back to where he wanted to go', async () => {
      const { status, headers } = await visit('/settings?tab=2')
      assert.equal(status, 302)
      assert.equal(
        headers.location,
        `${deskOrigin}/enter/${desk.cast.shops.kaffeerad!.id}?to=%2Fsettings%3Ftab%3D2`,
      )
    })

    test('a program without an entry gets a 401 and is not sent anywhere', async () => {
      const { status, headers } = await visit('/', { accept: 'application/json' })
      assert.equal(status, 401)
      assert.equal(headers.location, undefined)
    })

    test('a stranger who says who he is stays a stranger', async () => {
      const forged = {
        'remote-user': 'mallory',
        'remote-groups': 'einlass-operate',
        'x-einlass-assertion': 'x.y.z',
        'x-einlass-gate-key': 'k'.repeat(43),
      }
      assert.equal((await visit('/', forged)).status, 302)
    })

    test('a person signs in at the desk, enters by its page, and the shop greets him by his name', async () => {
      const sam = await desk.as('sam')
      const page = await fetch(
        `${desk.url}/enter/${desk.cast.shops.kaffeerad!.id}?to=${encodeURIComponent('/settings')}`,
        { headers: { cookie: sam.cookie! } },
      )
      const { action, fields } = readForm(await page.text())
      assert.equal(action, `${origin}/.einlass/arrive`)
      const arrived = await visit(
        '/.einlass/arrive',
        { origin: deskOrigin, 'content-type': 'application/x-www-form-urlencoded' },
        'POST',
        new URLSearchParams(fields).toString(),
      )
      assert.equal(arrived.status, 303, arrived.text)
      assert.equal(arrived.headers.location, '/settings')
      cookie = arrived.headers['set-cookie']![0]!.split(';')[0]!
      const inside = await visit('/settings', { cookie })
      assert.equal(inside.status, 200, inside.text)
      assert.match(inside.text, /Sam Albers/)
    })

    test('the shop is told who it is by the desk alone, whatever else the visitor says', async () => {
      const forged = {
        'remote-user': 'mallory',
        'remote-name': 'Mallory',
        'remote-groups': 'root',
        'remote-email': 'root@kaffeerad.example',
        'x-einlass-assertion': 'x.y.z',
        'x-einlass-gate-key': 'k'.repeat(43),
        'x-forwarded-for': '203.0.113.9',
        'x-original-uri': '/public',
        'x-forwarded-host': 'evil.example',
      }
      const { status, text } = await visit('/whoami', { ...forged, cookie: `lang=en; ${cookie}; theme=dark` })
      assert.equal(status, 200, text)
      const { visitor, headers } = JSON.parse(text)
      assert.equal(visitor.act.sub, desk.cast.people.sam)
      assert.equal(headers['remote-user'], desk.cast.people.sam)
      assert.equal(headers['remote-name'], people.sam.name)
      assert.equal(headers['remote-groups'], 'einlass-view,einlass-operate')
      assert.equal(headers['remote-email'], undefined)
      assert.equal(headers['x-einlass-gate-key'], undefined)
      assert.equal(headers['x-forwarded-host'], `${host}:${running.port}`)
      assert.equal(headers['x-forwarded-for'], '127.0.0.1')
      assert.deepEqual(headers.cookie.split(/;\s*/).filter(Boolean), ['lang=en', 'theme=dark'])
    })

    for (const name of ['Remote_User', 'X_Einlass_Assertion', 'X_Forwarded_Host'])
      test(`the spelling ${name} does not reach the shop`, async () => {
        const { status, text } = await visit('/whoami', { [name]: 'mallory', cookie })
        if (status === 400) return
        assert.equal(status, 200, text)
        assert.doesNotMatch(text, /mallory/)
      })

    test('nobody can have the assertion dropped on its way by naming it in Connection', async () => {
      const { status, text } = await visit('/whoami', {
        connection: 'close, X-Einlass-Assertion, Remote-User',
        cookie,
      })
      if (status === 400) return
      assert.equal(JSON.parse(text).headers['remote-user'], desk.cast.people.sam)
    })

    test('a visitor cannot ask the gate himself and walk away with an assertion', async () => {
      for (const path of [
        '/.einlass/caddy',
        '/.einlass/nginx',
        '/.einlass/envoy/',
        '/.einlass/refused',
        '/einlass-question',
        '/.einlass/../gate/caddy',
        '/gate/caddy',
        '/.einlass/here/../caddy',
        '/.einlass%2fcaddy',
      ]) {
        const { headers } = await visit(path, {
          cookie,
          'x-forwarded-method': 'GET',
          'x-forwarded-uri': '/',
          'x-original-method': 'GET',
          'x-original-uri': '/',
        })
        assert.equal(headers['x-einlass-assertion'], undefined, path)
        assert.equal(headers['remote-user'], undefined, path)
      }
    })

    test('what the visitor sends arrives', async () => {
      const form = new URLSearchParams({ open: 'on', note: 'Geöffnet bis 18 Uhr' }).toString()
      const saved = await visit(
        '/settings',
        { cookie, origin, 'content-type': 'application/x-www-form-urlencoded' },
        'POST',
        form,
      )
      assert.equal(saved.status, 200, saved.text)
      assert.match(saved.text, /Geöffnet bis 18 Uhr/)
    })

    test('the visitor sees who he is and until when, and can leave', async () => {
      const sam = await desk.as('sam')
      const own = await enterOnce(sam)
      const here = await visit('/.einlass/here', { cookie: own })
      assert.equal(here.status, 200)
      assert.match(here.text, /Sam Albers/)
      const left = await visit(
        '/.einlass/leave',
        { cookie: own, origin, 'content-type': 'application/x-www-form-urlencoded' },
        'POST',
      )
      assert.equal(left.status, 200, left.text)
      assert.match(left.headers['set-cookie']![0]!, /Max-Age=0/)
      assert.equal((await visit('/', { cookie: own })).status, 403)
    })

    async function enterOnce(sam: Client): Promise<string> {
      const { body } = await sam.post(`/me/open/${desk.cast.shops.kaffeerad!.id}/ticket`, { to: '/' })
      const arrived = await visit(
        '/.einlass/arrive',
        { origin: deskOrigin, 'content-type': 'application/x-www-form-urlencoded' },
        'POST',
        new URLSearchParams({ ticket: body.ticket, to: '/' }).toString(),
      )
      return arrived.headers['set-cookie']![0]!.split(';')[0]!
    }

    test('after the end the very same cookie is refused, with a page that says why', async () => {
      const events = await openStream(running.port, `${host}:${running.port}`, cookie)
      await events.next()
      const olga = await desk.as('olga')
      const ended = await olga.post(`${service(desk)}/ending`, {})
      assert.equal(ended.status, 200, JSON.stringify(ended.body))

      const refused = await visit('/settings', { cookie })
      assert.equal(refused.status, 403)
      assert.match(refused.text, /Your access has ended/)
      assert.match(String(refused.headers['content-security-policy']), /default-src 'none'/)
      assert.equal((await visit('/settings', { cookie, accept: '*/*' }, 'POST', '')).status, 403)
      assert.equal((await visit('/live/stream', { cookie, accept: 'text/event-stream' })).status, 403)

      if (isOwn) {
        await events.closed
        return
      }
      // As documented: a proxy asks at the beginning of a response only. What runs already runs until the shop ends it,
      // which it does with the assertion, after half a minute at most.
      await events.next()
      events.close()
    })

    test('when the desk does not answer, nobody gets in', async () => {
      const alone = await run(proxy, {
        port: await freePort(),
        host,
        shop: new URL(shop.url).host,
        desk: `127.0.0.1:${await freePort()}`,
        key: 'k'.repeat(43),
      })
      try {
        const { status, headers } = await send(alone.port, 'GET', '/', {
          host: `${host}:${alone.port}`,
          cookie,
          accept: 'text/html',
        })
        assert.equal(status, 503)
        assert.ok(headers['retry-after'])
      } finally {
        await alone.stop()
      }
    })

    test('with a key that the desk does not know, nobody gets in', async () => {
      const stranger = await run(proxy, {
        port: await freePort(),
        host,
        shop: new URL(shop.url).host,
        desk: new URL(desk.url).host,
        key: 'k'.repeat(43),
      })
      try {
        const { status, text } = await send(stranger.port, 'GET', '/', {
          host: `${host}:${stranger.port}`,
          cookie,
          accept: 'text/html',
        })
        assert.equal(status, 403)
        assert.match(text, /not known here/)
      } finally {
        await stranger.stop()
      }
    })
  })
}

function service(desk: TestDesk): string {
  const { accountId, id } = desk.cast.shops.kaffeerad!
  return `/accounts/${accountId}/shops/${id}/service-access`
}

type Running = {
  port: number
  checked: { status: number | null; stdout: string; stderr: string }
  stop(): Promise<void>
}

async function run(proxy: RealProxy, about: Omit<Setting, 'folder'>): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-proxy-'))
  if ('own' in proxy) {
    const started = await proxy.start({ ...about, folder })
    const stop = async () => {
      await started.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    return { port: about.port, checked: { status: 0, stdout: '', stderr: '' }, stop }
  }
  const { start, check } = proxy.configure({ ...about, folder })
  const env = { ...withSbin(), HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const checked = spawnSync(check[0]!, check.slice(1), { env, encoding: 'utf8' })
  const child = spawn(start[0]!, start.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', part => {
      said += part
    })
  try {
    await untilItListens(child, about.port, () => said)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    port: about.port,
    checked,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGTERM')
        const impatient = setTimeout(() => child.kill('SIGKILL'), 3_000)
        await gone
        clearTimeout(impatient)
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilItListens(child: ChildProcess, port: number, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) break
    const isOpen = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`it does not listen: ${said()}`)
}

/** The file of the documentation with this test's values in it; every one must be found, or the file has changed. */
export function fillIn(
  file: string,
  places: readonly (readonly [was: string | RegExp, is: string])[],
): string {
  let text = readFileSync(join(import.meta.dirname, '../../docs/connect-a-shop', file), 'utf8')
  for (const [was, is] of places) {
    const filled = text.replaceAll(was, is)
    assert.notEqual(filled, text, `${file} has no ${was}`)
    text = filled
  }
  return text
}

type Got = { status: number; headers: IncomingHttpHeaders; text: string }
function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    request(
      { host: '127.0.0.1', port, method, path, headers: { ...headers, ...length }, agent: false },
      response => {
        let text = ''
        response.setEncoding('utf8').on('data', part => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
        response.on('error', reject)
      },
    )
      .on('error', reject)
      .end(body)
  })
}

/** A stream of events, read one by one. */
function openStream(
  port: number,
  host: string,
  cookie: string,
): Promise<{ next(): Promise<string>; closed: Promise<void>; close(): void }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/live/stream',
        headers: { host, cookie, accept: 'text/event-stream' },
        agent: false,
      },
      response => {
        assert.equal(response.statusCode, 200)
        let text = ''
        let tell: (() => void) | undefined
        response.setEncoding('utf8').on('data', part => {
          text += part
          tell?.()
        })
        response.on('close', () => tell?.())
        resolve({
          async next() {
            for (;;) {
              const event = /data: (.*)\n\n/.exec(text)
              if (event) {
                text = text.slice(event.index + event[0].length)
                return event[1]!
              }
              if (response.closed) throw new Error('the stream is closed')
              await new Promise<void>(hear => {
                tell = hear
              })
            }
          },
          closed: new Promise(hear => response.on('close', hear)),
          close: () => sent.destroy(),
        })
      },
    )
    sent.on('error', reject).end()
  })
}

/** The one form of a page: where it goes and what it carries. */
function readForm(page: string): { action: string; fields: Record<string, string> } {
  const form = /<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(page)
  assert.ok(form, page)
  const plain = (text: string) =>
    text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"')
  const inputs = [...form[2]!.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)]
  return {
    action: plain(form[1]!),
    fields: Object.fromEntries(inputs.map(([, name, value]) => [name!, plain(value!)])),
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
}
