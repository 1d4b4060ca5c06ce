import type { Connection } from '#server/access/outside.ts'
import { type Asking, type Reached, reach } from '#server/plumbing/reach/reach.ts'

/** Where a shop's parts are, as the shop itself tells; always on the host that somebody has connected. */
export type Site = {
  connection: Connection
  /** The root of the REST API: …/wp-json/ or …/index.php?rest_route=/ */
  rest: URL
}
export type Failed = { ok: false; code: string; error: string }

/** Longer than a tired shop needs, and short enough for every step of an opening within its two minutes. */
const timeoutMs = 9_000

export function fail(error: string, code = ''): Failed {
  return { ok: false, code, error }
}

export function reachShop(url: URL, connection: Connection, asking: Omit<Asking, 'allowPrivate'> = {}) {
  return reach(url, { timeoutMs, ...asking, allowPrivate: connection.allowPrivate })
}

export function unreached(answer: Extract<Reached, { reached: false }>): Failed {
  return fail(`The shop could not be reached. ${answer.error}`, 'unreached')
}

/** The address as somebody typed it, down to the folder in which WordPress answers. */
export function readAddress(address: string): URL | undefined {
  const url = URL.parse(address)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined
  url.search = ''
  url.hash = ''
  url.pathname = url.pathname.replace(/\/(wp-admin(\/.*)?|wp-login\.php|index\.php)$/, '/')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

/**
 * A place that the shop names, if it is on the connected host (or the same with or without www.). The way to it stays
 * that of the connection: a shop behind a proxy may believe that it speaks http, and our password must not follow it.
 */
export function atHome(named: string, base: URL): URL | undefined {
  const url = URL.parse(named, base)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  const bare = (host: string) => host.replace(/^www\./, '')
  if (bare(url.hostname) !== bare(base.hostname)) return undefined
  const home = new URL(base)
  home.hostname = url.hostname
  home.pathname = url.pathname
  home.search = url.search
  return home
}

/**
 * Finds the REST API by what the front page says (developer.wordpress.org/rest-api/discovery): its Link header, its link
 * element, and only then by the two places where it usually is.
 */
export async function findSite(connection: Connection): Promise<{ ok: true; site: Site } | Failed> {
  const address = readAddress(connection.address)
  if (!address) return fail('The address of the shop is not a web address.')
  let page = address
  for (let hops = 0; ; hops++) {
    const answer = await reachShop(page, connection)
    if (!answer.reached) return unreached(answer)
    const { status, headers, body } = answer
    const named = restFromLink(String(headers.link ?? '')) ?? restFromPage(body)
    if (named !== undefined) {
      const rest = atHome(named, address)
      return rest
        ? { ok: true, site: { connection, rest } }
        : fail(
            'The shop says that its REST API is at another host. Connect the address of that host instead.',
          )
    }
    if (status < 300 || status > 399 || !headers.location) break
    const next = atHome(headers.location, page)
    if (!next || hops === 3)
      return fail('The shop leads to another address. Connect the address at which it really is.')
    page = next
  }
  for (const usual of ['wp-json/', '?rest_route=/']) {
    const rest = new URL(usual, address)
    const answer = await reachShop(rest, connection)
    if (!answer.reached) return unreached(answer)
    if (/"namespaces"\s*:\s*\[[^\]]*"wp\\?\/v2"/.test(answer.body))
      return { ok: true, site: { connection, rest } }
    if (/"code"\s*:\s*"(rest_|jwt_)/.test(answer.body) && [401, 403].includes(answer.status))
      return fail(sayBlocked, 'blocked')
  }
  return fail('There is no WordPress at this address, or its REST API is switched off.', 'no-wordpress')
}

export const sayBlocked =
  'The REST API of this shop is blocked for us. A security plugin or a firewall has to let Einlass through.'

function restFromLink(header: string): string | undefined {
  return /<([^<>]*)>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/.exec(header)?.[1]
}

function restFromPage(page: string): string | undefined {
  const tag = /<link\b[^<>]*\brel=["']https:\/\/api\.w\.org\/["'][^<>]*>/.exec(page)?.[0]
  const named = tag && /\bhref=["']([^"']*)["']/.exec(tag)?.[1]
  return named === undefined ? undefined : named.replaceAll('&amp;', '&').replaceAll('&#038;', '&')
}
