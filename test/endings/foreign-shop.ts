// A made-up foreign system, for what the desk does with any of them; what real ones do is in test/outside/ and test/real/.
import assert from 'node:assert/strict'
import type { Connector, Trace } from '#server/access/outside.ts'

/**
 * A foreign shop that keeps the contract of an outside system and watches that the desk keeps its side: whoever asks for
 * something that is there gets the same one, whoever takes away what is not there has nothing to do.
 */
export function openForeignShop(name: string) {
  const admins = new Map<string, { login: string }>()
  const calls: string[] = []
  const shop = {
    admins,
    calls,
    isReachable: true,
    /** What it says while it is not reachable. */
    error: 'connect ETIMEDOUT',
    /** It answers "done" and deletes nothing, as shops with a cache in front do. */
    isForgetful: false,
    throws: false,
    /** Never answers, until somebody has it go on. */
    hangs: undefined as Promise<void> | undefined,
    /** Resolves when the shop may go on with making an admin. */
    slow: undefined as Promise<void> | undefined,
  }
  const call = (what: string, trace: Trace) => {
    calls.push(`${what} ${trace.artefactId}`)
    assert.ok(trace.resourceId && trace.kind)
    if (shop.throws) throw new TypeError(`cannot read https://user:secret@${name}.example`)
    return shop.isReachable ? undefined : { done: false as const, error: shop.error }
  }
  const system: Connector = {
    name,
    verified: 'documentation',
    cannotSee: [],
    async open(trace) {
      const failed = call('open', trace)
      if (failed) return failed
      await shop.slow
      const admin = admins.get(trace.artefactId) ?? { login: `einlass-${admins.size + 1}` }
      admins.set(trace.artefactId, admin)
      return { done: true, reference: admin }
    },
    async close(trace) {
      const failed = call('close', trace)
      await shop.hangs
      if (failed) return failed
      if (!shop.isForgetful) admins.delete(trace.artefactId)
      return { done: true }
    },
    async confirmClosed(trace) {
      const failed = call('confirm', trace)
      if (failed) return { gone: false, error: failed.error }
      return admins.has(trace.artefactId)
        ? { gone: false, error: 'the login still works' }
        : { gone: true, how: 'the login was tried and refused' }
    },
    inventory: () => Promise.resolve({ seen: true, found: [] }),
    test: () => Promise.resolve({ works: true, version: '1' }),
    remove: () => Promise.resolve({ done: true }),
  }
  return Object.assign(shop, { system })
}
