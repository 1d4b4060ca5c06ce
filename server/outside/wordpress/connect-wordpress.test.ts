// Faults that a real WordPress cannot be made to produce, and WooCommerce, which cannot be had. The shop here is a mock:
// it answers a few routes as developer.wordpress.org/rest-api/reference/users and
// developer.woocommerce.com/docs/apis/rest-api/v3/webhooks describe them. The real one is in test/real/wordpress*.test.ts.
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { Connector, Trace } from '#server/access/outside.ts'
import { connectWordpress } from './connect-wordpress.ts'

const trace: Trace = {
  artefactId: '01890000-0000-7000-8000-0000000000aa',
  resourceId: 'shop',
  kind: 'admin',
  reference: { mailbox: 'visits@provider.test' },
}
const me = {
  id: 2,
  username: 'einlass',
  email: 'einlass@shop.test',
  roles: ['administrator'],
  capabilities: Object.fromEntries(
    ['list_users', 'create_users', 'promote_users', 'edit_users', 'delete_users', 'activate_plugins'].map(
      name => [name, true],
    ),
  ),
  registered_date: '2026-01-01T00:00:00+00:00',
}

type Answer = (url: URL, request: IncomingMessage, response: ServerResponse) => unknown

/** A shop that answers what it is told to, and otherwise as one in which nothing is wrong and nobody is. */
async function startShop(t: TestContext, more: Record<string, Answer> = {}) {
  const heard: string[] = []
  const json = (response: ServerResponse, value: unknown, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  const usual: Record<string, Answer> = {
    '/': (url, _request, response) =>
      response
        .writeHead(200, { link: `<${url.origin}/wp-json/>; rel="https://api.w.org/"` })
        .end('<p>Shop</p>'),
    '/wp-json/': (url, _request, response) =>
      json(response, {
        url: url.origin,
        namespaces: ['wp/v2'],
        authentication: {
          'application-passwords': {
            endpoints: { authorization: `${url.origin}/wp-admin/authorize-application.php` },
          },
        },
      }),
    '/wp-json/wp/v2/users/me': (_url, _request, response) => json(response, me),
    '/wp-json/wp/v2/users': (url, request, response) => {
      if (request.method === 'POST') return json(response, { code: 'rest_cannot_create_user' }, 403)
      return json(
        response,
        url.searchParams.has('capabilities') && url.searchParams.get('per_page') === '100' ? [me] : [],
      )
    },
    '/wp-json/wp/v2/users/2/application-passwords': (_url, _request, response) => json(response, []),
    '/wp-json/wp/v2/plugins': (_url, _request, response) => json(response, []),
    '/wp-admin/profile.php': (_url, _request, response) =>
      response.writeHead(302, { location: '/wp-login.php?reauth=1' }).end(),
    '/wp-login.php': (_url, _request, response) =>
      response.writeHead(200).end('<form id="loginform"><input name="pwd"></form>'),
    ...more,
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    heard.push(`${request.method} ${url.pathname}${url.search}`)
    const answer = usual[url.pathname]
    request.resume()
    request.on('end', () =>
      answer ? answer(url, request, response) : json(response, { code: 'rest_no_route' }, 404),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const kept = new Map<string, string>()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, heard, kept, json, connector: connectTo(url, kept) }
}

function connectTo(address: string, kept = new Map<string, string>()): Connector {
  return connectWordpress({
    connectionOf: async resourceId =>
      resourceId === 'shop'
        ? { address, login: 'einlass', secret: 'the secret', allowPrivate: true, options: {} }
        : undefined,
    readSecret: async (_artefactId, name) => kept.get(name),
    keepSecret: async (_artefactId, name, value) => void kept.set(name, value),
    now: () => 1_800_000_000_000,
  })
}

/** What every call says. */
async function saidBy(connector: Connector): Promise<string[]> {
  const results: object[] = [
    await connector.test('shop'),
    await connector.open(trace),
    await connector.close(trace),
    await connector.confirmClosed(trace),
    await connector.inventory('shop'),
    await connector.remove('shop', { kind: 'admin', id: '7' }),
  ]
  return results.map(result => {
    assert.ok('error' in result, JSON.stringify(result))
    assert.doesNotMatch(String(result.error), /the secret|127\.0\.0\.1|<|dGhl/)
    return String(result.error)
  })
}

test('nothing is wrong with the shop of these tests', async t => {
  const shop = await startShop(t)
  assert.deepEqual(await shop.connector.test('shop'), {
    works: true,
    version: 'WordPress (it does not tell its version)',
  })
  assert.deepEqual(await shop.connector.close(trace), { done: true })
  const confirmed = await shop.connector.confirmClosed(trace)
  assert.ok(confirmed.gone && /has no such account.*No session/.test(confirmed.how))
})

test('a shop that nobody has connected, that is not there, or that shows a certificate of its own', async t => {
  const nobody = await startShop(t)
  const unknown = await nobody.connector.test('another')
  assert.ok(!unknown.works && /Nobody has connected/.test(unknown.error))
  for (const said of await saidBy(connectTo('http://127.0.0.1:1/'))) assert.match(said, /refuses connections/)
  for (const said of await saidBy(connectTo('ftp://shop.test/'))) assert.match(said, /not a web address/)
  const server = createTls({})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
  for (const said of await saidBy(connectTo(address)))
    assert.match(said, /could not be reached.*(certificate|broke)/)
})

test('a shop that hangs is given up', async t => {
  const shop = await startShop(t, { '/wp-json/wp/v2/users/me': () => undefined })
  const closed = await shop.connector.close(trace)
  assert.ok(!closed.done && /in time/.test(closed.error))
})

test('a shop that leads elsewhere gets no password there', async t => {
  const elsewhere = await startShop(t)
  const there = elsewhere.url.replace('127.0.0.1', 'localhost')
  const shops: Record<string, Answer>[] = [
    { '/': (_url, _request, response) => response.writeHead(301, { location: `${there}/` }).end() },
    { '/': (_url, _request, response) => response.writeHead(301, { location: '/' }).end() },
    {
      '/': (_url, _request, response) =>
        response.writeHead(200, { link: `<${there}/wp-json/>; rel="https://api.w.org/"` }).end(),
    },
    {
      '/': (_url, _request, response) =>
        response.end(`<link rel="https://api.w.org/" href="${there}/wp-json/">`),
    },
  ]
  for (const more of shops)
    for (const said of await saidBy((await startShop(t, more)).connector))
      assert.match(said, /another address|another host/)
  const restLeads = await startShop(t, {
    '/wp-json/wp/v2/users/me': (_url, _request, response) =>
      response.writeHead(307, { location: `${there}/wp-json/wp/v2/users/me` }).end(),
  })
  const closed = await restLeads.connector.close(trace)
  assert.ok(!closed.done && /leads away/.test(closed.error))
  assert.deepEqual(elsewhere.heard, [])
})

test('a REST API that the shop names by http, by its other name or only in its page is asked where it was connected', async t => {
  const shop = await startShop(t, {
    '/': (url, _request, response) =>
      response.end(`<head><link rel='https://api.w.org/' href='http://${url.hostname}/wp-json/' /></head>`),
  })
  assert.equal((await shop.connector.test('shop')).works, true)
  const silent = await startShop(t, { '/': (_url, _request, response) => response.end('<p>cached</p>') })
  assert.equal((await silent.connector.test('shop')).works, true, 'found at its usual place')
})

test('no WordPress, another API, pages instead of data, and more of it than anybody asked for', async t => {
  const page: Answer = (_url, _request, response) => response.end('<h1>Welcome</h1>')
  const noWordpress = await startShop(t, { '/': page, '/wp-json/': page })
  for (const said of await saidBy(noWordpress.connector)) assert.match(said, /no WordPress/)

  const html = await startShop(t, { '/wp-json/wp/v2/users/me': page, '/wp-json/wp/v2/users': page })
  for (const said of await saidBy(html.connector)) assert.match(said, /not of the REST API/)

  const huge: Answer = (_url, _request, response) => response.end('['.padEnd(5_000_000, '1,'))
  const large = await startShop(t, { '/wp-json/wp/v2/users/me': huge, '/wp-json/wp/v2/users': huge })
  for (const said of await saidBy(large.connector)) assert.match(said, /far more/)
})

test('only what the shop says of an account means that it is gone', async t => {
  for (const [status, value] of [
    [404, { code: 'rest_no_route' }],
    [404, { code: 'not_found' }],
    [200, { code: 'rest_user_invalid_id' }],
    [200, null],
    [200, 'gone'],
    [200, [{ id: 9 }]],
    [200, [{ id: 9, username: 'einlass-018900000000700080000000000000aa', roles: [] }]],
    [403, { code: 'rest_user_invalid_id_is_hidden' }],
    [500, { code: 'internal_server_error', message: '<b>the secret</b>' }],
    [503, { code: '<i>' }],
  ] as const) {
    const shop = await startShop(t, {
      '/wp-json/wp/v2/users': (_url, _request, response) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value)),
    })
    const closed = await shop.connector.close(trace)
    const confirmed = await shop.connector.confirmClosed(trace)
    assert.equal(closed.done, false, JSON.stringify(value))
    assert.ok(!confirmed.gone && !/the secret|</.test(confirmed.error), JSON.stringify(confirmed))
  }
})

