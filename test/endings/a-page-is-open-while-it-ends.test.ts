// The tab that is open does not wait for the next sign-in: it keeps asking over the connections that it has, and every
// question asked after the answer "ended" is refused (Pomerium's procedure; a history check as in Jepsen's).
import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { leaseMs } from '#server/access/4-enter/snapshots.ts'
import type { Desk } from '#server/desk.ts'
import { type Inside, openScene, type Scene, type Shop } from './scene.ts'

type Asked = { begun: number; status: number }

describe('pages are open while their access ends', () => {
  let scene: Scene
  let second: Desk & { url: string }
  let inside: Inside
  before(async () => {
    scene = await openScene()
    second = await scene.desk.secondNode()
    inside = await scene.everybodyInside()
  })
  after(() => scene.desk.close())

  /** A page that asks again and again over one kept connection, until told to stop. Orders are counted, not timed. */
  function keepAsking(shop: Shop, cookie: string, node: { url: string }) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const history: Asked[] = []
    let stopped = false
    const headers = {
      'x-einlass-gate-key': scene.desk.cast.shops[shop]!.gateKey!,
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(scene.desk.cast.shops[shop]!.origin!).host,
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/admin/orders.json',
      accept: 'application/json',
      cookie,
    }
    const one = () =>
      new Promise<number>((resolve, reject) => {
        request(`${node.url}/gate/caddy`, { agent, headers }, response => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0))
        })
          .on('error', reject)
          .end()
      })
    const asking = (async () => {
      while (!stopped) {
        const begun = performance.now()
        history.push({ begun, status: await one() })
        await sleep(2)
      }
      agent.destroy()
    })()
    return {
      history,
      async stop() {
        stopped = true
        await asking
      },
      async asked(count: number) {
        const until = history.length + count
        while (history.length < until) await sleep(2)
      },
    }
  }

  test('every request begun after the owner has the answer is refused, on the connection that was let in before', async () => {
    const ends = Array.from({ length: 8 }, () =>
      keepAsking('kaffeerad', inside.cookies.samAtKaffeerad, scene.desk),
    )
    const goesOn = [
      keepAsking('kaffeerad', inside.cookies.inesAtKaffeerad, scene.desk),
      keepAsking('tulpenkas', inside.cookies.samAtTulpenkas, scene.desk),
    ]
    await Promise.all([...ends, ...goesOn].map(page => page.asked(5)))
    const path = `/accounts/${scene.accountOf('kaffeerad')}/grants/${inside.grants.samAtKaffeerad}/ending`
    const { status } = await scene.olga.post(path)
    const answered = performance.now()
    assert.equal(status, 200)
    await Promise.all([...ends, ...goesOn].map(page => page.asked(5)))
    await Promise.all([...ends, ...goesOn].map(page => page.stop()))

    for (const { history } of ends) {
      assert.equal(history[0]!.status, 200)
      const after = history.filter(asked => asked.begun >= answered)
      assert.ok(after.length > 0)
      assert.deepEqual(
        after.filter(asked => asked.status !== 403),
        [],
      )
      // Once refused, refused for ever: no answer from an older snapshot comes in between.
      const first = history.findIndex(asked => asked.status === 403)
      assert.ok(history.slice(first).every(asked => asked.status === 403))
    }
    for (const { history } of goesOn) assert.ok(history.every(asked => asked.status === 200))
  })

  test('on a second node too, at the latest when its lease has run out, and from then on for ever', async () => {
    const page = keepAsking('roesterei', inside.cookies.samAtRoesterei, second)
    const goesOn = keepAsking('tulpenkas', inside.cookies.samAtTulpenkas, second)
    await Promise.all([page.asked(5), goesOn.asked(5)])
    await scene.olga.post(`${scene.switchOf('roesterei')}/ending`, {})
    const answered = performance.now()
    await sleep(leaseMs + 50)
    await Promise.all([page.asked(5), goesOn.asked(5)])
    await Promise.all([page.stop(), goesOn.stop()])
    assert.equal(page.history[0]!.status, 200)
    const bound = page.history.filter(asked => asked.begun >= answered + leaseMs)
    assert.ok(bound.length > 0)
    assert.ok(bound.every(asked => asked.status === 403))
    const first = page.history.findIndex(asked => asked.status === 403)
    assert.ok(page.history.slice(first).every(asked => asked.status === 403))
    assert.ok(goesOn.history.every(asked => asked.status === 200))
  })
})
