import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { holidayOn } from './holidays.ts'
import { presetEnd, presets } from './preset-end.ts'
import { type End, endAfterWorkingDays, isWorkingDay } from './working-days.ts'

const berlin = { zone: 'Europe/Berlin', region: 'DE-BE' }

describe('a working day', () => {
  it('is Monday to Friday without the public holidays of the region', () => {
    assert.equal(isWorkingDay('2026-11-23', 'DE-BE'), true)
    assert.equal(isWorkingDay('2026-11-27', 'DE-BE'), true)
    assert.equal(isWorkingDay('2026-11-28', 'DE-BE'), false)
    assert.equal(isWorkingDay('2026-11-29', 'DE-BE'), false)
    assert.equal(isWorkingDay('2026-06-04', 'DE-BE'), true)
    assert.equal(isWorkingDay('2026-06-04', 'DE-BW'), false)
    assert.equal(isWorkingDay('2026-12-24', 'DE-BW'), true)
  })

  it('is no day that does not exist and none of an unknown region', () => {
    for (const date of ['2026-02-29', '2026-02-30', '1999-11-24', '', 'tomorrow']) {
      assert.equal(isWorkingDay(date, 'DE-BE'), false, date)
    }
    assert.equal(isWorkingDay('2028-02-29', 'DE-BE'), true)
    assert.equal(isWorkingDay('2026-11-24', 'DE'), false)
  })
})

describe('three working days', () => {
  for (const [opened, region, endsAt, because] of [
    ['2026-11-23T00:00+01:00', 'DE-BE', '2026-11-26T18:00+01:00', 'the first minute of Monday is Monday'],
    ['2026-11-23T09:00+01:00', 'DE-BE', '2026-11-26T18:00+01:00', 'the day of opening does not count'],
    ['2026-11-23T23:59+01:00', 'DE-BE', '2026-11-26T18:00+01:00', 'the hour of opening changes nothing'],
    ['2026-11-20T15:00+01:00', 'DE-BE', '2026-11-25T18:00+01:00', 'Friday: the weekend is skipped'],
    ['2026-11-21T10:00+01:00', 'DE-BE', '2026-11-25T18:00+01:00', 'Saturday'],
    ['2026-11-22T10:00+01:00', 'DE-BE', '2026-11-25T18:00+01:00', 'Sunday'],
    [
      '2026-12-22T10:00+01:00',
      'DE-BE',
      '2026-12-28T18:00+01:00',
      'Christmas is skipped, Christmas Eve is not',
    ],
    ['2026-12-30T10:00+01:00', 'DE-BW', '2027-01-05T18:00+01:00', 'New Year is skipped'],
    ['2026-12-31T10:00+01:00', 'DE-BW', '2027-01-07T18:00+01:00', 'New Year and Epiphany are skipped'],
    ['2026-12-31T10:00+01:00', 'DE-BE', '2027-01-06T18:00+01:00', 'no Epiphany in Berlin'],
    ['2026-04-02T10:00+02:00', 'DE-BE', '2026-04-09T18:00+02:00', 'Good Friday and Easter Monday'],
    ['2026-04-02T10:00+02:00', 'CH-TI', '2026-04-08T18:00+02:00', 'no Good Friday in Ticino'],
    ['2026-03-26T10:00+01:00', 'DE-BE', '2026-03-31T18:00+02:00', 'across the beginning of summer time'],
    ['2026-10-22T10:00+02:00', 'DE-BE', '2026-10-27T18:00+01:00', 'across the end of summer time'],
    ['2028-02-25T10:00+01:00', 'DE-BE', '2028-03-01T18:00+01:00', '29 February counts'],
  ] as const) {
    it(`from ${opened} in ${region} end ${endsAt}: ${because}`, () => {
      const end = presetEnd('three-working-days', { now: new Date(opened), zone: 'Europe/Berlin', region })
      assert.equal(found(end).endsAt.toISOString(), new Date(endsAt).toISOString())
      assert.equal(found(end).endsOn, endsAt.slice(0, 10))
    })
  }

  it('say which days did not count, and why', () => {
    const end = endAfterWorkingDays({ ...berlin, from: new Date('2026-12-24T10:00Z'), workingDays: 3 })
    const christmas = holidayOn('2026-12-25', 'DE-BE')?.names
    assert.deepEqual(found(end).skipped, [
      { date: '2026-12-25', why: 'holiday', names: christmas },
      { date: '2026-12-26', why: 'weekend' },
      { date: '2026-12-27', why: 'weekend' },
    ])
    assert.equal(christmas?.de, '1. Weihnachtstag')
  })

  it('leave out the Friday that Samoa never had', () => {
    const from = new Date('2011-12-28T10:00-10:00')
    const end = endAfterWorkingDays({ from, workingDays: 3, zone: 'Pacific/Apia', region: 'DE-BE' })
    assert.deepEqual(found(end), {
      endsAt: new Date('2012-01-03T18:00+14:00'),
      endsOn: '2012-01-03',
      skipped: [
        { date: '2011-12-30', why: 'no-such-day' },
        { date: '2011-12-31', why: 'weekend' },
        { date: '2012-01-01', why: 'weekend' },
      ],
    })
  })
})

