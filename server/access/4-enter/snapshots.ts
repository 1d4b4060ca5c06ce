import { monotonicMs } from '#server/plumbing/clock.ts'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import { keepAtHand } from './at-hand.ts'
import { may, type Question } from './may.ts'
import { readAllSnapshots, readSnapshots } from './read-snapshot.ts'
import type { HeldEntry, HeldKey, HeldPanelKey, Snapshot } from './snapshot.ts'

/**
 * How long something that was true may be believed without being heard of again, ms. A fixed lease: reading does not
 * extend it. With the time of one decision it stays below the promised bound of one second.
 */
export const leaseMs = 800

const hearingTakesAtMostMs = 1_000

type Kept = {
  snapshot: Snapshot
  /** The connection to the notifications during which it was read; another one may have missed something. */
  hearing: number
  /** Until when it is believed on its own (monotonic ms), whatever is heard: counted from before it was asked for. */
  provenUntil: number
  /** The highest epoch that was announced for this account; an older snapshot is not believed. */
  announced: number
}

/** What is known in memory about who may enter; a bounded, provably recent copy of the database. */
export type Snapshots = {
  /** The account's snapshot if it can be believed at this moment; else undefined: ask `fetch`. Never touches the database. */
  get(account: string): Snapshot | undefined
  /** The account's snapshot, from the database if need be. Rejects when the database does not answer: then nobody enters. */
  fetch(account: string): Promise<Snapshot | undefined>
  /** May this person do this in this account, from memory and at once; undefined: that cannot be said, ask `fetch`. */
  may(account: string, question: Question, now: number): boolean | undefined
  /** The provider's account, whose teams every decision needs; undefined before the instance was set up. */
  provider(): string | undefined
  entryOf(tokenKey: string): { account: string; entry: HeldEntry } | undefined
  keyOf(key: string): { account: string; key: HeldKey } | undefined
  /** The key of a panel, as the provider's snapshot has it: ask whether that can be believed. */
  panelKeyOf(key: string): HeldPanelKey | undefined
  /** This account has changed: an older snapshot is not used any more. */
  noticed(account: string, epoch: number): void
  /** The notifications are heard and were, at this monotonic instant; undefined: they are not heard any more. */
  heard(at: number): void
  deaf(): void
  /** A new connection for notifications: from here on everything is heard again. */
  hearing(): void
  /** Reads every account that has anything open. */
  warmUp(): Promise<number>
  size(): number
}

