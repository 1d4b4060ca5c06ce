import type { ServerResponse } from 'node:http'
import type { PanelDesk } from '#server/access/4-enter/answer-panels.ts'
import type { Listeners } from '#server/access/4-enter/hear-changes.ts'
import { monotonicMs } from '#server/plumbing/clock.ts'

/** Bytes that may wait for a panel; what is told is short, so whoever has not read so much will ask anew. */
const mostWaiting = 256 * 1024
const mostOfANode = 1_000
const mostOfAKey = 100

type Stream = { keyHash: string; response: ServerResponse }

/**
 * Tells panels which account has changed, so that they know what of that which they remember is old. Four events
 * (WHATWG HTML §9.2), each with one object of JSON:
 *
 *   hello    {at}               the first
 *   changed  {account, epoch}   what was answered about this account at an older epoch must not be believed
 *   roster   {epoch}            the same for everything that was answered at an older rosterEpoch
 *   heard    {at}               every change that was committed before has been told
 *
 * `at` are milliseconds of a clock that only ever grows and says nothing about the time of day. A panel that hears
 * nothing for a second must ask again: this node may be cut off itself, and says `heard` only when it is not.
 */
export type PanelStreams = Listeners & {
  /** @returns false: there are too many */
  open(keyHash: string, response: ServerResponse): boolean
  close(): void
}

/** @param isProvider whose change may concern every answer, and every key */
export function keepPanelStreams(desk: PanelDesk, isProvider: (account: string) => boolean): PanelStreams {
  const streams = new Set<Stream>()
  /** Every change is heard twice: from the node that made it, and from the database. */
  const told = new Map<string, number>()
  let isClosed = false

  function end(these: Iterable<Stream>): void {
    for (const stream of these) {
      streams.delete(stream)
      stream.response.end()
    }
  }

  const say = (event: string, data: object) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

  function write({ response }: Stream, text: string): void {
    if (response.destroyed) return
    response.write(text)
    if (response.writableLength > mostWaiting) response.destroy()
  }

  function tellAll(text: string): void {
    for (const stream of streams) write(stream, text)
  }

  /** A key that was withdrawn hears nothing more; one that cannot be looked up neither. */
  async function checkKeys(): Promise<void> {
    for (const stream of [...streams]) {
      const key = await desk.panelSlowly(stream.keyHash).catch(() => null)
      if (key === null) end([stream])
    }
  }

  return {
    open(keyHash, response) {
      const ofKey = [...streams].filter(stream => stream.keyHash === keyHash).length
      if (isClosed || streams.size >= mostOfANode || ofKey >= mostOfAKey) return false
      const stream: Stream = { keyHash, response }
      streams.add(stream)
      response.on('close', () => streams.delete(stream))
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Content-Type-Options': 'nosniff',
        // nginx would gather what is to be told at once.
        'X-Accel-Buffering': 'no',
        Connection: 'close',
      })
      response.write(say('hello', { at: monotonicMs() }))
      // What was withdrawn between the look at the key and now was announced to nobody.
      void checkKeys()
      return true
    },
    changed(account, epoch) {
      if (streams.size === 0 || (told.get(account) ?? 0) >= epoch) return
      if (told.size >= 10_000) told.clear()
      told.set(account, epoch)
      if (!isProvider(account)) return tellAll(say('changed', { account, epoch }))
      tellAll(say('roster', { epoch }))
      void checkKeys()
    },
    personChanged: () => undefined,
    // Whoever connects anew asks everything anew; that covers whatever was missed.
    hearing: () => end([...streams]),
    heard(at) {
      if (streams.size === 0) return
      const text = say('heard', { at })
      for (const stream of streams) {
        // The provider's account has changed and is being read, or this node is cut off: nobody knows whose key this is.
        if (desk.panel(stream.keyHash)) write(stream, text)
      }
    },
    close() {
      isClosed = true
      end([...streams])
    },
  }
}
