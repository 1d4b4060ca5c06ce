// The desk is killed between any two steps of making and of taking away: whatever it was doing, the nodes that come after
// it leave nothing unaccounted for. A step is an answer of the foreign system, or a transaction of the desk, and a node
// dies before it, or after it was done and before anybody heard of it; or while the foreign system is slow, which makes
// what it was asked for when the next node has looked already.
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import type { OutsideSystem } from '#server/access/outside.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { tend } from '#server/access/tend.ts'
import type { Database } from '#server/plumbing/database.ts'
import { openErrands } from '#server/plumbing/errands.ts'
import { day } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

const minute = 60_000
/** Deterministic: the same deaths in every run. Another seed is given by the environment. */
const seed = Number(process.env['SEED'] ?? 20_261_122)

/** Dies at a step, and from then on does nothing any more: neither a node's transactions nor its calls get through. */
type Life = { steps: number; diesAt: number; when: 'before' | 'after' | 'late'; isDead: boolean }
const newLife = (diesAt = Number.POSITIVE_INFINITY, when: Life['when'] = 'before'): Life => ({
  steps: 0,
  diesAt,
  when,
  isDead: false,
})

class Killed extends Error {}

async function step<T>(life: Life, work: () => Promise<T>, whenLate?: () => void): Promise<T> {
  if (life.isDead) throw new Killed()
  life.steps += 1
  const isLast = life.steps === life.diesAt
  if (isLast) life.isDead = true
  if (isLast && life.when === 'late') whenLate?.()
  if (isLast && life.when !== 'after') throw new Killed()
  const done = await work()
  // Another step of the same node may have been its last in the meantime.
  if (life.isDead) throw new Killed()
  return done
}

/** What there is in the foreign system, whoever made it: it knows nothing of grants. */
class ForeignSystem {
  readonly things = new Set<string>()
  /** Asked for by nodes that are dead, and not made yet. */
  readonly late: string[] = []
  /** The slow system has got to it. */
  catchUp(): void {
    for (const thing of this.late.splice(0)) this.things.add(thing)
  }
  through(life: Life): OutsideSystem {
    const { things, late } = this
    return {
      name: 'presto',
      open: trace =>
        step(
          life,
          async () => {
            things.add(trace.artefactId)
            return { done: true, reference: { login: trace.artefactId } }
          },
          () => late.push(trace.artefactId),
        ),
      close: trace =>
        step(life, async () => {
          things.delete(trace.artefactId)
          return { done: true }
        }),
      confirmClosed: trace =>
        step(life, async () =>
          things.has(trace.artefactId)
            ? { gone: false, error: 'It is still there.' }
            : { gone: true, how: 'asked for and not there' },
        ),
      inventory: async () => ({ seen: true, found: [] }),
    }
  }
}

