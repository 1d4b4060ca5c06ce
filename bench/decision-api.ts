// The decision API for panels: how many questions it answers beside a plain route of the same framework, and how long the
// client of a panel still says yes after an ending.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import fastify from 'fastify/package.json' with { type: 'json' }
import type { ClientOptions, Client as PanelClient, Question } from '../clients/node/src/index.ts'
import { buildPanelClient } from '../scripts/build-panel-client.ts'
import { type Figure, figure, type Result } from './measure/figures.ts'
import { clientName, connections, type Client as Load, startClient } from './measure/load.ts'
import { seeded } from './measure/random.ts'
import { inTurns, median, medianInterval, quantile } from './measure/statistics.ts'
import { type Node, startNode } from './nodes/start-node.ts'
import { type BenchDatabase, startCluster } from './world/open-database.ts'
import { type Client, shopOrigin, shopPath, signIn, turnOn } from './world/use-desk.ts'

const rounds = 60
const turnMs = 150
const restMs = 10
/** So many ask at the same time when it is measured how long one of them takes. */
const fewConnections = 4
const undisturbedMs = 3_000
const trials = 150
const path = '/access/v1/evaluation'
const peer = `plain route, fastify ${fastify.version}`

type Side = { node: Node; load: Load }

export async function benchDecisionApi(): Promise<Result> {
  const cluster = await startCluster()
  const folder = mkdtempSync(join(tmpdir(), 'einlass-bench-panel-'))
  const nodes: Node[] = []
  try {
    const database = await cluster.newDatabase('decision_api', { kaffeerad: shopOrigin })
    const options = { databaseUrl: database.runtimeUrl, url: 'http://desk.example' }
    const desk = await startNode('desk-node.ts', { ...options, withoutRounds: true }, 0)
    nodes.push(desk)
    const port = Number(desk.ready['port'])
    const [owner, dora] = [await signIn(port, 'olga'), await signIn(port, 'dora')]
    const key = (await dora('POST', '/provider/panels', { name: 'Panel' })).body.key.key as string
    const version = await turnOn(owner, database.cast, 0)
    const speed = await measureSpeed(desk, nodes, database, key)

    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    buildPanelClient(join(folder, 'dist'))
    const { createClient } = await import(pathToFileURL(join(folder, 'dist/index.js')).href)
    const other = await startNode('desk-node.ts', options)
    nodes.push(other)
    const ports = { 'same-node': port, 'second-node': Number(other.ready['port']) }
    const endings = await measureEndings(createClient, key, ports, desk, owner, database, version)
    return {
      bench: 'decision-api',
      figures: [...speed.figures, ...endings],
      notes: [
        ...speed.notes,
        `${trials} endings each, asked of the client again and again; the last question that was still answered with yes was asked so long after the commit of the ending (and after the beginning of the call that ends).`,
      ],
    }
  } finally {
    for (const node of nodes) await node.stop()
    rmSync(folder, { recursive: true, force: true })
    await cluster.stop()
  }
}

/** Sam, who holds it by his team, at Olga's shop. */
function questionOf({ cast }: BenchDatabase): Question {
  const resource = { type: 'shop', id: cast.shops['kaffeerad']!.id } as const
  return { person: cast.people.sam, permission: 'shop.view', resource }
}

