import type { Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'

/**
 * The witness that an entry is over: presents what it was let in by to the same decision that every request gets. It
 * speaks for this node; the lease of the snapshots speaks for the others.
 */
export function probeAtTheGate(doorkeeper: Doorkeeper): ProbeEntry {
  return async entry => {
    if (entry.entrance !== 'gate')
      return { refused: false, why: `the gate cannot try an entry of the entrance ${entry.entrance}` }
    if (entry.tokenHash === null) return { refused: true, how: 'it never had a key that the gate would take' }
    try {
      const answer =
        doorkeeper.check(entry.tokenHash, entry.resourceId) ??
        (await doorkeeper.checkSlowly(entry.tokenHash, entry.resourceId))
      return answer.let === 'out'
        ? { refused: true, how: 'refused at the gate of this node; on every other node within 1 s' }
        : { refused: false, why: 'the gate still lets it in' }
    } catch (error) {
      return { refused: false, why: `the gate could not look: ${String(error)}` }
    }
  }
}
