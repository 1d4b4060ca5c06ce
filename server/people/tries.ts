import { sql } from 'kysely'
import { Refusal } from '#server/access/refusal.ts'
import type { Database, Tx } from '#server/plumbing/database.ts'

const windowMs = 15 * 60_000

/** What a try has in common with others, and how many of those there may be within a quarter of an hour. */
export type Limit = { key: string; most: number }

/**
 * Counts a try before it is made, so that many at once cannot slip through together; what turns out right is taken back.
 * @returns the numbers of the tries, for forgiving them
 * @throws Refusal 'too-many-tries' with the seconds to wait
 */
export async function countTry(database: Database, limits: readonly Limit[], at: Date): Promise<number[]> {
  // One after another within this node, so that a crowd of guesses takes one connection and not all there are.
  const before = counting
  let done = () => {}
  counting = new Promise<void>(resolve => {
    done = resolve
  })
  await before
  try {
    return await countNow(database, limits, at)
  } finally {
    done()
  }
}
let counting: Promise<void> = Promise.resolve()

async function countNow(database: Database, limits: readonly Limit[], at: Date): Promise<number[]> {
  return database.within('', async tx => {
    const numbers: number[] = []
    // In one order, so that two of these cannot wait for each other.
    for (const { key, most } of limits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
      const { count } = await tx
        .selectFrom('people.failed_sign_ins')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('key', '=', key)
        .where('failed_at', '>', new Date(at.getTime() - windowMs))
        .executeTakeFirstOrThrow()
      if (count >= most) throw new Refusal('too-many-tries', { waitSeconds: windowMs / 1_000 })
      const { id } = await tx
        .insertInto('people.failed_sign_ins')
        .values({ key, failed_at: at })
        .returning('id')
        .executeTakeFirstOrThrow()
      numbers.push(id)
    }
    return numbers
  })
}

/** It was right: it does not count against anybody. */
export async function forgive(tx: Tx, numbers: readonly number[]): Promise<void> {
  if (numbers.length > 0) await tx.deleteFrom('people.failed_sign_ins').where('id', 'in', numbers).execute()
}

/** Forgets tries that no longer count. */
export async function forgetOldTries(database: Database, now: number): Promise<void> {
  await database.within('', tx =>
    tx
      .deleteFrom('people.failed_sign_ins')
      .where('failed_at', '<', new Date(now - windowMs))
      .execute(),
  )
}

/**
 * Does this person come from where he has been before? Then what strangers try elsewhere with his address does not keep
 * him out: limits over all networks hold for networks from which he never signed in.
 */
export async function comesFromKnownNetwork(
  tx: Tx,
  personId: string,
  network: string,
  at: Date,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('people.sessions')
    .select('network')
    .distinct()
    .where('person_id', '=', personId)
    .where('begun_at', '>', new Date(at.getTime() - 90 * 86_400_000))
    .limit(200)
    .execute()
  return rows.some(row => networkOf(row.network) === network)
}

/** IPv6 hosts choose their last 64 bits freely, so a network is counted, not an address (CVE-2026-45364). */
export function networkOf(address: string | null): string {
  if (!address) return 'unknown'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const groups = address.includes('::')
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left
  return `${groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
