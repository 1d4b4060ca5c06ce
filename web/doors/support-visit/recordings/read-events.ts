import { openTamer } from '#server/entrances/ssh/tame.ts'

/** seconds since the beginning */
export type Shown = { at: number } & (
  | { is: 'text'; text: string }
  | { is: 'size'; columns: number; rows: number }
  | { is: 'mark'; text: string }
)

export type EventReader = {
  readonly events: readonly Shown[]
  /** As it was when it began. */
  size(): { columns: number; rows: number }
  /** Seconds; grows while it runs. */
  length(): number
  /** Whole lines of asciicast v2. */
  push(lines: string): void
}

const mostColumns = 500
const mostRows = 200
const longestSeconds = 30 * 86_400

/**
 * Reads asciicast v2 as something that a stranger has written: what is not as it must be is passed over, time never goes
 * back, and what is to be shown is tamed once more, whatever was done to it when it was recorded.
 */
export function openEventReader(): EventReader {
  const events: Shown[] = []
  const tamer = openTamer()
  let size = { columns: 80, rows: 24 }
  let hasHeader = false
  let length = 0

  const read = (line: string) => {
    const value = parse(line)
    if (!hasHeader) {
      hasHeader = true
      const { width, height } = (value ?? {}) as Record<string, unknown>
      size = boundSize(Number(width), Number(height)) ?? size
      return
    }
    if (!Array.isArray(value)) return
    const [moment, code, data] = value as unknown[]
    if (typeof moment !== 'number' || !Number.isFinite(moment) || typeof data !== 'string') return
    length = Math.max(length, Math.min(moment, longestSeconds))
    if (code === 'o') {
      const text = tamer.push(data)
      if (text) events.push({ at: length, is: 'text', text })
    } else if (code === 'r') {
      const [columns, rows] = data.split('x').map(Number)
      const bounded = boundSize(columns, rows)
      if (bounded) events.push({ at: length, is: 'size', ...bounded })
    } else if (code === 'm') events.push({ at: length, is: 'mark', text: data.slice(0, 200) })
  }

  return {
    events,
    size: () => size,
    length: () => length,
    push(lines) {
      for (const line of lines.split('\n')) if (line) read(line)
    },
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function boundSize(columns = 0, rows = 0): { columns: number; rows: number } | undefined {
  if (!Number.isInteger(columns) || !Number.isInteger(rows) || columns < 1 || rows < 1) return undefined
  return { columns: Math.min(columns, mostColumns), rows: Math.min(rows, mostRows) }
}
