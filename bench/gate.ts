// The gate's answer to "may he go on?", beside a server that answers the same requests without a thought.
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, figure, type Result } from './measure/figures.ts'
import { type Client, clientName, connections, startClient } from './measure/load.ts'
import { seeded } from './measure/random.ts'
import { inTurns, median, medianInterval } from './measure/statistics.ts'
import { type Node, startNode } from './nodes/start-node.ts'
import { startCluster } from './world/open-database.ts'
import { enterShop, nginxHeaders, shopOrigin, signIn, turnOn } from './world/use-desk.ts'

// Short turns: what slows a processor down for a second or two (heat, neighbours) hits both sides alike.
const rounds = 120
const turnMs = 100
/** After a turn: what was under way is answered, so that the next turn has the processor for itself. */
const restMs = 10
const undisturbedMs = 2_000
const peer = `constant 204, node:http ${process.version}`

type Side = { node: Node; url: string; client: Client }
/** `neighbours`: the share of the turn (%) in which the server wanted its processor and another process had it. */
type Turn = { perSecond: number; cpuMicros: number; neighbours: number }

export async function benchGate(): Promise<Result> {
  const cluster = await startCluster()
  const nodes: Node[] = []
  const clients: Client[] = []
  try {
    const { cast, runtimeUrl } = await cluster.newDatabase('gate', { kaffeerad: shopOrigin })
    // Both servers on one processor, the clients on another; only one of them is asked at a time.
    const desk = await startNode(
      'desk-node.ts',
      { databaseUrl: runtimeUrl, url: 'http://desk.example', withoutRounds: true },
      0,
    )
    nodes.push(desk)
    const constant = await startNode('constant-204.ts', {}, 0)
    nodes.push(constant)
    const port = Number(desk.ready['port'])
    await turnOn(await signIn(port, 'olga'), cast, 0)
    const headers = nginxHeaders(cast, await enterShop(await signIn(port, 'sam'), port, cast))

    const start = (url: string): Client => {
      const client = startClient(url, headers, 1)
      clients.push(client)
      return client
    }
    const end = async (url: string, client: Client) => {
      clients.splice(clients.indexOf(client), 1)
      const seen = await client.end()
      if (seen.refused > 0 || seen.answers === 0)
        throw new Error(`${url} refused ${seen.refused} requests or lost them; nothing is reported.`)
      return seen
    }
    const undisturbed = async (url: string) => {
      const client = start(url)
      await sleep(undisturbedMs)
      return (await end(url, client)).p99Ms
    }

    const ourUrl = `http://127.0.0.1:${port}/gate/nginx`
    const theirUrl = `http://127.0.0.1:${constant.ready['port']}/gate/nginx`
    // Twice each: the first time warms up.
    const p99s = await inTurns(
      1,
      () => undisturbed(ourUrl),
      () => undisturbed(theirUrl),
    )
    const sides = await Promise.all(
      [
        { node: desk, url: ourUrl },
        { node: constant, url: theirUrl },
      ].map(async side => {
        const client = start(side.url)
        await sleep(turnMs)
        client.hold()
        return { ...side, client }
      }),
    )
    const [ours, theirs] = sides as [Side, Side]
    await sleep(restMs)

    const before = await desk.ask<{ queries: number }>({ do: 'count-queries' })
    const pairs = await inTurns(
      rounds,
      () => takeTurn(ours),
      () => takeTurn(theirs),
    )
    const after = await desk.ask<{ queries: number }>({ do: 'count-queries' })
    const { answers } = await end(ourUrl, ours.client)
    await end(theirUrl, theirs.client)

    const ratios = pairs.map(({ a, b }) => (100 * a.perSecond) / b.perSecond)
    const [low, high] = medianInterval(ratios, seeded(1))
    const middle = (side: 'a' | 'b', value: keyof Turn) => median(pairs.map(pair => pair[side][value]))
    const figures: Figure[] = [
      figure('throughput-of-constant-204', median(ratios), '%', { atLeast: 80 }, peer),
      figure('throughput-of-constant-204-low', low, '%', undefined, peer),
      figure('throughput-of-constant-204-high', high, '%', undefined, peer),
      figure('answers-per-second', middle('a', 'perSecond'), '1/s'),
      figure('answers-per-second-constant-204', middle('b', 'perSecond'), '1/s', undefined, peer),
      figure('p99', median(p99s.map(({ a }) => a)), 'ms'),
      figure('p99-constant-204', median(p99s.map(({ b }) => b)), 'ms', undefined, peer),
      figure('cpu-per-answer', middle('a', 'cpuMicros'), 'µs'),
      figure('cpu-per-answer-constant-204', middle('b', 'cpuMicros'), 'µs', undefined, peer),
      figure('database-queries-on-the-way', after.queries - before.queries, 'queries', { atMost: 0 }),
    ]
    const notes = [
      `${rounds} rounds of ${turnMs} ms, ABBA, ${connections} connections, ${Object.keys(headers).length} headers as nginx sends them, by ${clientName()}.`,
      `Median of the ratios ${median(ratios).toFixed(1)} % (95 % ${low.toFixed(1)} … ${high.toFixed(1)}); ${answers} answers without a query, heartbeats left out.`,
      `Neighbours had the processor for ${middle('a', 'neighbours').toFixed(1)} % (ours) and ${middle('b', 'neighbours').toFixed(1)} % (constant) of the turns; that time is left out.`,
      'We lose against the constant server, which finds no entry, decides nothing and sends six headers less; what we save is that node:http lays out all headers of each request for it, and for us only when somebody reads them.',
    ]
    return { bench: 'gate', figures, notes }
  } finally {
    await Promise.allSettled(clients.map(client => client.end()))
    for (const node of nodes) await node.stop()
    await cluster.stop()
  }
}

async function takeTurn({ node, client }: Side): Promise<Turn> {
  const before = await counts(node)
  const begun = performance.now()
  client.goOn()
  await sleep(turnMs)
  client.hold()
  const seconds = (performance.now() - begun) / 1_000
  await sleep(restMs)
  const after = await counts(node)
  const answers = after.answers - before.answers
  const waited = (after.waitedMicros - before.waitedMicros) / 1e6
  return {
    // What was answered after the hold was not answered in this time, and what neighbours took was not the server's.
    perSecond: (answers - connections) / (seconds - waited),
    cpuMicros: (after.cpuMicros - before.cpuMicros) / answers,
    neighbours: (100 * waited) / seconds,
  }
}

async function counts(node: Node) {
  const { answers } = await node.ask<{ answers: number }>({ do: 'count-answers' })
  return { answers, ...processorTime(node.pid) }
}

/**
 * What a process had of its processor so far, and how long its main thread wanted it while another process had it (µs).
 * What its own other threads ran in the meantime is no neighbour's. Zeroes where the system does not say.
 */
function processorTime(pid: number): { cpuMicros: number; waitedMicros: number } {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map(id => {
      // Time on the processor and time waiting for it, ns (Documentation/scheduler/sched-stats.rst).
      const [ran = 0, waited = 0] = readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8')
        .split(' ')
        .map(Number)
      return { ran, waited, isMain: Number(id) === pid }
    })
    const main = threads.find(thread => thread.isMain)!
    const ran = threads.reduce((sum, thread) => sum + thread.ran, 0)
    return { cpuMicros: ran / 1_000, waitedMicros: (main.waited - (ran - main.ran)) / 1_000 }
  } catch {
    return { cpuMicros: 0, waitedMicros: 0 }
  }
}
