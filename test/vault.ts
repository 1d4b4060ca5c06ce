// A vault on a database of its own, as one or several nodes have it.
import type pg from 'pg'
import { openDatabase } from '#server/plumbing/database.ts'
import { deriveKeys } from '#server/plumbing/keys.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import { openVault, type Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import type { SecretName } from '#server/plumbing/vault/seal-value.ts'
import { asOwner, makeDatabase, readPrepared, testKey } from './database.ts'
import { monday } from './desk.ts'

export type Node = Awaited<ReturnType<typeof openTestVault>>['first']

export async function openTestVault() {
  const { template, cast } = readPrepared()
  const made = await makeDatabase(template)
  const closing: (() => Promise<void>)[] = []
  const openNode = (master = testKey) => {
    const database = openDatabase(made.runtimeUrl, () => undefined)
    closing.push(() => database.close())
    const vault = openVault(database, deriveKeys(master))
    return {
      database,
      vault,
      keep: (secret: SecretName & { value: Buffer | string }, using: Vault = vault, at = new Date(monday)) =>
        database.within(secret.accountId, tx => keepSecret(tx, using, secret, at)),
      read: (secret: SecretName) => database.within(secret.accountId, tx => readSecret(tx, vault, secret)),
    }
  }
  return {
    ...made,
    /** Two tenants of the cast. */
    olga: cast.accounts['olga']!,
    noor: cast.accounts['noor']!,
    first: openNode(),
    openNode,
    sql: <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      asOwner(made.ownerUrl, async client => (await client.query<T>(text, values)).rows),
    async close() {
      for (const close of closing) await close()
      await made.drop()
    },
  }
}
