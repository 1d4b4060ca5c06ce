// db/schema/ is what people read, db/migrations/ is what runs. They are two ways of saying one thing.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { migrate } from '#server/plumbing/migrate.ts'
import { makeFromSchema } from '../../scripts/make-from-schema.ts'
import { writeTables } from '../../scripts/write-tables.ts'
import { asOwner, makeDatabase } from '../database.ts'
import { readCatalogue } from './read-catalogue.ts'

/** An empty database for one test, gone afterwards. */
async function inEmptyDatabase<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  const { ownerUrl, drop } = await makeDatabase(undefined)
  try {
    return await work(ownerUrl)
  } finally {
    await drop()
  }
}

const catalogueOf = (ownerUrl: string) => asOwner(ownerUrl, readCatalogue)
const migrated = () =>
  inEmptyDatabase(async url => {
    await migrate(url)
    return catalogueOf(url)
  })

test('db/schema/ and db/migrations/ make the same database', async () => {
  const fromSchema = await inEmptyDatabase(async url => {
    await asOwner(url, makeFromSchema)
    return catalogueOf(url)
  })
  const fromMigrations = await migrated()
  assert.ok(fromSchema.length > 300, `the catalogue was hardly read: ${fromSchema.length} lines`)
  const onlyIn = (one: string[], other: string[]) => one.filter(line => !other.includes(line))
  assert.deepEqual(
    {
      'only in db/schema/': onlyIn(fromSchema, fromMigrations),
      'only in db/migrations/': onlyIn(fromMigrations, fromSchema),
    },
    { 'only in db/schema/': [], 'only in db/migrations/': [] },
  )
})

test('the comparison notices a constraint, a right, a policy, an index and a function that differ', async () => {
  const before = await migrated()
  const changes = [
    'alter table access.grants drop constraint grant_must_end_after_it_begins',
    'grant delete on access.facts to einlass_app',
    'drop policy own_account_only on access.grants',
    'alter table access.entries no force row level security',
    'drop index access.grants_not_ended',
    'drop trigger facts_are_never_changed on access.facts',
    'create or replace function access.acts_for(account_id uuid) returns boolean language sql stable parallel safe return true',
    'alter table people.persons alter column language drop not null',
  ]
  for (const change of changes) {
    const after = await inEmptyDatabase(async url => {
      await migrate(url)
      await asOwner(url, client => client.query(change))
      return catalogueOf(url)
    })
    assert.notDeepEqual(after, before, change)
  }
})

test('db/tables.ts is what `npm run generate` writes', async () => {
  const committed = readFileSync(join(import.meta.dirname, '../../db/tables.ts'), 'utf8')
  assert.equal(committed, await writeTables(), 'Run `npm run generate` and commit db/tables.ts.')
})

test('migrating twice does nothing the second time', async () => {
  await inEmptyDatabase(async url => {
    assert.notDeepEqual(await migrate(url), [])
    const before = await catalogueOf(url)
    assert.deepEqual(await migrate(url), [])
    assert.deepEqual(await catalogueOf(url), before)
  })
})

test('of two nodes that migrate at once, one does and the other finds it done', async () => {
  await inEmptyDatabase(async url => {
    const [one, other] = await Promise.all([migrate(url), migrate(url)])
    assert.equal([one, other].filter(applied => applied.length === 0).length, 1)
  })
})

test('a released migration that was edited is refused', async () => {
  await inEmptyDatabase(async url => {
    const [first] = await migrate(url)
    await asOwner(url, client =>
      client.query("update public.einlass_migrations set sha256 = repeat('0', 64) where name = $1", [first]),
    )
    await assert.rejects(migrate(url), /not the one that was applied.*never edited/)
  })
})

test('a database from the future is refused and left as it is', async () => {
  await inEmptyDatabase(async url => {
    await migrate(url)
    await asOwner(url, client =>
      client.query("insert into public.einlass_migrations (name, sha256) values ('9999-later.sql', '0')"),
    )
    await assert.rejects(migrate(url), /newer Einlass \(9999-later\.sql\)/)
  })
})
