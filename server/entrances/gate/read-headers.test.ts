import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readHeaders } from './read-headers.ts'

const ours = [
  'X-Einlass-Gate-Key',
  'X-Forwarded-Host',
  'X-Forwarded-Uri',
  'X-Forwarded-Prefix',
  'X-Original-URI',
  'X-Einlass-Assertion',
  'Remote-User',
  'Remote-Groups',
  'X-Real-IP',
]
const anyCase = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map(upper =>
      [...name].map((letter, i) => (upper[i] ? letter.toUpperCase() : letter.toLowerCase())).join(''),
    )
const oursInAnyCase = fc.constantFrom(...ours).chain(anyCase)

test('one of our names is read in any case', () => {
  fc.assert(
    fc.property(anyCase('X-Forwarded-Host'), name =>
      assert.equal(readHeaders(['Accept', '*/*', name, 'shop.example'])?.forwardedHost, 'shop.example'),
    ),
  )
})

test('one of our names with any other sign in the place of a hyphen is refused', () => {
  fc.assert(
    fc.property(oursInAnyCase, fc.constantFrom(..."_.!~*+|^`'#$%&"), fc.nat(), (name, sign, where) => {
      const hyphens = [...name].flatMap((letter, i) => (letter === '-' ? [i] : []))
      const at = hyphens[where % hyphens.length]!
      assert.equal(readHeaders([name.slice(0, at) + sign + name.slice(at + 1), 'x']), undefined)
    }),
  )
})

test('one of our names twice is refused, wherever the two stand', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ours).chain(name => fc.tuple(anyCase(name), anyCase(name))),
      fc.array(fc.constantFrom('Accept', 'Via', 'DNT')),
      ([one, other], between) => {
        assert.equal(readHeaders([one, 'a', ...between.flatMap(name => [name, 'x']), other, 'a']), undefined)
      },
    ),
  )
})

test('Connection that names one of ours is refused', () => {
  fc.assert(
    fc.property(
      oursInAnyCase,
      fc.constantFrom('', 'close, ', 'keep-alive ,\t', 'Upgrade,,'),
      (name, before) => {
        assert.equal(readHeaders(['Connection', `${before}${name}`]), undefined)
        assert.equal(readHeaders(['connection', `${before}${name.replaceAll('-', '_')} , TE`]), undefined)
      },
    ),
  )
})

test("headers that are nobody's business are left alone, however they are written", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom(
            'Accept',
            'X-Request-Id',
            'x_request_id',
            'api_key',
            'Remote',
            'X-Forwarded',
            'Forwarded',
            'Via',
            'Connection-Id',
          ),
          fc.string(),
        ),
      ),
      pairs => {
        assert.notEqual(readHeaders(pairs.flat()), undefined)
      },
    ),
  )
})

test('a stranger who sends thousands of different names does not change how ours are read', () => {
  for (let i = 0; i < 3_000; i++) readHeaders([`X-Filler-${i}`, 'x'])
  assert.equal(readHeaders(['X-Forwarded-Host', 'a'])?.forwardedHost, 'a')
  assert.equal(readHeaders(['X_Forwarded_Host', 'a']), undefined)
})
