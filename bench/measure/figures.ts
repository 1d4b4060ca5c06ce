/** One measured number. `budget` is a sentence of a sign and a number ('≤ 50'); null: measured for information only. */
export type Figure = {
  key: string
  value: number
  unit: string
  budget: string | null
  /** Is the budget kept? Without a budget nothing can be missed: true. */
  holds: boolean
  /** Whom it was measured against, with the version. */
  peer?: string
}

export type Result = {
  bench: string
  figures: Figure[] /** What a reader must know to judge the numbers. */
  notes: string[]
}

type Bound = { atMost: number } | { atLeast: number }

/** @param value rounded to four significant digits: more would pretend */
export function figure(key: string, value: number, unit: string, bound?: Bound, peer?: string): Figure {
  const rounded = Number(value.toPrecision(4))
  const says = bound === undefined ? null : 'atMost' in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`
  // A number that could not be measured keeps no budget.
  const holds =
    bound === undefined || ('atMost' in bound ? rounded <= bound.atMost : rounded >= bound.atLeast)
  return { key, value: rounded, unit, budget: says, holds, ...(peer === undefined ? {} : { peer }) }
}

export function printTable({ bench, figures, notes }: Result): void {
  const lines = figures.map(one => [
    one.key,
    String(one.value),
    one.unit,
    one.budget ?? '',
    one.budget === null ? '' : one.holds ? 'holds' : 'MISSED',
    one.peer ?? '',
  ])
  const head = ['figure', 'value', 'unit', 'budget', '', 'peer']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map(line => line[column]!.length)),
  )
  const write = (line: string[]) =>
    console.log(
      `  ${line
        .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd()}`,
    )
  console.log(`\n${bench}`)
  write(head)
  for (const line of lines) write(line)
  for (const note of notes) console.log(`  · ${note}`)
}

export function printJson({ bench, figures }: Result): void {
  console.log(JSON.stringify({ bench, figures }))
}
