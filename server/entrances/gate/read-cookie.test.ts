import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isMarkedSecret } from '#server/plumbing/keys.ts'
import { contradiction, readCookie } from './read-cookie.ts'

const name = '__Host-einlass-entry'
const tokens = ['a', 'b'].map(sign => sign.repeat(65))
const piece = fc.oneof(
  fc.constantFrom(...tokens, 'x', '').map(value => `${name}=${value}`),
  fc.constantFrom(
    'lang=de',
    `x${name}=${tokens[0]}`,
    `${name}2=1`,
    name,
    `a=${name}=${tokens[0]}`,
    '',
    `${name.toLowerCase()}=${tokens[1]}`,
  ),
)

/** The plainest reader that one can write. */
function readPlainly(cookies: string): string | undefined | typeof contradiction {
  const values = cookies
    .split(';')
    .map(pair => pair.replace(/^[ \t]+/, ''))
    .filter(pair => pair.startsWith(`${name}=`))
    .map(pair => pair.slice(name.length + 1).trim())
  if (new Set(values).size > 1) return contradiction
  return isMarkedSecret(values[0]) ? values[0] : undefined
}

test('reads cookies as the plainest reader does', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 5 }),
      fc.constantFrom(';', '; ', ' ; ', ';\t'),
      (pieces, between) => {
        const cookies = pieces.join(between)
        assert.equal(readCookie(cookies, name), readPlainly(cookies))
      },
    ),
    { numRuns: 3_000 },
  )
})

test('no cookies, no token', () => assert.equal(readCookie(undefined, name), undefined))
