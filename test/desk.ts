// A whole desk for one test: its own database (a copy of a template with the cast in it), its own clock, its own port.
import type pg from 'pg'
import { type CastName, demoTotpSecret } from '#db/seeds/cast.ts'
import type { Planted } from '#db/seeds/plant-cast.ts'
import { type Desk, type DeskOptions, openDesk } from '#server/desk.ts'
import { sessionCookieName } from '#server/http/identify.ts'
import { beginSession } from '#server/people/sessions.ts'
import { totpCode, totpStepAt } from '#server/people/totp.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { openLog } from '#server/plumbing/log.ts'
import { asOwner, makeDatabase, readPrepared, testKey } from './database.ts'

/** Monday, 23 November 2026, 10:00 in Berlin: no holiday, no change of clocks near. */
export const monday = Date.UTC(2026, 10, 23, 9)
export const hour = 3_600_000
export const day = 24 * hour

export type TestDesk = Desk & {
  url: string
  cast: Planted
  /** Connection strings of this test's database: as the owner, and as the running desk. */
  ownerUrl: string
  runtimeUrl: string
  time: { now: number; pass(ms: number): void }
  /** A browser that has just signed in with everything that is needed: keeps its cookie, sends JSON, knows If-Match. */
  as(name: CastName): Promise<Client>
  anybody: Client
  /** A one-time code that an agent's app shows and that nobody has used; time goes on when there is none. */
  codeOf(name: CastName): Promise<string>
  /** Another node on the same database; it may differ. */
  secondNode(different?: Partial<DeskOptions>): Promise<Desk & { url: string }>
  /** Statements as the owner of the database, for what no desk can do. */
  sql<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what came, and fails where it is not there
export type Answered = { status: number; body: any; headers: Headers }
export type Client = {
  cookie: string | undefined
  get(path: string): Promise<Answered>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>
  delete(path: string): Promise<Answered>
}

/**
 * @param options.origins of shops by key, set before the desk opens
 * @param options.template another database to copy than the one with the cast
 * Ends with `await using` or `close()`; its database is dropped.
 */
export async function startTestDesk(
  options: Partial<DeskOptions> & {
    origins?: Record<string, string>
    startAt?: number
    template?: string
  } = {},
): Promise<TestDesk & AsyncDisposable> {
  const prepared = readPrepared()
  const { ownerUrl, runtimeUrl, drop } = await makeDatabase(options.template ?? prepared.template)
  const cast: Planted = structuredClone(prepared.cast)
  for (const [key, origin] of Object.entries(options.origins ?? {})) {
    const shop = cast.shops[key]!
    shop.origin = origin
    await asOwner(ownerUrl, client =>
      client.query('update access.resources set origin = $1 where id = $2', [origin, shop.id]),
    )
  }

  const time = {
    now: options.startAt ?? monday,
    pass(ms: number) {
      time.now += ms
    },
  }
  const common: DeskOptions = {
    databaseUrl: runtimeUrl,
    keys: deriveKeys(testKey),
    url: 'http://localhost',
    log: openLog('silent'),
    readTime: () => time.now,
    withoutRounds: true,
    ...options,
  }
  const desks: Desk[] = []
  const open = async (different: Partial<DeskOptions> = {}) => {
    const desk = await openDesk({ ...common, ...different })
    desks.push(desk)
    const port = await desk.listen(0, '127.0.0.1')
    return Object.assign(desk, { url: `http://127.0.0.1:${port}` })
  }
  const first = await open()
  const close = async () => {
    for (const desk of desks) await desk.close().catch(() => undefined)
    await drop()
  }
  return {
    ...first,
    cast,
    ownerUrl,
    runtimeUrl,
    time,
    anybody: newClient(first.url),
    async as(person: CastName) {
      const { token } = await first.kernel.database.within('', tx =>
        beginSession(
          tx,
          cast.people[person],
          ['password', 'totp'],
          { network: '127.0.0.1', device: null },
          new Date(first.kernel.clock.now()),
        ),
      )
      return newClient(first.url, `${sessionCookieName(common.url)}=${token}`)
    },
    async codeOf(person) {
      const [row] = await asOwner(
        ownerUrl,
        async client =>
          (
            await client.query('select last_step from people.totps where person_id = $1', [
              cast.people[person],
            ])
          ).rows,
      )
      const step = Math.max(totpStepAt(time.now), Number(row?.last_step ?? 0) + 1)
      if (step > totpStepAt(time.now)) time.now = step * 30_000
      return totpCode(demoTotpSecret, step)
    },
    secondNode: open,
    sql: <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      asOwner(ownerUrl, async client => (await client.query<T>(text, values)).rows),
    close,
    [Symbol.asyncDispose]: close,
  }
}

export function newClient(url: string, cookie?: string): Client {
  const client: Client = {
    cookie,
    get: path => send('GET', path),
    post: (path, body = {}, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    delete: path => send('DELETE', path),
  }
  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const response = await fetch(
      path.startsWith('/api') || path.startsWith('/livez') || path.startsWith('/readyz')
        ? `${url}${path}`
        : `${url}/api/v1${path}`,
      {
        method,
        redirect: 'manual',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(client.cookie ? { cookie: client.cookie } : {}),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
    )
    const set = response.headers.getSetCookie().find(one => one.includes('einlass-session'))
    if (set) client.cookie = set.split(';')[0]
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    }
  }
  return client
}
