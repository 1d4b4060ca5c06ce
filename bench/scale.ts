// A million open grants: how long a node takes to be ready, what it holds, and whether anything gets slower.
import { type Figure, figure, type Result } from './measure/figures.ts'
import { quantile } from './measure/statistics.ts'
import type { Ended, TimedDecisions } from './nodes/scale-node.ts'
import { type Node, startNode } from './nodes/start-node.ts'
import { asOwner, type BenchDatabase, type Cluster, startCluster } from './world/open-database.ts'
import { plantBusyPersons, plantLargeAccount, plantMany, plantOwnersAccount } from './world/plant-many.ts'
import { type Client, signIn } from './world/use-desk.ts'

const accounts = 100_000
const grantsEach = 10
/** One person with a thousand entries, in as many accounts: the more accounts, the more is locked at once. */
const busy = [
  { entries: 1_000, accounts: 10 },
  { entries: 1_000, accounts: 200 },
]

export async function benchScale(): Promise<Result> {
  const cluster = await startCluster()
  let node: Node | undefined
  try {
    const begun = performance.now()
    const small = await plant(cluster, 'small', 100)
    const large = await plant(cluster, 'large', accounts)
    const planted = (performance.now() - begun) / 1_000
    const [grants] = await asOwner(
      large.database.ownerUrl,
      async client =>
        (
          await client.query<{ count: number }>(
            'select count(*)::int as count from access.grants where ending_at is null',
          )
        ).rows,
    )

    const started = await startNode('scale-node.ts', {
      databaseUrl: large.database.runtimeUrl,
      url: 'http://desk.example',
    })
    node = started
    const figures: Figure[] = [
      figure('open-grants', grants!.count, 'grants', { atLeast: 1_000_000 }),
      figure('ready', Number(started.ready['readyMs']) / 1_000, 's', { atMost: 10 }),
      figure('memory', Number(started.ready['rssMb']), 'MB', { atMost: 400 }),
    ]
    figures.push(...(await timeLists(Number(started.ready['port']), large)))
    const timed = await started.ask<TimedDecisions>({
      do: 'time-decisions',
      smallUrl: small.database.runtimeUrl,
    })
    figures.push(
      figure('decision-same-questions', timed.ratio, '× of 1 000 grants', { atMost: 1.5 }),
      figure('decision-p50', timed.p50, 'ns'),
      figure('decision-p99', timed.p99, 'ns', { atMost: 1_000 }),
      figure('decision-p50-of-1000-grants', timed.p50Small, 'ns'),
    )
    for (const [i, one] of busy.entries()) {
      const ended = await started.ask<Ended>({
        do: 'deactivate',
        person: large.busy[i]!,
        witness: large.witness,
      })
      const key = `person-with-${one.entries}-entries-in-${one.accounts}-accounts`
      if (ended.entries !== one.entries)
        throw new Error(`${ended.entries} entries were there instead of ${one.entries}.`)
      figures.push(
        figure(`${key}-all-refused`, ended.allRefusedMs, 'ms', { atMost: 200 }),
        figure(`${key}-others-refused`, ended.othersRefused, 'requests', { atMost: 0 }),
        figure(`${key}-others-p99`, ended.othersP99Ms, 'ms'),
      )
    }
    figures.push(
      figure('memory-afterwards', (await started.ask<{ rssMb: number }>({ do: 'read-memory' })).rssMb, 'MB'),
    )
    const notes = [
      `${accounts} accounts × ${grantsEach} grants and two accounts with 20 000 more, planted in ${planted.toFixed(0)} s; every tenth account has a gate key.`,
      'ready: from opening the desk until its port listens, all snapshots read. memory: resident set of the node (VmRSS) right after.',
      'decision-same-questions: as many different accounts asked in both, Zipf(1.0); decision-p99: over all accounts of the large one.',
      'all-refused: from the call until nothing that was let in before gets through, tried at the door of the same node without pause.',
    ]
    return { bench: 'scale', figures, notes }
  } finally {
    await node?.stop()
    await cluster.stop()
  }
}

type Planted = {
  database: BenchDatabase
  ownAccount: string
  largeAccount: string
  busy: string[]
  witness: string
}

async function plant(cluster: Cluster, name: string, count: number): Promise<Planted> {
  const database = await cluster.newDatabase(name)
  const { ownerUrl, cast } = database
  return asOwner(ownerUrl, async client => {
    // What is planted may be lost; what is measured afterwards is written as safely as always.
    await client.query('alter system set fsync = off')
    await client.query("alter system set max_wal_size = '8GB'")
    await client.query('select pg_reload_conf()')
    await client.query("set maintenance_work_mem = '256MB'")
    await plantMany(client, { accounts: count, grantsEach, supportTeam: cast.supportTeam })
    const isLarge = count === accounts
    const ownAccount = await plantOwnersAccount(client, cast.people.olga)
    const largeAccount = await plantLargeAccount(client, cast.people.noor, isLarge ? 20_000 : 20)
    const people = isLarge ? await plantBusyPersons(client, busy) : { busy: [], witness: '' }
    await client.query('checkpoint')
    await client.query('alter system reset fsync')
    await client.query('alter system reset max_wal_size')
    await client.query('select pg_reload_conf()')
    return { database, ownAccount, largeAccount, ...people }
  })
}

/** Pages of the list "who can get in", as the console asks for them. */
async function timeLists(port: number, { ownAccount, largeAccount }: Planted): Promise<Figure[]> {
  const [olga, noor, dora] = [
    await signIn(port, 'olga'),
    await signIn(port, 'noor'),
    await signIn(port, 'dora'),
  ]
  const own = await timePages(olga, `/accounts/${ownAccount}/grants`, 100, 1)
  const large = await timePages(noor, `/accounts/${largeAccount}/grants`, 100, 50)
  const ended = await timePages(noor, `/accounts/${largeAccount}/grants?state=ended`, 20, 1)
  const provider = await timePages(dora, '/provider/service-accesses', 20, 20)
  return [
    figure('list-of-an-account-p95', own, 'ms', { atMost: 50 }),
    figure('list-of-an-account-with-20000-grants-p95', large, 'ms', { atMost: 50 }),
    figure('list-of-ended-grants-p95', ended, 'ms', { atMost: 50 }),
    figure('list-of-the-provider-p95', provider, 'ms', { atMost: 50 }),
  ]
}

/** @returns p95 in ms of so many pages, going on from page to page for `depth` of them */
async function timePages(client: Client, path: string, count: number, depth: number): Promise<number> {
  const took: number[] = []
  let next: string | null = null
  for (let i = 0; i < count; i++) {
    const cursor: string =
      next === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`
    const begun = performance.now()
    const { body } = await client('GET', `${path}${cursor}`)
    took.push(performance.now() - begun)
    next = (i + 1) % depth === 0 ? null : (body.next as string | null)
    // A list so slow that its budget is lost anyway would hold up everything else.
    if (took.length >= 3 && performance.now() - begun > 1_000) break
  }
  return quantile(took, 0.95)
}
