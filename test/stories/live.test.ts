// The desk tells those who look at it that something has changed, within a moment and over every node; and whoever may
// not look any more is told that, and nothing else.
import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { announcePerson } from '#server/access/account.ts'
import { keepStreams } from '#server/http/live.ts'
import { makeApiKey } from '#server/people/api-keys.ts'
import { hour } from '../desk.ts'
import { openScene, type Scene } from '../endings/scene.ts'

type Event = { event: string; data: Record<string, unknown> }
type Listener = {
  status: number
  headers: Headers
  events: Event[]
  isOver: boolean
  /** Waits for an event that fits, from those that have come since the last one was waited for. */
  hears(event: string, data?: Record<string, unknown>, withinMs?: number): Promise<Event>
  stop(): void
}

async function listen(url: string, cookie?: string, headers: Record<string, string> = {}): Promise<Listener> {
  const stopping = new AbortController()
  const response = await fetch(`${url}/api/v1/live`, {
    headers: { ...(cookie ? { cookie } : {}), ...headers },
    signal: stopping.signal,
  })
  const listener: Listener = {
    status: response.status,
    headers: response.headers,
    events: [],
    isOver: false,
    async hears(event, data = {}, withinMs = 3_000) {
      const begun = performance.now()
      for (;;) {
        const at = listener.events.findIndex(
          one =>
            one.event === event && Object.entries(data).every(([name, value]) => one.data[name] === value),
        )
        if (at >= 0) return listener.events.splice(0, at + 1).at(-1)!
        if (performance.now() - begun > withinMs)
          assert.fail(`${event} was not heard, but ${JSON.stringify(listener.events)}`)
        await sleep(10)
      }
    },
    stop: () => stopping.abort(),
  }
  void (async () => {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const part of response.body ?? []) {
        text += decoder.decode(part as Uint8Array, { stream: true })
        const blocks = text.split('\n\n')
        text = blocks.pop()!
        for (const block of blocks) {
          const event = /^event: (.*)$/m.exec(block)?.[1]
          const data = /^data: (.*)$/m.exec(block)?.[1]
          if (event) listener.events.push({ event, data: JSON.parse(data!) as Event['data'] })
        }
      }
    } catch {
      // Cut, or stopped by this test.
    }
    listener.isOver = true
  })()
  // What it says first has come.
  await sleep(50)
  return listener
}

const isOver = async (listener: Listener) => {
  for (let i = 0; i < 300 && !listener.isOver; i++) await sleep(10)
  assert.ok(listener.isOver, 'the stream was closed')
}
/** Long enough for what comes to have come. */
const moment = () => sleep(400)

