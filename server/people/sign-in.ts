import { Refusal } from '#server/access/refusal.ts'
import type { Database } from '#server/plumbing/database.ts'
import { isPassword } from './password.ts'
import { findByAddress, type Person } from './persons.ts'
import { beginSession } from './sessions.ts'

const windowMs = 15 * 60_000
/** Failures within a quarter of an hour after which the next try has to wait, by what they have in common. */
const allowedFailures = { address: 10, network: 50 }

/**
 * Signs in with address and password. Whether the address is unknown, the password wrong or the person deactivated:
 * the same answer after the same work. Guessing is slowed down per address from one network and per network, so a
 * stranger can lock himself out, but not the owner of the address, who sits elsewhere.
 * @param now epoch ms
 * @throws Refusal 'sign-in-failed', 'too-many-tries'
 */
export async function signIn(
  database: Database,
  given: { address: string; password: string },
  from: { network: string | null; device: string | null },
  now: number,
): Promise<{ person: Person; token: string; sessionId: string; expiresAt: Date }> {
  const at = new Date(now)
  const network = networkOf(from.network)
  const keys = {
    address: `address ${given.address.trim().toLowerCase().slice(0, 254)} from ${network}`,
    network: `network ${network}`,
  }
  const known = await database.within('', async tx => {
    for (const kind of ['address', 'network'] as const) {
      const { count } = await tx
        .selectFrom('people.failed_sign_ins')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('key', '=', keys[kind])
        .where('failed_at', '>', new Date(now - windowMs))
        .executeTakeFirstOrThrow()
      if (count >= allowedFailures[kind])
        throw new Refusal('too-many-tries', { waitSeconds: windowMs / 1_000 })
    }
    return findByAddress(tx, given.address)
  })

  const isRight = await isPassword(given.password, known?.isActive ? known.passwordHash : null)
  return database
    .within('', async tx => {
      if (!isRight || !known) {
        await tx
          .insertInto('people.failed_sign_ins')
          .values([
            { key: keys.address, failed_at: at },
            { key: keys.network, failed_at: at },
          ])
          .execute()
        return undefined
      }
      const session = await beginSession(tx, known.id, from, at)
      return {
        person: { id: known.id, name: known.name, address: known.address, language: known.language },
        ...session,
      }
    })
    .then(signedIn => {
      if (!signedIn) throw new Refusal('sign-in-failed')
      return signedIn
    })
}

/** Forgets failures that no longer count. */
export async function forgetOldFailures(database: Database, now: number): Promise<void> {
  await database.within('', tx =>
    tx
      .deleteFrom('people.failed_sign_ins')
      .where('failed_at', '<', new Date(now - windowMs))
      .execute(),
  )
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
