// What a page of another site can make a signed-in browser send: nothing of it does anything.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { everyOperation } from '../every-operation.ts'
import { inputOf, inputs, send } from './inputs.ts'
import type { CallerName } from './set-the-stage.ts'
import { openWatchedDesk, type WatchedDesk } from './watched-desk.ts'

const unsafe = everyOperation.filter(endpoint => endpoint.method !== 'GET')
let watched: WatchedDesk
before(async () => {
  watched = await openWatchedDesk()
})
after(() => watched.close())

/** Somebody who would be allowed to, so that nothing but the site refuses him. */
function allowed(who: string): CallerName {
  return who === 'account' ? 'owner' : who === 'desk' ? 'desk' : 'support'
}

const callers: Record<string, () => Record<string, string>> = {
  'Sec-Fetch-Site: cross-site': () => ({ 'sec-fetch-site': 'cross-site' }),
  'Sec-Fetch-Site: same-site, a neighbour below the same domain': () => ({ 'sec-fetch-site': 'same-site' }),
  'a Sec-Fetch-Site that does not exist': () => ({ 'sec-fetch-site': 'same-origin, cross-site' }),
  'another Origin': () => ({ origin: 'https://evil.example' }),
  'another Origin that says it is the same site': () => ({
    origin: 'https://evil.example',
    'sec-fetch-site': 'same-origin',
  }),
  'Origin: null': () => ({ origin: 'null' }),
  'an empty Origin': () => ({ origin: '' }),
  'the right host at another port': () => ({ origin: 'http://127.0.0.1:1' }),
  'a host that begins like ours': () => ({ origin: `${watched.desk.url}.evil.example` }),
}

describe('a request of another site', () => {
  for (const [name, headers] of Object.entries(callers)) {
    test(`by ${name} is refused by every operation that is not GET`, async () => {
      for (const endpoint of unsafe) {
        const { input } = inputOf(watched.stage, endpoint.name)
        const cookie = watched.stage.cookies[allowed(endpoint.who)]!
        const answer = await send(watched.desk.url, endpoint, input, { cookie, ...headers() })
        assert.equal(answer.status, 403, `${endpoint.name}: ${answer.text}`)
        assert.equal(answer.code, 'other-site', endpoint.name)
      }
      await watched.nothingChanged(name)
    })
  }

  test('is refused by the pages of the desk as well', async () => {
    for (const path of ['/sign-in', '/sign-out', '/set-up']) {
      const answer = await fetch(watched.desk.url + path, {
        method: 'POST',
        headers: {
          origin: 'https://evil.example',
          cookie: watched.stage.cookies.owner!,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'address=olga%40kaffeerad.example',
      })
      assert.equal(answer.status, 403, path)
    }
    await watched.nothingChanged('pages')
  })
})

describe('what a form can send without asking', () => {
  const forms: Record<string, (body: unknown) => { type: string; text: string }> = {
    'text/plain with JSON in it': body => ({ type: 'text/plain', text: JSON.stringify(body) }),
    'application/x-www-form-urlencoded': body => ({
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(
        Object.entries(body as object).map(([name, value]) => [name, String(value)]),
      ).toString(),
    }),
    'multipart/form-data': () => ({
      type: 'multipart/form-data; boundary=x',
      text: '--x\r\ncontent-disposition: form-data; name="note"\r\n\r\nx\r\n--x--\r\n',
    }),
    'application/json+x': body => ({ type: 'application/json+x', text: JSON.stringify(body) }),
    'application/xml': () => ({ type: 'application/xml', text: '<note/>' }),
  }
  for (const [name, write] of Object.entries(forms)) {
    test(`${name} is taken by no operation`, async () => {
      for (const endpoint of unsafe.filter(one => one.body)) {
        const { input } = inputOf(watched.stage, endpoint.name)
        const { type, text } = write(input.body)
        const answer = await send(
          watched.desk.url,
          endpoint,
          { ...input, body: text },
          { cookie: watched.stage.cookies[allowed(endpoint.who)]!, 'content-type': type },
        )
        assert.equal(answer.status, 415, `${endpoint.name}: ${answer.text}`)
      }
      await watched.nothingChanged(name)
    })
  }
})

test('the desk itself, the address of the desk and a client that is no browser are heard', async () => {
  const { endpoint, input } = inputOf(watched.stage, 'prepare-entry')
  const cookie = watched.stage.cookies.support!
  for (const headers of [
    {},
    { 'sec-fetch-site': 'same-origin', origin: watched.desk.url },
    { 'sec-fetch-site': 'none' },
  ]) {
    const answer = await send(watched.desk.url, endpoint, input, { cookie, ...headers } as Record<
      string,
      string
    >)
    assert.equal(answer.status, 200, answer.text)
  }
})

test('every operation that is not GET has an input here', () => {
  for (const { name } of unsafe) assert.ok(inputs(watched.stage)[name], name)
})
