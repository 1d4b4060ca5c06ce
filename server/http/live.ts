import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Listeners } from '#server/access/4-enter/hear-changes.ts'
import { whoIsConcerned } from '#server/access/4-enter/who-is-concerned.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { sessionOf } from '#server/access/route.ts'
import { idleForMs } from '#server/people/sessions.ts'
import { identify, sessionCookieName } from './identify.ts'
import type { AppParts } from './parts.ts'

const livePath = '/api/v1/live'

const mostOfASession = 10
const mostOfANode = 1_000
const heartbeatMs = 15_000
const checkMs = 25_000
/** What happens together is told together, and costs one question to the database. */
const gatherMs = 25
const tryAgainMs = 1_000
/** So many bytes may wait for a reader; events are short, so he has not read for long. */
const mostWaiting = 32 * 1024

type Stream = {
  person: string
  session: string
  response: ServerResponse
  /** Bytes were waiting at the last heartbeat. */
  isBehind: boolean
}

/** Tells signed-in people that something has changed: never what, so that whoever listens must be allowed to look. */
export type Live = Listeners & {
  /** @throws Refusal 'too-many-tries' */
  open(person: string, session: string, response: ServerResponse): Promise<void>
  /** Asks of every stream whether its session still counts. */
  check(): Promise<void>
  close(): void
}

/**
 * The streams of this node. What is told is decided by one question for all that changed within a moment and all who
 * listen, not by one for each stream; nothing is asked while nothing changes, but whether the sessions still count.
 * @param isProvider whose change may concern everybody's sign-in
 */
export function keepStreams(
  { database, clock }: Pick<Kernel, 'database' | 'clock'>,
  isProvider: (account: string) => boolean,
): Live {
  const byPerson = new Map<string, Set<Stream>>()
  const all = () => [...byPerson.values()].flatMap(streams => [...streams])
  /** What changed and was not told yet: account → epoch. */
  let changed = new Map<string, number>()
  /** Every change is heard twice: from the node that made it, and from the database. */
  const told = new Map<string, number>()
  let telling = false
  let timers: NodeJS.Timeout[] = []
  let isClosed = false

  function write(stream: Stream, text: string): void {
    if (stream.response.destroyed) return
    stream.response.write(text)
    if (stream.response.writableLength > mostWaiting) stream.response.destroy()
  }

  const tell = (stream: Stream, event: 'account' | 'mine' | 'gone', data: object = {}) =>
    write(stream, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

  function forget(stream: Stream): void {
    const streams = byPerson.get(stream.person)
    streams?.delete(stream)
    if (streams?.size === 0) byPerson.delete(stream.person)
    if (byPerson.size > 0) return
    for (const timer of timers) clearInterval(timer)
    timers = []
    changed.clear()
    told.clear()
  }

  function end(streams: Iterable<Stream>): void {
    for (const stream of streams) {
      forget(stream)
      stream.response.end()
    }
  }

  function beat(): void {
    for (const stream of all()) {
      const waits = stream.response.writableLength > 0
      if (waits && stream.isBehind) stream.response.destroy()
      stream.isBehind = waits
      write(stream, ':\n\n')
    }
  }

  /** Sessions that do not count any more are told so and closed. What cannot be asked does not count. */
  async function check(streams: readonly Stream[]): Promise<void> {
    if (streams.length === 0) return
    const sessions = [...new Set(streams.map(stream => stream.session))]
    const reasons = await readReasons(database, sessions, clock.now()).catch(() => undefined)
    if (!reasons) return end(streams)
    for (const stream of streams) {
      const reason = reasons.get(stream.session)
      if (reason === null) continue
      tell(stream, 'gone', { reason: reason ?? 'signed-out' })
      end([stream])
    }
  }

  async function tellChanges(): Promise<void> {
    telling = true
    while (changed.size > 0 && byPerson.size > 0) {
      await new Promise(resolve => setTimeout(resolve, gatherMs))
      const now = changed
      changed = new Map()
      try {
        await tellAbout(now)
      } catch {
        // The database is away: whoever still listens when it is back is told then.
        for (const [account, epoch] of now) changed.set(account, Math.max(epoch, changed.get(account) ?? 0))
        await new Promise(resolve => setTimeout(resolve, tryAgainMs))
      }
    }
    telling = false
  }

  async function tellAbout(accounts: ReadonlyMap<string, number>): Promise<void> {
    const people = [...byPerson.keys()]
    if (people.length === 0) return
    if ([...accounts.keys()].some(isProvider)) await check(all())
    const concerned = await database.within(everyAccount, tx =>
      whoIsConcerned(tx, [...accounts.keys()], people, clock.now()),
    )
    const guests = new Set<Stream>()
    for (const { account, person, sees, isGuest } of concerned)
      for (const stream of byPerson.get(person) ?? []) {
        if (sees) tell(stream, 'account', { account, epoch: accounts.get(account) })
        if (isGuest) guests.add(stream)
      }
    for (const stream of guests) tell(stream, 'mine')
  }

  return {
    async open(person, session, response) {
      if (isClosed) return void response.end()
      const streams = all()
      const ofSession = streams.filter(stream => stream.session === session).length
      if (streams.length >= mostOfANode || ofSession >= mostOfASession) throw new Refusal('too-many-tries')
      const stream: Stream = { person, session, response, isBehind: false }
      byPerson.set(person, (byPerson.get(person) ?? new Set()).add(stream))
      response.on('close', () => forget(stream))
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
        'Referrer-Policy': 'same-origin',
        // nginx would gather what is to be told at once.
        'X-Accel-Buffering': 'no',
        Connection: 'close',
      })
      // Not all of them at the same moment, when a node goes down.
      write(stream, `retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`)
      if (timers.length === 0) {
        timers = [setInterval(beat, heartbeatMs), setInterval(() => void check(all()), checkMs)]
        for (const timer of timers) timer.unref()
      }
      // What ended between the look at the cookie and now was announced to nobody.
      await check([stream])
    },
    changed(account, epoch) {
      if (byPerson.size === 0 || (told.get(account) ?? 0) >= epoch) return
      if (told.size >= 10_000) told.clear()
      told.set(account, epoch)
      changed.set(account, epoch)
      if (!telling) void tellChanges()
    },
    personChanged(person) {
      const streams = [...(byPerson.get(person) ?? [])]
      void check(streams).then(() => {
        for (const stream of streams) if (!stream.response.writableEnded) tell(stream, 'mine')
      })
    },
    // Whoever connects anew reads everything anew; that covers whatever was missed.
    hearing: () => end(all()),
    check: () => check(all()),
    close() {
      isClosed = true
      end(all())
    },
  }
}