describe('killed at any step', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  const account = () => scene.accountOf('kaffeerad')

  /** A node of the desk: its rounds on its own life. */
  function newNode(foreign: ForeignSystem, life: Life) {
    const { database } = scene.desk.kernel
    const mortal: Database = {
      ...database,
      within: (scope, work) => step(life, () => database.within(scope, work)),
    }
    const kernel: Kernel = { ...scene.desk.kernel, database: mortal, noticed: () => undefined }
    const systems = new Map([['presto', foreign.through(life)]])
    return {
      kernel,
      life,
      round: () =>
        tend(
          kernel,
          scene.desk.probe,
          systems,
          async () => undefined,
          async () => undefined,
          openErrands(8, undefined, () => undefined),
        ),
    }
  }

  /** @returns whether it died of it */
  async function tries(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return false
    } catch (error) {
      const all = error instanceof AggregateError ? error.errors : [error]
      if (all.every(one => one instanceof Killed || (one as Error).cause instanceof Killed)) return true
      throw error
    }
  }

  const open = (to: 'sam' | 'ines') =>
    scene.give('kaffeerad', to, ['shop.view'], {
      endsAt: scene.desk.time.now + 100 * day,
      also: (r, grantId) =>
        wantArtefact(r, {
          accountId: account(),
          resourceId: scene.shopId('kaffeerad'),
          grantId,
          system: 'presto',
          kind: 'admin',
          sharedAs: '',
          reference: {},
        }),
    })
  const end = (kernel: Kernel, grants: string[]) =>
    record(kernel, { accounts: [account()], by: { rule: 'clock' } }, r =>
      endAccess(r, account(), grants, 'revoked'),
    )

  /** No grant is called ended while its artefact is there; nothing is there that nobody answers for. */
  async function assertNoLie(foreign: ForeignSystem): Promise<void> {
    if (foreign.things.size === 0) return
    const seen = await scene.desk.kernel.database.within('*', tx =>
      sql<{ is_known: boolean; is_lie: boolean }>`
        select a.gone_at is null as is_known,
          not exists (select from access.artefact_grants h join access.grants g on g.id = h.grant_id
            where h.artefact_id = a.id and g.ended_at is null) as is_lie
        from access.artefacts a where a.id = any (${[...foreign.things]}::uuid[])`.execute(tx),
    )
    assert.equal(
      seen.rows.filter(one => one.is_known).length,
      foreign.things.size,
      'something is there that nobody will take away',
    )
    assert.ok(!seen.rows.some(one => one.is_lie), 'every grant of it is called ended, and it is there')
  }

  const isEnded = async (grant: string) => {
    const row = await scene.desk.kernel.database.within(account(), tx =>
      tx.selectFrom('access.grants').select('ended_at').where('id', '=', grant).executeTakeFirstOrThrow(),
    )
    return row.ended_at !== null
  }

  /** What somebody else's node does: rounds, minutes apart, until these are proven; and one more, which changes nothing. */
  async function comeToRest(foreign: ForeignSystem, grants: string[]): Promise<void> {
    const next = newNode(foreign, newLife())
    for (let i = 0; i < 4; i++) {
      scene.desk.time.pass(5 * minute)
      await next.round()
      await assertNoLie(foreign)
      const proven = await Promise.all(grants.map(isEnded))
      if (!proven.includes(false)) return
    }
    assert.fail('the ending is not proven after four rounds of a node that lives')
  }

  /** Another node looks while a slow system has not got to what a dead one asked for; then it has. */
  async function othersLook(foreign: ForeignSystem, grant: string): Promise<void> {
    if (foreign.late.length === 0) return
    await end(scene.desk.kernel, [grant])
    scene.desk.time.pass(30_000)
    await newNode(foreign, newLife()).round()
    foreign.catchUp()
    await assertNoLie(foreign)
  }

  const death = fc.record({
    steps: fc.integer({ min: 1, max: 28 }),
    when: fc.constantFrom('before' as const, 'after' as const, 'late' as const),
  })

  test('a node that dies opening, ending or proving, and the one after it too: nothing is left unaccounted for', async t => {
    let died = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(death, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('before it was made', 'after it was made'),
        fc.boolean(),
        async (deaths, endsWhen, overlaps) => {
          const foreign = new ForeignSystem()
          const grants = [await open('sam')]
          if (overlaps) grants.push(await open('ines'))
          if (endsWhen === 'after it was made') await newNode(foreign, newLife()).round()
          for (const { steps, when } of deaths) {
            const node = newNode(foreign, newLife(steps, when))
            const isDead = await tries(async () => {
              await node.round()
              await end(node.kernel, [grants[0]!])
              await node.round()
            })
            if (isDead) died += 1
            await assertNoLie(foreign)
            await othersLook(foreign, grants[0]!)
            scene.desk.time.pass(3 * minute)
          }
          await end(scene.desk.kernel, [grants[0]!])
          await comeToRest(foreign, [grants[0]!])
          assert.equal(
            foreign.things.size,
            overlaps ? 1 : 0,
            'what another grant still wants is there, nothing else',
          )
          await end(scene.desk.kernel, grants)
          await comeToRest(foreign, grants)
          assert.deepEqual([...foreign.things], [])
        },
      ),
      { seed, numRuns: 15 },
    )
    t.diagnostic(`seed ${seed}: 15 histories, a node died ${died} times`)
    assert.ok(died > 8, `nodes died ${died} times`)
  })

  test('each single step of opening and ending, before and after it', async t => {
    let points = 0
    let slow = 0
    for (const when of ['before', 'after', 'late'] as const)
      for (let diesAt = 1; ; diesAt++) {
        const foreign = new ForeignSystem()
        const grant = await open('sam')
        const node = newNode(foreign, newLife(diesAt, when))
        const isDead = await tries(async () => {
          await node.round()
          await end(node.kernel, [grant])
          await node.round()
        })
        await assertNoLie(foreign)
        const isSlow = foreign.late.length > 0
        await othersLook(foreign, grant)
        await end(scene.desk.kernel, [grant])
        await comeToRest(foreign, [grant])
        assert.deepEqual([...foreign.things], [], `died ${when} step ${diesAt}`)
        if (isSlow) slow += 1
        // Where nothing is asked for, dying while it is slow is dying before.
        if (!isDead || isSlow) break
        points += 1
        assert.ok(diesAt < 100)
      }
    t.diagnostic(`${points} points of death`)
    assert.ok(points > 30)
    assert.equal(slow, 1)
  })

  test('two nodes at once, one of which dies', async t => {
    await fc.assert(
      fc.asyncProperty(death, death, async (one, other) => {
        const foreign = new ForeignSystem()
        const grant = await open('sam')
        const first = newNode(foreign, newLife(one.steps, one.when))
        const second = newNode(foreign, newLife(other.steps + 14, other.when))
        const lives = async (node: typeof first) => {
          await node.round()
          await end(node.kernel, [grant])
          await node.round()
        }
        await Promise.all([tries(() => lives(first)), tries(() => lives(second))])
        await assertNoLie(foreign)
        await othersLook(foreign, grant)
        await end(scene.desk.kernel, [grant])
        await comeToRest(foreign, [grant])
        assert.deepEqual([...foreign.things], [])
      }),
      { seed, numRuns: 8 },
    )
    t.diagnostic(`seed ${seed}: 8 histories of two nodes`)
  })

  test('a process that is really killed (SIGKILL) while the foreign system is making, taking away or looking', async () => {
    for (const dies of ['make', 'take', 'look'] as const)
      for (const answered of [false, true]) {
        const things = new Set<string>()
        let reached = () => {}
        const isReached = new Promise<void>(resolve => {
          reached = resolve
        })
        const server = createServer((request, response) => {
          const [, what, id] = request.url!.split('/') as [string, string, string]
          if (what === dies && !answered) return reached()
          if (what === 'make') things.add(id)
          if (what === 'take') things.delete(id)
          if (what === dies) return reached()
          response.end(JSON.stringify({ there: things.has(id) }))
        })
        server.listen(0, '127.0.0.1')
        await once(server, 'listening')
        const foreign = new ForeignSystem()
        const grant = await open('sam')
        if (dies !== 'make') {
          await newNode(foreign, newLife()).round()
          for (const thing of foreign.things) things.add(thing)
          await end(scene.desk.kernel, [grant])
        }
        const child = fork(join(import.meta.dirname, 'node-to-be-killed.ts'), {
          execArgv: ['--disable-warning=ExperimentalWarning'],
          env: {
            PATH: process.env['PATH'],
            DATABASE_URL: scene.desk.runtimeUrl,
            FOREIGN: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
            NOW: String(scene.desk.time.now),
          },
        })
        const exited = once(child, 'exit')
        try {
          await Promise.race([
            isReached,
            exited.then(([code]) => assert.fail(`the node ended by itself with ${code}`)),
          ])
        } finally {
          child.kill('SIGKILL')
          await exited
          server.closeAllConnections()
          server.close()
        }
        // The same world, seen by the nodes that come after.
        foreign.things.clear()
        for (const thing of things) foreign.things.add(thing)
        await assertNoLie(foreign)
        assert.equal(await isEnded(grant), false)
        await end(scene.desk.kernel, [grant])
        await comeToRest(foreign, [grant])
        assert.deepEqual([...foreign.things], [], `killed at ${dies}`)
      }
  })
})
