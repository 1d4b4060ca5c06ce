// The console offers the regions whose holidays the desk knows: all of them, and no other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { regions } from '#server/plumbing/calendar/regions.ts'
import { regionChoices, zoneOfRegion } from '../../web/pages/regions.ts'

test('the console offers exactly the regions that the desk knows, each with a zone that exists', () => {
  assert.deepEqual(
    regionChoices.map(region => region.value).toSorted(),
    regions.map(region => region.code).toSorted(),
  )
  for (const { value } of regionChoices)
    assert.ok(Intl.supportedValuesOf('timeZone').includes(zoneOfRegion(value)), value)
})
