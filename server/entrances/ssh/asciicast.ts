import { StringDecoder } from 'node:string_decoder'
import type { RecordingSink } from './needs.ts'
import { openTamer } from './tame.ts'

/** What a recording may cost. Beyond it nothing waits: something is left out, and the recording says so. */
export type Bound = {
  /** Of what is shown, per second; in a moment, twice as much. */
  bytesPerSecond: number
  linesPerSecond: number
  /** What may wait in memory for a slow sink, in characters. */
  waiting: number
}

export const usualBound: Bound = {
  bytesPerSecond: 400_000,
  linesPerSecond: 4_000,
  waiting: 1_000_000,
}

export type Recording = {
  /** What the server sent to the terminal. Never blocks and never fails. */
  output(part: Buffer): void
  resize(width: number, height: number): void
  /** Resolves when the sink has everything, or failed. */
  end(): Promise<void>
}

type Begun = {
  width: number
  height: number
  command?: string | undefined
  /** Without a terminal, a line ends with a line feed alone, and a replay would run down like stairs. */
  addReturns?: boolean
  /** The sink takes nothing more: from now on nobody would see what happens. */
  stopped(): void
  now(): number
  bound?: Bound
}

/**
 * Writes what a terminal shows as asciicast v2 (docs.asciinema.org/manual/asciicast/v2): a header, and an event for each
 * piece with the seconds since the beginning. What is typed is not recorded, because passwords are typed. It is tamed
 * before it is written, so that the file can be played anywhere.
 */
export function recordAsciicast(sink: RecordingSink, begun: Begun): Recording {
  const { now, bound = usualBound } = begun
  const beganAt = now()
  let decoder = new StringDecoder('utf8')
  const tamer = openTamer()
  let waiting = ''
  let writing: Promise<void> | undefined
  let isOver = false
  let left = { bytes: 0, lines: 0 }
  let leftLastAt = 0
  const bytes = bucket(bound.bytesPerSecond, beganAt)
  const lines = bucket(bound.linesPerSecond, beganAt)

  const event = (at: number, code: 'o' | 'r' | 'm', data: string) =>
    append(`${JSON.stringify([Math.max(0, at - beganAt) / 1000, code, data])}\n`)
  const append = (line: string) => {
    waiting += line
    writing ??= write()
  }
  const write = async () => {
    // In a moment: what comes in one breath is written at once.
    await undefined
    try {
      while (waiting) {
        const next = waiting
        waiting = ''
        await sink.write(next)
      }
      writing = undefined
    } catch {
      // A sink that fails has failed for good; whoever gave it has to say why.
      waiting = ''
      if (!isOver) begun.stopped()
      isOver = true
    }
  }
  const sayLeft = (at: number) => {
    if (left.bytes === 0) return
    event(at, 'm', `left out: ${left.bytes} bytes, ${left.lines} lines`)
    left = { bytes: 0, lines: 0 }
  }
  const show = (at: number, text: string) => {
    const tamed = tamer.push(begun.addReturns ? text.replaceAll('\n', '\r\n') : text)
    if (tamed) event(at, 'o', tamed)
  }

  append(
    `${JSON.stringify({
      version: 2,
      width: begun.width,
      height: begun.height,
      timestamp: Math.floor(beganAt / 1000),
      ...(begun.command === undefined ? {} : { command: begun.command }),
    })}\n`,
  )

  return {
    output(part) {
      if (isOver) return
      const at = now()
      const count = linesIn(part)
      const fits = waiting.length + part.length <= bound.waiting
      // After something was left out, a pause of a tenth of a second: otherwise every other piece would be a marker.
      const isPausing = left.bytes > 0 && at - leftLastAt < 100
      if (!fits || isPausing || !bytes.has(part.length, at) || !lines.has(count, at)) {
        if (!isPausing) leftLastAt = at
        left.bytes += part.length
        left.lines += count
        // Half a character of before does not fit to what comes after.
        decoder = new StringDecoder('utf8')
        return
      }
      bytes.take(part.length)
      lines.take(count)
      sayLeft(at)
      show(at, decoder.write(part))
    },
    resize(width, height) {
      if (!isOver && waiting.length < bound.waiting) event(now(), 'r', `${width}x${height}`)
    },
    async end() {
      if (!isOver) {
        const at = now()
        sayLeft(at)
        show(at, decoder.end())
      }
      isOver = true
      await writing
      await sink.close().catch(() => undefined)
    },
  }
}

function linesIn(part: Buffer): number {
  let count = 0
  for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) count++
  return count
}

/** Holds two seconds' worth, and is filled again as time passes. */
function bucket(perSecond: number, at: number) {
  let filledAt = at
  let holds = perSecond * 2
  return {
    /** More at once than it can ever hold fits when it is full. */
    has(amount: number, now: number): boolean {
      holds = Math.min(perSecond * 2, holds + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      return holds >= Math.min(amount, perSecond * 2)
    },
    take(amount: number): void {
      holds -= amount
    },
  }
}
