import { hashSecret } from '#server/plumbing/ids.ts'

/** Hashes of secrets that were right a moment ago: hashing one costs as much as deciding about it. */
export type Hashes = {
  /** From memory; undefined: it is not there. */
  kept(secret: string): Buffer | undefined
  /** From memory or computed. */
  of(secret: string): Buffer
  /** Only for what was let in: strangers must not be able to fill the memory. */
  keep(secret: string, hash: Buffer): void
  forget(secret: string): void
}

/** @param atMost how many; when there are more, all are forgotten, which costs nothing but computing them again */
export function keepHashes(atMost: number): Hashes {
  const kept = new Map<string, Buffer>()
  return {
    kept: secret => kept.get(secret),
    of: secret => kept.get(secret) ?? hashSecret(secret),
    keep(secret, hash) {
      if (kept.has(secret)) return
      if (kept.size >= atMost) kept.clear()
      kept.set(secret, hash)
    },
    forget: secret => kept.delete(secret),
  }
}
