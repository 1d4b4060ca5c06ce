// From an ending to its witness, connector by connector: how long after the owner has ended it is it proven that what was
// made in a foreign system is gone? With a whole desk and its own rounds; beside a foreign system that only ever answers.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import { openGrant } from '#server/access/3-grant/open-grant.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import type { Connection, Connector, ConnectorNeeds } from '#server/access/outside.ts'
import { record } from '#server/access/record.ts'
import { type Desk, openDesk } from '#server/desk.ts'
import { connectMagento } from '#server/outside/magento/connect-magento.ts'
import { connectPrestashop } from '#server/outside/prestashop/connect-prestashop.ts'
import { connectShopware } from '#server/outside/shopware/connect-shopware.ts'
import { connectWordpress } from '#server/outside/wordpress/connect-wordpress.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { openLog } from '#server/plumbing/log.ts'
import { MagentoServer } from '../test/outside/magento-server.ts'
import { MockPrestashop } from '../test/outside/prestashop-mock.ts'
import { MockShopware } from '../test/outside/shopware-mock.ts'
import { KeyLines } from '../test/real/key-lines.ts'
import { whyNoOpenSsh } from '../test/real/start-openssh.ts'
import { missingForWordpress, startWordpress } from '../test/real/start-wordpress.ts'
import { type Figure, figure, type Result } from './measure/figures.ts'
import { quantile } from './measure/statistics.ts'
import { type BenchDatabase, startCluster } from './world/open-database.ts'

/** BENCH_ROUNDS for a quick look; what is reported stands in the notes. */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 100)
const floor = 'a constant server'

/** A foreign system to be measured at, and what a visitor's access is asked for with there. */
type Side = {
  name: string
  says: string
  connect(needs: ConnectorNeeds): Connector
  connection: Connection
  reference(): Record<string, string>
  /** Time goes on over there. */
  tick?(): void
  stop(): Promise<void> | void
}

export async function benchConnectors(): Promise<Result> {
  const cluster = await startCluster()
  const sides: Side[] = []
  const notes: string[] = []
  let desk: Desk | undefined
  try {
    for (const start of [startConstant, startShopware, startPrestashop, startMagento, startReal, startHost]) {
      const side = await start()
      if (typeof side === 'string') notes.push(side)
      else sides.push(side)
    }
    const database = await cluster.newDatabase('connectors')
    desk = await openDesk({
      databaseUrl: database.runtimeUrl,
      keys: deriveKeys(Buffer.alloc(32, 1)),
      url: 'http://desk.example',
      log: openLog('silent'),
      connectors: needs =>
        sides.map(side =>
          Object.assign(side.connect({ ...needs, connectionOf: async () => side.connection }), {
            name: side.name,
          }),
        ),
    })
    const times = new Map(sides.map(side => [side.name, [] as number[]]))
    // All of them in each round, so that whatever drifts hits all alike; the first round warms up.
    for (let round = 0; round <= rounds; round++)
      for (const side of sides) {
        const ms = await endOnce(desk, database, side)
        if (round > 0) times.get(side.name)!.push(ms)
      }
    for (const side of sides) notes.push(`${side.name}: ${side.says}`)
    notes.push(
      `${rounds} endings each, one after another, all systems on this machine: what a real way to a shop takes comes on top.`,
      'From the commit of the ending to that of its witness, by the desk’s own rounds; seen with a delay of at most 2 ms.',
    )
    const figures = sides.flatMap(side => tell(side.name, times.get(side.name)!))
    return { bench: 'connectors', figures, notes }
  } finally {
    await desk?.close()
    for (const side of sides) await side.stop()
    await cluster.stop()
  }
}

function tell(name: string, times: readonly number[]): Figure[] {
  const peer = name === 'constant' ? floor : undefined
  return [
    figure(`${name}-to-witness-p50`, quantile(times, 0.5), 'ms', undefined, peer),
    figure(`${name}-to-witness-p99`, quantile(times, 0.99), 'ms', undefined, peer),
  ]
}

