// Every way in which a grant or an entry can end has a file in this folder that sees it happen.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startTestDesk } from '../desk.ts'

const folder = import.meta.dirname

test('each cause that the schema allows is seen by a test of this folder', async () => {
  const desk = await startTestDesk()
  try {
    const constraints = await desk.sql<{ name: string; says: string }>(
      `select conname as name, pg_get_constraintdef(oid) as says from pg_constraint
       where conname in ('grant_ending_cause_is_known', 'entry_closing_cause_is_known') order by conname`,
    )
    assert.equal(constraints.length, 2)
    const tests = readdirSync(folder)
      .filter(name => name.endsWith('.test.ts') && name !== 'the-list-is-complete.test.ts')
      .map(name => readFileSync(join(folder, name), 'utf8'))
    const causes = constraints.flatMap(({ name, says }) =>
      [...says.matchAll(/'([a-z-]+)'/g)].map(found => ({ kind: name.split('_')[0]!, cause: found[1]! })),
    )
    assert.ok(causes.length >= 24)
    const seenBy = { grant: 'assertEnded', entry: 'assertClosed' } as Record<string, string>
    const unseen = causes.filter(({ kind, cause }) => {
      const sees = new RegExp(`${seenBy[kind]}\\([^;]*?'${cause}'`, 's')
      return !tests.some(text => sees.test(text))
    })
    assert.deepEqual(unseen, [])
  } finally {
    await desk.close()
  }
})
