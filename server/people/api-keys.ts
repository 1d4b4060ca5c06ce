import { sql } from 'kysely'
import type { Scope } from '#contract/endpoint.ts'
import type { Via } from '#server/access/route.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { hashSecret, isSecret, newId, newSecret } from '#server/plumbing/ids.ts'
import type { Language } from './persons.ts'

/** So that scanners of code and logs can find a key that was lost. */
const prefix = 'einlass_'

export function isApiKey(text: string | undefined): text is string {
  return text?.startsWith(prefix) === true && isSecret(text.slice(prefix.length))
}

export type ApiKeyView = {
  id: string
  name: string
  tail: string
  scopes: Scope[]
  madeAt: string
  expiresAt: string
  lastUsedAt: string | null
  lastNetwork: string | null
  withdrawnAt: string | null
}

/** @returns the key itself, which is kept nowhere, and how it is listed */
export async function makeApiKey(
  tx: Tx,
  personId: string,
  wish: { name: string; scopes: readonly Scope[]; days: number },
  at: Date,
): Promise<{ key: string; apiKey: ApiKeyView }> {
  const key = prefix + newSecret()
  const id = newId(at.getTime())
  await tx
    .insertInto('people.api_keys')
    .values({
      id,
      person_id: personId,
      name: wish.name.trim(),
      secret_hash: hashSecret(key),
      tail: key.slice(-4),
      scopes: [...new Set(wish.scopes)],
      made_at: at,
      expires_at: new Date(at.getTime() + wish.days * 86_400_000),
    })
    .execute()
  const made = (await listApiKeys(tx, personId)).find(one => one.id === id)
  return { key, apiKey: made! }
}

/** Newest first; those that are over stay listed, so that one can see what they did last. */
export async function listApiKeys(tx: Tx, personId: string): Promise<ApiKeyView[]> {
  const rows = await tx
    .selectFrom('people.api_keys')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    tail: row.tail,
    scopes: row.scopes as Scope[],
    madeAt: row.made_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    lastNetwork: row.last_network,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  }))
}

/** @returns when it was withdrawn, perhaps earlier; undefined: the person has no such key */
export async function withdrawApiKey(
  tx: Tx,
  personId: string,
  keyId: string,
  at: Date,
): Promise<Date | undefined> {
  const rows = await sql<{ withdrawn_at: Date }>`
    update people.api_keys set withdrawn_at = coalesce(withdrawn_at, ${at})
    where id = ${keyId} and person_id = ${personId} returning withdrawn_at`.execute(tx)
  return rows.rows[0]?.withdrawn_at
}

/** Who acts by this key; its person must be active. Notes its use, at most once a minute. */
export async function findApiKey(
  tx: Tx,
  key: string,
  network: string | null,
  at: Date,
): Promise<{ personId: string; name: string; address: string; language: Language; via: Via } | undefined> {
  if (!isApiKey(key)) return undefined
  const found = await sql<{
    id: string
    person_id: string
    scopes: string[]
    last_used_at: Date | null
    name: string
    address: string
    language: Language
  }>`
    select k.id, k.person_id, k.scopes, k.last_used_at, p.name, p.address, p.language
    from people.api_keys k join people.persons p on p.id = k.person_id and p.deactivated_at is null
    where k.secret_hash = ${hashSecret(key)} and k.withdrawn_at is null and k.expires_at > ${at}`.execute(tx)
  const row = found.rows[0]
  if (!row) return undefined
  if (!row.last_used_at || at.getTime() - row.last_used_at.getTime() >= 60_000)
    await tx
      .updateTable('people.api_keys')
      .set({ last_used_at: at, last_network: network })
      .where('id', '=', row.id)
      .execute()
  return {
    personId: row.person_id,
    name: row.name,
    address: row.address,
    language: row.language,
    via: { by: 'key', keyId: row.id, scopes: row.scopes },
  }
}
