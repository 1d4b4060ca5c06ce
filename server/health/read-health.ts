import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { readHealth as operation } from '#contract/provider-desk.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { readMailHealth } from '#server/plumbing/mail/list-mails.ts'
import { readMailTimes } from '#server/plumbing/mail/page-mails.ts'
import { type Count, countRows } from './count.ts'
import { findTroubles, type Row, sortTroubles, type Trouble } from './find-troubles.ts'

export type HealthView = Static<typeof operation.answer>

/** What this node knows of itself. */
export type Node = {
  /** Origin of the desk */
  url: string
  keys: Keys
  demo: boolean
  /** Is there a mail server to send by? */
  mailIsSetUp: boolean
  /** Can people sign in at an OpenID provider of the house? */
  openIdIsSetUp: boolean
  trustedProxies: number
  /** For how long the notifications of the database are not heard, ms; undefined: they are. */
  deafForMs(): number | undefined
  /** Changes of holders that the provider is to carry out. */
  holderChanges(tx: Tx, at: Date): Promise<Row>
}

/** The connection is tried again within moments; before, there is nothing to do for anybody. */
const deafAtMostMs = 2_000
const mailLeavesWithinMs = 15 * 60_000

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string
}

/** What works, what waits and what does not, as of now. */
export async function readHealth({ database, clock }: Kernel, node: Node): Promise<HealthView> {
  const now = clock.now()
  const mail = await readMailHealth(database)
  const { sentLastDay, givenUpSince } = await readMailTimes(database, now)
  const { counts, found, holders, diagnostics } = await database.within(everyAccount, async tx => ({
    counts: await countEverything(tx, new Date(now)),
    found: await findTroubles(tx, now),
    holders: await node.holderChanges(tx, new Date(now)),
    diagnostics: await diagnose(tx, node),
  }))
  const deafFor = node.deafForMs() ?? 0
  const iso = (at: Date | number | null) => (at === null ? null : new Date(at).toISOString())
  const mailWaits = mail.oldestQueuedAt !== null && now - mail.oldestQueuedAt.getTime() > mailLeavesWithinMs
  const troubles = sortTroubles([
    ...found,
    { code: 'holder-changes-wait', count: holders.count, since: iso(holders.since) },
    { code: 'mail-not-set-up', count: node.mailIsSetUp ? 0 : 1, since: null },
    { code: 'mail-given-up', count: mail.givenUp, since: iso(givenUpSince) },
    { code: 'mail-waits', count: mailWaits ? mail.queued : 0, since: iso(mail.oldestQueuedAt) },
    { code: 'notifications-lost', count: deafFor > deafAtMostMs ? 1 : 0, since: iso(now - deafFor) },
    { code: 'plain-http', count: isPlainHttp(node.url) ? 1 : 0, since: null },
  ])
  const { accounts, people, openGrants, liveEntries, waitingRequests } = counts
  const estimated = Object.entries(counts).filter(([, one]) => one.isEstimate)
  const all = [
    ...diagnostics,
    ...(estimated.length > 0
      ? [{ name: 'estimated', value: estimated.map(([name]) => name).join(', ') }]
      : []),
  ]
  return {
    now: new Date(now).toISOString(),
    troubles,
    accounts: accounts.count,
    people: people.count,
    openGrants: openGrants.count,
    liveEntries: liveEntries.count,
    waitingRequests: waitingRequests.count,
    mail: {
      setUp: node.mailIsSetUp,
      queued: mail.queued,
      oldestQueuedAt: iso(mail.oldestQueuedAt),
      sentLastDay,
      givenUp: mail.givenUp,
      error: mail.error,
    },
    diagnostics: all,
    supportString: writeForSupport(all, troubles, counts),
  }
}

type Counts = Record<'accounts' | 'people' | 'openGrants' | 'liveEntries' | 'waitingRequests', Count>

async function countEverything(tx: Tx, at: Date): Promise<Counts> {
  return {
    accounts: await countRows(
      tx,
      sql`access.accounts where kind = 'customer' and closed_at is null`,
      'access.accounts',
    ),
    people: await countRows(tx, sql`people.persons where deactivated_at is null`, 'people.persons'),
    openGrants: await countRows(
      tx,
      sql`access.grants where ending_at is null and begins_at <= ${at} and (ends_at is null or ends_at > ${at})`,
      'access.grants_not_ended',
    ),
    liveEntries: await countRows(
      tx,
      sql`access.entries where closed_at is null and expires_at > ${at}`,
      'access.entries_open',
    ),
    waitingRequests: await countRows(
      tx,
      sql`access.requests where decided_at is null and withdrawn_at is null and lapses_at > ${at}`,
      'access.requests_that_wait',
    ),
  }
}

/** Versions, sizes and settings: nothing that is secret, nothing that is about a person. */
async function diagnose(tx: Tx, node: Node): Promise<HealthView['diagnostics']> {
  const found = await sql<{ version: string; bytes: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`.execute(
    tx,
  )
  const { version: postgres, bytes } = found.rows[0]!
  const provider = await readProvider(tx)
  const megabytes = (count: number) => `${Math.round(count / 1_048_576)} MB`
  const yes = (is: boolean) => (is ? 'yes' : 'no')
  return [
    { name: 'einlass', value: version },
    { name: 'node', value: process.version },
    { name: 'postgresql', value: postgres },
    { name: 'platform', value: `${process.platform} ${process.arch}` },
    { name: 'database', value: megabytes(bytes) },
    { name: 'memory', value: megabytes(process.memoryUsage.rss()) },
    { name: 'uptime', value: sayUptime(process.uptime()) },
    { name: 'zone', value: provider.zone },
    { name: 'region', value: provider.region },
    { name: 'key', value: node.keys.signing.id },
    { name: 'https', value: yes(node.url.startsWith('https:')) },
    { name: 'proxies', value: String(node.trustedProxies) },
    { name: 'mail', value: yes(node.mailIsSetUp) },
    { name: 'openid', value: yes(node.openIdIsSetUp) },
    { name: 'demo', value: yes(node.demo) },
  ]
}

function sayUptime(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${Math.floor(minutes / 1_440)} d ${Math.floor((minutes % 1_440) / 60)} h ${minutes % 60} min`
}

function isPlainHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  const isThisMachine = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  return protocol !== 'https:' && !isThisMachine
}

/** One line to copy into a message to whoever helps. */
function writeForSupport(
  diagnostics: HealthView['diagnostics'],
  troubles: readonly Trouble[],
  counts: Counts,
): string {
  const said = diagnostics.map(({ name, value }) => `${name}=${value.replaceAll(/[\s;]+/g, '_')}`)
  const figures = Object.entries(counts).map(
    ([name, one]) => `${name}=${one.isEstimate ? '~' : ''}${one.count}`,
  )
  const wrong = troubles.map(({ code, count }) => `${code}:${count}`).join(',')
  return [...said, ...figures, `troubles=${wrong || 'none'}`].join('; ')
}