describe('a signed-in person who listens', () => {
  let scene: Scene
  let account: string
  let open: Listener[] = []
  before(async () => {
    scene = await openScene()
    account = scene.accountOf('kaffeerad')
  })
  after(() => scene.desk.close())
  const join = async (client: { cookie: string | undefined }, url = scene.desk.url) => {
    const listener = await listen(url, client.cookie)
    assert.equal(listener.status, 200)
    open.push(listener)
    return listener
  }
  const leave = () => {
    for (const listener of open) listener.stop()
    open = []
  }

  test('is nobody without a cookie, with a wrong one, or with an API key', async () => {
    const { key } = await scene.desk.kernel.database.within('', tx =>
      makeApiKey(
        tx,
        scene.desk.cast.people.olga,
        { name: 'reader', scopes: ['read'], days: 1 },
        new Date(scene.desk.time.now),
      ),
    )
    for (const [cookie, headers] of [
      [undefined, {}],
      [`einlass-session=${'a'.repeat(43)}`, {}],
      [undefined, { authorization: `Bearer ${key}` }],
    ] as const)
      assert.equal((await listen(scene.desk.url, cookie, headers)).status, 401)
    const fromElsewhere = await listen(scene.desk.url, scene.olga.cookie, { 'sec-fetch-site': 'cross-site' })
    assert.equal(fromElsewhere.status, 403)
  })

  test('is told of his own account, and learns nothing of others', async () => {
    const [olga, noor] = [await join(scene.olga), await join(scene.noor)]
    assert.match(olga.headers.get('content-type')!, /^text\/event-stream/)
    assert.match(olga.headers.get('cache-control')!, /no-store/)
    await scene.turnOn('kaffeerad', ['sam'])
    const { data } = await olga.hears('account', { account })
    const [{ epoch }] = (await scene.desk.sql('select epoch from access.accounts where id = $1', [
      account,
    ])) as [{ epoch: number }]
    assert.ok((data['epoch'] as number) <= epoch)
    await moment()
    assert.deepEqual(noor.events, [])
    leave()
  })

  test('is told as a guest that something is his, without being told what; a bystander is not', async () => {
    const [sam, ines] = [await join(scene.sam), await join(scene.ines)]
    const [grant] = (await scene.turnOn('kaffeerad', ['sam'])) as [string]
    await sam.hears('mine')
    await moment()
    assert.deepEqual(ines.events, [])
    sam.events.length = 0
    await scene.olga.post(`/accounts/${account}/grants/${grant}/ending`)
    await sam.hears('mine')
    assert.ok(
      sam.events.every(one => one.event === 'mine' && Object.keys(one.data).length === 0),
      JSON.stringify(sam.events),
    )
    leave()
  })

  test('is told on another node too', async () => {
    const second = await scene.desk.secondNode()
    const [olga, ines] = [await join(scene.olga, second.url), await join(scene.ines, second.url)]
    await scene.turnOn('roesterei', 'team')
    await olga.hears('account', { account })
    await ines.hears('mine')
    leave()
    await second.close()
  })

  test('is told nothing of what was taken back', async () => {
    const olga = await join(scene.olga)
    const { kernel, cast } = scene.desk
    await assert.rejects(
      kernel.database.within('', async tx => {
        await announcePerson(tx, cast.people.olga)
        throw new Error('taken back')
      }),
    )
    await moment()
    assert.deepEqual(olga.events, [])
    await kernel.database.within('', tx => announcePerson(tx, cast.people.olga))
    await olga.hears('mine')
    leave()
  })

  test('is told when somebody answers his request', async () => {
    const asked = await scene.ines.post('/provider/requests', {
      shopId: scene.shopId('tulpenkas'),
      wants: [{ permission: 'shop.view', reason: 'to look' }],
      until: { preset: 'one-week' },
      forWhom: 'me',
    })
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    const [ines, sam] = [await join(scene.ines), await join(scene.sam)]
    await scene.noor.post(`/accounts/${scene.accountOf('tulpenkas')}/requests/${asked.body.id}/decision`, {
      outcome: 'refuse',
    })
    await ines.hears('mine')
    await moment()
    assert.deepEqual(sam.events, [])
    leave()
  })

  test('is told that he is signed out, at this node and at another one, and hears nothing more', async () => {
    const second = await scene.desk.secondNode()
    const sam = await scene.desk.as('sam')
    const other = await scene.desk.as('sam')
    const [here, there, stays] = [await join(sam), await join(sam, second.url), await join(other)]
    assert.equal((await sam.delete('/session')).status, 200)
    for (const listener of [here, there]) {
      assert.equal((await listener.hears('gone')).data['reason'], 'signed-out')
      await isOver(listener)
    }
    await stays.hears('mine')
    assert.equal(stays.isOver, false)
    leave()
    await second.close()
  })

  test('is told that he was deactivated, in the moment in which it happens', async () => {
    const ines = await join(scene.ines)
    await scene.dora.post(`/provider/people/${scene.desk.cast.people.ines}/deactivation`, {})
    assert.equal((await ines.hears('gone')).data['reason'], 'person-deactivated')
    await isOver(ines)
    assert.equal((await listen(scene.desk.url, scene.ines.cookie)).status, 401)
  })

  test('is looked at again and again: a session that is over by the clock is told so', async () => {
    const noor = await join(scene.noor)
    scene.desk.time.pass(13 * hour)
    await scene.desk.live.check()
    assert.equal((await noor.hears('gone')).data['reason'], 'expired')
    await isOver(noor)
    scene.olga.cookie = (await scene.desk.as('olga')).cookie
  })

  test('has at most ten streams of one session; when one is closed there is room again', async () => {
    for (let i = 0; i < 10; i++) await join(scene.olga)
    const eleventh = await listen(scene.desk.url, scene.olga.cookie)
    assert.equal(eleventh.status, 429)
    assert.equal((await listen(scene.desk.url, (await scene.desk.as('olga')).cookie)).status, 200)
    open.pop()!.stop()
    await moment()
    await join(scene.olga)
    leave()
    await moment()
  })

  test('is let go when the notifications were lost: whoever connects anew reads everything anew', async () => {
    const olga = await join(scene.olga)
    const { processID } = scene.desk.hearing.client() as unknown as { processID: number }
    await scene.desk.sql('select pg_terminate_backend($1)', [processID])
    await isOver(olga)
    assert.equal(
      olga.events.some(one => one.event === 'gone'),
      false,
    )
    const again = await join(scene.olga)
    await scene.turnOn('roesterei', ['sam'], { preset: 'one-week' })
    await again.hears('account', { account })
    leave()
  })

  test('is let go when the node goes down, which does not wait for him', async () => {
    const second = await scene.desk.secondNode()
    const olga = await join(scene.olga, second.url)
    const begun = performance.now()
    await second.close()
    assert.ok(performance.now() - begun < 4_800)
    await isOver(olga)
    leave()
  })
})

