import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { firstMomentAt, instantOf } from './wall-clock.ts'

describe('a wall time', () => {
  for (const [local, zone, expected] of [
    ['2026-11-24T18:00', 'Europe/Berlin', '2026-11-24T17:00:00.000Z'],
    ['2026-07-04T18:00', 'europe/berlin', '2026-07-04T16:00:00.000Z'],
    ['2028-02-29T12:00', 'UTC', '2028-02-29T12:00:00.000Z'],
    ['2000-01-01T00:00', 'UTC', '2000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59', 'UTC', '9999-12-31T23:59:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2011-12-31T00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ] as const) {
    it(`${local} in ${zone} is ${expected}`, () => {
      assert.deepEqual(instantOf(local, zone), { instant: new Date(expected) })
    })
  }

  for (const [local, zone, first, second] of [
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
    ['2018-02-17T23:30', 'America/Sao_Paulo', '2018-02-18T01:30:00.000Z', '2018-02-18T02:30:00.000Z'],
  ] as const) {
    it(`${local} in ${zone} comes twice, is taken as the earlier one and says so`, () => {
      assert.deepEqual(instantOf(local, zone), { instant: new Date(first), again: new Date(second) })
    })
  }

  for (const [local, zone, refused] of [
    ['2026-03-29T02:30', 'Europe/Berlin', 'no-such-time'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', 'no-such-time'],
    ['2018-11-04T00:00', 'America/Sao_Paulo', 'no-such-time'],
    ['2011-12-30T12:00', 'Pacific/Apia', 'no-such-date'],
    ['2026-02-29T12:00', 'Europe/Berlin', 'no-such-date'],
    ['2100-02-29T12:00', 'Europe/Berlin', 'no-such-date'],
    ['2026-13-01T12:00', 'Europe/Berlin', 'no-such-date'],
    ['2026-00-10T12:00', 'Europe/Berlin', 'no-such-date'],
    ['2026-04-31T12:00', 'Europe/Berlin', 'no-such-date'],
    ['1999-12-31T23:59', 'Europe/Berlin', 'no-such-date'],
    ['2026-11-24T18:00', 'Mars/Olympus', 'no-such-zone'],
    ['2026-11-24T18:00', '+02:00', 'no-such-zone'],
    ['2026-11-24T24:00', 'Europe/Berlin', 'not-a-time'],
    ['2026-11-24T12:60', 'Europe/Berlin', 'not-a-time'],
    ['2026-11-24T18:00:00', 'Europe/Berlin', 'not-a-time'],
    ['2026-11-24T18:00Z', 'Europe/Berlin', 'not-a-time'],
    ['2026-11-24 18:00', 'Europe/Berlin', 'not-a-time'],
    ['10000-01-01T00:00', 'Europe/Berlin', 'not-a-time'],
    ['2026-11-24T18:00\n', 'Europe/Berlin', 'not-a-time'],
    ['', 'Europe/Berlin', 'not-a-time'],
  ] as const) {
    it(`${JSON.stringify(local)} in ${zone} is refused: ${refused}`, () => {
      assert.deepEqual(instantOf(local, zone), { refused })
    })
  }

  it('is every instant that shows it, and none when none does', () => {
    fc.assert(
      fc.property(nearChangesOfClocks, fc.constantFrom(...zones), (minutes, zone) => {
        const utc = minutes * 60_000
        const local = new Date(utc).toISOString().slice(0, 16)
        const showing = instantsThatShow(local, utc, zone)
        const found = instantOf(local, zone)
        if ('refused' in found) assert.deepEqual(showing, [], local)
        else assert.deepEqual([found.instant, found.again].filter(Boolean), showing, `${local} ${zone}`)
      }),
      { numRuns: 1000 },
    )
  })

  it('that is skipped becomes the first instant after the gap, also across midnight', () => {
    for (const [local, zone, at, on] of [
      ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29'],
      ['2018-11-04T00:10', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-04'],
      ['2018-05-04T23:45', 'Asia/Pyongyang', '2018-05-04T15:00:00.000Z', '2018-05-05'],
      ['2011-12-30T18:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
      ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z', '2026-03-29'],
    ] as const) {
      const moment = firstMomentAt(Temporal.PlainDateTime.from(local), zone)
      assert.deepEqual(moment, { at: new Date(at), on }, local)
    }
  })
})

const zones = [
  ...['Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Pyongyang'],
  ...['America/St_Johns', 'Africa/Casablanca', 'Europe/Dublin', 'Asia/Kathmandu', 'UTC'],
]

const minute = (text: string) => Date.parse(text) / 60_000
const around = (text: string) => fc.integer({ min: minute(text) - 1500, max: minute(text) + 1500 })
const nearChangesOfClocks = fc.oneof(
  fc.integer({ min: minute('2001-01-01T00:00Z'), max: minute('2040-01-01T00:00Z') }),
  around('2026-03-29T02:00Z'),
  around('2026-10-25T02:00Z'),
  around('2026-04-05T02:00Z'),
  around('2018-02-18T00:00Z'),
  around('2018-11-04T00:00Z'),
  around('2018-05-05T00:00Z'),
  around('2011-12-30T12:00Z'),
)

// Reference that knows nothing but how a clock shows an instant: try every quarter of an hour of offset.
function instantsThatShow(local: string, localAsUtc: number, zone: string): Date[] {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const quarter = 15 * 60_000
  return Array.from({ length: 4 * 29 }, (_, index) => new Date(localAsUtc + (4 * 14 - index) * quarter))
    .filter(instant => clock.format(instant).replace(' ', 'T') === local)
    .sort((a, b) => a.getTime() - b.getTime())
}
