import assert from 'node:assert/strict'
import { createServer, IncomingMessage } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { LateHeaders, soughtByNode } from './late-headers.ts'

/** What the parser of node:http does with the headers of a request. */
function parsed<T extends IncomingMessage>(Kind: new (socket: Socket) => T, raw: string[]): T {
  const request = new Kind(new Socket())
  const inside = request as unknown as { _addHeaderLines(raw: string[], count: number): void }
  inside._addHeaderLines(raw, raw.length)
  return request
}

const names = fc.oneof(
  fc.constantFrom(
    ...soughtByNode,
    'cookie',
    'x-forwarded-host',
    'accept',
    'set-cookie',
    'hosts',
    '__proto__',
  ),
  fc.stringMatching(/^[a-z0-9_-]{1,20}$/),
)
const spelled = fc
  .tuple(names, fc.nat())
  .map(([name, upper]) => [...name].map((sign, i) => ((upper >> i) & 1 ? sign.toUpperCase() : sign)).join(''))
const headers = fc.array(fc.tuple(spelled, fc.string()), { maxLength: 12 }).map(pairs => pairs.flat())

describe('the headers of a request', () => {
  test('are those of node:http once it was handed over', () =>
    fc.assert(
      fc.property(headers, fc.boolean(), (raw, early) => {
        const request = parsed(LateHeaders, raw)
        if (early) assert.ok(request.headers)
        request.isHandedOver = true
        assert.deepEqual(request.headers, parsed(IncomingMessage, raw).headers)
      }),
    ))

  test('are before that the same in all that node:http looks for', () =>
    fc.assert(
      fc.property(headers, raw => {
        const request = parsed(LateHeaders, raw)
        const whole = parsed(IncomingMessage, raw).headers
        for (const name of soughtByNode) {
          assert.equal(request.headers[name], whole[name])
          assert.equal(name in request.headers, name in whole)
        }
      }),
    ))

  for (const [what, bytes] of Object.entries({
    'a question': 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'a question without a host': 'GET / HTTP/1.1\r\nA: b\r\n\r\n',
    'a question of the old protocol': 'GET / HTTP/1.0\r\nTE: chunked\r\n\r\n',
    'a body': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab',
    'a body in parts': 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a body that waits to be wanted': 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n',
    'a wish that nobody knows': 'POST / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n',
    'an upgrade': 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  }))
    test(`are not looked for beyond that by node:http, for ${what}`, async () => {
      const sought = new Set<PropertyKey>()
      class Watched extends LateHeaders {}
      const { get } = Object.getOwnPropertyDescriptor(LateHeaders.prototype, 'headers')!
      Object.defineProperty(Watched.prototype, 'headers', {
        get(this: Watched) {
          if (this.isHandedOver) return get!.call(this)
          return new Proxy(get!.call(this), {
            get(all, name) {
              sought.add(name)
              return all[name]
            },
            has(all, name) {
              sought.add(name)
              return name in all
            },
            ownKeys: () => assert.fail('node:http lists all headers before it hands a request over'),
          })
        },
      })
      const server = createServer({ IncomingMessage: Watched }, (request, response) => {
        request.isHandedOver = true
        response.end()
      })
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      try {
        const status = await new Promise<string>((resolve, reject) => {
          const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () =>
            socket.write(bytes),
          )
          socket.once('data', part => {
            socket.destroy()
            resolve(part.toString('latin1').split(' ')[1]!)
          })
          socket.once('error', reject)
        })
        const expected: Record<string, string> = {
          'a question without a host': '400',
          'a body that waits to be wanted': '100',
          'a wish that nobody knows': '417',
        }
        assert.equal(status, expected[what] ?? '200')
        assert.ok(sought.size > 0)
        for (const name of sought)
          assert.ok((soughtByNode as readonly PropertyKey[]).includes(name), String(name))
      } finally {
        server.closeAllConnections()
        server.close()
      }
    })
})
