import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { isPrivate } from './private-ranges.ts'
import { type Asking, reach } from './reach.ts'

async function served(answer: RequestListener): Promise<{ url: URL; close(): void }> {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}/path`),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const inside = (more: Partial<Asking> = {}): Asking => ({ allowPrivate: true, ...more })
const says = async (url: string | URL, asking: Asking) => {
  const answer = await reach(new URL(url), asking)
  assert.equal(answer.reached, false, JSON.stringify(answer))
  return (answer as { error: string }).error
}

test('what is asked arrives, and what is answered comes back', async () => {
  const heard: string[] = []
  const shop = await served((request, response) => {
    let body = ''
    request.on('data', part => (body += part))
    request.on('end', () => {
      heard.push(`${request.method} ${request.url} ${request.headers['x-test']} ${body}`)
      response.writeHead(201, { link: '<x>' }).end('grüß Gott')
    })
  })
  const answer = await reach(shop.url, inside({ method: 'POST', headers: { 'x-test': '1' }, body: 'ä' }))
  shop.close()
  assert.deepEqual(heard, ['POST /path 1 ä'])
  assert.ok(answer.reached)
  assert.deepEqual([answer.status, answer.headers.link, answer.body], [201, '<x>', 'grüß Gott'])
})

test('a redirect is told and not followed', async () => {
  let asked = 0
  const shop = await served((_request, response) => {
    asked++
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
  })
  const answer = await reach(shop.url, inside())
  shop.close()
  assert.ok(answer.reached && answer.status === 302)
  assert.equal(asked, 1)
})

test('one’s own network is closed unless somebody has opened it, by whatever name it is called', async () => {
  let asked = 0
  const shop = await served((_request, response) => {
    asked++
    response.end()
  })
  const { port } = shop.url
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
    '[fe80::1]',
  ])
    assert.match(
      await says(`https://${host}:${port}/`, { allowPrivate: false, timeoutMs: 2_000 }),
      /private network/,
      host,
    )
  assert.match(await says(`http://127.0.0.1:${port}/`, { allowPrivate: false }), /https/)
  shop.close()
  assert.equal(asked, 0)
})

test('public addresses are not private, special ones are', () => {
  for (const address of ['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '172.32.0.1', '100.128.0.1'])
    assert.equal(isPrivate(address), false, address)
  for (const address of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.8.8.8',
    '172.31.255.255',
    '192.168.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    'not an address',
  ])
    assert.equal(isPrivate(address), true, address)
})

test('who hangs, drips, breaks off or talks too much is given up, in a sentence', async () => {
  const hanging = await served(() => undefined)
  assert.match(await says(hanging.url, inside({ timeoutMs: 200 })), /in time/)
  hanging.close()

  const dripping = await served((_request, response) => {
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  })
  assert.match(await says(dripping.url, inside({ timeoutMs: 300 })), /in time/)
  dripping.close()

  const broken = await served((request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half')
    setTimeout(() => request.socket.destroy(), 20)
  })
  assert.match(await says(broken.url, inside()), /broke/)
  broken.close()

  const chatty = await served((_request, response) => response.end('x'.repeat(10_000)))
  assert.match(await says(chatty.url, inside({ maxBytes: 5_000 })), /far more/)
  chatty.close()

  assert.match(await says('http://127.0.0.1:1/', inside()), /refuses/)
  assert.match(await says('http://no-such-name.invalid/', inside()), /name/)
})

test('where only the status counts, nobody is kept waiting by an answer, and it is cut off', async () => {
  let cut: () => void
  const isCut = new Promise<void>(resolve => (cut = resolve))
  const endless = await served((_request, response) => {
    response.writeHead(202)
    const flood = setInterval(() => response.write('x'.repeat(1_000)), 1)
    response.on('close', () => {
      clearInterval(flood)
      cut()
    })
  })
  const answer = await reach(endless.url, inside({ onlyStatus: true, maxBytes: 4_096 }))
  assert.ok(answer.reached)
  assert.deepEqual([answer.status, answer.body], [202, ''])
  await isCut
  endless.close()
})

test('no other way than HTTP, and no password in the address', async () => {
  for (const address of ['ftp://shop.example/', 'file:///etc/passwd', 'gopher://shop.example/'])
    assert.match(await says(address, inside()), /https/)
  assert.match(await says('https://a:secret@shop.example/', inside()), /password/)
})

test('a certificate that nobody vouches for is refused', async () => {
  const server = createTls({}, (_request, response) => response.end())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const said = await says(`https://127.0.0.1:${port}/`, inside())
  server.close()
  assert.match(said, /certificate|broke/)
})
