import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consolePaths } from '#contract/paths.ts'
import { patterns } from './paths.ts'

test('every page that a mail can lead to has a route, under the very same path', () => {
  for (const [name, build] of Object.entries(consolePaths)) {
    const named = patterns[name as keyof typeof patterns]?.match(/\$\w+/g) ?? []
    const built = (build as (...args: string[]) => string)(...named)
    assert.equal(patterns[name as keyof typeof patterns], decodeURIComponent(built), name)
  }
  assert.deepEqual(Object.keys(patterns).sort(), Object.keys(consolePaths).sort())
})
