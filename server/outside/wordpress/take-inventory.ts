import type { Found, Inventory } from '#server/access/outside.ts'
import { type Account, artefactOf, readAccounts } from './accounts.ts'
import { askForAll, askRest, readField, readText } from './ask-rest.ts'
import { type Failed, fail, type Site } from './site.ts'

/**
 * With any of these an account can take over the shop or change what its customers see: give itself rights, run code,
 * write unfiltered HTML, read orders.
 */
const much = [
  'manage_options',
  'edit_users',
  'create_users',
  'promote_users',
  'delete_users',
  'install_plugins',
  'activate_plugins',
  'edit_plugins',
  'edit_themes',
  'switch_themes',
  'edit_files',
  'unfiltered_html',
  'unfiltered_upload',
  'import',
  'export',
  'manage_woocommerce',
]
const rolesOfMuch = ['administrator', 'editor', 'shop_manager']

/** What a visitor could leave behind, as far as the REST API shows it; if a part of it is not shown, nothing counts. */
export async function takeInventory(site: Site): Promise<Inventory> {
  const accounts = await listPowerful(site)
  if (!accounts.ok) return { seen: false, error: accounts.error }
  const parts = [
    { ok: true as const, found: accounts.accounts.map(sayAccount) },
    await listApplicationPasswords(site, accounts.accounts),
    await listPlugins(site),
    await listWebhooks(site),
  ]
  const found: Found[] = []
  for (const part of parts) {
    if (!part.ok) return { seen: false, error: part.error }
    found.push(...part.found)
  }
  return { seen: true, found }
}

type Part = { ok: true; found: Found[] } | Failed

async function listPowerful(site: Site): Promise<{ ok: true; accounts: Account[] } | Failed> {
  // Asked with a right that nobody has: before WordPress 5.9 the question is not understood, and everybody comes back.
  const nobody = await askRest(site, '/wp/v2/users', {
    query: { context: 'edit', capabilities: 'einlass_asks_for_nobody', per_page: 1 },
  })
  if (!nobody.ok) return nobody
  const knowsRights = Array.isArray(nobody.value) && nobody.value.length === 0
  const list = await askForAll(site, '/wp/v2/users', {
    context: 'edit',
    ...(knowsRights ? { capabilities: much.join(',') } : { roles: rolesOfMuch.join(',') }),
  })
  return list.ok ? readAccounts(list.values) : list
}

function sayAccount(account: Account): Found {
  const isAdmin = account.roles.includes('administrator') || account.capabilities.includes('manage_options')
  const artefactId = artefactOf(account.login)
  return {
    kind: isAdmin ? 'admin' : 'user',
    id: String(account.id),
    name: `${account.login} (${[account.email, ...account.roles].filter(Boolean).join(', ')})`,
    ...(artefactId ? { artefactId } : {}),
  }
}

async function listApplicationPasswords(site: Site, accounts: readonly Account[]): Promise<Part> {
  const found: Found[] = []
  for (const account of accounts) {
    const told = await askRest(site, `/wp/v2/users/${account.id}/application-passwords`)
    if (!told.ok) {
      // An account that may have none has none that works.
      if (told.code === 'application_passwords_disabled_for_user') continue
      return told
    }
    if (!Array.isArray(told.value)) return fail('The shop did not list its application passwords.')
    const artefactId = artefactOf(account.login)
    for (const one of told.value)
      found.push({
        kind: 'application-password',
        id: `${account.id}/${readText(one, 'uuid')}`,
        name: `${readText(one, 'name')} (${account.login})`,
        ...(artefactId ? { artefactId } : {}),
      })
  }
  return { ok: true, found }
}

/** Active and inactive ones are two kinds: switching one on is a difference. */
async function listPlugins(site: Site): Promise<Part> {
  const told = await askRest(site, '/wp/v2/plugins')
  if (!told.ok) return told
  if (!Array.isArray(told.value)) return fail('The shop did not list its plugins.')
  return {
    ok: true,
    found: told.value.map(one => ({
      kind: readText(one, 'status') === 'inactive' ? 'inactive-plugin' : 'plugin',
      id: readText(one, 'plugin'),
      name: `${readText(one, 'name')} ${readText(one, 'version')}`.trim(),
    })),
  }
}

async function listWebhooks(site: Site): Promise<Part> {
  const index = await askRest(site, '/', { query: { _fields: 'namespaces' } })
  if (!index.ok) return index
  const namespaces = readField(index.value, 'namespaces')
  if (!Array.isArray(namespaces) || !namespaces.includes('wc/v3')) return { ok: true, found: [] }
  const list = await askForAll(site, '/wc/v3/webhooks')
  if (!list.ok) return list
  return {
    ok: true,
    found: list.values.map(one => {
      // Only the host: the rest of such an address is often a secret.
      const host = URL.parse(readText(one, 'delivery_url'))?.host ?? 'nowhere'
      return {
        kind: 'webhook',
        id: String(readField(one, 'id')),
        name: `${readText(one, 'name')} (${readText(one, 'topic')} → ${host})`,
      }
    }),
  }
}