async function measureSpeed(
  desk: Node,
  nodes: Node[],
  database: BenchDatabase,
  key: string,
): Promise<{ figures: Figure[]; notes: string[] }> {
  const { person, permission, resource } = questionOf(database)
  const body = JSON.stringify({
    subject: { type: 'person', id: person },
    action: { name: permission },
    resource,
  })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', Host: 'desk.example' }
  const url = (node: Node) => `http://127.0.0.1:${node.ready['port']}${path}`
  const answered = await fetch(url(desk), { method: 'POST', headers, body })
  const answer = (await answered.json()) as { decision: boolean }
  if (!answer.decision) throw new Error('The desk says no: this measures nothing.')
  const plain = await startNode('plain-fastify.ts', { path, answer }, 0)
  nodes.push(plain)

  const start = (node: Node, over: number) => startClient(url(node), headers, 1, { body, connections: over })
  const serverTime = async (node: Node) => {
    const load = start(node, fewConnections)
    await sleep(500)
    await node.ask({ do: 'begin-server-time' })
    await sleep(undisturbedMs)
    const seen = await node.ask<{ p50Ms: number; p99Ms: number }>({ do: 'end-server-time' })
    await endWell(load)
    return seen
  }
  const [ours, theirs] = [await serverTime(desk), await serverTime(plain)]

  const sides: Side[] = []
  for (const node of [desk, plain]) {
    const load = start(node, connections)
    await sleep(500)
    load.hold()
    sides.push({ node, load })
  }
  await sleep(restMs)
  const before = await desk.ask<{ queries: number }>({ do: 'count-queries' })
  const pairs = await inTurns(
    rounds,
    () => takeTurn(sides[0]!),
    () => takeTurn(sides[1]!),
  )
  const after = await desk.ask<{ queries: number }>({ do: 'count-queries' })
  const [{ answers }] = [await endWell(sides[0]!.load), await endWell(sides[1]!.load)]
  const ratios = pairs.map(({ a, b }) => (100 * a) / b)
  const [low, high] = medianInterval(ratios, seeded(1))
  return {
    figures: [
      figure('throughput-of-plain-fastify', median(ratios), '%', undefined, peer),
      figure('answers-per-second', median(pairs.map(({ a }) => a)), '1/s'),
      figure('answers-per-second-plain-fastify', median(pairs.map(({ b }) => b)), '1/s', undefined, peer),
      figure('server-time-p50', ours.p50Ms, 'ms'),
      figure('server-time-p99', ours.p99Ms, 'ms', { atMost: 1 }),
      figure('server-time-p50-plain-fastify', theirs.p50Ms, 'ms', undefined, peer),
      figure('server-time-p99-plain-fastify', theirs.p99Ms, 'ms', undefined, peer),
      // The use of a key is written down once a minute.
      figure('database-queries-on-the-way', after.queries - before.queries, 'queries', { atMost: 4 }),
    ],
    notes: [
      `${rounds} rounds of ${turnMs} ms, ABBA, ${connections} connections, by ${clientName()}; median of the ratios ${median(ratios).toFixed(1)} % (95 % ${low.toFixed(1)} … ${high.toFixed(1)}), ${answers} answers.`,
      `Server time: from the headers until the answer is handed over, over ${fewConnections} connections that ask as fast as they can.`,
      'The plain route authenticates nobody, decides nothing and sends the same answer with five headers less.',
    ],
  }
}

async function endWell(load: Load) {
  const seen = await load.end()
  if (seen.refused > 0 || seen.answers === 0)
    throw new Error(`${seen.refused} requests were refused or lost; nothing is reported.`)
  return seen
}

/** @returns answers in a second */
async function takeTurn({ node, load }: Side): Promise<number> {
  const count = async () => (await node.ask<{ answers: number }>({ do: 'count-answers' })).answers
  const before = await count()
  const begun = performance.now()
  load.goOn()
  await sleep(turnMs)
  load.hold()
  const seconds = (performance.now() - begun) / 1_000
  await sleep(restMs)
  return ((await count()) - before - connections) / seconds
}

async function measureEndings(
  createClient: (options: ClientOptions) => PanelClient,
  key: string,
  ports: Readonly<Record<string, number>>,
  /** Where it is ended. */
  desk: Node,
  owner: Client,
  database: BenchDatabase,
  firstVersion: number,
): Promise<Figure[]> {
  const question = questionOf(database)
  const figures: Figure[] = []
  let version = firstVersion
  for (const [name, port] of Object.entries(ports)) {
    const client = createClient({ url: `http://127.0.0.1:${port}`, key })
    const sinceCommit: number[] = []
    const sinceCall: number[] = []
    while (!client.remembers()) await sleep(20)
    for (let i = 0; i < trials; i++) {
      if (i > 0 || figures.length > 0) version = await turnOn(owner, database.cast, version)
      // Twice: the second one is remembered.
      do await sleep(2)
      while (!((await client.may(question)) && (await client.may(question))))
      const calledAt = performance.now()
      const ending = owner('POST', `${shopPath(database.cast)}/ending`, {}).then(({ body }) => {
        version = body.switch.version
      })
      let lastYes = calledAt
      for (;;) {
        const askedAt = performance.now()
        if (!(await client.may(question))) break
        lastYes = askedAt
        await nextTurn()
      }
      await ending
      const { endedAt } = await desk.ask<{ endedAt: number }>({ do: 'tell-ending' })
      sinceCommit.push(Math.max(0, performance.timeOrigin + lastYes - endedAt))
      sinceCall.push(lastYes - calledAt)
    }
    client.close()
    figures.push(
      figure(`${name}-since-commit-p50`, quantile(sinceCommit, 0.5), 'ms'),
      figure(`${name}-since-commit-p99`, quantile(sinceCommit, 0.99), 'ms', { atMost: 250 }),
      figure(`${name}-since-commit-max`, quantile(sinceCommit, 1), 'ms'),
      figure(`${name}-since-call-p99`, quantile(sinceCall, 0.99), 'ms'),
    )
  }
  return figures
}
