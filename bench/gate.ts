// The gate's answer to "may he go on?", beside a server that answers the same requests without a thought.
import { readFileSync } from 'node:fs'
import { type Figure, figure, type Result } from './measure/figures.ts'
import { type Load, load, loadClient } from './measure/load.ts'
import { seeded } from './measure/random.ts'
import { inTurns, median, medianInterval } from './measure/statistics.ts'
import { type Node, startNode } from './nodes/start-node.ts'
import { startCluster } from './world/open-database.ts'
import { enterShop, nginxHeaders, shopOrigin, signIn, turnOn } from './world/use-desk.ts'

const rounds = 15
const seconds = 1
const peer = `constant 204, node:http ${process.version}`

export async function benchGate(): Promise<Result> {
  const cluster = await startCluster()
  const nodes: Node[] = []
  try {
    const { cast, runtimeUrl } = await cluster.newDatabase('gate', { kaffeerad: shopOrigin })
    // Both servers on one processor, the load on another; they are never asked at the same time.
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

    const ask = async (url: string, node: Node): Promise<Load & { cpuMicros: number }> => {
      const before = cpuSeconds(node.pid)
      const result = await load(url, headers, seconds, 1)
      if (result.refused > 0)
        throw new Error(`${url} refused ${result.refused} requests or lost them; nothing is reported.`)
      return { ...result, cpuMicros: ((cpuSeconds(node.pid) - before) * 1e6) / (result.perSecond * seconds) }
    }
    const ours = () => ask(`http://127.0.0.1:${port}/gate/nginx`, desk)
    const theirs = () => ask(`http://127.0.0.1:${constant.ready['port']}/gate/nginx`, constant)
    await ours()
    await theirs()
    const before = await desk.ask<{ queries: number }>({ do: 'count-queries' })
    const pairs = await inTurns(rounds, ours, theirs)
    const after = await desk.ask<{ queries: number }>({ do: 'count-queries' })

    const ratios = pairs.map(({ a, b }) => (100 * a.perSecond) / b.perSecond)
    const [low, high] = medianInterval(ratios, seeded(1))
    const answers = pairs.reduce((sum, { a }) => sum + a.perSecond * seconds, 0)
    const figures: Figure[] = [
      figure('throughput-of-constant-204', median(ratios), '%', { atLeast: 80 }, peer),
      figure('throughput-of-constant-204-least', Math.min(...ratios), '%', undefined, peer),
      figure('throughput-of-constant-204-most', Math.max(...ratios), '%', undefined, peer),
      figure('answers-per-second', median(pairs.map(({ a }) => a.perSecond)), '1/s'),
      figure(
        'answers-per-second-constant-204',
        median(pairs.map(({ b }) => b.perSecond)),
        '1/s',
        undefined,
        peer,
      ),
      figure('p99', median(pairs.map(({ a }) => a.p99Ms)), 'ms'),
      figure('p99-constant-204', median(pairs.map(({ b }) => b.p99Ms)), 'ms', undefined, peer),
      figure('cpu-per-answer', median(pairs.map(({ a }) => a.cpuMicros)), 'µs'),
      figure('cpu-per-answer-constant-204', median(pairs.map(({ b }) => b.cpuMicros)), 'µs', undefined, peer),
      figure('database-queries-on-the-way', after.queries - before.queries, 'queries', { atMost: 0 }),
    ]
    const notes = [
      `${rounds} rounds of ${seconds} s, ABBA, 32 connections, ${Object.keys(headers).length} headers as nginx sends them, by ${loadClient()}.`,
      `Median of the ratios ${median(ratios).toFixed(1)} % (95 % ${low.toFixed(1)} … ${high.toFixed(1)}); ${Math.round(answers)} answers without a query, heartbeats left out.`,
      'We lose against the constant server: it reads no header, finds no entry, decides nothing and sends three headers less.',
    ]
    return { bench: 'gate', figures, notes }
  } finally {
    for (const node of nodes) await node.stop()
    await cluster.stop()
  }
}

/** Processor time of a process so far, seconds; 0 where there is no /proc. */
function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    // utime and stime are fields 14 and 15, in ticks of 10 ms (proc_pid_stat(5)).
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}
