import type { Tx } from '#server/plumbing/database.ts'
import { destroySecrets } from '#server/plumbing/vault/destroy-secrets.ts'
import { keepSecret } from '#server/plumbing/vault/keep-secret.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'

type Of = { accountId: string; recordingId: string }

// In the vault, so that a rotation of its keys covers recordings too, and destroying one secret destroys a recording.
const nameOf = ({ accountId, recordingId }: Of) => ({
  accountId,
  keeper: `recording:${recordingId}`,
  name: 'key',
})

export async function keepKey(tx: Tx, vault: Vault, of: Of, key: Buffer, at: Date): Promise<void> {
  await keepSecret(tx, vault, { ...nameOf(of), value: key }, at)
}

/** @returns undefined: destroyed, and nobody can read the recording any more */
export function readKey(tx: Tx, vault: Vault, of: Of): Promise<Buffer | undefined> {
  return readSecret(tx, vault, nameOf(of))
}

export async function destroyKey(tx: Tx, of: Of, at: Date): Promise<void> {
  const { accountId, keeper } = nameOf(of)
  await destroySecrets(tx, { accountId, keeper }, at)
}
