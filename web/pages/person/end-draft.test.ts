import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choicesFor, type EndChoice, isLater, localOf, toEnd, usualEnd } from './end-draft.ts'

const zone = 'Europe/Berlin'
/** Monday, noon in Berlin. */
const now = Date.UTC(2026, 10, 23, 11)
const draft = (choice: EndChoice, local = '') => ({ choice, local, reason: '' })

test('only insiders can do without an end', () => {
  assert.ok(!choicesFor(true).includes('endless'))
  assert.ok(choicesFor(false).includes('endless'))
  assert.equal(toEnd(draft('endless'), now, zone), null)
  assert.deepEqual(
    [usualEnd('support').choice, usualEnd('agency').choice],
    ['three-working-days', 'thirty-days'],
  )
})

test('days are counted on the calendar of the account and end in the evening', () => {
  assert.equal(localOf(draft('thirty-days'), now, zone), '2026-12-23T18:00')
  assert.equal(localOf(draft('one-year'), now, zone), '2027-11-23T18:00')
  // Half past eleven at night in Berlin is the next day in Tokyo.
  assert.equal(localOf(draft('thirty-days'), now + 11.5 * 3_600_000, 'Asia/Tokyo'), '2026-12-24T18:00')
  assert.deepEqual(toEnd(draft('own', '2026-11-27T18:00'), now, zone), { local: '2026-11-27T18:00', zone })
  assert.equal(toEnd(draft('own'), now, zone), undefined)
  assert.deepEqual(toEnd(draft('three-working-days'), now, zone), { preset: 'three-working-days' })
})

test('a later end is a decision of its own, an earlier one is not', () => {
  const until = '2026-12-01T17:00:00.000Z'
  assert.ok(isLater(draft('own', '2026-12-01T18:01'), until, now, zone))
  assert.ok(!isLater(draft('own', '2026-12-01T18:00'), until, now, zone))
  assert.ok(isLater(draft('one-year'), until, now, zone))
  assert.ok(isLater(draft('endless'), until, now, zone))
  assert.ok(!isLater(draft('one-year'), null, now, zone))
})
