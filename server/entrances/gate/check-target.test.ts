import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isStrange, wayBack } from './check-target.ts'

// Made of the signs that matter, so that the interesting combinations come up.
const target = fc
  .array(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ';',
      '%2f',
      '%5C',
      '%2e',
      '%00',
      '%0a',
      '%',
      '?',
      '#',
      '@',
      ':',
      'evil.example',
      'admin',
      '.einlass',
      '\t',
      '\r\n',
      ' ',
      'ä',
      '\u2028',
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''))

test('a way back always leads to the same shop, whatever was asked for', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        target,
        target.map(text => `/${text}`),
        fc.string(),
      ),
      text => {
        const url = new URL(wayBack(text), 'https://shop.example')
        assert.equal(url.origin, 'https://shop.example')
        assert.equal(url.username, '')
        assert.doesNotMatch(url.pathname, /^\/\.einlass\//)
      },
    ),
    { numRuns: 5_000 },
  )
})

test('a way back can stand in a header as it is', () => {
  fc.assert(
    fc.property(fc.oneof(target, fc.string({ unit: 'binary' })), text =>
      assert.match(wayBack(text), /^\/[\x21-\x7e]*$/),
    ),
  )
})

test('a browser reads a target that is not strange as exactly this path', () => {
  fc.assert(
    fc.property(
      target.map(text => `/a${text}`),
      text => {
        fc.pre(!isStrange(text) && !/[^\x21-\x7e]/.test(text))
        const path = text.split('?', 1)[0]!
        assert.equal(new URL(text, 'https://shop.example').pathname, path)
      },
    ),
    { numRuns: 5_000 },
  )
})

test('a target is strange when decoding its path brings dots that name a folder', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', '..', '.', '%2e%2E', '.%2e', '..;x', 'b.c', '...'), { minLength: 1 }),
      fc.constantFrom('/', '%2f', '%5c'),
      (segments, between) => {
        const names = segments.map(segment => decodeURIComponent(segment).split(';')[0]!)
        const hasDots = names.some(name => name === '.' || name === '..')
        assert.equal(isStrange(`/${segments.join(between)}`), hasDots)
      },
    ),
  )
})

test('anything that is not text leads to the front page', () => {
  for (const nothing of [undefined, null, 7, ['/admin'], { to: '/admin' }])
    assert.equal(wayBack(nothing), '/')
})
