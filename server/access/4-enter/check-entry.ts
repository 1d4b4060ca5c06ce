import { sql } from 'kysely'
import type { Clock } from '#server/plumbing/clock.ts'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import { entrances, type Permission } from '../permission.ts'
import { may, openUntil } from './may.ts'
import type { HeldEntry, HeldKey, Snapshot } from './snapshot.ts'
import type { Snapshots } from './snapshots.ts'

/** The answer that an entrance gets on every request. */
export type Answer =
  | {
      let: 'in'
      account: string
      epoch: number
      entry: HeldEntry
      permissions: readonly Permission[] /** epoch ms: not open after this without another decision */
      until: number
    }
  /** Known, and over: `closed` the entry was closed or is too old, `no-grant` nothing holds it open any more. */
  | { let: 'out'; because: 'closed' | 'no-grant' | 'other-resource' }
  | { let: 'out'; because: 'unknown' }

export type Doorkeeper = {
  /** Where an entrance key stands, from memory; undefined: not in memory, ask `whereSlowly`. */
  where(key: Buffer): { account: string; key: HeldKey } | undefined
  whereSlowly(key: Buffer): Promise<{ account: string; key: HeldKey } | undefined>
  /** May this entry go on, from memory; undefined: memory cannot say, ask `checkSlowly`. */
  check(token: Buffer, resource: string): Answer | undefined
  /** The same with the database's help. Rejects when it does not answer: then nobody is let in. */
  checkSlowly(token: Buffer, resource: string): Promise<Answer>
  /** May this person do that, from recent snapshots. */
  mayNow(
    account: string,
    question: { person: string; permission: Permission; resource: string | null },
  ): Promise<boolean>
}

/** Closed is for ever: what was once seen closed needs no second look. Bounded. */
const rememberClosed = 20_000

export function keepTheDoor(database: Database, snapshots: Snapshots, clock: Clock): Doorkeeper {
  const closed = new Set<string>()

  function judge(snapshot: Snapshot, roster: Snapshot, entry: HeldEntry, resource: string): Answer {
    // One look at the clock per decision.
    const now = clock.now()
    if (entry.resource !== resource) return { let: 'out', because: 'other-resource' }
    if (now >= entry.expiresAt) return { let: 'out', because: 'closed' }
    const permissions: Permission[] = []
    // The first of them to end: nothing that is said of this moment may claim a right beyond it.
    let until = entry.expiresAt
    for (const permission of entrances[entry.entrance]) {
      const open = openUntil(snapshot, roster, { person: entry.person, permission, resource }, now)
      if (open === undefined) continue
      permissions.push(permission)
      until = Math.min(until, open)
    }
    if (permissions.length === 0) return { let: 'out', because: 'no-grant' }
    return {
      let: 'in',
      account: snapshot.account,
      epoch: snapshot.epoch,
      entry,
      permissions,
      until,
    }
  }

  function rosterNow(): Snapshot | undefined {
    const provider = snapshots.provider()
    return provider === undefined ? undefined : snapshots.get(provider)
  }

  return {
    where(key) {
      const found = snapshots.keyOf(key.toString('latin1'))
      return found && snapshots.get(found.account) ? found : undefined
    },
    async whereSlowly(key) {
      const account =
        snapshots.keyOf(key.toString('latin1'))?.account ?? (await findAccountOfKey(database, snapshots, key))
      if (account === undefined) return undefined
      const snapshot = await snapshots.fetch(account)
      const held = snapshot?.keys.find(one => one.key === key.toString('latin1'))
      return held && { account, key: held }
    },
    check(token, resource) {
      const tokenKey = token.toString('latin1')
      const known = snapshots.entryOf(tokenKey)
      if (!known) return closed.has(tokenKey) ? { let: 'out', because: 'closed' } : undefined
      const snapshot = snapshots.get(known.account)
      const roster = rosterNow()
      return snapshot && roster ? judge(snapshot, roster, known.entry, resource) : undefined
    },
    async checkSlowly(token, resource) {
      const tokenKey = token.toString('latin1')
      const account =
        snapshots.entryOf(tokenKey)?.account ?? (await findAccountOfEntry(database, snapshots, token))
      if (account === undefined) return { let: 'out', because: 'unknown' }
      const [snapshot, roster] = await Promise.all([
        snapshots.fetch(account),
        fetchRoster(database, snapshots),
      ])
      const entry = snapshot?.entries.find(one => one.tokenKey === tokenKey)
      if (!snapshot || !roster || !entry) {
        if (closed.size >= rememberClosed) closed.clear()
        closed.add(tokenKey)
        return { let: 'out', because: 'closed' }
      }
      return judge(snapshot, roster, entry, resource)
    },
    async mayNow(account, question) {
      const atOnce = snapshots.may(account, question, clock.now())
      if (atOnce !== undefined) return atOnce
      const [snapshot, roster] = await Promise.all([
        snapshots.fetch(account),
        fetchRoster(database, snapshots),
      ])
      return snapshot !== undefined && may(snapshot, roster ?? null, question, clock.now())
    },
  }
}

/** The provider's snapshot, whose teams and deactivated people every decision needs; undefined before the setup. */
export async function fetchRoster(database: Database, snapshots: Snapshots): Promise<Snapshot | undefined> {
  const provider = snapshots.provider() ?? (await findProvider(database))
  return provider === undefined ? undefined : snapshots.fetch(provider)
}

// What another node made a moment ago may be younger than the snapshot: the epoch that is found with it says so.
async function findAccountOfEntry(
  database: Database,
  snapshots: Snapshots,
  token: Buffer,
): Promise<string | undefined> {
  const found = await database.within(everyAccount, tx =>
    tx
      .selectFrom('access.entries as e')
      .innerJoin('access.accounts as a', 'a.id', 'e.account_id')
      .select(['a.id', 'a.epoch'])
      .where('e.token_hash', '=', token)
      .executeTakeFirst(),
  )
  if (found) snapshots.noticed(found.id, found.epoch)
  return found?.id
}

async function findAccountOfKey(
  database: Database,
  snapshots: Snapshots,
  key: Buffer,
): Promise<string | undefined> {
  const found = await database.within(everyAccount, tx =>
    tx
      .selectFrom('access.entrance_keys as k')
      .innerJoin('access.accounts as a', 'a.id', 'k.account_id')
      .select(['a.id', 'a.epoch'])
      .where('k.secret_hash', '=', key)
      .where('k.withdrawn_at', 'is', null)
      .executeTakeFirst(),
  )
  if (found) snapshots.noticed(found.id, found.epoch)
  return found?.id
}

async function findProvider(database: Database): Promise<string | undefined> {
  const found = await database.within(everyAccount, tx =>
    sql<{ id: string }>`select id from access.accounts where kind = 'provider'`.execute(tx),
  )
  return found.rows[0]?.id
}
