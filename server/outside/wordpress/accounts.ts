import { randomBytes } from 'node:crypto'
import type { Trace } from '#server/access/outside.ts'
import { askForAll, askRest, readField, readText } from './ask-rest.ts'
import { type Failed, fail, type Site } from './site.ts'

export type Account = {
  id: number
  login: string
  email: string
  roles: string[]
  /** What it may do, by roles or by itself. */
  capabilities: string[]
  /** As the shop says it; of two accounts that had the same number one after the other it differs. */
  registered: string
}

const ours = /^einlass-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/
const artefact = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One artefact has one login, so that there are never two accounts of it, and a left-behind one is known again. */
export function loginOf(artefactId: string): string | undefined {
  return artefact.test(artefactId) ? `einlass-${artefactId.replaceAll('-', '')}` : undefined
}

export function artefactOf(login: string): string | undefined {
  return ours.exec(login)?.slice(1).join('-')
}

/** Nobody types it, and the plugins that demand every kind of character find one of each. */
export function newPassword(): string {
  return `${randomBytes(32).toString('base64url')}-aA1`
}

export function readAccount(value: unknown): Account | undefined {
  const id = readField(value, 'id')
  const [login, registered] = [readText(value, 'username'), readText(value, 'registered_date')]
  const roles = readField(value, 'roles')
  const capabilities = readField(value, 'capabilities')
  // Whoever may not see everything of an account sees it without these; a guess would make somebody powerless.
  if (!Number.isSafeInteger(id) || !login || typeof roles !== 'object' || roles === null) return undefined
  if (typeof capabilities !== 'object' || capabilities === null) return undefined
  return {
    id: id as number,
    login,
    email: readText(value, 'email'),
    roles: Object.values(roles).filter(role => typeof role === 'string'),
    capabilities: Object.entries(capabilities).flatMap(([name, has]) => (has === true ? [name] : [])),
    registered,
  }
}

export function readAccounts(values: readonly unknown[]): { ok: true; accounts: Account[] } | Failed {
  const accounts = values.map(readAccount)
  return accounts.includes(undefined)
    ? fail('The shop does not tell enough about its accounts to know them by.')
    : { ok: true, accounts: accounts as Account[] }
}

/** Our own account in the shop: whom everything is left to, and who must never be removed. */
export async function whoAmI(site: Site): Promise<{ ok: true; me: Account } | Failed> {
  const told = await askRest(site, '/wp/v2/users/me', { query: { context: 'edit' } })
  if (!told.ok) return told
  const me = readAccount(told.value)
  return me ? { ok: true, me } : fail('The shop does not tell enough about our own account.')
}

/**
 * The accounts of this trace: by the login that follows from it, and by the number that was noted when it was made (a
 * login can be changed in the database, by somebody who was an administrator).
 */
export async function findAccounts(
  site: Site,
  trace: Trace,
): Promise<{ ok: true; accounts: Account[] } | Failed> {
  const login = loginOf(trace.artefactId)
  if (!login) return fail('This is no artefact of which an account could have been made.')
  const { userId, registered } = trace.reference
  const [found, noted] = await Promise.all([
    askForAll(site, '/wp/v2/users', { context: 'edit', search: login }),
    Number.isSafeInteger(userId)
      ? askRest(site, `/wp/v2/users/${userId}`, { query: { context: 'edit' } })
      : undefined,
  ])
  if (!found.ok) return found
  if (noted && !noted.ok && !isNotThere(noted)) return noted
  const read = readAccounts([...found.values, ...(noted?.ok ? [noted.value] : [])])
  if (!read.ok) return read
  // A number alone is not enough: after a backup was restored it may belong to somebody else.
  const accounts = read.accounts.filter(
    one => one.login === login || (one.id === userId && one.registered === registered),
  )
  return { ok: true, accounts: [...new Map(accounts.map(one => [one.id, one])).values()] }
}

/** The shop knows accounts and has none of this number; everything else it may refuse means nothing of the kind. */
export function isNotThere(failed: Failed): boolean {
  return failed.code === 'rest_user_invalid_id'
}

/** Nothing of what an account may do is left. */
export function isPowerless(account: Account): boolean {
  return account.roles.length === 0 && account.capabilities.length === 0
}

export type Removed = { ok: true; way: 'deleted' | 'made powerless' } | Failed

/**
 * Deletes an account and leaves what it made to our own. Where the shop refuses to delete (a network of sites does), it
 * keeps the account and takes from it its password, with it every session, its application passwords and its roles.
 */
export async function removeAccount(site: Site, account: { id: number }, me: Account): Promise<Removed> {
  if (account.id === me.id)
    return fail('This is the account by which Einlass itself works in the shop; it is not removed.')
  const route = `/wp/v2/users/${account.id}`
  const deleted = await askRest(site, route, { method: 'DELETE', query: { force: 'true', reassign: me.id } })
  if (deleted.ok || isNotThere(deleted)) return { ok: true, way: 'deleted' }
  if (deleted.code === 'unreached') return deleted
  const changed = await askRest(site, route, { method: 'POST', body: { roles: [], password: newPassword() } })
  if (!changed.ok) return isNotThere(changed) ? { ok: true, way: 'deleted' } : deleted
  const passwords = await askRest(site, `${route}/application-passwords`, { method: 'DELETE' })
  if (!passwords.ok)
    return fail(
      'The shop did not delete the account. It has a new password and no role; its application passwords are still there.',
    )
  const left = readAccount(changed.value)
  return left && isPowerless(left)
    ? { ok: true, way: 'made powerless' }
    : fail('The shop did not delete the account. It has a new password, and may still do something.')
}
