import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import type { Language } from './persons.ts'

/** A sign-in lasts this long at most, ms: a working day. */
export const sessionLivesMs = 12 * 3_600_000
/** And no longer than this after the last request, ms. An open page asks now and then by itself. */
export const idleForMs = 4 * 3_600_000

/** So long after a proof dangerous things can be done without another, ms. */
export const freshForMs = 10 * 60_000

export type Method = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'provider' | 'link'

export type SignedIn = {
  sessionId: string
  methods: readonly Method[]
  provedAt: Date
  expiresAt: Date
  personId: string
  name: string
  address: string
  language: Language
}

/** @returns the cookie's value; only its hash is kept */
export async function beginSession(
  tx: Tx,
  personId: string,
  methods: readonly Method[],
  from: { network: string | null; device: string | null },
  at: Date,
): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
  const token = newSecret()
  const sessionId = newId(at.getTime())
  const expiresAt = new Date(at.getTime() + sessionLivesMs)
  await tx
    .insertInto('people.sessions')
    .values({
      id: sessionId,
      person_id: personId,
      token_hash: hashSecret(token),
      begun_at: at,
      expires_at: expiresAt,
      last_seen_at: at,
      network: from.network,
      device: from.device,
      methods: [...methods],
      proved_at: at,
    })
    .execute()
  return { token, sessionId, expiresAt }
}

/** Who is signed in by this cookie. A session whose person is deactivated is not found, whoever forgot to end it. */
export async function findSession(tx: Tx, token: unknown, at: Date): Promise<SignedIn | undefined> {
  if (!isSecret(token)) return undefined
  const found = await sql<{
    id: string
    person_id: string
    methods: Method[]
    proved_at: Date
    expires_at: Date
    last_seen_at: Date
    name: string
    address: string
    language: Language
  }>`
    select s.id, s.person_id, s.methods, s.proved_at, s.expires_at, s.last_seen_at, p.name, p.address, p.language
    from people.sessions s join people.persons p on p.id = s.person_id and p.deactivated_at is null
    where s.token_hash = ${hashSecret(token)} and s.ended_at is null and s.expires_at > ${at}
      and s.last_seen_at > ${new Date(at.getTime() - idleForMs)}`.execute(tx)
  const row = found.rows[0]
  if (!row) return undefined
  // Once a minute is enough for "last seen", and spares a write at every request.
  if (at.getTime() - row.last_seen_at.getTime() >= 60_000)
    await tx.updateTable('people.sessions').set({ last_seen_at: at }).where('id', '=', row.id).execute()
  return {
    sessionId: row.id,
    methods: row.methods,
    provedAt: row.proved_at,
    expiresAt: row.expires_at,
    personId: row.person_id,
    name: row.name,
    address: row.address,
    language: row.language,
  }
}

export type SessionEnd =
  | 'signed-out'
  | 'ended-by-person'
  | 'ended-by-provider'
  | 'sign-in-changed'
  | 'password-changed'
  | 'person-deactivated'

/**
 * Marks sessions of a person as ended; from the commit on their cookies are refused.
 * @param which one of them, all but one, or all
 * @returns the ids of those that were live
 */
export async function markSessionsEnded(
  tx: Tx,
  personId: string,
  which: { only: string } | { allBut: string } | 'all',
  cause: SessionEnd,
  at: Date,
): Promise<string[]> {
  let query = tx
    .updateTable('people.sessions')
    .set({ ended_at: at, ended_cause: cause })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
  if (which !== 'all')
    query = 'only' in which ? query.where('id', '=', which.only) : query.where('id', '<>', which.allBut)
  const ended = await query.returning('id').execute()
  return ended.map(session => session.id)
}

/**
 * What a person proves anew counts from this instant on, and for a cookie of its own: whoever may have copied the old one
 * cannot do what is dangerous with it (OWASP ASVS 5.0, 7.2.4).
 * @returns the cookie's new value; undefined: the session has ended meanwhile
 */
export async function noteProof(tx: Tx, sessionId: string, at: Date): Promise<string | undefined> {
  const token = newSecret()
  const noted = await tx
    .updateTable('people.sessions')
    .set({ proved_at: at, token_hash: hashSecret(token) })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return noted && token
}

export type SessionView = {
  id: string
  device: string | null
  network: string | null
  methods: Method[]
  begunAt: Date
  lastSeenAt: Date
  expiresAt: Date
  liveEntries: number
}

/** Where a person is signed in, the latest seen first. The caller's scope must show entries of every account. */
export async function listSessions(tx: Tx, personId: string, at: Date): Promise<SessionView[]> {
  const rows = await sql<{
    id: string
    device: string | null
    network: string | null
    methods: Method[]
    begun_at: Date
    last_seen_at: Date
    expires_at: Date
    live_entries: number
  }>`
    select s.id, s.device, s.network, s.methods, s.begun_at, s.last_seen_at, s.expires_at,
      (select count(*) from access.entries e where e.session_id = s.id and e.closed_at is null and e.expires_at > ${at}) as live_entries
    from people.sessions s
    where s.person_id = ${personId} and s.ended_at is null and s.expires_at > ${at}
      and s.last_seen_at > ${new Date(at.getTime() - idleForMs)}
    order by s.last_seen_at desc, s.begun_at desc limit 200`.execute(tx)
  return rows.rows.map(row => ({
    id: row.id,
    device: row.device && nameDevice(row.device),
    network: row.network,
    methods: row.methods,
    begunAt: row.begun_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    liveEntries: row.live_entries,
  }))
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\/|\bChromium\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** How a browser names itself (RFC 9110 §10.1.5), in words: good enough to tell one's own devices apart, and no proof. */
export function nameDevice(userAgent: string): string {
  const find = (list: typeof browsers) => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  const named = [find(browsers), find(systems)].filter(Boolean).join(' · ')
  return named || userAgent.slice(0, 60)
}
