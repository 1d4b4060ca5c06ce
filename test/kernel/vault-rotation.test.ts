// The keys of the vault are rotated while desks read and write, by the command as an operator types it. Nothing is lost
// whenever it is interrupted, and afterwards nothing refers to the old key, of which nothing is left.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { rotateKeys } from '#server/plumbing/vault/rotate-keys.ts'
import { monday } from '../desk.ts'
import { type Node, openTestVault } from '../vault.ts'

const at = new Date(monday)
let house: Awaited<ReturnType<typeof openTestVault>>
beforeEach(async () => {
  house = await openTestVault()
})
afterEach(() => house.close())

const secret = (i: number | string) => house.secret(i)

type Key = { id: string; sealed_key: Buffer | null; retired: boolean; destroyed: boolean; used: number }
const keys = () =>
  house.sql<Key>(`
    select id, sealed_key, retired_at is not null as retired, destroyed_at is not null as destroyed,
      (select count(*)::int from plumbing.secrets where key_id = key.id) as used
    from plumbing.vault_keys key order by retired_at nulls last, made_at, id`)
/** One key in use; nothing left of any other, and nothing under it. */
async function assertRotated(times: number): Promise<void> {
  const all = await keys()
  const inUse = all.filter(key => !key.retired)
  assert.equal(inUse.length, 1)
  assert.equal(all.length, times + 1)
  for (const key of all.filter(one => one.retired))
    assert.deepEqual([key.sealed_key, key.destroyed, key.used], [null, true, 0])
}

/**
 * Until somebody in this database waits for a lock.
 * @param meanwhile keeps a transaction of the test from being ended as idle, however slow the machine is
 */
