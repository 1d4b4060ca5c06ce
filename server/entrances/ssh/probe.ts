import { setTimeout as sleep } from 'node:timers/promises'
import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { readGone } from '#server/access/5-end/list-not-gone.ts'
import type { Gone } from '#server/access/5-end/note-gone.ts'
import { type Clock, monotonicMs } from '#server/plumbing/clock.ts'
import type { Database } from '#server/plumbing/database.ts'

/** So long a person who ends something waits for its witness; later the desk's round finds it. */
const waitsForMs = 2_000
const lookEveryMs = 50

const words: Readonly<Record<Gone, string>> = {
  'programs-ended':
    'its connections are closed, and the server confirmed that nothing it started runs any more',
  'programs-unknown':
    'its connections are closed; whether a program that it started still runs on the server was not confirmed',
  left: 'its connections were closed by the visitor',
  'node-lost': 'the node that held its connections is silent, and lets go of each by itself',
}

/**
 * The witness that an entry over SSH is over: the decision that everybody inside is asked about refuses it, and the node
 * that held its connections has seen that they are gone. What no node has said is not confirmed.
 */
export function probeSsh(parts: {
  database: Database
  clock: Clock
  doorkeeper: Doorkeeper
  /** Cuts it if this node holds it, and resolves when that is done. @returns whether it does */
  end(entryId: string): Promise<boolean>
}): ProbeEntry {
  const { database, clock, doorkeeper } = parts
  return async entry => {
    const giveUpAt = monotonicMs() + waitsForMs
    if (entry.entrance !== 'ssh')
      return { refused: false, why: `the SSH door cannot try an entry of the entrance ${entry.entrance}` }
    try {
      if (entry.tokenHash !== null) {
        const answer = await doorkeeper.checkSlowly(entry.tokenHash, entry.resourceId)
        if (answer.let === 'in') return { refused: false, why: 'the SSH door still lets it go on' }
      }
      await Promise.race([parts.end(entry.id), sleep(waitsForMs, undefined, { ref: false })])
      for (;;) {
        const seen = await readGone(database, entry.accountId, entry.id)
        if (seen?.how) return { refused: true, how: `refused at the SSH door; ${words[seen.how]}` }
        // What was closed long ago nobody is waiting for.
        const isNew = seen?.closedAt && clock.now() - seen.closedAt.getTime() < waitsForMs
        if (!isNew || monotonicMs() >= giveUpAt)
          return { refused: false, why: 'it was not seen yet that its SSH connection is gone' }
        await sleep(lookEveryMs)
      }
    } catch (error) {
      return { refused: false, why: `the SSH door could not look: ${String(error)}` }
    }
  }
}
