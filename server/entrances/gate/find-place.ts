import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import { hashSecret, isSecret } from '#server/plumbing/ids.ts'

/** The door at which a proxy stands: proven by its key, never by anything it forwards. */
export type Place = {
  account: string
  resource: string
  name: string
  /** Where the shop is reached; null: not known, then any forwarded host is taken. */
  origin: string | null
}

/** Strangers' keys that are looked up in the database at the same time; the next is turned away. */
const strangersAtOnce = 8
const rememberAtMost = 50_000

/** Too many keys that nobody knows are being tried: nobody was looked up, nobody is let in. */
export class TooManyStrangers extends Error {}

export type Places = {
  /** The place of a key from memory; undefined: ask `slowly`. */
  now(key: string): Place | undefined
  /** The same with the database's help; undefined: no such key. Rejects when the database does not answer. */
  slowly(key: string): Promise<Place | undefined>
}

export function findPlaces(doorkeeper: Doorkeeper): Places {
  // Keys that were right once, with their hashes: a hash a request saved, and known keys never wait behind strangers.
  const hashes = new Map<string, Buffer>()
  const looking = new Map<string, Promise<Place | undefined>>()
  let strangers = 0

  async function look(key: string): Promise<Place | undefined> {
    const known = hashes.get(key)
    if (known === undefined && strangers >= strangersAtOnce)
      throw new TooManyStrangers('too many unknown gate keys')
    if (known === undefined) strangers += 1
    try {
      const hash = known ?? hashSecret(key)
      const found = await doorkeeper.whereSlowly(hash)
      if (!found) {
        hashes.delete(key)
        return undefined
      }
      if (hashes.size >= rememberAtMost) hashes.clear()
      hashes.set(key, hash)
      return placeOf(found)
    } finally {
      if (known === undefined) strangers -= 1
    }
  }

  return {
    now(key) {
      const hash = hashes.get(key)
      const found = hash && doorkeeper.where(hash)
      return found && placeOf(found)
    },
    slowly(key) {
      if (!isSecret(key)) return Promise.resolve(undefined)
      let running = looking.get(key)
      if (!running) {
        running = look(key).finally(() => looking.delete(key))
        looking.set(key, running)
      }
      return running
    },
  }
}

function placeOf(found: NonNullable<ReturnType<Doorkeeper['where']>>): Place {
  return {
    account: found.account,
    resource: found.key.resource,
    name: found.resource.name,
    origin: found.resource.origin,
  }
}
