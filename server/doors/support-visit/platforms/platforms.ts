import { bigcommerce } from './bigcommerce.ts'
import { ecwid } from './ecwid.ts'
import { lightspeed } from './lightspeed.ts'
import { magento } from './magento.ts'
import { notListed } from './not-listed.ts'
import type { Method, Platform, PlatformId } from './platform.ts'
import { prestashop } from './prestashop.ts'
import { server } from './server.ts'
import { shopify } from './shopify.ts'
import { shopware } from './shopware.ts'
import { squarespace } from './squarespace.ts'
import { wix } from './wix.ts'
import { wordpress } from './wordpress.ts'

/** In the order in which they are offered: what needs an invitation, what Einlass does itself, and everything else. */
export const platforms: readonly Platform[] = [
  shopify,
  wix,
  squarespace,
  ecwid,
  bigcommerce,
  lightspeed,
  wordpress,
  shopware,
  prestashop,
  magento,
  server,
  notListed,
]

/** A visit can be older than this list: what is no longer in it goes by hand, and its access is still taken away. */
export function platformOf(id: PlatformId): Platform {
  return platforms.find(one => one.id === id) ?? notListed
}

export function methodOf(id: PlatformId): Method {
  return platformOf(id).method
}
