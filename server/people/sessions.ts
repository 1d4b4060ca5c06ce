import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import type { Language } from './persons.ts'

/** A sign-in lasts this long at most, ms. */
export const sessionLivesMs = 12 * 3_600_000

export type SignedIn = {
  sessionId: string
  personId: string
  name: string
  address: string
  language: Language
}

/** @returns the cookie's value; only its hash is kept */
export async function beginSession(
  tx: Tx,
  personId: string,
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
    name: string
    address: string
    language: Language
  }>`
    select s.id, s.person_id, p.name, p.address, p.language
    from people.sessions s join people.persons p on p.id = s.person_id and p.deactivated_at is null
    where s.token_hash = ${hashSecret(token)} and s.ended_at is null and s.expires_at > ${at}`.execute(tx)
  const row = found.rows[0]
  return (
    row && {
      sessionId: row.id,
      personId: row.person_id,
      name: row.name,
      address: row.address,
      language: row.language,
    }
  )
}

export async function endSession(
  tx: Tx,
  sessionId: string,
  cause: 'signed-out' | 'ended-by-person',
  at: Date,
): Promise<void> {
  await tx
    .updateTable('people.sessions')
    .set({ ended_at: at, ended_cause: cause })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

/** @returns how many were live */
export async function endSessionsOf(
  tx: Tx,
  personId: string,
  cause: 'password-changed' | 'person-deactivated',
  at: Date,
): Promise<number> {
  const ended = await tx
    .updateTable('people.sessions')
    .set({ ended_at: at, ended_cause: cause })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('id')
    .execute()
  return ended.length
}
