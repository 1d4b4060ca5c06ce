import type { Seen } from './read-headers.ts'

/** What the visitor asked the shop for, as his proxy tells it. */
export type Asked = { method: string; host: string; target: string }

/** How a proxy asks: each has its own words for the same three things. */
export type Dialect = 'nginx' | 'caddy' | 'traefik' | 'envoy'

const envoyPrefix = '/gate/envoy'

/**
 * An address of the gate without what stands behind its `?`, which is not read: Caddy leaves the visitor's own query
 * there when it asks.
 */
export function addressOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

/** Which dialect an address of the gate speaks; undefined: it is no question of a proxy. */
export function dialectOf(address: string): Dialect | undefined {
  switch (address) {
    case '/gate/nginx':
      return 'nginx'
    case '/gate/caddy':
      return 'caddy'
    case '/gate/traefik':
      return 'traefik'
    default:
      return address.startsWith(`${envoyPrefix}/`) ? 'envoy' : undefined
  }
}

/**
 * nginx auth_request: what its configuration sets. Caddy forward_auth and Traefik ForwardAuth: X-Forwarded-*. Envoy
 * ext_authz over HTTP: method and host of the question itself, and the path behind the prefix.
 * @returns undefined when something is missing: the proxy is not set up as documented
 */
export function readAsked(
  dialect: Dialect,
  request: { method?: string; url?: string },
  seen: Seen,
): Asked | undefined {
  switch (dialect) {
    case 'nginx':
      return whole(seen.originalMethod, seen.forwardedHost, seen.originalUri)
    case 'caddy':
    case 'traefik':
      return whole(seen.forwardedMethod, seen.forwardedHost, seen.forwardedUri)
    case 'envoy':
      return whole(request.method, seen.host, request.url?.slice(envoyPrefix.length))
  }
}

function whole(
  method: string | undefined,
  host: string | undefined,
  target: string | undefined,
): Asked | undefined {
  return method && host && target ? { method, host, target } : undefined
}

/**
 * Does a forwarded host name the host of this origin? Case does not matter, nor does a port that goes without saying
 * (RFC 9110 §4.2.3); everything else does.
 */
export function isHostOf(host: string, origin: string): boolean {
  const secure = origin.startsWith('https:')
  const begins = secure ? 8 : 7
  if (host.length === origin.length - begins && origin.endsWith(host)) return true
  const usual = secure ? ':443' : ':80'
  const bare = (text: string) => (text.endsWith(usual) ? text.slice(0, -usual.length) : text)
  return bare(host.toLowerCase()) === bare(origin.slice(begins))
}
