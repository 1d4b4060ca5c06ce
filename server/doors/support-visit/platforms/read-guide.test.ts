import assert from 'node:assert/strict'
import { test } from 'node:test'
import { table } from './read-guide.table.ts'
import { confirmationsNeeded } from './read-guide.ts'

for (const { says, platform, phase, given, owner = [], support = [] } of table) {
  test(`a guide is read: ${says}`, () => {
    const needed = confirmationsNeeded(platform, phase, {
      connected: false,
      allowList: false,
      handedOver: false,
      ...given,
    })
    const of = (by: string) => needed.filter(step => step.by === by).map(step => step.text)
    assert.deepEqual({ owner: of('owner'), support: of('support') }, { owner, support })
    assert.equal(needed.length, owner.length + support.length)
  })
}
