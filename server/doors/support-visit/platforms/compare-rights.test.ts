import assert from 'node:assert/strict'
import { test } from 'node:test'
import { table } from './compare-rights.table.ts'
import { compareRights } from './compare-rights.ts'

for (const { says, requested, agreed, missing = [], extra = [], same = [] } of table) {
  test(`rights compared: ${says}`, () => {
    assert.deepEqual(compareRights(requested, agreed), { missing, extra, same })
  })
}
