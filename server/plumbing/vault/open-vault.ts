import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '../database.ts'
import { newId } from '../ids.ts'
import type { Keys } from '../keys.ts'
import { seal, unseal } from '../seal.ts'

/** A key of the vault in the hands of one call. Its bytes are behind functions: whoever prints it sees none. */
export type VaultKey = {
  id: string
  wrap(secretId: string, dataKey: Buffer): Buffer
  /** @throws Error when it was wrapped under another key, for another secret, or was changed */
  unwrap(secretId: string, wrapped: Buffer): Buffer
  /** Overwrites it in memory. */
  forget(): void
}

/**
 * Opens the keys of the vault. They are read from the database with what is sealed under them and forgotten after each
 * call: unsealing one costs less than a tenth of a millisecond, and a memory of them could be older than the database,
 * or hold a key that a rotation has destroyed.
 */
export type Vault = {
  /** The key under which new secrets are kept; the very first is made, in a transaction of its own. */
  currentKey(tx: Tx, at: Date): Promise<VaultKey>
  /** @throws VaultIsShut */
  openKey(id: string, sealedKey: Buffer): VaultKey
  /** A new key as it is written down: sealed, and nowhere else. */
  makeKey(at: Date): { id: string; sealed_key: Buffer; made_at: Date }
}

/** The master key of this desk is not the one under which the vault was sealed. */
export class VaultIsShut extends Error {
  constructor() {
    super(
      'The vault cannot be opened: its keys were sealed under another master key than the one given here (EINLASS_KEY, or master.key in the data directory).',
    )
    this.name = 'VaultIsShut'
  }
}

/** @param database of the desk, for the very first key */
export function openVault(database: Database, keys: Keys): Vault {
  const master = keys.derive('vault')

  const readCurrent = (tx: Tx) =>
    tx
      .selectFrom('plumbing.vault_keys')
      .select(['id', 'sealed_key'])
      .where('retired_at', 'is', null)
      .executeTakeFirst()

  const makeKey = (at: Date) => {
    const key = randomBytes(32)
    const id = newId(at.getTime())
    const made = { id, sealed_key: seal(master, key, id), made_at: at }
    key.fill(0)
    return made
  }

  const openKey = (id: string, sealedKey: Buffer): VaultKey => {
    let key: Buffer
    try {
      key = unseal(master, sealedKey, id)
    } catch {
      throw new VaultIsShut()
    }
    // Which key and which secret: a wrapped key in another row opens nothing.
    const bound = (secretId: string) => JSON.stringify([id, secretId])
    return {
      id,
      wrap: (secretId, dataKey) => seal(key, dataKey, bound(secretId)),
      unwrap: (secretId, wrapped) => unseal(key, wrapped, bound(secretId)),
      forget: () => void key.fill(0),
    }
  }

  return {
    openKey,
    makeKey,
    async currentKey(tx, at) {
      let current = await readCurrent(tx)
      if (!current) {
        // In a transaction of its own: other nodes must not wait for the end of ours. Of several that make the first
        // key at once, the database takes one.
        await database.within('', own =>
          own
            .insertInto('plumbing.vault_keys')
            .values(makeKey(at))
            .onConflict(conflict => conflict.doNothing())
            .execute(),
        )
        current = await readCurrent(tx)
      }
      if (!current?.sealed_key) throw new Error('The vault has no key, although one was made.')
      return openKey(current.id, current.sealed_key)
    },
  }
}