describe('a stream', () => {
  let scene: Scene
  before(async () => {
    scene = await openScene()
  })
  after(() => scene.desk.close())

  /** The other end of a connection, which reads as much as it is told to. */
  class Reader extends EventEmitter {
    text = ''
    writableLength = 0
    isReading = true
    destroyed = false
    writableEnded = false
    writeHead() {
      return this
    }
    write(text: string) {
      if (this.isReading) this.text += text
      else this.writableLength += text.length
      return this.isReading
    }
    end() {
      this.writableEnded = true
      this.emit('close')
    }
    destroy() {
      this.destroyed = true
      this.emit('close')
    }
  }
  async function connect(live: ReturnType<typeof keepStreams>) {
    const reader = new Reader()
    const [session] = await scene.desk.sql<{ id: string }>(
      'select id from people.sessions where person_id = $1 and ended_at is null limit 1',
      [scene.desk.cast.people.olga],
    )
    await live.open(scene.desk.cast.people.olga, session!.id, reader as unknown as ServerResponse)
    return reader
  }

  test('to somebody who reads nothing is cut, at a heartbeat or when too much waits, and others are not', async t => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const live = keepStreams(scene.desk.kernel, () => false)
    const [reads, stuck] = [await connect(live), await connect(live)]
    stuck.isReading = false
    t.mock.timers.tick(15_000)
    assert.match(reads.text, /\n:\n\n$/)
    assert.equal(stuck.destroyed, false, 'a heartbeat may wait once')
    t.mock.timers.tick(15_000)
    t.mock.timers.tick(15_000)
    assert.equal(stuck.destroyed, true)
    assert.equal(reads.destroyed, false)

    const flooded = await connect(live)
    flooded.writableLength = 40 * 1024
    live.personChanged(scene.desk.cast.people.olga)
    for (let i = 0; i < 100 && !flooded.destroyed; i++) await sleep(10)
    assert.equal(flooded.destroyed, true)
    live.close()
    assert.equal(reads.writableEnded, true)
  })

  test('whose session nobody can ask about is closed: unknown means no', async t => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    let isAway = false
    const { database, clock } = scene.desk.kernel
    const within: typeof database.within = (scope, work) =>
      isAway ? Promise.reject(new Error('away')) : database.within(scope, work)
    const live = keepStreams({ database: { ...database, within }, clock }, () => false)
    const reader = await connect(live)
    isAway = true
    t.mock.timers.tick(30_000)
    for (let i = 0; i < 100 && !reader.writableEnded; i++) await sleep(10)
    assert.equal(reader.writableEnded, true)
    assert.doesNotMatch(reader.text, /gone/)
  })

  test('costs one question for many changes, and none while nothing changes', async () => {
    let questions = 0
    const { database, clock } = scene.desk.kernel
    const within: typeof database.within = (scope, work) => {
      questions += 1
      return database.within(scope, work)
    }
    const live = keepStreams({ database: { ...database, within }, clock }, () => false)
    const readers = []
    for (let i = 0; i < 9; i++) readers.push(await connect(live))
    questions = 0
    const account = scene.accountOf('kaffeerad')
    for (let epoch = 1; epoch <= 50; epoch++) live.changed(account, epoch)
    live.changed(scene.accountOf('tulpenkas'), 1)
    await sleep(500)
    assert.equal(questions, 1)
    for (const reader of readers)
      assert.equal(reader.text.match(/event: account\n/g)?.length, 1, 'told once, of the newest')
    assert.match(readers[0]!.text, new RegExp(`data: {"account":"${account}","epoch":50}`))
    assert.doesNotMatch(readers[0]!.text, new RegExp(scene.accountOf('tulpenkas')))
    live.changed(account, 50)
    await sleep(100)
    assert.equal(questions, 1, 'heard a second time from the database')
    live.close()
  })
})
