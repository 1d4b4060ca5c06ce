import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import { liveGrants } from '#server/access/5-end/live-grants.ts'
import type { EndingView } from '#server/access/5-end/tell-ending.ts'
import type { Actor } from '#server/access/person.ts'
import type { Kernel } from '#server/access/record.ts'
import { readResource } from '#server/access/resource.ts'
import { door, touchSwitch } from './opening.ts'
import type { Shop } from './turn-on.ts'

/**
 * Switches service access off: ends every grant of this door for the shop and everything they held open, and proves it.
 * Never a conflict and never gated: whoever says "off" means off, whatever he saw. Off when off does nothing.
 */
export async function turnOff(
  kernel: Kernel,
  probe: ProbeEntry,
  by: Actor,
  shop: Shop,
  note: string | null,
): Promise<EndingView> {
  return endAndProve(
    kernel,
    probe,
    { accountId: shop.accountId, by, resourceId: shop.resourceId },
    async r => {
      await readResource(r.tx, shop.resourceId)
      const live = await liveGrants(r.tx, shop.accountId, { resourceId: shop.resourceId, door })
      if (live.length === 0) return { grants: [], entries: [] }
      await touchSwitch(r, shop, null)
      const cut = await endAccess(r, shop.accountId, live, 'revoked', note)
      return cut
    },
  )
}
