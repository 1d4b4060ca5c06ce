import type { Readable } from 'node:stream'
import type { ServerChannel } from 'ssh2'

/** Says things to a visitor, on his screen (out) or beside it (err), one after the other. */
export type Mouth = {
  /** @param done it is under way, the next may come */
  say(stream: 'out' | 'err', part: Buffer, done: () => void): void
  /** Calls back when nothing waits. */
  whenQuiet(then: () => void): void
}

/** What ssh2 1.17 keeps of a write for which the other side has no room yet. */
type Waiting = { _chunk?: unknown; _chunkcb?: unknown; _chunkErr?: unknown; _chunkcbErr?: unknown }

/**
 * A channel of ssh2 1.17 remembers what it could not send in one place for each stream, never forgets it, and on the next
 * room sends what it finds first: with both streams busy, old output is sent twice and new is lost. So nothing is said
 * before the last thing was sent, and what was remembered is taken away.
 */
export function speakTo(channel: ServerChannel): Mouth {
  const waiting: { stream: 'out' | 'err'; part: Buffer; done: () => void }[] = []
  const quiet: (() => void)[] = []
  let isSaying = false
  const next = () => {
    const first = waiting.shift()
    if (!first) {
      isSaying = false
      for (const then of quiet.splice(0)) then()
      return
    }
    isSaying = true
    let isSaid = false
    const said = () => {
      if (isSaid) return
      isSaid = true
      Object.assign(channel, {
        _chunk: undefined,
        _chunkcb: undefined,
        _chunkErr: undefined,
        _chunkcbErr: undefined,
      } satisfies Waiting)
      first.done()
      next()
    }
    try {
      const stream = first.stream === 'out' ? channel : channel.stderr
      stream.write(first.part, said)
    } catch {
      // The connection is gone; its end is told elsewhere.
      said()
    }
  }
  return {
    say(stream, part, done) {
      waiting.push({ stream, part, done })
      if (!isSaying) next()
    },
    whenQuiet(then) {
      if (isSaying) quiet.push(then)
      else then()
    },
  }
}

/** Takes a stream piece by piece; the next is read when the last was taken, so memory stays as it is. */
export function pour(
  from: Readable,
  take: (part: Buffer, done: () => void) => void,
  ended: () => void,
): void {
  from.on('data', (part: Buffer) => {
    let isPaused = false
    let isDone = false
    take(part, () => {
      isDone = true
      if (isPaused) from.resume()
    })
    if (isDone) return
    isPaused = true
    from.pause()
  })
  from.once('end', ended)
  from.on('error', () => undefined)
}
