import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import { hashSecret, isSecret } from '#server/plumbing/ids.ts'
import { keepHashes } from './keep-hashes.ts'

/**
 * The door at which a proxy stands: proven by its key, never by anything it forwards. `origin` null: where the shop is
 * reached is not known, then any forwarded host is taken.
 */
export type Place = { account: string; resource: string; name: string; origin: string | null }

/** Strangers' keys that are looked up in the database at the same time; the next is turned away. */
const strangersAtOnce = 8

/** Too many keys that nobody knows are being tried: nobody was looked up, nobody is let in. */
export class TooManyStrangers extends Error {}

export type Places = {
  /** The place of a key from memory; undefined: ask `slowly`. */
  now(key: string): Place | undefined
  /** The same with the database's help; undefined: no such key. Rejects when the database does not answer. */
  slowly(key: string): Promise<Place | undefined>
}

export function findPlaces(doorkeeper: Doorkeeper): Places {
  const hashes = keepHashes(50_000)
  const looking = new Map<string, Promise<Place | undefined>>()
  let strangers = 0

  async function look(key: string): Promise<Place | undefined> {
    const hash = hashes.kept(key) ?? hashSecret(key)
    const found = await doorkeeper.whereSlowly(hash)
    if (found) hashes.keep(key, hash)
    else hashes.forget(key)
    return found && placeOf(found)
  }

  // Keys that were right before never wait behind strangers'.
  async function lookForStranger(key: string): Promise<Place | undefined> {
    if (strangers >= strangersAtOnce) throw new TooManyStrangers('too many unknown gate keys')
    strangers += 1
    try {
      return await look(key)
    } finally {
      strangers -= 1
    }
  }

  return {
    now(key) {
      const hash = hashes.kept(key)
      const found = hash && doorkeeper.where(hash)
      return found && placeOf(found)
    },
    slowly(key) {
      if (!isSecret(key)) return Promise.resolve(undefined)
      const running = looking.get(key)
      if (running) return running
      const found = hashes.kept(key) ? look(key) : lookForStranger(key)
      const looked = found.finally(() => looking.delete(key))
      looking.set(key, looked)
      return looked
    },
  }
}

function placeOf({ account, key }: NonNullable<ReturnType<Doorkeeper['where']>>): Place {
  return { account, resource: key.resource, name: key.name, origin: key.origin }
}
