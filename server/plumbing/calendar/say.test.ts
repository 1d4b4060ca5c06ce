import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Language } from './language.ts'
import { sayInstant } from './say-instant.ts'
import { sayTimeLeft } from './say-time-left.ts'

describe('an instant is said', () => {
  for (const [instant, zone, language, said] of [
    ['2026-11-24T17:00Z', 'Europe/Berlin', 'de', 'Di., 24.11.2026, 18:00 Uhr (MEZ)'],
    ['2026-11-24T17:00Z', 'Europe/Berlin', 'en', 'Tue 24 Nov 2026, 18:00 (CET)'],
    ['2026-11-24T17:00Z', 'Europe/Berlin', 'nl', 'di 24 nov 2026, 18:00 uur (CET)'],
    ['2026-07-04T22:05Z', 'Europe/Vienna', 'de', 'So., 05.07.2026, 00:05 Uhr (MESZ)'],
    ['2026-07-04T22:05Z', 'Europe/Zurich', 'en', 'Sun 5 Jul 2026, 00:05 (CEST)'],
    ['2026-03-04T08:05Z', 'Europe/Amsterdam', 'nl', 'wo 4 mrt 2026, 09:05 uur (CET)'],
    ['2026-11-24T17:00Z', 'Australia/Lord_Howe', 'de', 'Mi., 25.11.2026, 04:00 Uhr (GMT+11)'],
    ['2026-11-24T17:59:59.999Z', 'UTC', 'en', 'Tue 24 Nov 2026, 17:59 (UTC)'],
    ['2026-11-24T17:00Z', 'Mars/Olympus', 'de', 'Di., 24.11.2026, 17:00 Uhr (UTC)'],
  ] as const) {
    it(`in ${zone} and ${language} as '${said}'`, () => {
      assert.equal(sayInstant(new Date(instant), zone, language), said)
    })
  }

  it('so that the two hours at the end of summer time can be told apart', () => {
    const first = new Date('2026-10-25T00:30Z')
    const second = new Date('2026-10-25T01:30Z')
    assert.equal(sayInstant(first, 'Europe/Berlin', 'de'), 'So., 25.10.2026, 02:30 Uhr (MESZ)')
    assert.equal(sayInstant(second, 'Europe/Berlin', 'de'), 'So., 25.10.2026, 02:30 Uhr (MEZ)')
  })
})

describe('the time left', () => {
  const minute = 60_000
  const hour = 60 * minute
  const day = 24 * hour
  for (const [left, de, en, nl] of [
    [2 * day + 4 * hour, 'noch 2 Tage 4 Std.', '2 days 4 h left', 'nog 2 dagen 4 uur'],
    [day + hour + 59 * minute, 'noch 1 Tag 1 Std.', '1 day 1 h left', 'nog 1 dag 1 uur'],
    [3 * day, 'noch 3 Tage', '3 days left', 'nog 3 dagen'],
    [day + 59 * minute, 'noch 1 Tag', '1 day left', 'nog 1 dag'],
    [day - 1, 'noch 23 Std. 59 Min.', '23 h 59 min left', 'nog 23 uur 59 min.'],
    [4 * hour, 'noch 4 Std.', '4 h left', 'nog 4 uur'],
    [hour + minute, 'noch 1 Std. 1 Min.', '1 h 1 min left', 'nog 1 uur 1 min.'],
    [hour - 1, 'noch 59 Min.', '59 min left', 'nog 59 min.'],
    [minute, 'noch 1 Min.', '1 min left', 'nog 1 min.'],
    [minute - 1, 'noch weniger als 1 Min.', 'less than 1 min left', 'nog minder dan 1 min.'],
    [1, 'noch weniger als 1 Min.', 'less than 1 min left', 'nog minder dan 1 min.'],
    [0, 'vorbei', 'over', 'voorbij'],
    [-1, 'vorbei', 'over', 'voorbij'],
    [Number.NaN, 'vorbei', 'over', 'voorbij'],
  ] as const) {
    it(`of ${left} ms is said as '${de}', '${en}', '${nl}'`, () => {
      const from = new Date('2026-11-24T17:00Z')
      const to = new Date(from.getTime() + left)
      const languages: Language[] = ['de', 'en', 'nl']
      assert.deepEqual(
        languages.map(language => sayTimeLeft(from, to, language)),
        [de, en, nl],
      )
    })
  }

  it('is never more than there is, and less by no more than the smallest unit said', () => {
    fc.assert(
      fc.property(fc.integer({ min: minute, max: 400 * day }), left => {
        const said = sayTimeLeft(new Date(0), new Date(left), 'en')
        const amount = (unit: RegExp) => Number(unit.exec(said)?.[1] ?? 0)
        const total = amount(/(\d+) days?/) * day + amount(/(\d+) h/) * hour + amount(/(\d+) min/) * minute
        assert.ok(total <= left && left - total < (left < day ? minute : hour), said)
      }),
    )
  })
})
