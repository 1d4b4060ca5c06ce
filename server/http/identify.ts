import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Endpoint } from '#contract/endpoint.ts'
import { type Spot, type Standing, standingOf } from '#server/access/3-grant/giver.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Caller, Via } from '#server/access/route.ts'
import { findApiKey, isApiKey } from '#server/people/api-keys.ts'
import { findSession, freshForMs } from '#server/people/sessions.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { isSecret } from '#server/plumbing/ids.ts'

/** Over HTTPS the prefix binds the cookie to this host (RFC 6265bis §4.1.3.2). */
export function sessionCookieName(deskUrl: string): string {
  return deskUrl.startsWith('https:') ? '__Host-einlass-session' : 'einlass-session'
}

/** What somebody shows to say who he is. */
export type Shown = { cookie?: string | undefined; key?: string | undefined }

/** `Authorization: Bearer …` (RFC 6750 §2.1) of a program, and else the cookie of a browser; never both. */
export function shownBy(request: FastifyRequest, deskUrl: string): Shown {
  const bearer = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer === undefined ? { cookie: request.cookies[sessionCookieName(deskUrl)] } : { key: bearer }
}

/** Could this be a session or a key at all? Asked before anything is read from a stranger. */
export function showsSomething({ cookie, key }: Shown): boolean {
  return isSecret(cookie) || isApiKey(key)
}

/** Who calls, by session cookie or API key; undefined: nobody who is known. */
export async function identify(
  kernel: Kernel,
  shown: Shown,
  network: string | null = null,
): Promise<Caller | undefined> {
  if (!showsSomething(shown)) return undefined
  const at = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, async tx => {
    const known = shown.key
      ? await findApiKey(tx, shown.key, network, at)
      : await bySession(tx, shown.cookie, at)
    if (!known) return undefined
    const duties = await sql<{ duty: 'support' | 'desk' }>`
      select distinct t.duty from access.team_members m join access.teams t on t.id = m.team_id
      where m.person_id = ${known.personId} and m.left_at is null`.execute(tx)
    const has = (duty: 'support' | 'desk') => duties.rows.some(row => row.duty === duty)
    return { ...known, desk: has('desk'), support: has('support') || has('desk') }
  })
}

async function bySession(tx: Tx, cookie: string | undefined, at: Date) {
  const signedIn = await findSession(tx, cookie, at)
  if (!signedIn) return undefined
  const { sessionId, methods, provedAt, expiresAt, ...person } = signedIn
  const via: Via = {
    by: 'session',
    sessionId,
    methods,
    provedAt: provedAt.getTime(),
    expiresAt: expiresAt.getTime(),
  }
  return { ...person, via }
}

/**
 * The check before every operation, by its `who`. What somebody may not see is 'not-found', and an account that does
 * not exist takes the same way as somebody else's.
 * @param spotOf where in the account he must stand
 * @throws Refusal 'not-signed-in', 'not-found', 'not-allowed', 'key-may-not', 'fresh-proof-needed'
 */
export async function admit(
  kernel: Kernel,
  endpoint: Endpoint,
  caller: Caller | undefined,
  params: { accountId?: string },
  spotOf: (tx: Tx) => Promise<Spot>,
): Promise<Standing | undefined> {
  if (endpoint.who === 'anyone') return undefined
  if (!caller) throw new Refusal('not-signed-in')
  const standing = await admitByWho(kernel, endpoint, caller, params, spotOf)
  // Only who may do it at all learns that a key may not, or that he must prove anew who he is.
  if (caller.via.by === 'key') {
    if (endpoint.byKey === undefined || !caller.via.scopes.includes(endpoint.byKey))
      throw new Refusal('key-may-not', { scope: endpoint.byKey ?? 'none' })
  } else if (endpoint.fresh && kernel.clock.now() - caller.via.provedAt >= freshForMs)
    throw new Refusal('fresh-proof-needed')
  return standing
}

