/** Numbers in [0, 1) that are the same in every run: mulberry32 of a seed. */
export type Random = () => number

export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!
}

/** Ranks 0 … n − 1, the k-th with a weight of 1 / (k + 1): Zipf with the exponent 1. */
export function zipf(random: Random, n: number): () => number {
  const upTo = new Float64Array(n)
  let sum = 0
  for (let rank = 0; rank < n; rank++) {
    sum += 1 / (rank + 1)
    upTo[rank] = sum
  }
  return () => {
    const wanted = random() * sum
    let low = 0
    let high = n - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** An identifier in the form of UUID version 7, from a moment and 74 seeded bits. */
export function idFrom(random: Random, at: number): string {
  const hex = at.toString(16).padStart(12, '0')
  const more = () =>
    Math.floor(random() * 65_536)
      .toString(16)
      .padStart(4, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${more().slice(1)}-8${more().slice(1)}-${more()}${more()}${more()}`
}
