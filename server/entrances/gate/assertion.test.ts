import assert from 'node:assert/strict'
import { verify } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { type LetIn, signAssertions } from './assertion.ts'
import type { Ready } from './reply.ts'

const keys = deriveKeys(Buffer.alloc(32, 7))
const now = Date.UTC(2026, 10, 23, 9)
const answer: LetIn = {
  let: 'in',
  account: 'the account',
  epoch: 5,
  entry: {
    id: 'entry 1',
    person: 'sam',
    resource: 'the shop',
    entrance: 'gate',
    openedAt: now,
    expiresAt: now + 3_600_000,
    tokenKey: null,
  },
  permissions: ['shop.view'],
  until: now + 3_600_000,
}
const named = (name: string | null | undefined) => ({ now: () => name, slowly: async () => undefined })
function sign(name: string | null = null) {
  const assert = signAssertions(keys, named(name), () => 'https://desk.example')
  return (about: LetIn, audience: string, at: number): Ready => assert(about, audience, at)!
}

function read(ready: Ready) {
  const header = (name: string) => ready.headers[ready.headers.indexOf(name) + 1]!
  const [head = '', body = '', signature = ''] = header('X-Einlass-Assertion').split('.')
  assert.ok(
    verify(null, Buffer.from(`${head}.${body}`), keys.signing.publicKey, Buffer.from(signature, 'base64url')),
  )
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { head: decode(head), claims: decode(body), header }
}

describe('an assertion', () => {
  test('says who acts on whose behalf, where and how (RFC 8693 §4.1), signed by a key of the desk', () => {
    const { head, claims, header } = read(sign()(answer, 'https://shop.example', now))
    assert.deepEqual(head, { alg: 'EdDSA', typ: 'JWT', kid: keys.signing.jwk.kid })
    const { jti, ...rest } = claims
    assert.match(jti, /^[0-9a-f-]{36}$/)
    assert.deepEqual(rest, {
      iss: 'https://desk.example',
      aud: 'https://shop.example',
      sub: 'the account',
      act: { sub: 'sam' },
      entry: 'entry 1',
      account: 'the account',
      resource: 'the shop',
      permissions: ['shop.view'],
      iat: now / 1_000,
      exp: now / 1_000 + 30,
    })
    assert.equal(header('Remote-User'), 'sam')
    assert.equal(header('Remote-Groups'), 'einlass-view')
    assert.equal(header('X-Einlass-Revision'), '5')
  })

  test('never outlives the access, not by a fraction of a second', () => {
    const { claims } = read(sign()({ ...answer, until: now + 1_999 }, 'https://shop.example', now))
    assert.equal(claims.exp, now / 1_000 + 1)
  })

  test('serves the same yes for ten seconds, then a new one is signed', () => {
    const assertion = sign()
    const first = read(assertion(answer, 'https://shop.example', now)).claims
    assert.equal(read(assertion(answer, 'https://shop.example', now + 9_999)).claims.jti, first.jti)
    assert.notEqual(read(assertion(answer, 'https://shop.example', now + 10_000)).claims.jti, first.jti)
  })

  test('is signed anew as soon as anything about the yes is different', () => {
    const different: [string, LetIn, string][] = [
      ['epoch', { ...answer, epoch: 6 }, 'https://shop.example'],
      ['permissions', { ...answer, permissions: ['shop.view', 'shop.operate'] }, 'https://shop.example'],
      ['end', { ...answer, until: now + 5_000 }, 'https://shop.example'],
      ['address of the shop', answer, 'https://new.example'],
      ['entry', { ...answer, entry: { ...answer.entry, id: 'entry 2' } }, 'https://shop.example'],
    ]
    for (const [what, other, audience] of different) {
      const assertion = sign()
      const first = read(assertion(answer, 'https://shop.example', now)).claims
      assert.notEqual(read(assertion(other, audience, now + 1)).claims.jti, first.jti, what)
    }
  })

  test('names the person, so that a header can hold any name and nothing but the name', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1 }),
          fc.constantFrom('Sam Albers', 'Jürgen Groß', '100 %', 'a\r\nRemote-User: eve', 'a%0d%0ab'),
        ),
        name => {
          const ready = sign(name)(answer, 'https://shop.example', now)
          const { claims, header } = read(ready)
          assert.deepEqual(claims.act, { sub: 'sam', name })
          assert.equal(decodeURIComponent(header('Remote-Name')), name.toWellFormed())
          assert.match(header('Remote-Name'), /^[\x20-\x7e]*$/)
          assert.equal(ready.text.split('\r\n').length, ready.headers.length / 2 + 5)
        },
      ),
    )
    assert.equal(
      read(sign('Sam Albers')(answer, 'https://shop.example', now)).header('Remote-Name'),
      'Sam Albers',
    )
  })

  test("says an empty name rather than none, which some proxies would take for the visitor's own", () => {
    assert.equal(read(sign()(answer, 'https://shop.example', now)).header('Remote-Name'), '')
  })

  test('waits for a name that is not known yet', () => {
    const assertion = signAssertions(keys, named(undefined), () => 'https://desk.example')
    assert.equal(assertion(answer, 'https://shop.example', now), undefined)
  })

  test('its finished head says the same as its headers, with the date of the second', () => {
    const assertion = sign()
    for (const at of [now, now + 1_500]) {
      const { text, headers } = assertion(answer, 'https://shop.example', at)
      const lines = text.split('\r\n')
      assert.equal(lines[0], 'HTTP/1.1 200 OK')
      for (let i = 0; i < headers.length; i += 2)
        assert.ok(lines.includes(`${headers[i]}: ${headers[i + 1]}`))
      assert.ok(lines.includes(`Date: ${new Date(at).toUTCString()}`))
      assert.ok(text.endsWith('\r\n\r\n'))
    }
  })
})
