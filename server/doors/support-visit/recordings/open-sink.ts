import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Kernel, record } from '#server/access/record.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { leftOutMark } from './read-recordings.ts'
import { sealChunk } from './seal-chunk.ts'
import { splitLines } from './split-lines.ts'
import {
  addChunk,
  type Begun,
  beginRecording,
  type Kept,
  keepRecording,
  type Recorded,
  RecordingIsOver,
} from './store-recording.ts'

export type Bound = {
  /** A piece is written when so many bytes are there, or when so much time has passed. */
  chunkBytes: number
  everyMs: number
  /** Of the whole recording, in bytes. Beyond it nothing is kept, and the recording says so. */
  mostBytes: number
  /** How often a database that does not answer is asked again, and after which pause. */
  tries: number
  againMs: number
}

export const usualBound: Bound = {
  chunkBytes: 262_144,
  everyMs: 250,
  mostBytes: 100_000_000,
  tries: 120,
  againMs: 500,
}

/** As the SSH door wants it: the next piece comes when the last one was taken. */
export type Sink = {
  /** @throws Error when it takes nothing more: the recording could not be stored, or has reached its largest size. */
  write(lines: string): Promise<void>
  close(): Promise<void>
}

export type OpenSink = Sink & {
  /** Bytes in memory that the database does not have yet. */
  holds(): number
  recordingId(): string | undefined
}

type Needs = {
  kernel: Kernel
  vault: Vault
  bound: Bound
  say(sentence: string): void
  /** It is over, in whatever way. */
  ended(): void
}

/**
 * Takes a recording line by line and stores it piece by piece. In memory there is never more than a piece, what is just
 * being stored and the last write: a write beyond that waits for the database, and whoever writes waits with it.
 */
export function openSink(needs: Needs, entryId: string, what: Recorded): OpenSink {
  const { kernel, bound } = needs
  const hash = createHash('sha256')
  let begun: Promise<Begun> | undefined
  let recordingId: string | undefined
  let waiting: string[] = []
  let waitingBytes = 0
  let storingBytes = 0
  let taken = 0
  let stored = 0
  let leftOut = 0
  let lastMoment = '0'
  let isCut = false
  let isOver = false
  let failure: Error | undefined
  let storing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closing: Promise<void> | undefined

  async function begin(): Promise<Begun> {
    begun ??= tryOften(() => beginRecording(kernel, needs.vault, entryId, what)).then(made => {
      recordingId = made.recordingId
      return made
    })
    return begun
  }

  async function tryOften<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1)
      try {
        return await work()
      } catch (error) {
        if (error instanceof RecordingIsOver || tried >= bound.tries) throw error
        await wait(bound.againMs)
      }
  }

  async function store(piece: string): Promise<void> {
    const { accountId, recordingId: id, key } = await begin()
    const clear = Buffer.from(piece)
    const chunk = await sealChunk(key, { accountId, recordingId: id, fromByte: stored, clear })
    await tryOften(() => addChunk(kernel, chunk))
    hash.update(clear)
    stored = chunk.toByte
  }

  async function storeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const text = waiting.join('')
      storingBytes = waitingBytes
      waiting = []
      waitingBytes = 0
      for (const piece of splitLines(text, bound.chunkBytes)) await store(piece)
      storingBytes = 0
    }
  }

  /** One at a time; what comes meanwhile is stored by the same one. */
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    storing ??= storeWaiting()
      .catch((error: Error) => {
        failure = error
        waiting = []
        waitingBytes = storingBytes = 0
        needs.say(
          `The recording ${recordingId ?? `of the entry ${entryId}`} could not be stored and breaks off (${error.name}).`,
        )
        end()
      })
      .finally(() => {
        storing = undefined
      })
    return storing
  }

  function end(): void {
    clearTimeout(timer)
    isOver = true
    needs.ended()
  }

  function take(lines: string): void {
    const bytes = Buffer.byteLength(lines)
    taken += bytes
    waiting.push(lines)
    waitingBytes += bytes
    for (const [, left] of lines.matchAll(leftOutMark)) leftOut += Number(left)
    lastMoment = momentOf(lines) ?? lastMoment
  }

  /** What still fits, and the sentence that the rest is missing. */
  function cut(lines: string): void {
    let fits = bound.mostBytes - taken
    let from = 0
    for (let to = lines.indexOf('\n') + 1; to > 0; to = lines.indexOf('\n', from) + 1) {
      fits -= Buffer.byteLength(lines.slice(from, to))
      if (fits < 0) break
      from = to
    }
    if (from > 0) take(lines.slice(0, from))
    take(`[${lastMoment},"m","cut here: the recording has reached its largest size"]\n`)
    isCut = true
  }

  async function keep(outcome: Kept['outcome']): Promise<void> {
    await flush()
    if (failure || !begun) return
    const { accountId, recordingId: id, key } = await begun
    const kept = { outcome, bytes: stored, sha256: hash.digest(), leftOut }
    await tryOften(() =>
      record(kernel, { accounts: [accountId], by: { rule: 'recorder' } }, r => keepRecording(r, id, kept)),
    )
    key.fill(0)
  }

  function close(): Promise<void> {
    closing ??= keep(isCut ? 'cut' : 'complete')
      .catch((error: Error) => {
        needs.say(`The recording ${recordingId} could not be ended and counts as broken off (${error.name}).`)
      })
      .finally(end)
    return closing
  }

  return {
    async write(lines) {
      if (failure) throw failure
      if (isOver || closing) throw new Error('the recording is over')
      if (taken + Buffer.byteLength(lines) > bound.mostBytes) {
        cut(lines)
        await close()
        throw new Error('the recording has reached its largest size')
      }
      take(lines)
      if (waitingBytes + storingBytes >= bound.chunkBytes) {
        await flush()
        if (failure) throw failure
      } else timer ??= setTimeout(flush, bound.everyMs)
    },
    close: async () => {
      if (!isOver || closing) await close()
    },
    holds: () => waitingBytes + storingBytes,
    recordingId: () => recordingId,
  }
}

/** The moment of the last event, as it is written. */
function momentOf(lines: string): string | undefined {
  const last = lines.slice(lines.lastIndexOf('\n', lines.length - 2) + 1)
  return /^\[(\d[\d.e-]*),/.exec(last)?.[1]
}
