import type { Socket } from 'node:net'
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
 * room sends what it finds first: with both streams busy, old output is sent twice and new is lost. So one stream waits
 * until everything of the other was sent, and what was remembered is taken away.
 */
export function speakTo(channel: ServerChannel): Mouth {
  const waiting: { stream: 'out' | 'err'; part: Buffer; done: () => void }[] = []
  const quiet: (() => void)[] = []
  let underWay = 0
  let saying: 'out' | 'err' = 'out'
  const sent = (done: () => void) => {
    underWay--
    if (underWay === 0)
      Object.assign(channel, {
        _chunk: undefined,
        _chunkcb: undefined,
        _chunkErr: undefined,
        _chunkcbErr: undefined,
      } satisfies Waiting)
    done()
    next()
  }
  const next = () => {
    while (waiting[0] && (underWay === 0 || waiting[0].stream === saying)) {
      const { stream, part, done } = waiting.shift()!
      saying = stream
      underWay++
      let isSent = false
      const once = () => {
        if (isSent) return
        isSent = true
        sent(done)
      }
      try {
        if (stream === 'out') channel.write(part, once)
        else channel.stderr.write(part, once)
      } catch {
        // The connection is gone; its end is told elsewhere.
        once()
      }
    }
    if (underWay === 0 && waiting.length === 0) for (const then of quiet.splice(0)) then()
  }
  return {
    say(stream, part, done) {
      waiting.push({ stream, part, done })
      next()
    },
    whenQuiet(then) {
      quiet.push(then)
      next()
    },
  }
}

/** What may be under way of one stream, in bytes; beyond it, it is not read. */
const mostUnderWay = 256 * 1024

/** Takes a stream piece by piece and reads no more of it than can be passed on, so memory stays as it is. */
export function pour(
  from: Readable,
  take: (part: Buffer, done: () => void) => void,
  ended: () => void,
): void {
  let underWay = 0
  let isPaused = false
  from.on('data', (part: Buffer) => {
    underWay += part.length
    take(part, () => {
      underWay -= part.length
      if (!isPaused || underWay >= mostUnderWay) return
      isPaused = false
      from.resume()
    })
    if (isPaused || underWay < mostUnderWay) return
    isPaused = true
    from.pause()
  })
  from.once('end', ended)
  from.on('error', () => undefined)
}

/** What is written in one breath leaves in one piece: each packet alone would cost a call of the system. */
export function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return
  socket.cork()
  process.nextTick(() => socket.uncork())
}
