// What is kept in memory may be believed for a fixed time and no longer, whatever is asked, heard or lost. Time is measured
// by a monotonic clock that these tests hold in their hands; the database is the real one, made slow or silent at the
// points where a race would be lost.
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { keepTheDoor } from '#server/access/4-enter/check-entry.ts'
import { hearChanges } from '#server/access/4-enter/hear-changes.ts'
import { keepSnapshots, leaseMs } from '#server/access/4-enter/snapshots.ts'
import { endAll } from '#server/access/5-end/end-all.ts'
import { record } from '#server/access/record.ts'
import type { Desk } from '#server/desk.ts'
import { type Database, openDatabase } from '#server/plumbing/database.ts'
import { hashSecret } from '#server/plumbing/ids.ts'
import { day } from '../desk.ts'
import { type Inside, openScene, type Scene } from '../endings/scene.ts'

let scene: Scene
let account: string
let real: Database
before(async () => {
  scene = await openScene()
  account = scene.accountOf('kaffeerad')
  real = openDatabase(scene.desk.runtimeUrl, () => undefined)
})
after(async () => {
  await real.close()
  await scene.desk.close()
})

/** A change of the account by another node. @returns the epoch after it */
async function change(): Promise<number> {
  await record(
    scene.desk.kernel,
    { accounts: [account], by: { person: scene.desk.cast.people.olga } },
    async r => {
      await endAll(r, account, 'revoked', null)
      await openGrant(
        r,
        {
          accountId: account,
          resourceId: null,
          door: 'test',
          subject: { kind: 'person', id: scene.desk.cast.people.dora },
          permissions: ['shop.view'],
          beginsAt: r.now,
          endsAt: r.now + day,
          reason: null,
          caseNumber: null,
          message: null,
          giver: { as: 'owner' },
        },
        { longestMs: null, endless: false },
      )
    },
  )
  return epoch()
}

/** Everything is taken back by another node. */
function endAllAsOlga(): Promise<unknown> {
  const by = { person: scene.desk.cast.people.olga }
  return record(scene.desk.kernel, { accounts: [account], by }, r => endAll(r, account, 'revoked', null))
}

async function epoch(): Promise<number> {
  const [row] = await scene.desk.sql<{ epoch: number }>('select epoch from access.accounts where id = $1', [
    account,
  ])
  return Number(row!.epoch)
}

/** The database with a hand on it: what happens after a read and before its reader gets it. */
function holdDatabase() {
  const hand = {
    reads: 0,
    isAway: false,
    afterRead: undefined as (() => Promise<void> | void) | undefined,
  }
  const database: Database = {
    ...real,
    async within(scope, work) {
      if (hand.isAway) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
      hand.reads += 1
      const read = await real.within(scope, work)
      const then = hand.afterRead
      hand.afterRead = undefined
      await then?.()
      return read
    },
  }
  return { hand, database }
}

/** The monotonic clock in our hand. */
function holdTime(t: TestContext): { ms: number } {
  const time = { ms: 1_000 }
  t.mock.method(performance, 'now', () => time.ms)
  return time
}