async function untilSomebodyWaits(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
  for (;;) {
    await meanwhile()
    const [row] = await house.sql<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and application_name = 'einlass'`,
    )
    if (row!.count > 0) return
    await sleep(20)
  }
}

/** A transaction of somebody else that stays open as long as the work goes on. */
async function holding<T>(statement: string, values: unknown[], work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: house.ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    assert.equal((await client.query(statement, values)).rowCount, 1)
    return await work()
  } finally {
    await client.query('rollback')
    await client.end()
  }
}

describe('`einlass key rotate`', () => {
  test('wraps everything anew, says how much, and destroys the old key; the running desk reads on', async () => {
    await house.keepMany(30)
    const [before] = await keys()
    const { code, says } = await house.einlass(['key', 'rotate']).ended
    assert.equal(code, 0, says)
    assert.match(says, /a new key\.\n.*wrapped anew: 30\.\nThe old key is destroyed/)
    await assertRotated(1)
    assert.ok((await keys()).some(key => key.id === before!.id && key.destroyed))
    await house.assertAllRead(30)
    await house.first.keep({ ...secret('new'), value: 'after it' })
    assert.equal((await house.first.read(secret('new')))?.toString(), 'after it')
  })

  test('leaves every value sealed as it was: only its key is wrapped anew', async () => {
    await house.keepMany(1)
    const read = () => house.sql<{ sealed: Buffer; wrapped_key: Buffer }>('select * from plumbing.secrets')
    const [before] = await read()
    await rotateKeys(house.first.database, house.first.vault, at)
    const [after_] = await read()
    assert.deepEqual(after_!.sealed, before!.sealed)
    assert.notDeepEqual(after_!.wrapped_key, before!.wrapped_key)
  })

  test('of a vault that nobody has used makes nothing', async () => {
    const { code, says } = await house.einlass(['key', 'rotate']).ended
    assert.deepEqual([code, says], [0, 'Nothing was ever kept in the vault, so it has no key yet.\n'])
    assert.deepEqual(await keys(), [])
  })

  test('does not know anything else', async () => {
    for (const args of [['key'], ['key', 'rotate', '--all'], ['key', 'abandon', '--now']]) {
      const { code, says } = await house.einlass(args).ended
      assert.equal(code, 2, args.join(' '))
      assert.match(says, /key rotate /)
    }
  })

  test('with another master key changes nothing', async () => {
    await house.keepMany(2)
    const before = await keys()
    const { code, says } = await house.einlass(['key', 'rotate'], Buffer.alloc(32, 9)).ended
    assert.equal(code, 1)
    assert.match(says, /^The vault cannot be opened: .* another master key .*\n$/)
    assert.deepEqual(await keys(), before)
    await house.assertAllRead(2)
  })

  test('killed half-way loses nothing, and the next one goes on where it was', async () => {
    await house.keepMany(40)
    const first = house.einlass(['key', 'rotate'])
    const { accountId, keeper } = secret(7)
    await holding(
      'select from plumbing.secrets where account_id = $1 and keeper = $2 for update',
      [accountId, keeper],
      async () => {
        // It has passed by the one that is held, done all others, and waits.
        await untilSomebodyWaits()
        assert.deepEqual(
          (await keys()).map(key => key.used),
          [1, 39],
        )
        first.child.kill('SIGKILL')
        await first.ended
        await house.assertAllRead(40)
      },
    )
    const [old, current] = await keys()
    assert.ok(old!.retired && !old!.destroyed && !current!.retired)
    const { code, says } = await house.einlass(['key', 'rotate']).ended
    assert.equal(code, 0, says)
    assert.match(says, /^Went on with the rotation of .*interrupted.*\n.*wrapped anew: 1\.\n/)
    await assertRotated(1)
    await house.assertAllRead(40)
  })

  test('killed while it waits for somebody who still writes loses nothing of his', async () => {
    await house.keepMany(3)
    const { database, vault } = house.first
    await database.within(house.olga, async tx => {
      await keepSecret(tx, vault, { ...secret(3), value: 'value 3' }, at)
      const first = house.einlass(['key', 'rotate'])
      await untilSomebodyWaits(() => tx.selectNoFrom(eb => eb.lit(1).as('one')).execute())
      first.child.kill('SIGKILL')
      await first.ended
    })
    await house.assertAllRead(4)
    assert.match((await house.einlass(['key', 'rotate']).ended).says, /wrapped anew: 4\./)
    await assertRotated(1)
    await house.assertAllRead(4)
  })
})

describe('beside a rotation', () => {
  test('who keeps a secret in a transaction that began before finds it under the new key', async () => {
    await house.keepMany(1)
    const { database, vault } = house.first
    let rotating: ReturnType<typeof rotateKeys> | undefined
    await database.within(house.olga, async tx => {
      await keepSecret(tx, vault, { ...secret(1), value: 'value 1' }, at)
      rotating = rotateKeys(house.openNode().database, vault, at)
      await untilSomebodyWaits()
      assert.equal((await keys())[0]!.destroyed, false)
    })
    assert.equal((await rotating)?.rewrapped, 2)
    await assertRotated(1)
    await house.assertAllRead(2)
  })

  test('who has read the old key and writes when it is gone takes the new one', async () => {
    await house.keepMany(1)
    const { database, vault } = house.first
    let seen = 0
    const slow: Vault = {
      ...vault,
      async currentKey(tx, now) {
        const key = await vault.currentKey(tx, now)
        seen += 1
        if (seen === 1) await rotateKeys(database, vault, at)
        return key
      },
    }
    await house.first.keep({ ...secret(1), value: 'value 1' }, slow)
    assert.equal(seen, 2)
    await assertRotated(1)
    await house.assertAllRead(2)
  })

  test('who waits for the old key while it is retired takes the new one', async () => {
    await house.keepMany(1)
    const [old] = await keys()
    const client = new pg.Client({ connectionString: house.ownerUrl })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('select from plumbing.vault_keys where id = $1 for update', [old!.id])
      const keeping = house.first.keep({ ...secret(1), value: 'value 1' })
      await untilSomebodyWaits()
      const made = house.first.vault.makeKey(at)
      await client.query('update plumbing.vault_keys set retired_at = $2 where id = $1', [old!.id, at])
      await client.query('insert into plumbing.vault_keys (id, sealed_key, made_at) values ($1, $2, $3)', [
        made.id,
        made.sealed_key,
        at,
      ])
      await client.query('commit')
      await keeping
    } finally {
      await client.end()
    }
    assert.deepEqual(
      (await keys()).map(key => key.used),
      [1, 1],
    )
    await house.assertAllRead(2)
  })

  test('four who read, write and destroy on two nodes lose nothing in six rotations', async () => {
    await house.keepMany(100)
    const nodes = [house.first, house.openNode()]
    let isOver = false
    let steps = 0
    const work = async (node: Node, worker: number) => {
      const kept = new Map<number, string>()
      for (let i = 0; !isOver; i += 1) {
        const place = i % 7
        const mine = secret(`of ${worker}, ${place}`)
        if (i % 5 === 4) {
          await node.database.within(house.olga, tx => destroySecrets(tx, mine, at))
          kept.delete(place)
        } else {
          const value = randomBytes(16).toString('hex')
          await node.keep({ ...mine, value })
          kept.set(place, value)
        }
        const back = (i * 3) % 7
        assert.equal((await node.read(secret(`of ${worker}, ${back}`)))?.toString(), kept.get(back))
        steps += 1
      }
      return kept
    }
    const working = Promise.all([0, 1, 2, 3].map(worker => work(nodes[worker % 2]!, worker)))
    try {
      const stepsBeside: number[] = []
      for (let rotation = 0; rotation < 6; rotation += 1) {
        const before = steps
        const { code, says } =
          rotation === 0
            ? await house.einlass(['key', 'rotate']).ended
            : await rotateKeys(nodes[rotation % 2]!.database, nodes[0]!.vault, at, 10).then(done => ({
                code: done?.broken.length,
                says: '',
              }))
        assert.equal(code, 0, says)
        stepsBeside.push(steps - before)
      }
      assert.ok(stepsBeside[0]! > 0, `nobody did anything meanwhile: ${stepsBeside}`)
    } finally {
      isOver = true
    }
    const kept = await working
    await assertRotated(6)
    await house.assertAllRead(100)
    for (const [worker, values] of kept.entries())
      for (const [place, value] of values)
        assert.equal((await nodes[0]!.read(secret(`of ${worker}, ${place}`)))?.toString(), value)
  })

  test('another one joins in: together they make one new key', async () => {
    await house.keepMany(60)
    const other = house.openNode()
    const done = await Promise.all([
      rotateKeys(house.first.database, house.first.vault, at, 5),
      rotateKeys(other.database, other.vault, at, 5),
    ])
    // The second began while the first was at it, or after it.
    const begun = done.filter(one => !one?.carriedOn).length
    assert.ok(begun === 1 || begun === 2)
    await assertRotated(begun)
    await house.assertAllRead(60)
  })

  test('a row that somebody has changed is named, and keeps the old key until it is destroyed', async () => {
    await house.keepMany(12)
    const [forged] = await house.sql<{ id: string }>(
      `update plumbing.secrets set wrapped_key = decode(repeat('00', 61), 'hex') where keeper = $1 returning id`,
      [secret(5).keeper],
    )
    const { code, says } = await house.einlass(['key', 'rotate']).ended
    assert.equal(code, 1)
    assert.match(says, /wrapped anew: 11\./)
    assert.ok(
      says.includes(`1 secrets cannot be opened, because their rows were changed: ${forged!.id}`),
      says,
    )
    assert.equal((await keys())[0]!.destroyed, false)
    await house.first.database.within(house.olga, tx => destroySecrets(tx, secret(5), at))
    assert.equal((await house.einlass(['key', 'rotate']).ended).code, 0)
    await assertRotated(1)
  })
})
