import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { type Vault, VaultIsShut } from './open-vault.ts'

/**
 * When the master key is lost for good: destroys what nobody can read any more, so that the vault can be used again.
 * Keys that can be opened, and what is under them, stay.
 * @param forGood false: only counts
 * @returns how many secrets cannot be read, and whether there is a key that cannot be opened
 */
export async function abandonKeys(
  database: Database,
  vault: Vault,
  at: Date,
  forGood: boolean,
): Promise<{ secrets: number; isShut: boolean }> {
  return database.within('*', async tx => {
    await sql`select pg_advisory_xact_lock(hashtext('einlass vault keys'))`.execute(tx)
    const keys = await tx
      .selectFrom('plumbing.vault_keys')
      .select(['id', 'sealed_key'])
      .where('destroyed_at', 'is', null)
      .execute()
    const shut = keys.filter(key => !canOpen(vault, key.id, key.sealed_key!)).map(key => key.id)
    if (shut.length === 0) return { secrets: 0, isShut: false }
    const under = await tx
      .selectFrom('plumbing.secrets')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('key_id', 'in', shut)
      .where('destroyed_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (!forGood) return { secrets: under.count, isShut: true }
    // First the keys: whoever is still writing under one of them is waited for, and nobody begins to.
    await tx.selectFrom('plumbing.vault_keys').select('id').where('id', 'in', shut).forUpdate().execute()
    const { numUpdatedRows } = await tx
      .updateTable('plumbing.secrets')
      .set({ key_id: null, wrapped_key: null, sealed: null, destroyed_at: at })
      .where('key_id', 'in', shut)
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('plumbing.vault_keys')
      .set(eb => ({
        sealed_key: null,
        retired_at: eb.fn.coalesce('retired_at', eb.val(at)),
        destroyed_at: at,
      }))
      .where('id', 'in', shut)
      .execute()
    return { secrets: Number(numUpdatedRows), isShut: true }
  })
}

function canOpen(vault: Vault, id: string, sealedKey: Buffer): boolean {
  try {
    vault.openKey(id, sealedKey).forget()
    return true
  } catch (error) {
    if (error instanceof VaultIsShut) return false
    throw error
  }
}