test('a shop that wants no more sign-ins is not said to have refused one', async t => {
  const shop = await startShop(t, {
    '/wp-login.php': (_url, request, response) =>
      request.method === 'POST'
        ? response.writeHead(429).end()
        : response.writeHead(200).end('<form id="loginform"><input name="pwd"></form>'),
  })
  shop.kept.set('password', 'old')
  shop.kept.set('probe-session', `wordpress_${'a'.repeat(32)}=x%7C1799999999%7Ct%7Ch`)
  const confirmed = await shop.connector.confirmClosed(trace)
  assert.ok(confirmed.gone, JSON.stringify(confirmed))
  assert.match(confirmed.how, /refused, but had run out by itself before/)
  assert.match(confirmed.how, /could not be tried: its login page answered with status 429/)
  assert.equal(shop.heard.filter(line => line.startsWith('POST /wp-login.php')).length, 1)
})

test('an admin that is open to everybody, or down, is no witness', async t => {
  for (const status of [200, 503]) {
    const shop = await startShop(t, {
      '/wp-admin/profile.php': (_url, request, response) =>
        request.headers.cookie
          ? response.writeHead(status).end()
          : response.writeHead(302, { location: '/wp-login.php' }).end(),
    })
    shop.kept.set('probe-session', 'wordpress_x=1')
    assert.equal((await shop.connector.confirmClosed(trace)).gone, false)
  }
})