describe('the end after working days', () => {
  it('can be at another closing time, and after the gap when that hour is skipped', () => {
    const from = new Date('2018-11-01T12:00Z')
    const input = { from, workingDays: 2, zone: 'Europe/Berlin', region: 'DE-BE' }
    assert.equal(
      found(endAfterWorkingDays({ ...input, closesAt: '16:30' })).endsAt.toISOString(),
      '2018-11-05T15:30:00.000Z',
    )
    const skippedHour = {
      from: new Date('2018-05-03T12:00Z'),
      workingDays: 1,
      zone: 'Asia/Pyongyang',
      region: 'DE-BE',
      closesAt: '23:45',
    }
    assert.deepEqual(found(endAfterWorkingDays(skippedHour)), {
      endsAt: new Date('2018-05-04T15:00:00.000Z'),
      endsOn: '2018-05-05',
      skipped: [],
    })
  })

  for (const [change, refused] of [
    [{ zone: 'Mars/Olympus' }, 'no-such-zone'],
    [{ zone: '+01:00' }, 'no-such-zone'],
    [{ region: 'DE' }, 'no-such-region'],
    [{ closesAt: '24:00' }, 'not-a-time'],
    [{ closesAt: '' }, 'not-a-time'],
    [{ workingDays: 0 }, 'not-a-number-of-days'],
    [{ workingDays: -3 }, 'not-a-number-of-days'],
    [{ workingDays: 1.5 }, 'not-a-number-of-days'],
    [{ workingDays: 1001 }, 'not-a-number-of-days'],
    [{ workingDays: Number.NaN }, 'not-a-number-of-days'],
    [{ workingDays: Number.POSITIVE_INFINITY }, 'not-a-number-of-days'],
    [{ from: new Date(Number.NaN) }, 'no-such-date'],
    [{ from: new Date('1999-12-30T12:00Z') }, 'no-such-date'],
    [{ from: new Date('9999-12-30T12:00Z') }, 'no-such-date'],
    [{ from: new Date(8.64e15) }, 'no-such-date'],
    [{ from: new Date(-8.64e15) }, 'no-such-date'],
  ] as const) {
    it(`is refused with ${JSON.stringify(change)}: ${refused}`, () => {
      const input = { ...berlin, from: new Date('2026-11-24T10:00Z'), workingDays: 3, ...change }
      assert.deepEqual(endAfterWorkingDays(input), { refused })
    })
  }

  it('lies at 18:00 of a working day, with exactly n working days on the way', () => {
    fc.assert(
      fc.property(openings, fc.integer({ min: 1, max: 30 }), (opening, workingDays) => {
        const { endsAt, endsOn, skipped } = found(endAfterWorkingDays({ ...opening, workingDays }))
        assert.equal(showClock(endsAt, opening.zone), `${endsOn} 18:00`)
        const way = daysAfter(showClock(opening.from, opening.zone).slice(0, 10), endsOn)
        const counted = way.filter(date => isOpenDay(date, opening))
        assert.equal(counted.length, workingDays)
        assert.equal(counted.at(-1), endsOn)
        assert.deepEqual(
          skipped.map(({ date }) => date),
          way.filter(date => !counted.includes(date)),
        )
      }),
    )
  })

  it('is later with every further day, and never earlier when opened later', () => {
    const later = fc.integer({ min: 0, max: 20 * 86_400_000 })
    fc.assert(
      fc.property(openings, fc.integer({ min: 1, max: 20 }), later, (opening, workingDays, delay) => {
        const end = found(endAfterWorkingDays({ ...opening, workingDays })).endsAt
        const longer = found(endAfterWorkingDays({ ...opening, workingDays: workingDays + 1 })).endsAt
        const from = new Date(opening.from.getTime() + delay)
        const delayed = found(endAfterWorkingDays({ ...opening, from, workingDays })).endsAt
        assert.ok(end < longer)
        assert.ok(end <= delayed)
        assert.ok(end > opening.from)
      }),
    )
  })
})

