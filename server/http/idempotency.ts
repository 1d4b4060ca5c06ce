import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal } from '#server/access/refusal.ts'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'
import type { Database } from '#server/plumbing/database.ts'

/**
 * Answers a repeated POST with what the first one answered (draft-ietf-httpapi-idempotency-key-header). A refused first
 * one is forgotten, so that it can be tried again; one that died with its process is forgotten after a minute.
 * @param caller whose key it is: two people may use the same one
 * @throws Refusal 'idempotency-key-reused', 'idempotency-key-in-progress', 'invalid-input'
 */
export async function once(
  database: Database,
  given: { caller: string; key: unknown; operation: string; input: Json },
  at: Date,
  work: () => Promise<{ status: number; body: unknown }>,
): Promise<{ status: number; body: unknown; repeated: boolean }> {
  if (given.key === undefined) return { ...(await work()), repeated: false }
  if (typeof given.key !== 'string' || given.key.length < 1 || given.key.length > 200)
    throw new Refusal('invalid-input', { field: 'Idempotency-Key' })
  const hash = createHash('sha256')
    .update(canonicalJson([given.operation, given.input]))
    .digest()
  const id = { caller: given.caller, key: given.key }
  const taken = await database.within('', async tx => {
    await tx
      .deleteFrom('plumbing.idempotent_answers')
      .where('caller', '=', id.caller)
      .where('key', '=', id.key)
      .where('status', 'is', null)
      .where('made_at', '<', new Date(at.getTime() - 60_000))
      .execute()
    const mine =
      await sql`insert into plumbing.idempotent_answers (caller, key, operation, request_hash, made_at)
      values (${id.caller}, ${id.key}, ${given.operation}, ${hash}, ${at}) on conflict do nothing returning key`.execute(
        tx,
      )
    if (mine.rows.length > 0) return undefined
    return tx
      .selectFrom('plumbing.idempotent_answers')
      .selectAll()
      .where('caller', '=', id.caller)
      .where('key', '=', id.key)
      .executeTakeFirst()
  })
  if (taken) {
    if (!taken.request_hash.equals(hash)) throw new Refusal('idempotency-key-reused')
    if (taken.status === null) throw new Refusal('idempotency-key-in-progress')
    return { status: taken.status, body: taken.body, repeated: true }
  }
  try {
    const answer = await work()
    await database.within('', tx =>
      tx
        .updateTable('plumbing.idempotent_answers')
        .set({ status: answer.status, body: JSON.stringify(answer.body) })
        .where('caller', '=', id.caller)
        .where('key', '=', id.key)
        .execute(),
    )
    return { ...answer, repeated: false }
  } catch (error) {
    await database
      .within('', tx =>
        tx
          .deleteFrom('plumbing.idempotent_answers')
          .where('caller', '=', id.caller)
          .where('key', '=', id.key)
          .execute(),
      )
      .catch(() => undefined)
    throw error
  }
}

export async function forgetOldAnswers(database: Database, now: number): Promise<void> {
  await database.within('', tx =>
    tx
      .deleteFrom('plumbing.idempotent_answers')
      .where('made_at', '<', new Date(now - 86_400_000))
      .execute(),
  )
}
