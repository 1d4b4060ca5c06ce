import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextReminder } from './next-reminder.ts'

const hour = 3_600_000

test('at once, after an hour, after a day, then daily', () => {
  const told: number[] = []
  for (let now = 0; now <= 96 * hour; now += hour / 4)
    if (nextReminder(0, told.length, told.at(-1) ?? null) <= now) told.push(now)
  assert.deepEqual(
    told.map(at => at / hour),
    [0, 1, 24, 48, 72, 96],
  )
})

test('what was missed while the desk was off is not sent in one heap', () => {
  const told: number[] = [0]
  for (let now = 100 * hour; now <= 104 * hour; now += hour / 4)
    if (nextReminder(0, told.length, told.at(-1)!) <= now) told.push(now)
  assert.deepEqual(
    told.map(at => at / hour),
    [0, 100, 101],
  )
})
