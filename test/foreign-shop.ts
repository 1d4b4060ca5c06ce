// A foreign shop for tests: it keeps the contract of a connector, and does what the test wants it to.
import type { Connector, Found, Trace } from '#server/access/outside.ts'

export function openForeignShop(name = 'presto') {
  const shop = {
    /** What is there, by kind and id. */
    things: [{ kind: 'admin', id: '1', name: 'owner' }] as Found[],
    isReachable: true,
    /** It can be reached, but does not tell what is there. */
    isSilent: false,
    /** It throws away its own promise. */
    throws: false,
    /** It answers "done" and removes nothing. */
    isForgetful: false,
    /** These it does not take away. */
    cannotRemove: new Set<string>(),
    removed: [] as string[],
    looks: 0,
    adminOf: (trace: Pick<Trace, 'artefactId'>): Found => ({
      kind: 'admin',
      id: `of ${trace.artefactId}`,
      name: `einlass-${trace.artefactId.slice(-6)}`,
      artefactId: trace.artefactId,
    }),
    visitors: () => shop.things.filter(one => one.artefactId),
    add: (...found: Found[]) => void shop.things.push(...found),
    drop: (kind: string, id: string) => {
      shop.things = shop.things.filter(one => one.kind !== kind || one.id !== id)
    },
  }
  const away = { done: false as const, error: 'The shop does not answer.' }
  const connector: Connector = {
    name,
    verified: 'documentation',
    cannotSee: ['Files on the server.'],
    async open(trace) {
      if (!shop.isReachable) return away
      if (!shop.things.some(one => one.artefactId === trace.artefactId)) shop.add(shop.adminOf(trace))
      return { done: true, reference: {} }
    },
    async close(trace) {
      if (!shop.isReachable) return away
      shop.things = shop.things.filter(one => one.artefactId !== trace.artefactId)
      return { done: true }
    },
    async confirmClosed(trace) {
      if (!shop.isReachable) return { gone: false, error: away.error }
      return shop.things.some(one => one.artefactId === trace.artefactId)
        ? { gone: false, error: 'The account is still there.' }
        : { gone: true, how: 'asked for and not there' }
    },
    async inventory() {
      shop.looks += 1
      if (shop.throws) throw new TypeError('https://einlass:secret@shop.example')
      return shop.isReachable && !shop.isSilent
        ? { seen: true, found: structuredClone(shop.things) }
        : { seen: false, error: away.error }
    },
    async remove(_resourceId, { kind, id }) {
      if (!shop.isReachable) return away
      if (shop.cannotRemove.has(id)) return { done: false, error: 'Do it in the shop’s own admin.' }
      shop.removed.push(`${kind} ${id}`)
      if (!shop.isForgetful) shop.drop(kind, id)
      if (kind === 'plugin') shop.add({ kind: 'inactive-plugin', id, name: 'Backdoor 1.0' })
      return { done: true }
    },
    test: async () => ({ works: true, version: '1' }),
  }
  return Object.assign(shop, { connector })
}
