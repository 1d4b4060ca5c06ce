import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import Holidays from 'date-holidays'
import fc from 'fast-check'
import { readDate } from './dates.ts'
import { holidayOn } from './holidays.ts'
import { doubtfulDays, publicHolidays } from './public-holidays.truth.ts'
import { corrections } from './region-corrections.ts'
import { isRegion, regions } from './regions.ts'

describe('regions', () => {
  it('are the sixteen Länder, Austria with nine Länder, 26 cantons, the Netherlands and Belgium', () => {
    const count = (country: string) => regions.filter(region => region.country === country).length
    assert.deepEqual(['DE', 'AT', 'CH', 'NL', 'BE'].map(count), [16, 10, 26, 1, 1])
    assert.equal(new Set(regions.map(({ code }) => code)).size, regions.length)
  })

  it('are known by their exact code only', () => {
    for (const { code } of regions) assert.equal(isRegion(code), true, code)
    for (const code of ['DE', 'CH', 'de-bw', 'DE-XX', 'AT-10', 'NL-ZH', '', 'toString', '__proto__']) {
      assert.equal(isRegion(code), false, code)
    }
  })

  it('each name a part of its country that the holiday data knows', () => {
    for (const { code, country, part } of regions) {
      const parts = new Holidays().getStates(country) ?? {}
      assert.equal(part === undefined || part in parts, true, code)
    }
  })
})

describe('public holidays', () => {
  for (const [year, column] of [
    [2026, 1],
    [2027, 2],
  ] as const) {
    it(`of ${year} are in every region exactly those of the table`, () => {
      for (const { code } of regions) {
        const expected = publicHolidays.filter(row => row[column] !== '' && holdsIn(row[3], code))
        assert.deepEqual(
          daysOf(year).filter(date => holidayOn(date, code)),
          [...new Set(expected.map(row => `${year}-${row[column]}`))].sort(),
          code,
        )
      }
    })
  }

  for (const [date, region, counts, why] of doubtfulDays) {
    it(`${date} in ${region} is ${counts === 'none' ? 'none' : 'one'}: ${why}`, () => {
      assert.equal(holidayOn(date, region) ? 'holiday' : 'none', counts)
    })
  }

  it('have a name in German, English and Dutch', () => {
    assert.deepEqual(holidayOn('2026-11-18', 'DE-SN')?.names, {
      de: 'Buß- und Bettag',
      en: 'Day of Prayer and Repentance',
      nl: 'Dag van gebed en bekering',
    })
    assert.equal(holidayOn('2026-04-27', 'NL')?.names.de, 'Königstag')
    assert.equal(holidayOn('2026-12-26', 'AT')?.names.de, 'Stefanitag')
    for (const { code } of regions) {
      for (const date of daysOf(2026)) {
        const names = holidayOn(date, code)?.names ?? { de: 'a', en: 'a', nl: 'a' }
        assert.deepEqual(Object.keys(names).sort(), ['de', 'en', 'nl'])
        for (const name of Object.values(names)) assert.match(name, /^\p{L}|^\d\. /u, `${code} ${date}`)
      }
    }
  })

  it('of an unknown region, a day that does not exist or a year out of bounds are none', () => {
    assert.equal(holidayOn('2026-01-01', 'DE-XX'), undefined)
    for (const date of ['1999-01-01', '10000-01-01', '2026-1-1', '2026-01-01T00:00', '', '2027-02-29']) {
      assert.equal(holidayOn(date, 'DE-BW'), undefined, date)
    }
    assert.ok(holidayOn('2000-01-01', 'DE-BW'))
    assert.ok(holidayOn('9999-12-25', 'DE-BW'))
  })

  it('stay right after more years were asked for than are kept', () => {
    for (let year = 2100; year < 2400; year += 1) assert.ok(holidayOn(`${year}-05-01`, 'DE-BW'))
    assert.ok(holidayOn('2026-06-04', 'DE-BW'))
    assert.equal(holidayOn('2026-06-04', 'DE-BE'), undefined)
  })

  it('do not depend on the time zone of the machine', () => {
    const code = `
      import { holidayOn } from '#server/plumbing/calendar/holidays.ts'
      const dates = ['2026-01-01', '2026-01-02', '2026-10-02', '2026-10-03', '2026-10-04', '2024-03-31']
      console.log(dates.map(date => Boolean(holidayOn(date, 'DE-BB'))).join())`
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      assert.equal(runApart(code, { TZ: zone }), 'true,false,false,true,false,true', zone)
    }
  })

  it('are not loaded before somebody asks for one', () => {
    const code = `
      import { createRequire } from 'node:module'
      import '#server/plumbing/calendar/preset-end.ts'
      import { holidayOn } from '#server/plumbing/calendar/holidays.ts'
      const { cache } = createRequire(import.meta.url)
      const isLoaded = () => Object.keys(cache).some(path => path.includes('date-holidays'))
      const before = isLoaded()
      holidayOn('2026-01-01', 'DE-BW')
      console.log(before, isLoaded())`
    assert.equal(runApart(code, {}), 'false true')
  })
})

describe('a correction of the holiday data', () => {
  for (const { region, drop, add } of corrections) {
    it(`for ${region} is still needed`, () => {
      assert.ok(isRegion(region))
      const data = new Holidays('CH', region.slice('CH-'.length))
      for (const { rule } of add) assert.equal(data.getRule(rule), undefined, `${rule} is there already`)
      for (const rule of drop) assert.equal(data.unsetRule(rule), true, `${rule} is gone from the data`)
    })
  }
})

describe('a date', () => {
  it('in February has a 29th in leap years only', () => {
    const leap = ['2000', '2024', '2028', '2400'].map(year => readDate(`${year}-02-29`)?.toString())
    assert.deepEqual(leap, ['2000-02-29', '2024-02-29', '2028-02-29', '2400-02-29'])
    for (const year of ['2023', '2026', '2100', '2200']) assert.equal(readDate(`${year}-02-29`), undefined)
  })

  it('exists exactly when the Gregorian calendar has it', () => {
    const upTo = (max: number) => fc.integer({ min: 0, max })
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 9999 }), upTo(14), upTo(33), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const utc = new Date(Date.UTC(year, month - 1, day))
        const exists = year >= 2000 && utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day
        assert.equal(readDate(text) !== undefined, exists, text)
      }),
    )
  })
})

function holdsIn(where: string, code: string): boolean {
  const words = where.split(' ')
  const [country, part] = code.split('-')
  const isWholeCountry = words.includes(country ?? '') && !(country === 'CH' && words.includes(`-${part}`))
  return isWholeCountry || words.includes(code)
}

function daysOf(year: number): string[] {
  const days: string[] = []
  const day = new Date(Date.UTC(year, 0, 1))
  for (; day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    days.push(day.toISOString().slice(0, 10))
  }
  return days
}

function runApart(code: string, env: Record<string, string>): string {
  const args = ['--input-type=module', '--eval', code]
  const options = { cwd: new URL('../../..', import.meta.url), env: { ...process.env, ...env } }
  return execFileSync(process.execPath, args, options).toString().trim()
}
