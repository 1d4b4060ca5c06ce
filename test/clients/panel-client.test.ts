// The client that a provider's panel uses, as it is built, against a running desk: what it remembers it forgets the moment
// that changes, and whatever goes wrong, the answer is no. What no desk does (old answers, silence) a small server does
// here that speaks as docs of the decision API say.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { ClientOptions, Client as PanelClient, Question } from '../../clients/node/src/index.ts'
import { buildPanelClient } from '../../scripts/build-panel-client.ts'
import { startTestDesk, type TestDesk } from '../desk.ts'
import { addThing, connectPanel, giveRights, type TestPanel, takeBack } from '../panel.ts'

let folder: string
let create: (options: ClientOptions) => PanelClient
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'einlass-panel-'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  buildPanelClient(join(folder, 'dist'))
  create = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)).createClient
})
after(() => rmSync(folder, { recursive: true, force: true }))

function createClient(t: TestContext, options: ClientOptions): PanelClient {
  const client = create(options)
  t.after(() => client.close())
  return client
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  assert.fail(`never: ${what}`)
}

describe('a client of a running desk', () => {
  let desk: TestDesk
  let panel: TestPanel
  let question: Question
  let ines: string
  before(async () => {
    desk = await startTestDesk()
    panel = await connectPanel(desk)
    ines = desk.cast.people.ines
    await addThing(desk, 'domain', 'kaffeerad.example', 'kaffeerad.example')
    question = {
      person: ines,
      permission: 'domains.dns',
      resource: { type: 'domain', id: 'kaffeerad.example' },
    }
  })
  after(() => desk.close())

  /** Requests for decisions that reach the desk from here on. */
  function countRequests(): () => number {
    let seen = 0
    desk.app.server.on('request', request => {
      if (request.url?.startsWith('/access/v1/eval')) seen += 1
    })
    return () => seen
  }

  test('hears at once what is given and what is taken back, while it remembers', async t => {
    const client = createClient(t, { url: desk.url, key: panel.key })
    assert.equal(await client.may(question), false)
    await until(() => client.remembers(), 'it remembers')
    await giveRights(desk, ines, ['domains.dns'], null)
    await until(() => client.may(question), 'the new right')
    const requests = countRequests()
    for (let i = 0; i < 50; i++) assert.equal(await client.may(question), true)
    assert.equal(requests(), 0, 'a yes that is remembered is not asked for')
    await takeBack(desk, ines)
    await until(async () => !(await client.may(question)), 'the revocation')
    // And it stays so: no answer from before comes back.
    for (let i = 0; i < 50; i++) assert.equal(await client.may(question), false)
  })

  test('hears what another node takes back', async t => {
    const second = await desk.secondNode()
    const client = createClient(t, { url: second.url, key: panel.key })
    await giveRights(desk, ines, ['domains.dns'], null)
    await until(async () => client.remembers() && (await client.may(question)), 'a remembered yes')
    await takeBack(desk, ines)
    await until(async () => !(await client.may(question)), 'the revocation')
  })

  test('hears that somebody left a team, which changes no epoch of the account', async t => {
    const { sam } = desk.cast.people
    const olga = await desk.as('olga')
    const shop = desk.cast.shops['kaffeerad']!.id
    const path = `/accounts/${desk.cast.accounts['olga']}/shops/${shop}/service-access`
    const wish = { until: { preset: 'one-week' }, mode: 'full', who: { kind: 'team' } }
    const opened = await olga.put(path, wish, { 'if-match': `"${(await olga.get(path)).body.version}"` })
    assert.equal(opened.status, 200, JSON.stringify(opened.body))
    const client = createClient(t, { url: desk.url, key: panel.key })
    const ofSam: Question = { person: sam, permission: 'shop.view', resource: { type: 'shop', id: shop } }
    await until(async () => client.remembers() && (await client.may(ofSam)), 'a remembered yes')
    const dora = await desk.as('dora')
    const left = await dora.delete(`/provider/teams/${desk.cast.supportTeam}/members/${sam}`)
    assert.equal(left.status, 200, JSON.stringify(left.body))
    await until(async () => !(await client.may(ofSam)), 'the no')
  })

  test('asks what is asked at the same moment in one request, and the same question once', async t => {
    const client = createClient(t, { url: desk.url, key: panel.key })
    await client.may(question)
    const requests = countRequests()
    await giveRights(desk, ines, ['invoices.view'], null)
    const account = { type: 'account', id: desk.cast.accounts['olga']! } as const
    const asked = (['invoices.view', 'invoices.pay', 'tickets.view', 'invoices.view'] as const).map(
      permission => client.may({ person: ines, permission, resource: account }),
    )
    assert.deepEqual(await Promise.all(asked), [true, false, false, true])
    assert.equal(requests(), 1)
    await takeBack(desk, ines)
  })

  test('gets no answer by a key that was withdrawn, also none that it remembers', async t => {
    const dora = await desk.as('dora')
    const other = await connectPanel(desk, dora)
    await giveRights(desk, ines, ['domains.dns'], null)
    const troubles: unknown[] = []
    const client = createClient(t, {
      url: desk.url,
      key: other.key,
      onTrouble: error => troubles.push(error),
    })
    await until(async () => client.remembers() && (await client.may(question)), 'a remembered yes')
    const gone = await dora.delete(`/provider/panels/${other.id}/keys/${other.keyId}`)
    assert.equal(gone.status, 200)
    await until(async () => !(await client.may(question)), 'the no')
    assert.equal(client.remembers(), false)
    for (let i = 0; i < 5; i++) assert.equal(await client.may(question), false)
    assert.match(String(troubles.at(-1)), /401/)
    assert.ok(!troubles.some(one => String(one).includes(other.key)), 'the key is told to nobody')
  })

  test('answers no when the desk is gone, and when it was closed itself', async t => {
    const alone = await startTestDesk()
    let isUp = true
    t.after(() => (isUp ? alone.close() : undefined))
    const asking = await connectPanel(alone)
    await addThing(alone, 'domain', 'kaffeerad.example', 'kaffeerad.example')
    const ofOlga = { ...question, person: alone.cast.people.olga }
    const client = createClient(t, { url: alone.url, key: asking.key, waitMs: 500 })
    const closed = createClient(t, { url: alone.url, key: asking.key })
    await until(async () => client.remembers() && (await client.may(ofOlga)), 'a remembered yes')
    assert.equal(await closed.may(ofOlga), true)
    closed.close()
    assert.equal(await closed.may(ofOlga), false)
    await alone.close()
    isUp = false
    await until(async () => !(await client.may(ofOlga)), 'the no')
    assert.equal(client.remembers(), false)
    assert.equal(await client.may(ofOlga), false)
  })
})

