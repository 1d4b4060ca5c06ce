import type { Tx } from '../database.ts'
import { type Vault, VaultIsShut } from './open-vault.ts'
import { type SecretName, unsealValue } from './seal-value.ts'

/**
 * The value of a secret. What comes back does not show itself in logs and errors; `toString()` says it.
 * @returns undefined: never kept, or destroyed
 * @throws VaultIsShut, or Error with a sentence when the row is not the one that was written
 */
export async function readSecret(tx: Tx, vault: Vault, secret: SecretName): Promise<Buffer | undefined> {
  // The key comes in the same statement: a rotation between two would have taken it away.
  const row = await tx
    .selectFrom('plumbing.secrets as secret')
    .innerJoin('plumbing.vault_keys as key', 'key.id', 'secret.key_id')
    .select(['secret.id', 'secret.wrapped_key', 'secret.sealed', 'key.id as key_id', 'key.sealed_key'])
    .where('secret.account_id', '=', secret.accountId)
    .where('secret.keeper', '=', secret.keeper)
    .where('secret.name', '=', secret.name)
    .where('secret.destroyed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  let dataKey: Buffer | undefined
  try {
    const key = vault.openKey(row.key_id, row.sealed_key!)
    try {
      dataKey = key.unwrap(row.id, row.wrapped_key!)
    } finally {
      key.forget()
    }
    return unsealValue(dataKey, row.sealed!, row.id, secret)
  } catch (error) {
    if (error instanceof VaultIsShut) throw error
    // Without its cause: what a cipher says about bytes belongs to nobody.
    throw new Error(`The secret ${row.id} cannot be opened: its row is not the one that was written.`)
  } finally {
    dataKey?.fill(0)
  }
}
