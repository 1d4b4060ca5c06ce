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
export async function inTurns(
  rounds: number,
  a: () => number | Promise<number>,
  b: () => number | Promise<number>,
): Promise<{ a: number; b: number }[]> {
  const pairs: { a: number; b: number }[] = []
  for (let round = 0; round <= rounds; round++) {
    const pair = { a: 0, b: 0 }
    if (round % 2 === 0) {
      pair.a = await a()
      pair.b = await b()
    } else {
      pair.b = await b()
      pair.a = await a()
    }
    if (round > 0) pairs.push(pair)
  }
  return pairs
}
