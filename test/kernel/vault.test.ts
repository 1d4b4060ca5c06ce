// What the vault keeps is read by whom it belongs to, as long as it lives, and by nobody else: not out of the database,
// not out of another row of it, not by a neighbour, and not after it was destroyed.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { format, inspect } from 'node:util'
import pg from 'pg'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import { listSecrets } from '#server/plumbing/vault/list-secrets.ts'
import { VaultIsShut } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import { asOwner } from '../database.ts'
import { monday } from '../desk.ts'
import { openTestVault } from '../vault.ts'

let house: Awaited<ReturnType<typeof openTestVault>>
let keeper: string
let count = 0
before(async () => {
  house = await openTestVault()
})
after(() => house.close())
beforeEach(() => {
  count += 1
  keeper = `artefact:${count}`
})

const at = new Date(monday)
const login = () => ({ accountId: house.olga, keeper, name: 'login' })
const read = async (secret = login()) => (await house.first.read(secret))?.toString()
const rowsOf = (of = keeper) =>
  house.sql<{ name: string; key_id: string; wrapped_key: Buffer; sealed: Buffer; destroyed_at: Date | null }>(
    'select * from plumbing.secrets where keeper = $1',
    [of],
  )
const notTheRow =
  /^Error: The secret [0-9a-f-]{36} cannot be opened: its row is not the one that was written\.$/

describe('what is kept', () => {
  test('is read again: a text, nothing at all, and a megabyte of bytes', async () => {
    const megabyte = randomBytes(1_000_000)
    for (const value of ['Grüße, 密码 🔑', '', Buffer.alloc(0), megabyte]) {
      await house.first.keep({ ...login(), value })
      assert.ok(Buffer.from(value).equals((await house.first.read(login()))!))
    }
  })

  test('is read by another node with the same master key', async () => {
    await house.first.keep({ ...login(), value: 'from the first' })
    assert.equal((await house.openNode().read(login()))?.toString(), 'from the first')
  })

  test('is nothing where nothing was kept', async () => {
    assert.equal(await read(), undefined)
  })

  test('takes the place of what was there under the same name, of which nothing is left', async () => {
    await house.first.keep({ ...login(), value: 'old' })
    await house.first.keep({ ...login(), value: 'new' })
    await house.first.keep({ ...login(), name: 'other', value: 'untouched' })
    assert.equal(await read(), 'new')
    assert.equal(await read({ ...login(), name: 'other' }), 'untouched')
    const rows = await rowsOf()
    const destroyed = rows.filter(row => row.destroyed_at !== null)
    assert.deepEqual([rows.length, destroyed.length], [3, 1])
    const [old] = destroyed
    assert.deepEqual([old!.key_id, old!.wrapped_key, old!.sealed], [null, null, null])
  })

  test('by twenty at once under one name, on two nodes: one lives, and it is one of theirs', async () => {
    const nodes = [house.first, house.openNode()]
    const values = Array.from({ length: 20 }, (_, i) => `value ${i}`)
    await Promise.all(values.map((value, i) => nodes[i % 2]!.keep({ ...login(), value })))
    const rows = await rowsOf()
    assert.equal(rows.length, 20)
    assert.equal(rows.filter(row => row.destroyed_at === null).length, 1)
    assert.ok(values.includes((await read())!))
  })

  test('of a transaction that failed is not there, and what was there before still is', async () => {
    await house.first.keep({ ...login(), value: 'before' })
    await assert.rejects(
      house.first.database.within(house.olga, async tx => {
        await keepSecret(tx, house.first.vault, { ...login(), value: 'never' }, at)
        throw new Error('something else went wrong')
      }),
      /something else/,
    )
    assert.equal(await read(), 'before')
  })
})

describe('what is destroyed', () => {
  test('cannot be read; that it was there stays, and not one byte of it', async () => {
    const begin = new Date(monday - 1_000)
    await house.first.keep({ ...login(), value: 'short-lived' }, house.first.vault, begin)
    await house.first.keep({ ...login(), name: 'other', value: 'too' })
    const later = new Date(monday + 1_000)
    const destroy = () =>
      house.first.database.within(house.olga, tx =>
        destroySecrets(tx, { accountId: house.olga, keeper }, later),
      )
    assert.equal(await destroy(), 2)
    assert.equal(await destroy(), 0)
    assert.equal(await read(), undefined)
    const listed = await house.first.database.within(house.olga, tx =>
      listSecrets(tx, { accountId: house.olga, keeper }),
    )
    assert.deepEqual(
      listed.map(({ id: _, ...rest }) => rest),
      [
        { name: 'login', madeAt: begin, destroyedAt: later },
        { name: 'other', madeAt: at, destroyedAt: later },
      ],
    )
    for (const row of await rowsOf())
      assert.deepEqual([row.key_id, row.wrapped_key, row.sealed], [null, null, null])
  })

  test('has no bytes, says the database, and what lives has all of them', async () => {
    await house.first.keep({ ...login(), value: 'x' })
    for (const change of ['destroyed_at = now()', 'sealed = null', 'wrapped_key = null', 'key_id = null'])
      await assert.rejects(
        house.sql(`update plumbing.secrets set ${change} where keeper = $1`, [keeper]),
        { code: '23514' },
        change,
      )
  })
})