export function keepSnapshots(database: Database): Snapshots {
  const kept = new Map<string, Kept>()
  /** Copies of what is kept; each is dropped before the kept one changes, or is announced to have changed. */
  const atHand = keepAtHand()
  const entries = new Map<string, { account: string; entry: HeldEntry }>()
  const keys = new Map<string, { account: string; key: HeldKey }>()
  const panelKeys = new Map<string, HeldPanelKey>()
  const loading = new Map<string, { promise: Promise<Snapshot | undefined>; atLeast: number }>()
  let provider: string | undefined
  let connection = 0
  let heardUntil = 0
  let onHearing = () => {}
  /** While everything is being read: the epochs that were announced for accounts that may not be there yet. */
  let announcedMeanwhile: Map<string, number> | undefined

  function believed(one: Kept, now: number): boolean {
    if (one.snapshot.epoch < one.announced) return false
    return now < one.provenUntil || (one.hearing === connection && now < heardUntil)
  }

  function keep(snapshot: Snapshot, hearing: number, askedAt: number): void {
    const announced = kept.get(snapshot.account)?.announced ?? 0
    forget(snapshot.account)
    kept.set(snapshot.account, { snapshot, hearing, provenUntil: askedAt + leaseMs, announced })
    for (const entry of snapshot.entries)
      if (entry.tokenKey) entries.set(entry.tokenKey, { account: snapshot.account, entry })
    for (const key of snapshot.keys) keys.set(key.key, { account: snapshot.account, key })
    for (const key of snapshot.panelKeys) panelKeys.set(key.key, key)
    if (snapshot.kind === 'provider') provider = snapshot.account
  }

  function forget(account: string): void {
    const old = kept.get(account)
    if (!old) return
    kept.delete(account)
    atHand.drop(account)
    for (const entry of old.snapshot.entries) if (entry.tokenKey) entries.delete(entry.tokenKey)
    for (const key of old.snapshot.keys) keys.delete(key.key)
    for (const key of old.snapshot.panelKeys) panelKeys.delete(key.key)
  }

  async function load(account: string, wait: { atLeast: number }): Promise<Snapshot | undefined> {
    for (;;) {
      const hearing = connection
      const askedAt = monotonicMs()
      const current = kept.get(account)
      // An unchanged epoch proves the whole snapshot at the price of one row.
      if (
        current &&
        current.snapshot.epoch >= Math.max(wait.atLeast, current.announced) &&
        (await epochOf(database, account)) === current.snapshot.epoch
      ) {
        if (kept.get(account) === current && current.snapshot.epoch >= current.announced) {
          current.hearing = hearing
          current.provenUntil = askedAt + leaseMs
          return current.snapshot
        }
        continue
      }
      const [snapshot] = await readSnapshots(database, [account])
      if (!snapshot) {
        forget(account)
        return undefined
      }
      // Something was announced while it was being read: what was read may be from before.
      if (snapshot.epoch < wait.atLeast) continue
      keep(snapshot, hearing, askedAt)
      return snapshot
    }
  }

  return {
    get(account) {
      const one = kept.get(account)
      return one && believed(one, monotonicMs()) ? one.snapshot : undefined
    },
    fetch(account) {
      const running = loading.get(account)
      if (running) return running.promise
      const known = kept.get(account)
      if (known && believed(known, monotonicMs())) return Promise.resolve(known.snapshot)
      const wait = { atLeast: 0, promise: Promise.resolve<Snapshot | undefined>(undefined) }
      wait.promise = load(account, wait).finally(() => loading.delete(account))
      loading.set(account, wait)
      return wait.promise
    },
    may(account, question, now) {
      const at = monotonicMs()
      const roster = provider === undefined ? undefined : kept.get(provider)
      if (!roster || !believed(roster, at)) return undefined
      const isHearing = at < heardUntil
      if (isHearing) {
        const answer = atHand.may(account, roster.snapshot, question, now, connection)
        if (answer !== undefined) return answer
      }
      const one = kept.get(account)
      if (!one || !believed(one, at)) return undefined
      // A copy that could not be used would only push out others.
      if (isHearing && one.hearing === connection) atHand.put(one.snapshot, connection)
      return may(one.snapshot, roster.snapshot, question, now)
    },
    provider: () => provider,
    entryOf: tokenKey => entries.get(tokenKey),
    keyOf: key => keys.get(key),
    panelKeyOf: key => panelKeys.get(key),
    noticed(account, epoch) {
      if (announcedMeanwhile && (announcedMeanwhile.get(account) ?? 0) < epoch)
        announcedMeanwhile.set(account, epoch)
      const wait = loading.get(account)
      if (wait && wait.atLeast < epoch) wait.atLeast = epoch
      const one = kept.get(account)
      if (!one || one.announced >= epoch) return
      one.announced = epoch
      if (one.snapshot.epoch < epoch) atHand.drop(account)
      // Somebody is inside: read it now rather than when he comes with the next request.
      if (one.snapshot.epoch < epoch && one.snapshot.entries.length > 0)
        this.fetch(account).catch(() => undefined)
    },
    heard(at) {
      heardUntil = Math.max(heardUntil, at + leaseMs)
    },
    deaf() {
      connection += 1
      heardUntil = 0
    },
    hearing() {
      connection += 1
      onHearing()
    },
    async warmUp() {
      // What was read before the notifications are heard would have to be proven again one by one.
      if (connection === 0)
        await new Promise<void>(resolve => {
          const tooLong = setTimeout(resolve, hearingTakesAtMostMs)
          onHearing = () => {
            clearTimeout(tooLong)
            resolve()
          }
        })
      const hearing = connection
      const askedAt = monotonicMs()
      const meanwhile = new Map<string, number>()
      announcedMeanwhile = meanwhile
      try {
        await readAllSnapshots(database, snapshots => {
          for (const snapshot of snapshots) {
            const known = kept.get(snapshot.account)
            const isNews = !known || known.snapshot.epoch < snapshot.epoch
            // What changed since this began to read is left to `fetch`.
            if (isNews && (meanwhile.get(snapshot.account) ?? 0) <= snapshot.epoch)
              keep(snapshot, hearing, askedAt)
          }
        })
      } finally {
        announcedMeanwhile = undefined
      }
      return kept.size
    },
    size: () => kept.size,
  }
}

async function epochOf(database: Database, account: string): Promise<number | undefined> {
  return database.within(everyAccount, async tx => {
    const row = await tx
      .selectFrom('access.accounts')
      .select('epoch')
      .where('id', '=', account)
      .executeTakeFirst()
    return row?.epoch
  })
}
