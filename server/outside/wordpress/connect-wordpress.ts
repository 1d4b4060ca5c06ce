import type { Connector, ConnectorNeeds, Trace } from '#server/access/outside.ts'
import { cannotSee } from './cannot-see.ts'
import { closeAdmin, confirmAdminClosed } from './close-admin.ts'
import { openAdmin } from './open-admin.ts'
import { removeFound } from './remove-found.ts'
import { type Failed, fail, findSite, type Site } from './site.ts'
import { takeInventory } from './take-inventory.ts'
import { testConnection } from './test-connection.ts'

/** How long it is believed where a shop's REST API is. */
const knownForMs = 10 * 60_000

/**
 * WordPress and WooCommerce over their REST API, with an application password of an account of our own.
 * It makes one temporary administrator per artefact, removes it, and proves by its old session that it is over.
 */
export function connectWordpress(needs: ConnectorNeeds): Connector {
  const known = new Map<string, { key: string; rest: URL; until: number }>()
  const atWork = new Map<string, Promise<unknown>>()

  async function siteOf(resourceId: string): Promise<{ ok: true; site: Site } | Failed> {
    const connection = await needs.connectionOf(resourceId)
    if (!connection) return fail('Nobody has connected this shop.')
    const key = `${connection.address} ${connection.allowPrivate}`
    const before = known.get(resourceId)
    if (before && before.key === key && before.until > needs.now())
      return { ok: true, site: { connection, rest: before.rest } }
    const found = await findSite(connection)
    if (found.ok) known.set(resourceId, { key, rest: found.site.rest, until: needs.now() + knownForMs })
    return found
  }

  /** Whatever failed may have failed because the shop has moved: then it is looked for anew the next time. */
  async function at<T>(
    resourceId: string,
    work: (site: Site) => Promise<T>,
    hasWorked: (result: T) => boolean,
    otherwise: (error: string) => T,
  ): Promise<T> {
    const found = await siteOf(resourceId)
    if (!found.ok) return otherwise(found.error)
    const result = await work(found.site)
    if (!hasWorked(result)) known.delete(resourceId)
    return result
  }

  /** One after the other for one artefact: two that open it at once would take each other's session away. */
  async function inTurn<T>(trace: Trace, work: () => Promise<T>): Promise<T> {
    const before = atWork.get(trace.artefactId) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(
      () => undefined,
      () => undefined,
    )
    atWork.set(trace.artefactId, settled)
    try {
      return await mine
    } finally {
      if (atWork.get(trace.artefactId) === settled) atWork.delete(trace.artefactId)
    }
  }

  const notDone = (error: string) => ({ done: false as const, error })

  return {
    name: 'wordpress',
    verified: 'installation',
    cannotSee,
    open: trace =>
      inTurn(trace, () =>
        at(
          trace.resourceId,
          site => openAdmin(site, needs, trace),
          opened => opened.done,
          notDone,
        ),
      ),
    close: trace =>
      inTurn(trace, () =>
        at(
          trace.resourceId,
          site => closeAdmin(site, trace),
          closed => closed.done,
          notDone,
        ),
      ),
    confirmClosed: trace =>
      inTurn(trace, () =>
        at(
          trace.resourceId,
          site => confirmAdminClosed(site, needs, trace),
          confirmed => confirmed.gone,
          error => ({ gone: false as const, error }),
        ),
      ),
    inventory: resourceId =>
      at(
        resourceId,
        takeInventory,
        taken => taken.seen,
        error => ({ seen: false as const, error }),
      ),
    remove: (resourceId, found) =>
      at(
        resourceId,
        site => removeFound(site, found),
        removed => removed.done,
        notDone,
      ),
    test: async resourceId => {
      known.delete(resourceId)
      return at(
        resourceId,
        testConnection,
        tested => tested.works,
        error => ({ works: false as const, error }),
      )
    },
  }
}
