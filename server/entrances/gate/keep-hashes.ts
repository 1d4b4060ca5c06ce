/** Hashes of secrets that were right a moment ago: hashing one costs as much as deciding about it. */
export type Hashes = {
  kept(secret: string): Buffer | undefined
  /** Only for what was let in: strangers must not be able to fill the memory. */
  keep(secret: string, hash: Buffer): void
  forget(secret: string): void
}

/** @param atMost how many; when there are more, all are forgotten, which costs nothing but computing them again */
export function keepHashes(atMost: number): Hashes {
  const kept = new Map<string, Buffer>()
  return {
    kept: secret => kept.get(secret),
    keep(secret, hash) {
      if (kept.has(secret)) return
      if (kept.size >= atMost) kept.clear()
      // A copy: a piece of a header would keep the visitor's other cookies in memory with it.
      kept.set(Buffer.from(secret).toString(), hash)
    },
    forget: secret => kept.delete(secret),
  }
}
