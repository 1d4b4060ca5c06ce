import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueReminder, type Standing } from './due-reminder.ts'

const hour = 3_600_000
/** Wall clock of Berlin in November 2026: an hour before it in UTC. */
const berlin = (text: string) => Date.parse(`${text}:00+01:00`)

const opened = berlin('2026-11-23T10:00')
const ends = berlin('2026-11-27T10:00')
const standing: Standing = {
  zone: 'Europe/Berlin',
  openedAt: opened,
  endsAt: ends,
  endSetAt: opened,
  isUsed: true,
  remindedOn: null,
  isRemindedOfEnd: false,
  isToldUnused: false,
}
const unused = { ...standing, isUsed: false }

const table: [sentence: string, standing: Standing, now: number, why: string | undefined][] = [
  ['more than a day is left', standing, ends - 24 * hour - 1, undefined],
  ['a day is left', standing, ends - 24 * hour, 'ends-soon'],
  ['it has ended', standing, ends, undefined],
  ['he was reminded today', { ...standing, remindedOn: '2026-11-26' }, ends - 24 * hour, undefined],
  [
    'he was reminded of something yesterday',
    { ...standing, remindedOn: '2026-11-25' },
    ends - 24 * hour,
    'ends-soon',
  ],
  ['he was reminded of this end', { ...standing, isRemindedOfEnd: true }, ends - 24 * hour, undefined],
  [
    'he said this end less than a day before it',
    { ...standing, endSetAt: ends - 24 * hour },
    ends - hour,
    undefined,
  ],
  ['it is evening', standing, berlin('2026-11-26T20:00'), undefined],
  ['it is a minute before evening', standing, berlin('2026-11-26T19:59'), 'ends-soon'],
  ['it is night', standing, berlin('2026-11-27T03:00'), undefined],
  ['it is morning', standing, berlin('2026-11-27T08:00'), 'ends-soon'],
  [
    'it is night and in the morning it were too late',
    { ...standing, endsAt: berlin('2026-11-27T07:30') },
    berlin('2026-11-27T03:00'),
    'ends-soon',
  ],
  [
    'it is evening and in the morning it were too late',
    { ...standing, endsAt: berlin('2026-11-27T08:00') },
    berlin('2026-11-26T21:00'),
    'ends-soon',
  ],
  [
    'it is evening and the morning is just in time',
    { ...standing, endsAt: berlin('2026-11-27T08:01') },
    berlin('2026-11-26T21:00'),
    undefined,
  ],
  ['nobody came and half of the time is not over', unused, opened + 48 * hour - 1, undefined],
  ['nobody came and half of the time is over', unused, opened + 48 * hour, 'never-used'],
  ['somebody came and half of the time is over', standing, opened + 48 * hour, undefined],
  ['that nobody came was told', { ...unused, isToldUnused: true }, opened + 48 * hour, undefined],
  [
    'nobody came for half of a short time, which is less than a day',
    { ...unused, endsAt: opened + 30 * hour, endSetAt: opened + 29 * hour },
    opened + 23 * hour,
    undefined,
  ],
  ['nobody came, and the end is near: that weighs more', unused, ends - 24 * hour, 'ends-soon'],
  [
    'nobody came, it is the middle of the night',
    { ...unused, endsAt: ends + 4 * hour },
    berlin('2026-11-25T23:00'),
    undefined,
  ],
]

for (const [sentence, one, now, why] of table) {
  test(`${why ? `reminds (${why})` : 'is silent'} when ${sentence}`, () => {
    assert.equal(dueReminder(one, now)?.why, why)
  })
}

test('the day is that of the account, not of the server', () => {
  const auckland = { ...standing, zone: 'Pacific/Auckland', endsAt: Date.parse('2026-11-27T12:00:00Z') }
  const now = Date.parse('2026-11-26T20:00:00Z')
  assert.deepEqual(dueReminder(auckland, now), { why: 'ends-soon', today: '2026-11-27' })
  assert.equal(dueReminder({ ...auckland, remindedOn: '2026-11-27' }, now), undefined)
})