describe('one week', () => {
  for (const [now, zone, endsAt, because] of [
    ['2026-11-24T17:12:34.567Z', 'Europe/Berlin', '2026-12-01T17:12:34.567Z', 'to the millisecond'],
    ['2026-03-25T09:00:00.000Z', 'Europe/Berlin', '2026-04-01T08:00:00.000Z', '10:00 stays 10:00 in spring'],
    ['2026-10-22T08:00:00.000Z', 'Europe/Berlin', '2026-10-29T09:00:00.000Z', '10:00 stays 10:00 in autumn'],
    ['2026-03-22T01:30:00.000Z', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', 'skipped: after the gap'],
    ['2026-10-18T00:30:00.000Z', 'Europe/Berlin', '2026-10-25T00:30:00.000Z', 'twice: the earlier one'],
    ['2011-12-23T22:00:00.000Z', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 'a skipped day: after it'],
    ['2028-02-22T12:00:00.000Z', 'UTC', '2028-02-29T12:00:00.000Z', 'to 29 February'],
  ] as const) {
    it(`from ${now} in ${zone} ends ${endsAt}: ${because}`, () => {
      const end = found(presetEnd('one-week', { now: new Date(now), zone, region: 'DE-BE' }))
      assert.equal(end.endsAt.toISOString(), endsAt)
      assert.equal(end.endsOn, showClock(end.endsAt, zone).slice(0, 10))
    })
  }

  it('shows the same wall time seven days later, or the first after a gap that swallows it', () => {
    fc.assert(
      fc.property(openings, ({ from: now, zone, region }) => {
        const { endsAt } = found(presetEnd('one-week', { now, zone, region }))
        const days = (endsAt.getTime() - now.getTime()) / 86_400_000
        assert.ok(days > 5.9 && days < 7.2, String(days))
        const [day = '', time] = showClock(now, zone).split(' ')
        const wanted = `${daysAfter(day, '9999')[6]} ${time}`
        const shown = showClock(endsAt, zone)
        const justBefore = showClock(new Date(endsAt.getTime() - 60_000), zone)
        assert.ok(shown === wanted || (justBefore < wanted && wanted < shown), shown)
      }),
    )
  })
})

describe('today until 18:00', () => {
  const today = (now: string, zone: string) =>
    presetEnd('today-18', { now: new Date(now), zone, region: 'DE-BE' })

  it('ends today at 18:00 local time, on Sundays too', () => {
    const sunday = found(today('2026-03-29T00:30Z', 'Europe/Berlin'))
    assert.deepEqual(sunday, {
      endsAt: new Date('2026-03-29T16:00Z'),
      endsOn: '2026-03-29',
      skipped: [],
    })
    assert.equal(found(today('2026-11-24T16:59:59.999Z', 'Europe/Berlin')).endsOn, '2026-11-24')
  })

  it('is refused from 18:00 sharp on', () => {
    assert.deepEqual(today('2026-11-24T17:00:00.000Z', 'Europe/Berlin'), { refused: 'already-past' })
    assert.deepEqual(today('2026-11-24T22:59:59.999Z', 'Europe/Berlin'), { refused: 'already-past' })
    assert.equal(found(today('2026-11-24T23:00:00.000Z', 'Europe/Berlin')).endsOn, '2026-11-25')
  })
})

it('no preset throws, whatever zone, region and instant it is given', () => {
  const anyDate = fc.date({ noInvalidDate: false })
  const text = fc.oneof(fc.string(), fc.constantFrom('Europe/Berlin', 'UTC', 'DE-BE', 'NL'))
  fc.assert(
    fc.property(fc.constantFrom(...presets), anyDate, text, text, (preset, now, zone, region) => {
      const end = presetEnd(preset, { now, zone, region })
      assert.ok('refused' in end || end.endsAt > now)
    }),
  )
})

const openings = fc.record({
  from: fc.oneof(
    fc.date({ min: new Date('2010-01-01'), max: new Date('2031-12-31'), noInvalidDate: true }),
    fc.date({ min: new Date('2026-03-26'), max: new Date('2026-03-31'), noInvalidDate: true }),
    fc.date({ min: new Date('2026-10-22'), max: new Date('2026-10-27'), noInvalidDate: true }),
    fc.date({ min: new Date('2011-12-26'), max: new Date('2012-01-02'), noInvalidDate: true }),
    fc.date({ min: new Date('2018-02-14'), max: new Date('2018-02-20'), noInvalidDate: true }),
  ),
  zone: fc.constantFrom(
    ...['Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu'],
  ),
  region: fc.constantFrom('DE-BE', 'DE-BY', 'AT', 'CH-TI', 'NL'),
})

function found<Refusal>(end: End | { readonly refused: Refusal }): End {
  assert.ok('endsAt' in end, JSON.stringify(end))
  return end
}

function showClock(instant: Date, zone: string): string {
  return instant.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
}

function daysAfter(date: string, last: string): string[] {
  const days: string[] = []
  const day = new Date(`${date}T00:00Z`)
  for (let next = ''; days.length < 100 && next < last; ) {
    day.setUTCDate(day.getUTCDate() + 1)
    next = day.toISOString().slice(0, 10)
    days.push(next)
  }
  return days
}

function isOpenDay(date: string, { zone, region }: { zone: string; region: string }): boolean {
  const isWeekend = [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay())
  const isLeftOut = zone === 'Pacific/Apia' && date === '2011-12-30'
  return !isWeekend && !isLeftOut && !holidayOn(date, region)
}
