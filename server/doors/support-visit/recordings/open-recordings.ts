import type { Kernel } from '#server/access/record.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { type Bound, type OpenSink, openSink, type Sink, usualBound } from './open-sink.ts'
import type { Recorded } from './store-recording.ts'
import { tendRecordings } from './tend-recordings.ts'

/** Where recordings are written, on this node. They are read from the database, which every node has. */
export type Recordings = {
  /** A place for one recording. While the desk closes, it takes nothing. */
  record(entryId: string, what: Recorded): Sink
  /** Bytes of all recordings that wait in memory for the database. */
  holds(): number
  /** This node's part of the round. */
  tend(): Promise<void>
  /** Ends what is being recorded and waits until it is kept. */
  close(): Promise<void>
}

const noSink: Sink = {
  write: () => Promise.reject(new Error('the desk is closing')),
  close: () => Promise.resolve(),
}

export function openRecordings(needs: {
  kernel: Kernel
  vault: Vault
  say(sentence: string): void
  bound?: Partial<Bound>
}): Recordings {
  const { kernel, vault, say } = needs
  const bound = { ...usualBound, ...needs.bound }
  const running = new Set<OpenSink>()
  let isClosing = false
  return {
    record(entryId, what) {
      if (isClosing) return noSink
      const sink = openSink(
        { kernel, vault, bound, say, ended: () => void running.delete(sink) },
        entryId,
        what,
      )
      running.add(sink)
      return sink
    },
    holds: () => [...running].reduce((sum, sink) => sum + sink.holds(), 0),
    tend: () =>
      tendRecordings(
        kernel,
        vault,
        [...running].map(sink => sink.recordingId()).filter(id => id !== undefined),
      ),
    async close() {
      isClosing = true
      await Promise.all([...running].map(sink => sink.close()))
    },
  }
}
