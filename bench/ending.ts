// How long somebody still gets through after an ending. A prober keeps asking at the gate; the owner switches off.
import { type Figure, figure, type Result } from './measure/figures.ts'
import { openLines, type Probe, probe, writeQuestion } from './measure/prober.ts'
import { quantile } from './measure/statistics.ts'
import { type Node, startNode } from './nodes/start-node.ts'
import { asOwner, type BenchDatabase, startCluster } from './world/open-database.ts'
import {
  type Client,
  enterShop,
  nginxHeaders,
  shopOrigin,
  shopPath,
  signIn,
  turnOn,
} from './world/use-desk.ts'

/** Latest sending of a request that still got through, after the call to end had returned; and since it was made. */
type Trial = { afterReturnMs: number; sinceCallMs: number; callMs: number; cookie: string }
type Way = {
  key: string
  says: string
  trials: number
  node: 'same' | 'second'
  bound: number
  of: 'p99' | 'max'
  before?(): Promise<() => void>
}

export async function benchEnding(): Promise<Result> {
  const cluster = await startCluster()
  const nodes: Node[] = []
  try {
    const database = await cluster.newDatabase('ending', { kaffeerad: shopOrigin })
    const options = { databaseUrl: database.runtimeUrl, url: 'http://desk.example' }
    for (let i = 0; i < 2; i++) nodes.push(await startNode('desk-node.ts', options))
    const ports = nodes.map(node => Number(node.ready['port'])) as [number, number]
    const [owner, agent] = [await signIn(ports[0], 'olga'), await signIn(ports[0], 'sam')]
    const ways: Way[] = [
      { key: 'same-node', says: 'the node that ends', trials: 300, node: 'same', bound: 50, of: 'p99' },
      { key: 'second-node', says: 'another node', trials: 60, node: 'second', bound: 100, of: 'p99' },
      {
        key: 'second-node-connection-killed',
        says: 'another node, its connection for notifications cut right before (pg_terminate_backend)',
        trials: 20,
        node: 'second',
        bound: 1_000,
        of: 'max',
        before: () => cutListeners(database),
      },
      {
        key: 'second-node-deaf',
        says: 'another node, its connection for notifications open but dead (SIGSTOP): no notification ever comes',
        trials: 6,
        node: 'second',
        bound: 1_000,
        of: 'max',
        before: () => stopListeners(database),
      },
    ]
    const figures: Figure[] = []
    const notes: string[] = []
    let version = 0
    for (const way of ways) {
      const port = way.node === 'same' ? ports[0] : ports[1]
      const lines = openLines(port)
      const trials: Trial[] = []
      for (let i = 0; i < way.trials; i++) {
        version = await turnOn(owner, database.cast, version)
        const cookie = await enterShop(agent, ports[0], database.cast)
        const { trial, switched } = await endOnce(way, lines, owner, database, cookie)
        trials.push(trial)
        version = switched
      }
      figures.push(...tell(way, trials, await countStillIn(lines, database, trials)))
      notes.push(`${way.key}: ${trials.length} endings, asked at ${way.says}.`)
      lines.close()
    }
    notes.push(
      'after-return: latest sending of a request that still got through − return of the ending call (never below 0); since-call: − its start.',
    )
    return { bench: 'ending', figures, notes }
  } finally {
    for (const node of nodes) await node.stop()
    await cluster.stop()
  }
}

async function endOnce(
  way: Way,
  lines: ReturnType<typeof openLines>,
  owner: Client,
  database: BenchDatabase,
  cookie: string,
): Promise<{ trial: Trial; switched: number }> {
  const question = ask(database, cookie)
  while (!isThrough(await lines.ask(question))) await later(1)
  const prober = probe(lines, question)
  await later(10)
  const restore = await way.before?.()
  const calledAt = performance.now()
  const { body } = await owner('POST', `${shopPath(database.cast)}/ending`, {})
  const returnedAt = performance.now()
  // Until a row of refusals: in the worst case the lease has to run out first.
  do await later(10)
  while (performance.now() < returnedAt + 3_000 && !isOver(prober.probes, returnedAt))
  await prober.stop()
  restore?.()
  const latest = prober.probes.findLast(isThrough)
  if (!latest) throw new Error('Nobody got through before the ending: this measures nothing.')
  const trial = {
    afterReturnMs: Math.max(0, latest.sentAt - returnedAt),
    sinceCallMs: Math.max(0, latest.sentAt - calledAt),
    callMs: returnedAt - calledAt,
    cookie,
  }
  return { trial, switched: body.switch.version as number }
}

function isOver(probes: readonly Probe[], since: number): boolean {
  const last = probes.slice(-8)
  return last.length === 8 && last.every(one => one.sentAt > since && !isThrough(one))
}

function isThrough(one: Probe): boolean {
  return one.status >= 200 && one.status < 300
}

function ask({ cast }: BenchDatabase, cookie: string): string {
  return writeQuestion('/gate/nginx', nginxHeaders(cast, cookie))
}

/** Who was out must stay out: every cookie once more, when all is over. */
async function countStillIn(
  lines: ReturnType<typeof openLines>,
  database: BenchDatabase,
  trials: readonly Trial[],
): Promise<number> {
  let stillIn = 0
  for (const { cookie } of trials) if (isThrough(await lines.ask(ask(database, cookie)))) stillIn += 1
  return stillIn
}

function tell({ key, bound, of }: Way, trials: readonly Trial[], stillIn: number): Figure[] {
  const after = (share: number) =>
    quantile(
      trials.map(one => one.afterReturnMs),
      share,
    )
  const since = (share: number) =>
    quantile(
      trials.map(one => one.sinceCallMs),
      share,
    )
  const budget = (here: Way['of']) => (of === here ? { atMost: bound } : undefined)
  return [
    figure(`${key}-after-return-p50`, after(0.5), 'ms'),
    figure(`${key}-after-return-p99`, after(0.99), 'ms', budget('p99')),
    figure(`${key}-after-return-max`, after(1), 'ms', budget('max')),
    figure(`${key}-since-call-p50`, since(0.5), 'ms'),
    figure(`${key}-since-call-p99`, since(0.99), 'ms'),
    figure(`${key}-since-call-max`, since(1), 'ms'),
    figure(
      `${key}-call-p50`,
      quantile(
        trials.map(one => one.callMs),
        0.5,
      ),
      'ms',
    ),
    figure(`${key}-still-in-afterwards`, stillIn, 'entries', { atMost: 0 }),
  ]
}

const listeners = `select pid from pg_stat_activity where datname = current_database() and application_name = 'einlass listener'`

async function cutListeners({ ownerUrl }: BenchDatabase): Promise<() => void> {
  await asOwner(ownerUrl, client =>
    client.query(`select pg_terminate_backend(pid) from (${listeners}) as listening`),
  )
  return () => undefined
}

/** Stops the processes that would pass notifications on. They go on afterwards, and find their clients gone. */
async function stopListeners({ ownerUrl }: BenchDatabase): Promise<() => void> {
  const { rows } = await asOwner(ownerUrl, client => client.query<{ pid: number }>(listeners))
  for (const { pid } of rows) process.kill(pid, 'SIGSTOP')
  return () => {
    for (const { pid } of rows) process.kill(pid, 'SIGCONT')
  }
}

function later(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
