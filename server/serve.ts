import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { doorPaths } from '#contract/paths.ts'
import { type Desk, openDesk } from './desk.ts'
import { readOwnCatalogue } from './doors/sub-account/own-catalogue/own-catalogue.ts'
import { linkLivesMs, makeLink } from './people/links.ts'
import { isSetUp } from './people/set-up.ts'
import type { Config } from './plumbing/config.ts'
import { deriveKeys, type Keys, readMasterKey } from './plumbing/keys.ts'
import { type Log, openLog } from './plumbing/log.ts'
import { answers, makeRuntimeRole, migrate } from './plumbing/migrate.ts'
import { chooseDataDirectory } from './plumbing/postgres/choose-directory.ts'
import { type Postgres, startPostgres } from './plumbing/postgres/start-postgres.ts'

const standardDirectory = join(import.meta.dirname, '../data')

export type Running = {
  desk: Desk
  url: string
  port: number
  directory: string
  /** What the database is, as a part of a sentence */
  database: string
  stop(): Promise<void>
}

export type Store = {
  ownerUrl: string
  runtimeUrl: string
  keys: Keys
  directory: string
  postgres: Postgres | undefined
}

/**
 * The database, embedded or external, migrated, with the role as which the desk runs.
 * @param how alone: as the one desk of this data directory; beside: a running desk's database is used too
 */
export async function openStore(
  config: Config,
  log: Log,
  how: 'alone' | 'beside' = 'alone',
  standardData = standardDirectory,
): Promise<Store> {
  const { directory, why } = chooseDirectory(config, standardData)
  if (why) log.warn(why)
  const running = config.databaseUrl ?? (how === 'beside' ? await findRunning(directory) : undefined)
  const postgres =
    running === undefined
      ? await startPostgres({ directory, binaries: config.pgBin, say: sentence => log.info(sentence) })
      : undefined
  try {
    const ownerUrl = running ?? postgres!.url
    if (postgres) noteRunning(directory, postgres.url)
    const applied = await migrate(ownerUrl)
    if (applied.length > 0) log.info(`The database was brought up to date: ${applied.join(', ')}.`)
    const keys = deriveKeys(readMasterKey(config.key, directory))
    const runtimeUrl = await makeRuntimeRole(
      ownerUrl,
      roleFor(ownerUrl),
      keys.derive('database role').toString('base64url'),
    )
    return { ownerUrl, runtimeUrl, keys, directory, postgres }
  } catch (error) {
    await postgres?.stop()
    throw error
  }
}

function chooseDirectory(config: Config, standardData: string) {
  return chooseDataDirectory({
    wanted: config.data ?? standardData,
    asRoot: process.getuid?.() === 0 && config.databaseUrl === undefined,
    explicit: config.data !== undefined,
  })
}

/** Can the database be reached without starting it? For what comes at any moment, also between two runs of the desk. */
export async function isDatabaseThere(config: Config): Promise<boolean> {
  if (config.databaseUrl !== undefined) return true
  return (await findRunning(chooseDirectory(config, standardDirectory).directory)) !== undefined
}

// Where the database of a running desk is reached: for commands beside it. It is no secret: the socket's folder lets
// nobody else in.
function noteRunning(directory: string, url: string): void {
  writeFileSync(join(directory, 'database-url'), url, { mode: 0o600 })
}

async function findRunning(directory: string): Promise<string | undefined> {
  const file = join(directory, 'database-url')
  if (!existsSync(file)) return undefined
  const url = readFileSync(file, 'utf8')
  return (await answers(url)) ? url : undefined
}

/**
 * Starts everything and answers when the desk can be reached.
 * @param standardData where the data goes when the configuration does not say
 */
export async function serve(
  config: Config,
  log: Log = openLog(config.logFormat),
  standardData?: string,
): Promise<Running> {
  const catalogue = config.catalogue === undefined ? undefined : readOwnCatalogue(config.catalogue)
  const store = await openStore(config, log, 'alone', standardData)
  let desk: Desk | undefined
  try {
    desk = await openDesk({
      databaseUrl: store.runtimeUrl,
      keys: store.keys,
      url: config.url,
      log,
      trustedProxies: config.trustedProxies,
      smtp: config.smtpUrl
        ? {
            url: config.smtpUrl,
            from: config.mailFrom ?? `Einlass <einlass@${new URL(config.url).hostname}>`,
          }
        : undefined,
      oidc: config.oidc,
      demo: config.demo,
      catalogue,
      sshPort: config.sshPort,
      databaseTrouble: () => store.postgres?.outage()?.why,
    })
    const port = await desk.listen(config.port, config.host)
    const database = store.postgres
      ? `PostgreSQL ${store.postgres.version} from ${store.postgres.binaries}`
      : 'an external PostgreSQL'
    log.info(`Einlass is open at ${config.url} on ${database}; its data: ${store.directory}`)
    const running = desk
    return {
      desk: running,
      url: config.url,
      port,
      directory: store.directory,
      database,
      async stop() {
        await running.close()
        await store.postgres?.stop()
      },
    }
  } catch (error) {
    await desk?.close().catch(() => undefined)
    await store.postgres?.stop()
    if ((error as { code?: string }).code === 'EADDRINUSE')
      throw new Error(portIsTaken(config, error), { cause: error })
    throw error
  }
}

function portIsTaken({ port, sshPort }: Config, error: unknown): string {
  return (error as { port?: number }).port === sshPort && sshPort !== undefined
    ? `Port ${sshPort} of the SSH door is taken by another program. Choose another: EINLASS_SSH_PORT=2223 npm start`
    : `Port ${port} is taken by another program. Choose another: EINLASS_PORT=8090 npm start`
}

/** Prints the one-time setup link of an instance that nobody has set up. */
export async function offerSetup({ desk, url }: Running): Promise<void> {
  if (await isSetUp(desk.kernel)) return
  const { code } = await desk.kernel.database.within('', tx =>
    makeLink(tx, { purpose: 'setup' }, linkLivesMs.setup, new Date(desk.kernel.clock.now())),
  )
  process.stdout.write(`
  This desk is not set up yet. Open this link in a browser:
  The link works once, for ${linkLivesMs.setup / 60_000} minutes; a restart makes a new one.

      ${url}${doorPaths.setUp(code)}

`)
}

/** One name per database, because roles belong to the whole cluster. */
function roleFor(ownerUrl: string): string {
  const database = /\/([^/?]+)(\?|$)/.exec(ownerUrl.replace(/^[a-z]+:\/\//, ''))?.[1] ?? 'einlass'
  return database === 'einlass' ? 'einlass_desk' : `einlass_desk_${decodeURIComponent(database)}`.slice(0, 63)
}