/** Why each of these sessions is over; null: it is not. */
async function readReasons(
  database: Kernel['database'],
  sessions: readonly string[],
  now: number,
): Promise<Map<string, string | null>> {
  const found = await database.within('', tx =>
    sql<{ id: string; reason: string | null }>`
      select s.id, case
        when p.deactivated_at is not null then 'person-deactivated'
        when s.ended_at is not null then s.ended_cause
        when s.expires_at <= ${new Date(now)} or s.last_seen_at <= ${new Date(now - idleForMs)} then 'expired'
      end as reason
      from people.sessions s join people.persons p on p.id = s.person_id
      where s.id = any (${[...sessions]}::uuid[])`.execute(tx),
  )
  return new Map(found.rows.map(row => [row.id, row.reason]))
}

/** `GET /api/v1/live`: server-sent events (WHATWG HTML §9.2) for a signed-in browser. */
export function serveLive(app: FastifyInstance, { kernel, url, live }: AppParts): void {
  app.route({
    method: 'GET',
    url: livePath,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      // A page of another site could hold a place that its visitor needs; it could not read what comes.
      const site = request.headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('other-site')
      // For browsers; a program with a key asks when it wants to know.
      if (request.headers.authorization !== undefined) throw new Refusal('not-signed-in')
      const caller = await identify(kernel, { cookie: request.cookies[sessionCookieName(url)] })
      if (!caller) throw new Refusal('not-signed-in')
      await live.open(caller.personId, sessionOf(caller).sessionId, reply.raw)
      return reply.hijack()
    },
  })
  app.addHook('preClose', async () => live.close())
}
