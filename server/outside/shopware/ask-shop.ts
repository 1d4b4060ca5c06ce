import type { Connection } from '#server/access/outside.ts'
import { type Asking, type Reached, reach } from '#server/plumbing/reach/reach.ts'

/** status 0: nothing was answered. `error` is a sentence for people and holds nothing that the shop has said. */
type Answer = { ok: true; body: unknown } | { ok: false; error: string; status: number }
export type Failed = { ok: false; error: string }
type Method = NonNullable<Asking['method']>
type Row = Readonly<Record<string, unknown>>

export type Shop = {
  ask(method: Method, path: string, body?: unknown): Promise<Answer>
  /** All rows of an entity that fit, page by page. */
  list(
    entity: string,
    fields: readonly string[],
    filter?: readonly unknown[],
  ): Promise<{ ok: true; rows: Row[] } | Failed>
  /** Whether somebody gets in with these: the same request that the administration sends. */
  tryPassword(
    username: string,
    password: string,
  ): Promise<{ in: true; token: string; endsAfterSeconds: number } | { in: false } | Failed>
  /** Whether a token that the shop gave out is still taken by it. */
  tryToken(token: string): Promise<{ in: boolean } | Failed>
}

export const isKey = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{32}$/.test(text)
export const asRow = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}

const pageSize = 100
const mostPages = 50
const notTheApi =
  'The shop’s address does not answer as the Admin API of Shopware 6 does; it has to be the address of the shop itself.'
const notAccepted =
  'The shop does not accept the access key of Einlass’ integration any more: it was changed, removed or mistyped.'

/** Signs in with the integration’s key. Nothing is remembered between two calls, so a changed key is noticed at once. */
export async function signIn(
  connection: Connection,
  timeoutMs: number,
): Promise<{ ok: true; shop: Shop } | Failed> {
  const base = connection.address.replace(/\/+$/, '')
  if (!URL.canParse(base)) return { ok: false, error: 'The shop’s address is not an address.' }
  if (!connection.login || !connection.secret)
    return {
      ok: false,
      error: 'The access key of an integration is missing: its ID and its secret are needed.',
    }

  const send = (method: Method, path: string, token: string | undefined, body: unknown): Promise<Reached> =>
    reach(new URL(`${base}${path}`), {
      method,
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      allowPrivate: connection.allowPrivate,
      timeoutMs,
    })
  const authorize = async () =>
    readToken(
      await send('POST', '/api/oauth/token', undefined, {
        grant_type: 'client_credentials',
        client_id: connection.login,
        client_secret: connection.secret,
      }),
      clientIsUnknown,
    )

  const first = await authorize()
  if (!('token' in first)) return { ok: false, error: first.refused ? notAccepted : first.error }
  let token = first.token

  const ask: Shop['ask'] = async (method, path, body) => {
    const once = await send(method, path, token, body)
    if (!once.reached || once.status !== 401) return read(once)
    // A token lives ten minutes; that it has died in the middle of a task says nothing about the key.
    const again = await authorize()
    if (!('token' in again))
      return { ok: false, status: 401, error: again.refused ? notAccepted : again.error }
    token = again.token
    return read(await send(method, path, token, body))
  }

  return {
    ok: true,
    shop: {
      ask,
      async list(entity, fields, filter = []) {
        const rows: Row[] = []
        for (let page = 1; page <= mostPages; page++) {
          const answer = await ask('POST', `/api/search/${entity}`, {
            page,
            limit: pageSize,
            filter,
            includes: { [entity.replaceAll('-', '_')]: fields },
            sort: [{ field: 'id', order: 'ASC' }],
          })
          if (!answer.ok)
            return answer.status === 403
              ? { ok: false, error: `The integration may not read “${entity}”; give its role that right.` }
              : answer
          const data = asRow(answer.body)['data']
          if (!Array.isArray(data)) return { ok: false, error: notTheApi }
          rows.push(...data.map(asRow))
          if (data.length < pageSize) return { ok: true, rows }
        }
        return { ok: false, error: `There is more of “${entity}” than can be looked through.` }
      },
      async tryPassword(username, password) {
        const answer = readToken(
          await send('POST', '/api/oauth/token', undefined, {
            grant_type: 'password',
            client_id: 'administration',
            scopes: 'write',
            username,
            password,
          }),
          passwordIsWrong,
        )
        if ('token' in answer) return { in: true, ...answer }
        return answer.refused ? { in: false } : { ok: false, error: answer.error }
      },
      async tryToken(old) {
        const answer = read(await send('GET', '/api/_info/me', old, undefined))
        if (answer.ok) return { in: true }
        return answer.status === 401 ? { in: false } : { ok: false, error: answer.error }
      },
    },
  }
}

// Of league/oauth2-server. Any other refusal (too many attempts, a request that is not understood) says nothing about a
// password or a key.
const clientIsUnknown = ['4']
const passwordIsWrong = ['6', '10']

function readToken(
  reached: Reached,
  refusals: readonly string[],
): { token: string; endsAfterSeconds: number } | { refused: boolean; error: string } {
  const answer = read(reached)
  if (answer.ok) {
    const { access_token: token, expires_in: seconds } = asRow(answer.body)
    if (typeof token === 'string' && token !== '' && typeof seconds === 'number')
      return { token, endsAfterSeconds: seconds }
    return { refused: false, error: notTheApi }
  }
  const code = reached.reached ? firstCode(reached.body) : undefined
  return { refused: code !== undefined && refusals.includes(code), error: answer.error }
}

function firstCode(body: string): string | undefined {
  const errors = asRow(parse(body))['errors']
  const code = Array.isArray(errors) ? asRow(errors[0])['code'] : undefined
  return code === undefined ? undefined : String(code)
}

function read(reached: Reached): Answer {
  if (!reached.reached) return { ok: false, status: 0, error: `The shop cannot be reached. ${reached.error}` }
  const { status } = reached
  const no = (error: string): Answer => ({ ok: false, status, error })
  if (status >= 300 && status < 400)
    return no('The shop’s address leads on to another one; enter that one instead.')
  if (status === 401) return no(notAccepted)
  if (status === 403) return no('The integration lacks a right for this; look at its role in the shop.')
  if (status === 404) return no('The shop knows nothing of that.')
  if (status === 429) return no('The shop wants to be asked less often; it will be asked again later.')
  if (status >= 500) return no(`The shop failed (${status}).`)
  if (status >= 400) return no(`The shop refused the request (${status}).`)
  if (status === 204 || reached.body === '') return { ok: true, body: undefined }
  const body = parse(reached.body)
  return body === undefined ? no(notTheApi) : { ok: true, body }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
