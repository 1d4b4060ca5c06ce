import type { Random } from './random.ts'

/** The value below which this share of the sorted-by-size values lies (nearest rank); NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** 95 % confidence interval of the median, by 1 000 resamples. */
export function medianInterval(values: readonly number[], random: Random): [number, number] {
  const medians = Array.from({ length: 1_000 }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)]!)),
  )
  return [quantile(medians, 0.025), quantile(medians, 0.975)]
}

/**
 * Runs two sides in turn, A B B A …, so that whatever drifts (heat, neighbours) hits both alike.
 * @returns one pair of costs per round; the first round warms up and is left out
 */
export async function inTurns<T>(
  rounds: number,
  a: () => T | Promise<T>,
  b: () => T | Promise<T>,
): Promise<{ a: T; b: T }[]> {
  const pairs: { a: T; b: T }[] = []
  for (let round = 0; round <= rounds; round++) {
    let pair: { a: T; b: T }
    if (round % 2 === 0) {
      const first = await a()
      pair = { a: first, b: await b() }
    } else {
      const first = await b()
      pair = { b: first, a: await a() }
    }
    if (round > 0) pairs.push(pair)
  }
  return pairs
}