describe('a client of a desk that does strange things', () => {
  const account = 'a-1'
  const question: Question = {
    person: 'p',
    permission: 'domains.dns',
    resource: { type: 'account', id: account },
  }
  const yes = (epoch: number, more: object = {}) => ({
    decision: true,
    context: {
      account,
      epoch,
      rosterEpoch: 1,
      at: '2026-11-23T09:00:00.000Z',
      until: '2026-11-23T09:01:00.000Z',
      ...more,
    },
  })

  /** Speaks like a desk, and says what the test wants. */
  async function startStrangeDesk(t: TestContext) {
    const strange = {
      answer: (): unknown => yes(1),
      status: 200,
      asked: 0,
      streams: new Set<ServerResponse>(),
      isHeard: true,
      tell(event: string, data: object) {
        for (const stream of strange.streams)
          stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      },
      url: '',
    }
    const server = createServer((request, response) => {
      if (request.url === '/access/v1/changes') {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write(`event: hello\ndata: {"at":${performance.now()}}\n\n`)
        strange.streams.add(response)
        response.on('close', () => strange.streams.delete(response))
        return
      }
      strange.asked += 1
      request.resume().on('end', () => {
        response.writeHead(strange.status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(strange.answer()))
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    strange.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const beating = setInterval(() => strange.isHeard && strange.tell('heard', { at: performance.now() }), 50)
    t.after(() => {
      clearInterval(beating)
      server.closeAllConnections()
      server.close()
    })
    return strange
  }

  test('remembers a yes only while it hears that nothing changes', async t => {
    const strange = await startStrangeDesk(t)
    const client = createClient(t, { url: strange.url, key: 'k' })
    await until(async () => client.remembers() && (await client.may(question)), 'a remembered yes')
    const before = strange.asked
    assert.equal(await client.may(question), true)
    assert.equal(strange.asked, before)
    // The stream stays open and says nothing: the desk could be cut off from its own changes.
    strange.isHeard = false
    await until(() => !client.remembers(), 'it does not hear')
    strange.answer = () => ({ decision: false, context: {} })
    assert.equal(await client.may(question), false)
    assert.equal(strange.asked, before + 1)
  })

  test('is not deceived by what lay in the network for long: proofs are as old as they are, not as they arrive', async t => {
    const strange = await startStrangeDesk(t)
    strange.isHeard = false
    const client = createClient(t, { url: strange.url, key: 'k' })
    await until(() => strange.streams.size > 0, 'the stream')
    const at = performance.now()
    await new Promise(resolve => setTimeout(resolve, 1_500))
    // Sent when it began, delivered now.
    strange.tell('heard', { at })
    await new Promise(resolve => setTimeout(resolve, 50))
    assert.equal(client.remembers(), false)
  })

  test('never believes an answer that is older than a change that was told', async t => {
    const strange = await startStrangeDesk(t)
    const client = createClient(t, { url: strange.url, key: 'k' })
    await until(async () => client.remembers() && (await client.may(question)), 'a remembered yes')
    strange.tell('changed', { account, epoch: 2 })
    await until(
      async () => !(await client.may(question)),
      'the no, because every answer is of the epoch before',
    )
    strange.answer = () => yes(2)
    assert.equal(await client.may(question), true)
    strange.tell('roster', { epoch: 2 })
    await until(
      async () => !(await client.may(question)),
      'the no, because every answer is of the roster before',
    )
    strange.answer = () => yes(2, { rosterEpoch: 2 })
    assert.equal(await client.may(question), true)
  })

  test('asks again for a yes that is good for no time, or says no', async t => {
    const strange = await startStrangeDesk(t)
    strange.answer = () => yes(1, { until: '2026-11-23T09:00:00.000Z' })
    const client = createClient(t, { url: strange.url, key: 'k' })
    await until(() => client.remembers(), 'it remembers')
    assert.equal(await client.may(question), false)
    assert.equal(await client.may({ ...question, permission: 'domains.view' }), false)
    assert.equal(strange.asked, 2)
  })

  test('takes nothing for a yes but a yes', async t => {
    const strange = await startStrangeDesk(t)
    const client = createClient(t, { url: strange.url, key: 'k' })
    const { context } = yes(1)
    for (const answer of [
      null,
      {},
      [],
      'true',
      true,
      { decision: 'true', context },
      { decision: 1, context },
      { decision: true },
    ]) {
      strange.answer = () => answer
      assert.equal(await client.may(question), false, JSON.stringify(answer))
    }
    strange.answer = () => yes(1)
    assert.equal(await client.may(question), true)
    for (const status of [201, 204, 302, 400, 401, 403, 429, 500, 503]) {
      strange.status = status
      assert.equal(await client.may(question), false, String(status))
    }
    strange.status = 200
    strange.answer = () => ({ evaluations: [yes(1)] })
    const two = [question, { ...question, permission: 'domains.view' }].map(one => client.may(one))
    assert.deepEqual(
      await Promise.all(two),
      [false, false],
      'one answer for two questions belongs to neither',
    )
  })

  test('forgets everything when the stream breaks, and begins anew', async t => {
    const strange = await startStrangeDesk(t)
    const client = createClient(t, { url: strange.url, key: 'k' })
    await until(async () => client.remembers() && (await client.may(question)), 'a remembered yes')
    strange.answer = () => ({ decision: false, context: {} })
    for (const stream of strange.streams) stream.destroy()
    await until(async () => !(await client.may(question)), 'the no')
    strange.answer = () => yes(7)
    await until(async () => client.remembers() && (await client.may(question)), 'it hears again')
  })
})
