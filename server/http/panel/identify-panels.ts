import type { PanelDesk } from '#server/access/4-enter/answer-panels.ts'
import type { HeldPanelKey } from '#server/access/4-enter/snapshot.ts'
import { isPanelKey, notePanelKeyUsed } from '#server/access/add-panel.ts'
import type { Kernel } from '#server/access/record.ts'
import { hashSecret } from '#server/plumbing/ids.ts'

/** When the use of a key is written down again, ms. */
const noteUseEveryMs = 60_000
/** Hashing a key costs as much as deciding: those that were right are remembered, with as many as a provider ever has. */
const keysAtHand = 1_000

/**
 * Whose key an Authorization header shows (RFC 6750 §2.1); null: nobody's. Known keys are found in memory and at once;
 * the promise rejects when memory cannot say and the database does not answer.
 */
export function identifyPanels(kernel: Kernel, panelDesk: PanelDesk) {
  const hashes = new Map<string, string>()
  const notedAt = new Map<string, number>()

  function noteUse({ id }: HeldPanelKey): void {
    const now = kernel.clock.now()
    if (now - (notedAt.get(id) ?? Number.NEGATIVE_INFINITY) < noteUseEveryMs) return
    notedAt.set(id, now)
    // Nobody waits for it, and when the database is away the next minute is as good.
    notePanelKeyUsed(kernel.database, id, new Date(now)).catch(() => undefined)
  }

  function tell(header: string, hash: string, found: HeldPanelKey | null): HeldPanelKey | null {
    if (found === null) {
      hashes.delete(header)
      return null
    }
    // Only what was right: strangers must not be able to fill the memory.
    if (!hashes.has(header)) {
      if (hashes.size >= keysAtHand) hashes.clear()
      hashes.set(header, hash)
    }
    noteUse(found)
    return found
  }

  return (header: string | undefined): HeldPanelKey | null | Promise<HeldPanelKey | null> => {
    if (header === undefined) return null
    let hash = hashes.get(header)
    if (hash === undefined) {
      const key = /^Bearer +([^\s]+)$/i.exec(header)?.[1]
      if (!isPanelKey(key)) return null
      hash = hashSecret(key).toString('latin1')
    }
    const now = panelDesk.panel(hash)
    if (now !== undefined) return tell(header, hash, now)
    const known = hash
    return panelDesk.panelSlowly(known).then(found => tell(header, known, found))
  }
}
