import type { Wanted } from './check-line.ts'
import type { KnownAccount, KnownShop } from './read-known.ts'

/** What is to be done for a line, and what is here otherwise than it says: that is told and left as it is. */
export type Step = {
  act: 'make account' | 'add shop' | 'nothing'
  differs: string[]
}

/** @param known the account with this reference, as it is here or as earlier lines made it */
export function compare(wanted: Wanted, known: KnownAccount | undefined): Step {
  if (!known) return { act: 'make account', differs: [] }
  if (known.isClosed) return { act: 'nothing', differs: ['the account is closed here'] }
  const differs: string[] = []
  const note = (what: string, here: string, there: string) => {
    if (here !== there) differs.push(`${what} is “${here}” here and “${there}” in the file`)
  }
  note('account', known.name, wanted.name)
  note('zone', known.zone, wanted.zone)
  note('region', known.region, wanted.region)
  if (known.owner.address.toLowerCase() !== wanted.owner.address.toLowerCase())
    differs.push(`the owner here is somebody else, ${known.owner.name}`)
  else {
    note('owner_name', known.owner.name, wanted.owner.name)
    note('owner_language', known.owner.language, wanted.owner.language)
  }
  if (!wanted.shop) return { act: 'nothing', differs }
  const shop = findShop(wanted.shop, known.shops)
  if (!shop) return { act: 'add shop', differs }
  if (shop.isRemoved) differs.push(`the shop “${shop.name}” was removed here`)
  else {
    note('shop_name', shop.name, wanted.shop.name)
    note('shop_kind', shop.kind, wanted.shop.kind)
    if (wanted.shop.origin !== null) note('shop_origin', shop.origin ?? 'not set', wanted.shop.origin)
  }
  return { act: 'nothing', differs }
}

/**
 * A shop is known by its origin. One without, in the file or here, is known by its name: else whoever adds an origin later
 * would get it a second time. One that was removed is not made again.
 */
function findShop(
  wanted: { name: string; origin: string | null },
  shops: readonly KnownShop[],
): KnownShop | undefined {
  const isThis = (shop: KnownShop) =>
    wanted.origin === null || shop.origin === null ? shop.name === wanted.name : shop.origin === wanted.origin
  const exact = (shop: KnownShop) => wanted.origin !== null && shop.origin === wanted.origin
  const live = shops.filter(shop => !shop.isRemoved)
  return live.find(exact) ?? live.find(isThis) ?? shops.find(exact) ?? shops.find(isThis)
}
