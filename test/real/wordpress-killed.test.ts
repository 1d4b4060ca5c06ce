// Einlass is killed between any two steps of an opening and of an ending: with a real WordPress, nothing is lost.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Connector, Trace } from '#server/access/outside.ts'
import { connectWordpress } from '#server/outside/wordpress/connect-wordpress.ts'
import { missingForWordpress, type RealWordpress, startWordpress } from './start-wordpress.ts'
import { breakNeeds, newNeeds, newTrace, openWire, type Steps } from './wordpress-visit.ts'

const missing = missingForWordpress()
if (missing && !process.env['CI']) test('killed at WordPress', { skip: missing }, () => undefined)
else describe('killed at WordPress', () => proveCrashPoints())

function proveCrashPoints() {
  const steps: Steps = { left: 0 }
  const mostSteps = 60
  let shop: RealWordpress
  let wire: Awaited<ReturnType<typeof openWire>>
  before(async () => {
    assert.equal(missing, undefined)
    shop = await startWordpress()
    wire = await openWire(shop.url, steps)
  })
  after(async () => {
    wire?.close()
    await shop?.stop()
  })

  const ours = () => shop.sql("select user_login from wp_users where user_login like 'einlass-%'")
  async function ends(connector: Connector, trace: Trace): Promise<string> {
    assert.deepEqual(await connector.close(trace), { done: true })
    const confirmed = await connector.confirmClosed(trace)
    assert.ok(confirmed.gone, JSON.stringify(confirmed))
    assert.deepEqual(await ours(), [])
    return confirmed.how
  }
  /** A process that dies after so many steps, and another that comes after it with the same vault. */
  function twoProcesses() {
    const { needs } = newNeeds(shop)
    const overWire = newNeeds(shop, { address: wire.url }).needs.connectionOf
    return {
      dying: connectWordpress(breakNeeds({ ...needs, connectionOf: overWire }, steps)),
      next: connectWordpress(needs),
    }
  }

  for (const andThen of ['its ending', 'the next opening'] as const)
    test(`killed after any step of an opening, at most one account is there, and ${andThen} finds it`, async t => {
      let killedAfter = 1
      let withAccount = 0
      for (let isDone = false; !isDone; killedAfter++) {
        const trace = newTrace()
        const { dying, next } = twoProcesses()
        steps.left = killedAfter
        const outcome = await dying.open(trace).catch((error: Error) => error.message)
        isDone = typeof outcome !== 'string' && outcome.done
        const there = await ours()
        assert.ok(there.length <= 1, `after ${killedAfter} steps: ${there}`)
        withAccount += there.length
        if (andThen === 'its ending') await ends(next, trace)
        else {
          const opened = await next.open(trace)
          assert.ok(opened.done, JSON.stringify(opened))
          assert.equal((await ours()).length, 1)
          const how = await ends(next, { ...trace, reference: opened.reference })
          assert.match(how, /session of the beginning is refused.*login and password are refused/)
        }
        assert.ok(killedAfter < mostSteps)
      }
      assert.ok(withAccount > 2, 'it was killed with an account there, too')
      t.diagnostic(`WordPress: an opening was killed at each of its ${killedAfter - 2} steps`)
    })

  test('killed after any step of an ending, the ending goes on', async t => {
    let killedAfter = 1
    for (let isDone = false; !isDone; killedAfter++) {
      const trace = newTrace()
      const { dying, next } = twoProcesses()
      const opened = await next.open(trace)
      assert.ok(opened.done, JSON.stringify(opened))
      const ending = { ...trace, reference: opened.reference }
      steps.left = killedAfter
      isDone = (await dying.close(ending)).done && (await dying.confirmClosed(ending)).gone
      await ends(next, ending)
      assert.ok(killedAfter < mostSteps)
    }
    t.diagnostic(`WordPress: an ending was killed at each of its ${killedAfter - 2} steps`)
  })
}
