import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import { newId } from '../ids.ts'
import type { Vault } from './open-vault.ts'
import { type SecretName, sealValue } from './seal-value.ts'

/**
 * Keeps a value that has to be read again. One that is there already under the same keeper and name is destroyed; of
 * several that keep the same at once, the last one stays.
 * @returns the id of its row
 * @throws VaultIsShut
 */
export async function keepSecret(
  tx: Tx,
  vault: Vault,
  { value, ...secret }: SecretName & { value: Buffer | string },
  at: Date,
): Promise<string> {
  const { accountId, keeper, name } = secret
  const place = JSON.stringify(['secret', accountId, keeper, name])
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(tx)
  await tx
    .updateTable('plumbing.secrets')
    .set({ key_id: null, wrapped_key: null, sealed: null, destroyed_at: at })
    .where('account_id', '=', accountId)
    .where('keeper', '=', keeper)
    .where('name', '=', name)
    .where('destroyed_at', 'is', null)
    .execute()
  const id = newId(at.getTime())
  const dataKey = randomBytes(32)
  try {
    const sealed = sealValue(dataKey, Buffer.from(value), id, secret)
    // Once more for each rotation that began between reading the key and writing the row.
    for (;;) {
      const key = await vault.currentKey(tx, at)
      const wrapped = key.wrap(id, dataKey)
      key.forget()
      // The lock on the key lasts until the end of the transaction: a rotation waits for it before it looks what is
      // still under the old key, so that it never destroys a key from under a row that is only just being written.
      const { numAffectedRows } = await sql`
        insert into plumbing.secrets (id, account_id, keeper, name, key_id, wrapped_key, sealed, made_at)
        select ${id}::uuid, ${accountId}::uuid, ${keeper}::text, ${name}::text, k.id, ${wrapped}::bytea, ${sealed}::bytea,
          ${at}::timestamptz
        from plumbing.vault_keys k where k.id = ${key.id} and k.retired_at is null for key share of k`.execute(
        tx,
      )
      if (numAffectedRows === 1n) return id
    }
  } finally {
    dataKey.fill(0)
  }
}
