import type { IncomingHttpHeaders } from 'node:http'
import { askRest, readField, readText } from './ask-rest.ts'
import { atHome, type Failed, fail, reachShop, type Site, unreached } from './site.ts'

/** How the shop's admin answers: enough to tell whether it takes somebody for a stranger. */
export type Seen = { status: number; place: string }

/** The shop's admin as whoever has no session sees it, and where it sends him to sign in. */
export type Admin = { page: URL; loginPage: URL; asStranger: Seen }

const mostCookies = 6_000

/**
 * Where the shop's admin is and how it answers a stranger: the shop tells, and its people may have moved it. The page
 * asked for is one's own profile, which whoever is signed in may see, whatever else he may.
 */
export async function findAdmin(site: Site): Promise<{ ok: true; admin: Admin } | Failed> {
  const told = await askRest(site, '/', { query: { _fields: 'url,authentication' } })
  if (!told.ok) return told
  const offered = readField(readField(told.value, 'authentication'), 'application-passwords')
  const authorization = readText(readField(offered, 'endpoints'), 'authorization')
  const root = readText(told.value, 'url').replace(/\/?$/, '/')
  const named = URL.parse('profile.php', authorization)?.href ?? `${root}wp-admin/profile.php`
  const page = atHome(named, site.rest)
  if (!page)
    return fail('The shop says that its admin is at another host. Connect the address of that host instead.')
  page.search = ''
  const answer = await reachShop(page, site.connection)
  if (!answer.reached) return unreached(answer)
  const asStranger = seen(answer.status, answer.headers, page)
  const chosen = site.connection.options['loginPage']
  const sentTo = answer.headers.location?.replace(/[?#].*$/, '')
  const loginPage = atHome(chosen ?? sentTo ?? new URL('../wp-login.php', page).href, page)
  if (!loginPage) return fail('The shop lets people sign in at another host only.')
  return { ok: true, admin: { page, loginPage, asStranger } }
}

/** @returns how the admin answers to this session */
export async function knock(
  site: Site,
  admin: Admin,
  session: string,
): Promise<{ ok: true; isLetIn: boolean; isStranger: boolean } | Failed> {
  const answer = await reachShop(admin.page, site.connection, { headers: { cookie: session } })
  if (!answer.reached) return unreached(answer)
  const { status, place } = seen(answer.status, answer.headers, admin.page)
  const isStranger = status === admin.asStranger.status && place === admin.asStranger.place
  return { ok: true, isLetIn: status === 200 && !isStranger, isStranger }
}

export type SignedIn =
  | { ok: true; as: 'let in'; session: string }
  /** The shop looked at login and password and did not let in. */
  | { ok: true; as: 'refused' }
  /** It did not get so far: a second factor, too many tries, a page of its own. */
  | { ok: true; as: 'unclear'; why: string }
  | Failed

/** Signs in as a browser does: looks at the page, brings its cookies and hidden fields back, and tries the admin. */
export async function signIn(site: Site, admin: Admin, login: string, password: string): Promise<SignedIn> {
  const shown = await reachShop(admin.loginPage, site.connection)
  if (!shown.reached) return unreached(shown)
  if (shown.status !== 200) return unclear(`its login page answered with status ${shown.status}`)
  if (!hasForm(shown.body)) return unclear('its login page has no form for a password')
  const jar = new Map<string, string>()
  takeCookies(jar, shown.headers)
  const form = new URLSearchParams(hiddenFields(shown.body))
  form.set('log', login)
  form.set('pwd', password)
  form.set('rememberme', 'forever')
  form.set('testcookie', '1')
  form.set('redirect_to', admin.page.href)
  const answer = await reachShop(admin.loginPage, site.connection, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: sayCookies(jar) },
    body: form.toString(),
  })
  if (!answer.reached) return unreached(answer)
  if (answer.status === 429 || answer.status === 403 || answer.status >= 500)
    return unclear(`its login page answered with status ${answer.status}`)
  takeCookies(jar, answer.headers)
  const session = sayCookies(jar)
  if (session.length > mostCookies) return unclear('its cookies are too many')
  const knocked = await knock(site, admin, session)
  if (!knocked.ok) return knocked
  if (knocked.isLetIn) return { ok: true, as: 'let in', session }
  return answer.status === 200 && hasForm(answer.body) && knocked.isStranger
    ? { ok: true, as: 'refused' }
    : unclear('it asked for something else than login and password')
}

/** Until when WordPress itself takes these cookies for good (epoch ms), if they say so. */
export function runsOutAt(session: string): number | undefined {
  const ends = [
    ...session.matchAll(/wordpress_(?:sec_|logged_in_)?[0-9a-f]{32}=[^;]*?(?:%7C|\|)(\d{10})(?:%7C|\|)/g),
  ]
  return ends.length === 0 ? undefined : Math.min(...ends.map(one => Number(one[1]) * 1000))
}

function seen(status: number, headers: IncomingHttpHeaders, page: URL): Seen {
  const to = headers.location === undefined ? undefined : URL.parse(headers.location, page)
  return { status, place: to ? `${to.host}${to.pathname}` : '' }
}

function takeCookies(jar: Map<string, string>, headers: IncomingHttpHeaders): void {
  for (const line of headers['set-cookie'] ?? []) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)=([\x21-\x3a\x3c-\x7e]*)/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    // WordPress takes a cookie back by a blank one.
    if (value === '' || value === '%20' || value === 'deleted') jar.delete(name)
    else jar.set(name, value)
  }
}

function sayCookies(jar: Map<string, string>): string {
  return [...jar].map(pair => pair.join('=')).join('; ')
}

function hasForm(page: string): boolean {
  return /\bname=["']pwd["']/.test(page)
}

function hiddenFields(page: string): [string, string][] {
  const form = /<form\b[^>]*\bid=["']loginform["'][\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  return [...form.matchAll(/<input\b[^>]*\btype=["']hidden["'][^>]*>/g)].flatMap(([tag]) => {
    const name = /\bname=["']([^"']+)["']/.exec(tag)?.[1]
    return name === undefined ? [] : [[name, /\bvalue=["']([^"']*)["']/.exec(tag)?.[1] ?? '']]
  })
}

function unclear(why: string): SignedIn {
  return { ok: true, as: 'unclear', why }
}