/** One visit: opened, seen to be there, ended. @returns ms until it was written that it is proven */
async function endOnce({ kernel }: Desk, { cast }: BenchDatabase, side: Side): Promise<number> {
  side.tick?.()
  const { id: resourceId, accountId } = cast.shops['kaffeerad']!
  const grant = await record(kernel, { accounts: [accountId], by: { person: cast.people.olga } }, async r => {
    const grantId = await openGrant(
      r,
      {
        accountId,
        resourceId,
        door: 'support-visit',
        subject: { kind: 'person', id: cast.people.sam },
        permissions: ['shop.view'],
        beginsAt: r.now,
        endsAt: r.now + 86_400_000,
        reason: null,
        caseNumber: null,
        message: null,
        giver: { as: 'owner' },
      },
      { longestMs: null, endless: false },
    )
    const reference = side.reference()
    const kind = side.name === 'ssh-host' ? 'key-line' : 'admin'
    await wantArtefact(r, {
      accountId,
      resourceId,
      grantId,
      system: side.name,
      kind,
      sharedAs: '',
      reference,
    })
    return grantId
  })
  await until(side, async () => {
    const found = await kernel.database.within(accountId, tx =>
      tx
        .selectFrom('access.artefacts as a')
        .innerJoin('access.artefact_grants as h', 'h.artefact_id', 'a.id')
        .select(['a.present_at', 'a.error'])
        .where('h.grant_id', '=', grant)
        .executeTakeFirstOrThrow(),
    )
    if (found.error) throw new Error(`${side.name}: ${found.error}`)
    return found.present_at !== null
  })
  side.tick?.()
  await record(kernel, { accounts: [accountId], by: { person: cast.people.olga } }, r =>
    endAccess(r, accountId, [grant], 'revoked'),
  )
  const begun = performance.now()
  await until(side, async () => {
    const { ended_at } = await kernel.database.within(accountId, tx =>
      tx.selectFrom('access.grants').select('ended_at').where('id', '=', grant).executeTakeFirstOrThrow(),
    )
    return ended_at !== null
  })
  return performance.now() - begun
}

async function until(side: Side, isDone: () => Promise<boolean>): Promise<void> {
  for (const giveUp = performance.now() + 60_000; !(await isDone()); await sleep(2))
    if (performance.now() > giveUp) throw new Error(`${side.name} was not proven within a minute.`)
}

const visitor = () => ({ mailbox: 'visit@desk.example', person: 'Sam', name: 'Sam' })
const nowhere = { login: null, secret: null, allowPrivate: true, options: {} }

/** What any connector costs at least: one question for the closing and one for the witness, answered at once. */
async function startConstant(): Promise<Side> {
  const server = createServer((_request, response) => response.end('{}'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = async () => void (await (await fetch(address)).text())
  return {
    name: 'constant',
    says: `${floor}: a node:http server that answers the same to everything, asked once to close and once to confirm`,
    connect: () => ({
      name: 'constant',
      verified: 'documentation',
      cannotSee: [],
      open: async () => ask().then(() => ({ done: true, reference: {} })),
      close: async () => ask().then(() => ({ done: true })),
      confirmClosed: async () => ask().then(() => ({ gone: true, how: 'it answered' })),
      inventory: async () => ({ seen: true, found: [] }),
      test: async () => ({ works: true, version: '1' }),
      remove: async () => ({ done: true }),
    }),
    connection: { address, ...nowhere },
    reference: () => ({}),
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function startShopware(): Promise<Side> {
  const shop = new MockShopware()
  await shop.start()
  return {
    name: 'shopware',
    says: 'the made-up server of test/outside/',
    connect: connectShopware,
    connection: {
      ...nowhere,
      address: shop.address,
      login: shop.accessKey,
      secret: shop.secretAccessKey,
      options: { role: 'administrator' },
    },
    reference: visitor,
    tick() {
      shop.time = Math.max(shop.time + 5_000, Date.now())
    },
    stop: () => shop.stop(),
  }
}

async function startPrestashop(): Promise<Side> {
  const shop = new MockPrestashop()
  await shop.start()
  return {
    name: 'prestashop',
    says: 'the made-up server of test/outside/',
    connect: connectPrestashop,
    connection: { ...nowhere, address: `${shop.address}/`, secret: shop.key, options: { profile: '1' } },
    reference: visitor,
    stop: () => shop.stop(),
  }
}

async function startMagento(): Promise<Side | string> {
  if (missingForWordpress()?.startsWith('php')) return 'magento: php is not installed; nothing is reported.'
  const server = new MagentoServer()
  return {
    name: 'magento',
    says: 'a real PHP with the made-up classes of test/outside/, without SSH in between',
    connect: needs => connectMagento(needs, server.run),
    connection: {
      ...nowhere,
      address: 'ssh://shop.example:22',
      login: 'magento',
      secret: 'a private key',
      options: { path: server.root, role: 'Administrators' },
    },
    reference: visitor,
    stop: () => server.end(),
  }
}

async function startReal(): Promise<Side | string> {
  const missing = missingForWordpress()
  if (missing) return `wordpress: ${missing}; nothing is reported.`
  const shop = await startWordpress()
  return {
    name: 'wordpress',
    says: 'a real WordPress with MariaDB and PHP’s own web server, its session probed',
    connect: connectWordpress,
    connection: { ...nowhere, address: shop.url, login: shop.login, secret: shop.secret },
    reference: visitor,
    stop: () => shop.stop(),
  }
}

async function startHost(): Promise<Side | string> {
  const whyNot = whyNoOpenSsh()
  if (whyNot) return `ssh-host: ${whyNot}; nothing is reported.`
  const lines = await KeyLines.start()
  return {
    name: 'ssh-host',
    says: 'a real OpenSSH server, nobody inside',
    connect: () => lines.connector,
    connection: lines.connection,
    reference: () => ({
      publicKey: lines.server.publicKey('guest'),
      until: new Date(Date.now() + 3_600_000).toISOString(),
    }),
    stop: () => lines.stop(),
  }
}
