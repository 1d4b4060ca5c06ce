import { sign } from 'node:crypto'
import { canonicalJson } from '#server/plumbing/canonical-json.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { readFacts } from './read-facts.ts'
import { tellFact } from './receipt.ts'

/**
 * The whole ledger of an account as a document that `einlass verify FILE` checks offline. The chain alone would not show
 * that its newest facts were cut off, so what the account knows of its head is signed with the rest.
 */
export async function exportLedger(tx: Tx, accountId: string, keys: Keys, now: number) {
  const account = await tx
    .selectFrom('access.accounts')
    .select(['id', 'name', 'last_seq', 'last_hash'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const checkpoints = await tx
    .selectFrom('access.checkpoints')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('seq')
    .execute()
  const facts: ReturnType<typeof tellFact>[] = []
  for (let after = 0; ; ) {
    const batch = await readFacts(tx, accountId, after, 1_000)
    facts.push(...batch.map(tellFact))
    const last = batch.at(-1)
    if (!last) break
    after = last.seq
  }
  const rest = {
    format: 'einlass-ledger-1' as const,
    account: { id: account.id, name: account.name },
    exportedAt: new Date(now).toISOString(),
    publicKey: JSON.stringify(keys.signing.jwk),
    head: { seq: account.last_seq, hash: account.last_hash.toString('hex') },
    checkpoints: checkpoints.map(checkpoint => ({
      on: checkpoint.on_date,
      seq: checkpoint.seq,
      hash: checkpoint.hash.toString('hex'),
      signedAt: checkpoint.signed_at.toISOString(),
      keyId: checkpoint.key_id,
      signature: checkpoint.signature.toString('base64url'),
    })),
  }
  const signature = sign(null, Buffer.from(canonicalJson(rest)), keys.signing.privateKey)
  return { ...rest, facts, signature: signature.toString('base64url') }
}