test('webhooks of WooCommerce are seen page by page, by host only, and removed for good', async t => {
  const hook = (id: number) => ({
    id,
    name: `Hook ${id}`,
    status: 'active',
    topic: 'order.created',
    delivery_url: `https://catcher.test/in?token=hidden${id}`,
  })
  const shop = await startShop(t, {
    '/wp-json/': (url, _request, response) =>
      shop.json(response, { url: url.origin, namespaces: ['wp/v2', 'wc/v3'] }),
    '/wp-json/wc/v3/webhooks': (url, _request, response) => {
      const page = Number(url.searchParams.get('page'))
      response.setHeader('x-wp-totalpages', '2')
      shop.json(response, page === 1 ? Array.from({ length: 100 }, (_, i) => hook(i + 1)) : [hook(101)])
    },
    '/wp-json/wc/v3/webhooks/101': (url, request, response) => {
      // Webhooks cannot be put into the bin: without force, WooCommerce refuses.
      const isRight = request.method === 'DELETE' && url.searchParams.get('force') === 'true'
      shop.json(
        response,
        isRight ? hook(101) : { code: 'woocommerce_rest_trash_not_supported' },
        isRight ? 200 : 501,
      )
    },
    '/wp-json/wc/v3/webhooks/102': (_url, _request, response) =>
      shop.json(response, { code: 'woocommerce_rest_shop_webhook_invalid_id' }, 404),
  })
  const taken = await shop.connector.inventory('shop')
  assert.ok(taken.seen, JSON.stringify(taken))
  const hooks = taken.found.filter(one => one.kind === 'webhook')
  assert.equal(hooks.length, 101)
  assert.equal(hooks.at(-1)?.name, 'Hook 101 (order.created → catcher.test)')
  assert.doesNotMatch(JSON.stringify(taken), /hidden/)
  for (const id of ['101', '102'])
    assert.deepEqual(await shop.connector.remove('shop', { kind: 'webhook', id }), { done: true })
})

test('a part that the shop does not show makes the whole inventory unseen', async t => {
  for (const path of ['/wp-json/wp/v2/plugins', '/wp-json/wp/v2/users/2/application-passwords']) {
    const shop = await startShop(t, {
      [path]: (_url, _request, response) => shop.json(response, { code: 'rest_cannot_view_plugins' }, 403),
    })
    assert.equal((await shop.connector.inventory('shop')).seen, false)
  }
})

test('only the artefact of an administrator is opened', async t => {
  const shop = await startShop(t)
  for (const wrong of [
    { ...trace, kind: 'key-line' },
    { ...trace, artefactId: '1' },
    { ...trace, reference: { ...trace.reference, role: 'a/b' } },
    { ...trace, reference: {} },
  ])
    assert.equal((await shop.connector.open(wrong)).done, false)
  assert.equal((await shop.connector.close({ ...trace, artefactId: '1' })).done, false)
  assert.deepEqual([...shop.kept.keys()], [])
  assert.ok(!shop.heard.some(line => line.startsWith('POST')))
})
