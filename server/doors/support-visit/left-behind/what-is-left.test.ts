import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whatIsLeft, whatItBecame } from './what-is-left.ts'

const owner = { kind: 'admin', id: '1', name: 'owner' }
const helper = { kind: 'admin', id: '2', name: 'helper2' }
const visitor = { kind: 'admin', id: '3', name: 'einlass-3', artefactId: 'a3' }
const on = { kind: 'plugin', id: 'x/x', name: 'X 1.0' }
const off = { ...on, kind: 'inactive-plugin' }
const nobody = new Set<string>()

const cases = [
  { it: 'nothing new', before: [owner], now: [owner], known: nobody, left: [] },
  { it: 'another administrator', before: [owner], now: [owner, helper], known: nobody, left: [helper] },
  { it: 'one that is gone is not left', before: [owner, helper], now: [owner], known: nobody, left: [] },
  { it: 'of an open visit', before: [owner], now: [owner, visitor], known: new Set(['a3']), left: [] },
  { it: 'of a desk nobody knows', before: [owner], now: [owner, visitor], known: nobody, left: [visitor] },
  { it: 'switched on is a difference', before: [off], now: [on], known: nobody, left: [on] },
  {
    it: 'the same number of another kind',
    before: [owner],
    now: [{ ...owner, kind: 'webhook' }],
    known: nobody,
    left: [{ ...owner, kind: 'webhook' }],
  },
  { it: 'named twice is there once', before: [], now: [helper, helper], known: nobody, left: [helper] },
  {
    it: 'another name is the same thing',
    before: [owner],
    now: [{ ...owner, name: 'boss' }],
    known: nobody,
    left: [],
  },
]
for (const { it, before, now, known, left } of cases)
  test(`left behind: ${it}`, () => assert.deepEqual(whatIsLeft(before, now, known), left))

test('a plugin that is switched off is still installed, unless it was so before', () => {
  assert.deepEqual(whatItBecame(on, [owner], [owner, off]), [off])
  assert.deepEqual(whatItBecame(on, [owner, off], [owner, off]), [])
  assert.deepEqual(whatItBecame(helper, [], [{ ...helper, kind: 'webhook', name: 'orders' }]), [])
})
