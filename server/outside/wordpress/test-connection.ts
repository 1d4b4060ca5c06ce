import type { Tested } from '#server/access/outside.ts'
import { whoAmI } from './accounts.ts'
import { askRest, readField, readText } from './ask-rest.ts'
import { findAdmin } from './sign-in.ts'
import { reachShop, type Site } from './site.ts'

/** What our own account must be allowed, and what it cannot do without it. */
const needed: readonly (readonly [capability: string, what: string])[] = [
  ['list_users', 'see accounts'],
  ['create_users', 'make accounts'],
  ['promote_users', 'give roles'],
  ['edit_users', 'change accounts'],
  ['delete_users', 'delete accounts'],
  ['activate_plugins', 'see plugins'],
]

/** Tries everything but the making: is it a WordPress, does it know us, may we do what an opening and an ending need. */
export async function testConnection(site: Site): Promise<Tested> {
  const index = await askRest(site, '/', { query: { _fields: 'namespaces,authentication' } })
  if (!index.ok) return { works: false, error: index.error }
  const namespaces = readField(index.value, 'namespaces')
  if (!Array.isArray(namespaces) || !namespaces.includes('wp/v2'))
    return { works: false, error: 'There is a REST API at this address, but not that of WordPress.' }
  const offered = readField(readField(index.value, 'authentication'), 'application-passwords')
  if (offered === undefined)
    return {
      works: false,
      error:
        site.rest.protocol === 'http:'
          ? 'WordPress takes application passwords over https only, and this address begins with http://.'
          : 'Application passwords are switched off in this shop (or it is older than WordPress 5.6).',
    }
  const who = await whoAmI(site)
  if (!who.ok) return { works: false, error: who.error }
  const missing = needed.filter(([capability]) => !who.me.capabilities.includes(capability))
  if (missing.length > 0)
    return {
      works: false,
      error: `Our own account in this shop has no right to ${missing.map(([, what]) => what).join(', ')}.`,
    }
  const plugins = await askRest(site, '/wp/v2/plugins')
  if (!plugins.ok) return { works: false, error: plugins.error }
  const admin = await findAdmin(site)
  if (!admin.ok) return { works: false, error: admin.error }
  const wordpress = await readVersion(site, admin.admin.loginPage)
  const woo = Array.isArray(plugins.value)
    ? plugins.value.find(one => readText(one, 'plugin') === 'woocommerce/woocommerce')
    : undefined
  const version = [`WordPress${wordpress ? ` ${wordpress}` : ' (it does not tell its version)'}`]
  if (woo && readText(woo, 'status') !== 'inactive') version.push(`WooCommerce ${readText(woo, 'version')}`)
  return { works: true, version: version.join(', ').replaceAll(/[^\x20-\x7e]/g, '') }
}

/** The REST API does not tell it; the login page loads its styles by it, unless somebody hides it. */
async function readVersion(site: Site, loginPage: URL): Promise<string | undefined> {
  const answer = await reachShop(loginPage, site.connection)
  if (!answer.reached) return undefined
  const styles =
    /wp-admin\/(?:css\/login|load-styles\.php)[^"']*[?&;](?:#038;)?ver=(\d+\.\d+(?:\.\d+)?)/.exec(answer.body)
  return styles?.[1]
}