describe('the lease of a snapshot', () => {
  test('is never extended by reading: a snapshot that is asked for without a pause expires all the same', async t => {
    const time = holdTime(t)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    await snapshots.fetch(account)
    const start = time.ms
    for (let passed = 0; passed < leaseMs; passed += 1) {
      time.ms = start + passed
      assert.ok(snapshots.get(account), `believed after ${passed} ms`)
    }
    time.ms = start + leaseMs
    assert.equal(snapshots.get(account), undefined)
    assert.equal(hand.reads, 1)
    assert.ok(leaseMs < 1_000, 'the promised bound is one second')
  })

  test('counts from before the database was asked, not from its answer', async t => {
    const time = holdTime(t)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    const start = time.ms
    hand.afterRead = () => {
      time.ms += 500
    }
    await snapshots.fetch(account)
    time.ms = start + leaseMs - 1
    assert.ok(snapshots.get(account))
    time.ms = start + leaseMs
    assert.equal(snapshots.get(account), undefined)
  })

  test('is given anew when the database says that nothing has changed, counted from before it was asked', async t => {
    const time = holdTime(t)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    const first = await snapshots.fetch(account)
    time.ms += leaseMs
    const start = time.ms
    hand.afterRead = () => {
      time.ms += 300
    }
    assert.equal(await snapshots.fetch(account), first, 'the unchanged epoch proves the whole snapshot')
    time.ms = start + leaseMs - 1
    assert.equal(snapshots.get(account), first)
    time.ms = start + leaseMs
    assert.equal(snapshots.get(account), undefined)
  })

  test('lasts as long as the notifications are heard, and a lease longer from the last beat', async t => {
    const time = holdTime(t)
    const { database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    snapshots.hearing()
    await snapshots.fetch(account)
    for (let beat = 0; beat < 50; beat++) {
      time.ms += 200
      snapshots.heard(time.ms)
      assert.ok(snapshots.get(account))
    }
    time.ms += leaseMs - 1
    assert.ok(snapshots.get(account))
    time.ms += 1
    assert.equal(snapshots.get(account), undefined)
  })

  test('is not renewed by a beat that was sent long ago and comes late', async t => {
    const time = holdTime(t)
    const { database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    snapshots.hearing()
    await snapshots.fetch(account)
    const sent = time.ms
    time.ms += leaseMs + 50
    snapshots.heard(sent)
    assert.equal(snapshots.get(account), undefined)
  })

  test('a new connection vouches for nothing that was read before it: it could have missed a change', async t => {
    const time = holdTime(t)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    snapshots.hearing()
    await snapshots.fetch(account)
    snapshots.heard(time.ms)
    snapshots.deaf()
    time.ms += leaseMs
    snapshots.hearing()
    snapshots.heard(time.ms)
    assert.equal(snapshots.get(account), undefined)
    const reads = hand.reads
    assert.ok(await snapshots.fetch(account))
    assert.ok(hand.reads > reads, 'verified with the database')
    time.ms += 100
    snapshots.heard(time.ms)
    time.ms += leaseMs - 1
    assert.ok(snapshots.get(account), 'from then on the new connection vouches for it')
  })
})

describe('a change that is announced', () => {
  test('puts the older snapshot out of use at once', async t => {
    holdTime(t)
    const { database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    const before = await snapshots.fetch(account)
    const changed = await change()
    assert.equal(snapshots.get(account), before)
    snapshots.noticed(account, changed)
    assert.equal(snapshots.get(account), undefined)
    assert.equal((await snapshots.fetch(account))!.epoch, changed)
  })

  test('of another epoch than the newest does not bring an older one back', async t => {
    holdTime(t)
    const { database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    await snapshots.fetch(account)
    const changed = await change()
    snapshots.noticed(account, changed)
    snapshots.noticed(account, changed - 1)
    assert.equal(snapshots.get(account), undefined)
  })

  for (const [what, warm] of [
    ['a first read', false],
    ['a second read', true],
  ] as const)
    test(`between ${what} and its keeping makes it read again`, async t => {
      const time = holdTime(t)
      const { hand, database } = holdDatabase()
      const snapshots = keepSnapshots(database)
      if (warm) {
        await snapshots.fetch(account)
        snapshots.noticed(account, await change())
        time.ms += leaseMs
      }
      let changed = 0
      hand.afterRead = async () => {
        changed = await change()
        snapshots.noticed(account, changed)
      }
      const fetched = await snapshots.fetch(account)
      assert.equal(fetched!.epoch, changed)
      assert.equal(snapshots.get(account)!.epoch, changed)
    })

  test('between the look at the epoch and the renewal of the lease makes it read again', async t => {
    const time = holdTime(t)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    await snapshots.fetch(account)
    time.ms += leaseMs
    let changed = 0
    hand.afterRead = async () => {
      changed = await change()
      snapshots.noticed(account, changed)
    }
    assert.equal((await snapshots.fetch(account))!.epoch, changed)
  })

  test('while everything is read at the start is not lost, however long the notifications are heard', async t => {
    const time = holdTime(t)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    await change()
    snapshots.hearing()
    let changed = 0
    hand.afterRead = async () => {
      changed = await change()
      // The listener hears of an account that is not in memory yet.
      snapshots.noticed(account, changed)
    }
    await snapshots.warmUp()
    for (let beat = 0; beat < 20; beat++) {
      time.ms += 200
      snapshots.heard(time.ms)
      const kept = snapshots.get(account)
      assert.ok(kept === undefined || kept.epoch >= changed, 'an older snapshot is believed')
    }
    assert.equal((await snapshots.fetch(account))!.epoch, changed)
  })

  test('that nobody hears of is found when the lease is over', async t => {
    const time = holdTime(t)
    const { database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    await snapshots.fetch(account)
    const changed = await change()
    time.ms += leaseMs
    assert.equal(snapshots.get(account), undefined)
    assert.equal((await snapshots.fetch(account))!.epoch, changed)
  })
})

describe('a decision from memory', () => {
  test('is given as long as the snapshot is believed, also the second time, and not after a change was announced', async t => {
    const time = holdTime(t)
    const { provider, people } = scene.desk.cast
    const { database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    snapshots.hearing()
    await snapshots.fetch(provider)
    await change()
    await snapshots.fetch(account)
    const question = { person: people.dora, permission: 'shop.view', resource: null } as const
    const now = scene.desk.kernel.clock.now()
    const ask = () => snapshots.may(account, question, now)
    snapshots.heard(time.ms)
    assert.deepEqual([ask(), ask()], [true, true])

    snapshots.noticed(account, (await epoch()) + 1)
    assert.equal(ask(), undefined, 'announced')
    await endAllAsOlga()
    await snapshots.fetch(account)
    assert.deepEqual([ask(), ask()], [false, false], 'read again')

    time.ms += leaseMs
    await snapshots.fetch(provider)
    assert.equal(ask(), undefined, 'its lease is over and nothing was heard')
    snapshots.heard(time.ms)
    assert.equal(ask(), false, 'heard again')
    for (const [first, then] of [
      [provider, account],
      [account, provider],
    ] as const) {
      snapshots.deaf()
      snapshots.hearing()
      time.ms += leaseMs
      snapshots.heard(time.ms)
      await snapshots.fetch(first)
      assert.equal(ask(), undefined, 'another connection vouches for nothing that was read before it')
      await snapshots.fetch(then)
      assert.deepEqual([ask(), ask()], [false, false])
    }

    await change()
    time.ms += leaseMs
    await snapshots.fetch(provider)
    await snapshots.fetch(account)
    snapshots.heard(time.ms)
    assert.deepEqual([ask(), ask()], [true, true], 'what changed unheard was read again')
  })
})

describe('without the database', () => {
  test('a decision is refused by rejecting, never by an old yes; afterwards everything works again', async t => {
    const time = holdTime(t)
    await scene.turnOn('kaffeerad', ['sam'])
    const cookie = await scene.enter('kaffeerad', 'sam')
    const token = hashSecret(cookie.split('=')[1]!)
    const { hand, database } = holdDatabase()
    const snapshots = keepSnapshots(database)
    const doorkeeper = keepTheDoor(database, snapshots, scene.desk.kernel.clock)
    const shop = scene.shopId('kaffeerad')
    const question = { person: scene.desk.cast.people.sam, permission: 'shop.view', resource: shop } as const
    assert.equal((await doorkeeper.checkSlowly(token, shop)).let, 'in')
    assert.equal(await doorkeeper.mayNow(account, question), true)

    hand.isAway = true
    assert.equal(doorkeeper.check(token, shop)?.let, 'in', 'within the lease memory may still be believed')
    time.ms += leaseMs
    assert.equal(doorkeeper.check(token, shop), undefined)
    await assert.rejects(doorkeeper.checkSlowly(token, shop))
    await assert.rejects(doorkeeper.mayNow(account, question))
    await assert.rejects(doorkeeper.checkSlowly(hashSecret('somebody else'), shop))

    hand.isAway = false
    assert.equal((await doorkeeper.checkSlowly(token, shop)).let, 'in')
    assert.equal(await doorkeeper.mayNow(account, question), true)
  })
})

describe('the connection for notifications', () => {
  let inside: Inside
  let second: Desk & { url: string }
  before(async () => {
    inside = await scene.everybodyInside()
    second = await scene.desk.secondNode()
    await scene.assertInside('kaffeerad', inside.cookies.samAtKaffeerad, second)
    await scene.assertInside('roesterei', inside.cookies.samAtRoesterei, second)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas, second)
  })
  const end = (grant: string) => scene.olga.post(`/accounts/${account}/grants/${grant}/ending`)

  test('is open but silent: the second node refuses within the bound all the same', async () => {
    await second.hearing.client()!.query('unlisten *')
    assert.equal((await end(inside.grants.samAtRoesterei)).status, 200)
    await sleep(leaseMs + 200)
    await scene.assertRefused('roesterei', inside.cookies.samAtRoesterei, second)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas, second)
  })

  test('was killed and cannot be opened again: the second node refuses within the bound all the same', async () => {
    const { database } = second.kernel
    const { connect } = database
    database.connect = () => Promise.reject(new Error('cut'))
    const { processID } = second.hearing.client() as pg.Client & { processID: number }
    await scene.desk.sql('select pg_terminate_backend($1)', [processID])
    assert.equal((await end(inside.grants.samAtKaffeerad)).status, 200)
    await sleep(leaseMs + 200)
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad, second)
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas, second)

    database.connect = connect
    const heardAgain = async () => {
      const [row] = await scene.desk.sql<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and application_name = 'einlass listener'`,
      )
      return row!.count === 2
    }
    while (!(await heardAgain())) await sleep(20)
    await scene.assertRefused('kaffeerad', inside.cookies.samAtKaffeerad, second)
    await scene.assertInside('kaffeerad', inside.cookies.inesAtKaffeerad, second)
  })

  test('tells the second node, which otherwise believes what it knows for as long as it hears', async () => {
    const cookie = inside.cookies.inesAtKaffeerad
    await scene.assertInside('kaffeerad', cookie, second)
    // Past what it read itself: from here on it believes because it hears.
    await sleep(leaseMs + 200)
    await scene.assertInside('kaffeerad', cookie, second)
    assert.equal((await end(inside.grants.inesAtKaffeerad)).status, 200)
    await sleep(1_000)
    await scene.assertRefused('kaffeerad', cookie, second)
  })

  test('is silent at the node that ends: it refuses at once, by what it did itself', async () => {
    await scene.assertInside('tulpenkas', inside.cookies.samAtTulpenkas)
    await scene.desk.hearing.client()!.query('unlisten *')
    const ending = `/accounts/${scene.accountOf('tulpenkas')}/grants/${inside.grants.samAtTulpenkas}/ending`
    assert.equal((await scene.noor.post(ending)).status, 200)
    await scene.assertRefused('tulpenkas', inside.cookies.samAtTulpenkas)
  })

  /** A connection that listens to nothing and breaks when it is told to. */
  class Wire extends EventEmitter {
    static opened: Wire[] = []
    ended = 0
    readonly query: () => Promise<unknown>
    constructor(query: () => Promise<unknown>) {
      super()
      this.query = query
      Wire.opened.push(this)
    }
    end(): Promise<void> {
      this.ended += 1
      this.emit('end')
      return Promise.resolve()
    }
  }
  const quiet = () => ({ ...keepSnapshots(real), deaf: () => undefined, hearing: () => undefined })

  test('that breaks while it begins to listen is followed by one other, not by two', async t => {
    t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
    const answers = [() => Promise.reject(new Error('terminated')), () => Promise.resolve()]
    Wire.opened = []
    const connect = () => Promise.resolve(new Wire(answers[Wire.opened.length]!) as unknown as pg.Client)
    const hearing = hearChanges({ ...real, connect }, quiet(), () => undefined)
    for (let i = 0; i < 20; i++) {
      await new Promise(setImmediate)
      t.mock.timers.tick(100)
    }
    assert.equal(Wire.opened.length, 2)
    assert.ok(Wire.opened[0]!.ended > 0)
    await hearing.stop()
  })

  test('that opens only after the desk was stopped is ended and not left behind', async () => {
    Wire.opened = []
    let open = (_: pg.Client) => {}
    const opening = new Promise<pg.Client>(resolve => {
      open = resolve
    })
    const hearing = hearChanges({ ...real, connect: () => opening }, quiet(), () => undefined)
    await hearing.stop()
    open(new Wire(() => Promise.resolve()) as unknown as pg.Client)
    await new Promise(setImmediate)
    assert.equal(Wire.opened[0]!.ended, 1)
  })
})
