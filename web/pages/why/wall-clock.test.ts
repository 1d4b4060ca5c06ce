import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, beginOf, instantOf, lastWeekday } from './wall-clock.ts'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

test('a wall-clock time is read in its zone, in summer and in winter', () => {
  assert.equal(iso(instantOf('2026-11-17T10:00', 'Europe/Berlin')), '2026-11-17T09:00:00.000Z')
  assert.equal(iso(instantOf('2026-07-17T10:00', 'Europe/Berlin')), '2026-07-17T08:00:00.000Z')
  assert.equal(iso(instantOf('2026-07-17T10:00', 'Pacific/Chatham')), '2026-07-16T21:15:00.000Z')
})

test('an hour that is there twice is its first, and one that is not there lies behind the gap', () => {
  assert.equal(iso(instantOf('2026-10-25T02:30', 'Europe/Berlin')), '2026-10-25T00:30:00.000Z')
  assert.equal(iso(instantOf('2026-03-29T02:30', 'Europe/Berlin')), '2026-03-29T01:30:00.000Z')
})

test('what is no time is none', () => {
  for (const text of ['', '2026-11-17', '2026-02-30T10:00', '0002-11-17T10:00', 'tomorrow'])
    assert.equal(instantOf(text, 'Europe/Berlin'), null)
})

test('a day begins at its midnight, and lasts 23, 24 or 25 hours', () => {
  const hours = (date: string) =>
    (beginOf(date, 'Europe/Berlin', 1)! - beginOf(date, 'Europe/Berlin')!) / 3_600_000
  assert.equal(iso(beginOf('2026-11-17', 'Europe/Berlin')), '2026-11-16T23:00:00.000Z')
  assert.deepEqual(['2026-03-29', '2026-11-17', '2026-10-25'].map(hours), [23, 24, 25])
  assert.equal(beginOf('2026-13-01', 'Europe/Berlin'), null)
})

test('last Tuesday is before today, also on a Tuesday', () => {
  assert.equal(lastWeekday('2026-11-23', 2), '2026-11-17')
  assert.equal(lastWeekday('2026-11-24', 2), '2026-11-17')
  assert.equal(lastWeekday('2026-11-25', 2), '2026-11-24')
  assert.equal(addDays('2026-03-01', -1), '2026-02-28')
})