describe('a secret cannot be opened', () => {
  beforeEach(() => house.first.keep({ ...login(), value: 'mine' }))
  const change = (set: string, ...values: unknown[]) =>
    house.sql(`update plumbing.secrets set ${set} where keeper = $1 and name = 'login'`, [keeper, ...values])

  test('in the row of another one', async () => {
    await house.first.keep({ ...login(), name: 'other', value: 'theirs' })
    const other = (await rowsOf()).find(row => row.name === 'other')!
    await change('wrapped_key = $2, sealed = $3', other.wrapped_key, other.sealed)
    await assert.rejects(read(), notTheRow)
    await change('sealed = $2', other.sealed)
    await assert.rejects(read(), notTheRow)
  })
  test('under the id of another one', async () => {
    await change('id = gen_random_uuid()')
    await assert.rejects(read(), notTheRow)
  })
  test('of another keeper', async () => {
    const before = keeper
    keeper = `${keeper}-stolen`
    await house.sql('update plumbing.secrets set keeper = $2 where keeper = $1', [before, keeper])
    await assert.rejects(read(), notTheRow)
  })
  test('under another name', async () => {
    await change("name = 'password'")
    await assert.rejects(read({ ...login(), name: 'password' }), notTheRow)
  })
  test('in another account', async () => {
    await change('account_id = $2', house.noor)
    await assert.rejects(read({ ...login(), accountId: house.noor }), notTheRow)
  })
  test('when a bit of it was changed, or its end is missing', async () => {
    const { sealed } = (await rowsOf())[0]!
    for (const forged of [
      Buffer.from(sealed.map((byte, i) => (i === 20 ? byte ^ 1 : byte))),
      sealed.subarray(0, -1),
      Buffer.alloc(0),
    ]) {
      await change('sealed = $2', forged)
      await assert.rejects(read(), notTheRow)
    }
  })
  test('with another master key, and nothing new is kept under it either', async () => {
    const stranger = house.openNode(Buffer.alloc(32, 9))
    await assert.rejects(stranger.read(login()), VaultIsShut)
    await assert.rejects(stranger.keep({ ...login(), value: 'x' }), VaultIsShut)
    assert.equal(await read(), 'mine')
  })
  test('with the key of the vault of another house, put in the place of ours', async () => {
    const [ours] = await house.sql<{ id: string; sealed_key: Buffer }>(
      'select id, sealed_key from plumbing.vault_keys where retired_at is null',
    )
    const swap = (to: Buffer) =>
      house.sql('update plumbing.vault_keys set sealed_key = $2 where id = $1', [ours!.id, to])
    await swap(house.first.vault.makeKey(at).sealed_key)
    await assert.rejects(read(), VaultIsShut)
    await swap(ours!.sealed_key)
    assert.equal(await read(), 'mine')
  })
})

describe('a neighbour', () => {
  test('sees, destroys and replaces nothing, and may use the same names', async () => {
    await house.first.keep({ ...login(), value: 'mine' })
    const mine = { accountId: house.olga, keeper }
    await house.first.database.within(house.noor, async tx => {
      assert.equal(await readSecret(tx, house.first.vault, login()), undefined)
      assert.deepEqual(await listSecrets(tx, mine), [])
      assert.equal(await destroySecrets(tx, mine, at), 0)
    })
    await assert.rejects(
      house.first.database.within(house.noor, tx =>
        keepSecret(tx, house.first.vault, { ...login(), value: 'forged' }, at),
      ),
      { code: '42501' },
    )
    await house.first.keep({ ...login(), accountId: house.noor, value: 'theirs' })
    assert.equal(await read(), 'mine')
    assert.equal(await read({ ...login(), accountId: house.noor }), 'theirs')
  })

  test('and whoever does not say for whom he asks sees nothing either', async () => {
    await house.first.keep({ ...login(), value: 'mine' })
    const seen = await house.first.database.within('', tx => readSecret(tx, house.first.vault, login()))
    assert.equal(seen, undefined)
  })

  test('the running desk takes no row away, and changes neither whose a secret is nor when it was made', async () => {
    await house.first.keep({ ...login(), value: 'mine' })
    const client = new pg.Client({ connectionString: house.runtimeUrl })
    await client.connect()
    try {
      await client.query("select set_config('app.account', '*', false)")
      for (const statement of [
        'delete from plumbing.secrets',
        'delete from plumbing.vault_keys',
        'truncate plumbing.secrets',
        "update plumbing.secrets set keeper = 'me'",
        "update plumbing.secrets set name = 'x'",
        'update plumbing.secrets set account_id = account_id',
        'update plumbing.secrets set made_at = now()',
        'update plumbing.vault_keys set made_at = now()',
      ])
        await assert.rejects(client.query(statement), { code: '42501' }, statement)
    } finally {
      await client.end()
    }
  })
})

