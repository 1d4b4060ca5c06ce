import { brokenPromise, type Connector, type Inventory } from '#server/access/outside.ts'
import { tameName } from './tame-name.ts'

export type Connectors = ReadonlyMap<string, Connector>

/** What is there now. Asked outside of any transaction: it may take long, or never answer. */
export async function askInventory(
  connectors: Connectors,
  system: string,
  resourceId: string,
): Promise<Inventory> {
  const connector = connectors.get(system)
  if (!connector) return { seen: false, error: `This desk has no connector "${system}".` }
  try {
    const taken = await connector.inventory(resourceId)
    if (!taken.seen) return { seen: false, error: taken.error.slice(0, 500) }
    return { seen: true, found: taken.found.map(one => ({ ...one, name: tameName(one.name) })) }
  } catch (error) {
    return { seen: false, ...brokenPromise(system, error) }
  }
}
