import { type Failed, fail, reachShop, type Site, sayBlocked, unreached } from './site.ts'

/** What the REST API told; `pages` is how many there are of it. */
export type Told = { ok: true; value: unknown; pages: number } | Failed

type Question = {
  method?: 'GET' | 'POST' | 'DELETE'
  query?: Readonly<Record<string, string | number>>
  body?: unknown
}

const perPage = 100
/** Nobody has fifty hundred administrators: whoever has is not looked through, and it is said. */
const mostPages = 50

/** Asks the REST API with the application password of our own account (Basic, RFC 7617). No redirect is followed. */
export async function askRest(site: Site, route: string, question: Question = {}): Promise<Told> {
  const { login, secret } = site.connection
  if (!login || !secret || login.includes(':'))
    return fail('No login and application password of our own account in this shop have been entered.')
  const { method = 'GET', query = {}, body } = question
  const url = new URL(site.rest)
  // Without pretty permalinks the route itself is a parameter.
  const asParameter = url.searchParams.get('rest_route')
  if (asParameter === null) url.pathname = url.pathname.replace(/\/?$/, route)
  else url.searchParams.set('rest_route', asParameter.replace(/\/?$/, route))
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))

  const answer = await reachShop(url, site.connection, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${login}:${secret}`).toString('base64')}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.reached) return unreached(answer)
  const { status, headers } = answer
  if (status >= 300 && status < 400)
    return fail('The shop leads away from its own REST API. Connect the address at which it really is.')
  const value = parse(answer.body)
  if (value === undefined)
    return status === 401 || status === 403
      ? fail(sayBlocked, 'blocked')
      : fail(`The shop answered with something that is not of the REST API (status ${status}).`, 'no-rest')
  if (status < 200 || status > 299) {
    const code = readText(value, 'code')
    return fail(sayRefusal(code, status), code)
  }
  return { ok: true, value, pages: Number(headers['x-wp-totalpages'] ?? 1) }
}

/** All of a list, page by page. */
export async function askForAll(
  site: Site,
  route: string,
  query: Readonly<Record<string, string | number>> = {},
): Promise<{ ok: true; values: unknown[] } | Failed> {
  const values: unknown[] = []
  for (let page = 1; ; page++) {
    const told = await askRest(site, route, { query: { ...query, per_page: perPage, page } })
    if (!told.ok) return told
    if (!Array.isArray(told.value)) return fail('The shop answered with no list where a list was asked for.')
    values.push(...told.value)
    if (page >= told.pages || told.value.length === 0) return { ok: true, values }
    if (page === mostPages) return fail('The shop has more of what was asked for than can be looked through.')
  }
}

export function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/** '' where there is none */
export function readText(value: unknown, name: string): string {
  const field = readField(value, name)
  return typeof field === 'string' ? field : ''
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** WordPress often says no more than that nobody is signed in, whatever was wrong with the password. */
const sayUnknown =
  'The shop does not let our own account in: its application password is wrong or revoked, switched off for it, or not passed on by the web server. Make a new one there and enter it here.'

const ofOurselves: Readonly<Record<string, string>> = {
  incorrect_password:
    'The shop does not accept the application password of our own account (any more): it is wrong or revoked. Make a new one there and enter it here.',
  invalid_username: 'The shop does not know the login of our own account (any more).',
  invalid_email: 'The shop does not know the login of our own account (any more).',
  application_passwords_disabled: 'Application passwords are switched off in this shop.',
  application_passwords_disabled_for_user:
    'Application passwords are switched off for our own account in this shop.',
}

const refusals: Readonly<Record<string, string>> = {
  rest_cannot_create_user: 'Our own account in this shop has no right to make accounts.',
  rest_user_cannot_view: 'Our own account in this shop has no right to see its accounts.',
  rest_forbidden_context: 'Our own account in this shop has no right to see its accounts.',
  rest_cannot_edit: 'Our own account in this shop has no right to change accounts.',
  rest_cannot_edit_roles: 'Our own account in this shop has no right to give roles.',
  rest_user_cannot_delete: 'Our own account in this shop has no right to delete accounts.',
  rest_cannot_delete: 'The shop does not delete accounts over its REST API.',
  rest_user_invalid_role: 'The shop has no such role, or our own account may not give it.',
  existing_user_email: 'The mailbox belongs to another account of this shop already.',
  rest_user_invalid_email:
    'The mailbox belongs to another account of this shop already, or is refused by it.',
  rest_cannot_view_plugins: 'Our own account in this shop has no right to see its plugins.',
  rest_no_route: 'The REST API of this shop does not offer this, or a plugin has taken it away.',
  woocommerce_rest_cannot_view: 'Our own account in this shop has no right to see what WooCommerce holds.',
}

/** Words of the shop itself are not repeated: they may hold anything. Only a code that looks like one is. */
function sayRefusal(code: string, status: number): string {
  if (status === 401) return Object.hasOwn(ofOurselves, code) ? ofOurselves[code]! : sayUnknown
  if (Object.hasOwn(refusals, code)) return refusals[code]!
  if (status === 429) return 'The shop wants to be asked less often. It is tried again later.'
  if (status === 403) return sayBlocked
  return `The shop refused (status ${status}${/^[a-z][a-z0-9_]{2,60}$/.test(code) ? `, ${code}` : ''}).`
}