describe('a value shows itself nowhere', () => {
  const marker = `marker-${randomBytes(12).toString('hex')}`
  const forms = [marker, Buffer.from(marker).toString('hex'), Buffer.from(marker).toString('base64')]
  const shows = (text: string) => forms.some(form => text.includes(form))

  test('not when what was read is printed, logged or serialised with something else', async () => {
    await house.first.keep({ ...login(), value: marker })
    const value = (await house.first.read(login()))!
    assert.equal(value.toString(), marker)
    const failed = Object.assign(new Error('no', { cause: { value } }), { answer: [value] })
    for (const shown of [
      inspect(value),
      inspect(failed, { depth: 9, showHidden: true }),
      format('%o %j %O', failed, { value }, { deep: { value } }),
      JSON.stringify({ value, list: [value] }),
    ]) {
      assert.match(shown, /\[secret\]/)
      assert.ok(!shows(shown) && !shown.includes(JSON.stringify([...value]).slice(1, 20)), shown)
    }
  })

  test('not in what goes wrong while it is kept or read', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000'
    const failed: unknown[] = []
    await house.first
      .keep({ ...login(), accountId: nobody, value: marker })
      .catch(error => failed.push(error))
    await house.first.keep({ ...login(), keeper: '', value: marker }).catch(error => failed.push(error))
    await house.first.keep({ ...login(), value: marker })
    await house.sql('update plumbing.secrets set sealed = sealed || sealed where keeper = $1', [keeper])
    await house.first.read(login()).catch(error => failed.push(error))
    await house
      .openNode(randomBytes(32))
      .read(login())
      .catch(error => failed.push(error))
    assert.equal(failed.length, 4)
    for (const error of failed)
      assert.ok(!shows(inspect(error, { depth: 9, showHidden: true, customInspect: false })), `${error}`)
    const shown = inspect(
      [house.first.vault, await house.first.database.within('', tx => house.first.vault.currentKey(tx, at))],
      {
        depth: 9,
        showHidden: true,
        showProxy: true,
        customInspect: false,
      },
    )
    assert.doesNotMatch(shown, /Buffer|Uint8Array/)
  })

  test('not on the disk: neither in the files of the database nor in its log of changes', async () => {
    // A neighbour of which the same search finds everything.
    const plain = `plain-${randomBytes(12).toString('hex')}`
    await house.first.keep({ ...login(), value: marker })
    await asOwner(house.ownerUrl, async client => {
      await client.query('set synchronous_commit = on')
      await client.query(
        `insert into plumbing.mails (id, kind, to_address, language, subject, plain, html, thread, queued_at, next_try_at)
         values (gen_random_uuid(), 'x', 'x', 'de', 'x', $1, 'x', 'x', now(), now())`,
        [plain],
      )
    })
    const [where] = await house.sql<{ folder: string; database: number }>(
      `select current_setting('data_directory') as folder, oid::int as database from pg_database where datname = current_database()`,
    )
    const holds = (pattern: string, text: string) =>
      globSync(pattern, { cwd: where!.folder, withFileTypes: true })
        .filter(file => file.isFile())
        .map(file => join(file.parentPath, file.name))
        .filter(path => readFileSync(path).includes(text))
    assert.notDeepEqual(holds('pg_wal/*', plain), [])
    for (const form of forms) assert.deepEqual(holds('pg_wal/*', form), [])
    await house.sql('checkpoint')
    assert.notDeepEqual(holds(`base/${where!.database}/*`, plain), [])
    for (const form of forms) assert.deepEqual(holds(`base/${where!.database}/*`, form), [])
  })
})

test('ten nodes that use a new vault for the first time at once make one key', async () => {
  const fresh = await openTestVault()
  try {
    const nodes = Array.from({ length: 10 }, () => fresh.openNode())
    const secret = (i: number) => ({ accountId: fresh.olga, keeper: `artefact:${i}`, name: 'login' })
    await Promise.all(nodes.map((node, i) => node.keep({ ...secret(i), value: `value ${i}` })))
    assert.equal((await fresh.sql('select from plumbing.vault_keys')).length, 1)
    for (const i of nodes.keys()) assert.equal((await fresh.first.read(secret(i)))?.toString(), `value ${i}`)
  } finally {
    await fresh.close()
  }
})
