import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { regions } from './regions.ts'
import { readZone } from './zones.ts'

describe('a time zone', () => {
  for (const [written, canonical] of [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['AUSTRALIA/LORD_HOWE', 'Australia/Lord_Howe'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Etc/UTC', 'UTC'],
    ['utc', 'UTC'],
  ] as const) {
    it(`'${written}' is ${canonical}`, () => {
      assert.equal(readZone(written), canonical)
    })
  }

  for (const nonsense of [
    ...[
      'Mars/Olympus',
      '',
      ' ',
      'Europe',
      'Europe/',
      '/Berlin',
      'Europe/Berlin ',
      'Europe/Berlin\n',
      '../etc/passwd',
    ],
    ...['+02:00', '-05:00', '+25:00', '+00', '−02:00', 'UTC+2', 'Z', 'Etc/GMT+5', 'Etc/GMT-2'],
    ...['EST', 'CET', 'MEZ', 'GB', 'PST8PDT', 'local', 'x'.repeat(300), 'Europe/'.padEnd(300, 'x')],
  ]) {
    it(`${JSON.stringify(nonsense.slice(0, 20))} is none`, () => {
      assert.equal(readZone(nonsense), undefined)
    })
  }

  it('has one name, however old the name it is asked by', () => {
    for (const [old, current] of [
      ['Europe/Kiev', 'Europe/Kyiv'],
      ['Asia/Calcutta', 'Asia/Kolkata'],
      ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ] as const) {
      const zone = readZone(old)
      assert.ok(zone === old || zone === current, old)
      assert.equal(readZone(current), zone)
    }
  })

  it('that this Node lists is read as itself', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) assert.equal(readZone(zone), zone)
  })

  it('comes with every region', () => {
    for (const { code, zone } of regions) assert.equal(readZone(zone), zone, code)
  })

  it('that was read can be read again, and no text makes it throw', () => {
    const zoneLike = fc.stringMatching(/^[A-Za-z_]{1,12}\/[A-Za-z_+-]{1,12}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string(), zoneLike, fc.string({ unit: 'binary' })), text => {
        const zone = readZone(text)
        assert.equal(zone === undefined ? undefined : readZone(zone), zone)
      }),
    )
  })
})