async function admitByWho(
  kernel: Kernel,
  endpoint: Endpoint,
  caller: Caller,
  params: { accountId?: string },
  spotOf: (tx: Tx) => Promise<Spot>,
): Promise<Standing | undefined> {
  switch (endpoint.who) {
    case 'anyone':
    case 'person':
      return undefined
    case 'support':
      if (!caller.support) throw new Refusal('not-found')
      return undefined
    case 'desk':
      if (!caller.desk) throw new Refusal(caller.support ? 'not-allowed' : 'not-found')
      return undefined
    case 'account':
      return standIn(kernel, endpoint, caller, params, spotOf)
  }
}

/** By which somebody sees that there is something that he may not do. */
function lookingFor(
  needs: NonNullable<Endpoint['needs']>,
): ('access.view' | 'contacts.view' | 'domains.view')[] {
  if (needs === 'access.view') return []
  if (needs === 'domains.transfer') return ['domains.view', 'access.view']
  return needs === 'contacts.manage' ? ['contacts.view', 'access.view'] : ['access.view']
}

async function standIn(
  kernel: Kernel,
  endpoint: Endpoint,
  caller: Caller,
  params: { accountId?: string },
  spotOf: (tx: Tx) => Promise<Spot>,
): Promise<Standing> {
  const { accountId } = params
  if (accountId === undefined || endpoint.needs === undefined)
    throw new Error(`${endpoint.name} must name an account and what it needs there`)
  const { needs } = endpoint
  const at = new Date(kernel.clock.now())
  return kernel.database.within(accountId, async tx => {
    const spot = await spotOf(tx)
    const standing = await standingOf(tx, caller.personId, accountId, needs, spot, at)
    if (standing) return standing
    // Who sees nothing here does not learn that it is there.
    for (const looks of lookingFor(needs))
      if (await standingOf(tx, caller.personId, accountId, looks, spot, at)) throw new Refusal('not-allowed')
    throw new Refusal('not-found')
  })
}

/**
 * A browser says where a request comes from; another site's form or script must not act with this person's cookie.
 * Clients that are no browsers send neither header and bring no cookie by themselves.
 * @throws Refusal 'other-site'
 */
export function refuseOtherSites(request: FastifyRequest, deskUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('other-site')
  const { origin } = request.headers
  if (
    origin !== undefined &&
    origin !== 'null' &&
    origin !== deskUrl &&
    !isSameHost(origin, request.headers.host)
  )
    throw new Refusal('other-site')
  if (origin === 'null') throw new Refusal('other-site')
}

// Under another name of the same desk (127.0.0.1 for localhost) the browser's own origin still matches its Host.
function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}

export function whereFrom(request: FastifyRequest): { network: string | null; device: string | null } {
  return { network: request.ip ?? null, device: request.headers['user-agent']?.slice(0, 300) ?? null }
}

export function setSessionCookie(
  reply: FastifyReply,
  deskUrl: string,
  token: string | null,
  expiresAt?: Date,
): void {
  setCookie(reply, deskUrl, sessionCookieName(deskUrl), token, expiresAt)
}

/** Of somebody who is signing in; it opens nothing. */
export function signInCookieName(deskUrl: string): string {
  return deskUrl.startsWith('https:') ? '__Host-einlass-sign-in' : 'einlass-sign-in'
}

export function setCookie(
  reply: FastifyReply,
  deskUrl: string,
  name: string,
  value: string | null,
  expiresAt?: Date,
): void {
  const options = {
    path: '/',
    httpOnly: true,
    // Lax, not strict: mails and the provider's own sign-in lead here from elsewhere, and change nothing by that.
    sameSite: 'lax' as const,
    secure: deskUrl.startsWith('https:'),
  }
  if (value === null) reply.clearCookie(name, options)
  else reply.setCookie(name, value, { ...options, expires: expiresAt })
}
