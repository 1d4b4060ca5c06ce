import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextTryOf } from './next-try.ts'

const hour = 3_600_000
const soon = '00000000-0000-7000-8000-000000000000'
const late = '00000000-0000-7000-8000-00000000ffff'
const afterTries = (id: string, retryAfter?: string) =>
  Array.from({ length: 11 }, (_, tries) => nextTryOf(tries + 1, id, 0, retryAfter)?.getTime())

test('ten tries in three days, and none after', () => {
  assert.deepEqual(afterTries(soon), [
    5_000,
    300_000,
    1_800_000,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
    undefined,
    undefined,
  ])
})

test('those that failed together come back spread over a tenth of the wait', () => {
  assert.equal(nextTryOf(2, late, 0, undefined)?.getTime(), 330_000)
})

test('who says when to come back is listened to, within a day', () => {
  assert.equal(nextTryOf(1, soon, 0, '60')?.getTime(), 60_000)
  assert.equal(nextTryOf(1, soon, 0, '1')?.getTime(), 5_000)
  assert.equal(nextTryOf(1, soon, 0, '999999999')?.getTime(), 24 * hour)
  assert.equal(nextTryOf(1, soon, 0, 'Thu, 01 Jan 1970 00:02:00 GMT')?.getTime(), 120_000)
  for (const nonsense of ['', 'soon', '-5', '1e3'])
    assert.equal(nextTryOf(1, soon, 0, nonsense)?.getTime(), 5_000, nonsense)
})
