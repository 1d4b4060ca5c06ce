import type { Closed, Found } from '#server/access/outside.ts'
import { isNotThere, removeAccount, whoAmI } from './accounts.ts'
import { askRest, readText } from './ask-rest.ts'
import type { Site } from './site.ts'

/** Takes away one thing of the inventory; gone already is done. Never our own account, and never by a guess. */
export async function removeFound(site: Site, found: Pick<Found, 'kind' | 'id'>): Promise<Closed> {
  const { kind, id } = found
  if ((kind === 'admin' || kind === 'user') && /^[1-9]\d{0,15}$/.test(id))
    return removeOneAccount(site, Number(id))
  if (kind === 'application-password') {
    const [, userId, uuid] = /^([1-9]\d{0,15})\/([0-9a-f-]{36})$/.exec(id) ?? []
    if (userId && uuid) return removeApplicationPassword(site, userId, uuid)
  }
  if (kind === 'plugin' && /^[\w.-]+(\/[\w.-]+)?$/.test(id) && !id.includes('..'))
    return ask(site, `/wp/v2/plugins/${id}`, 'POST', ['rest_plugin_not_found'], { status: 'inactive' })
  if (kind === 'webhook' && /^[1-9]\d{0,15}$/.test(id))
    return ask(site, `/wc/v3/webhooks/${id}`, 'DELETE', ['woocommerce_rest_shop_webhook_invalid_id'])
  if (kind === 'inactive-plugin')
    return refuse(
      'An inactive plugin is not deleted from here; somebody has to look at it in the shop’s admin.',
    )
  return refuse('Einlass does not know how to take this away.')
}

async function removeOneAccount(site: Site, id: number): Promise<Closed> {
  const who = await whoAmI(site)
  if (!who.ok) return refuse(who.error)
  const removed = await removeAccount(site, { id }, who.me)
  if (!removed.ok) return refuse(removed.error)
  return removed.way === 'deleted'
    ? { done: true }
    : refuse('The shop did not delete the account. It has no role and a new password now.')
}

async function removeApplicationPassword(site: Site, userId: string, uuid: string): Promise<Closed> {
  // Which of the passwords is our own only the shop can say; while it does not, none is removed.
  const own = await askRest(site, '/wp/v2/users/me/application-passwords/introspect')
  if (!own.ok) return refuse(own.error)
  const ownUuid = readText(own.value, 'uuid')
  if (!ownUuid || ownUuid === uuid)
    return refuse('This is the password by which Einlass itself works in the shop; it is not removed.')
  return ask(site, `/wp/v2/users/${userId}/application-passwords/${uuid}`, 'DELETE', [
    'rest_application_password_not_found',
    'rest_user_invalid_id',
  ])
}

async function ask(
  site: Site,
  route: string,
  method: 'POST' | 'DELETE',
  goneCodes: readonly string[],
  body?: unknown,
): Promise<Closed> {
  const told = await askRest(site, route, {
    method,
    ...(body === undefined ? { query: { force: 'true' } } : { body }),
  })
  return told.ok || goneCodes.includes(told.code) || isNotThere(told) ? { done: true } : refuse(told.error)
}

function refuse(error: string): Closed {
  return { done: false, error }
}
