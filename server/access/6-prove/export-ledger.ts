import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { readFacts } from './read-facts.ts'
import { tellFact } from './receipt.ts'

/** The whole ledger of an account as a document that `einlass verify FILE` checks offline, with nothing but Node. */
export async function exportLedger(tx: Tx, accountId: string, keys: Keys, now: number) {
  const account = await tx
    .selectFrom('access.accounts')
    .select(['id', 'name'])
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
  return {
    format: 'einlass-ledger-1' as const,
    account,
    exportedAt: new Date(now).toISOString(),
    publicKey: JSON.stringify(keys.signing.jwk),
    facts,
    checkpoints: checkpoints.map(checkpoint => ({
      on: checkpoint.on_date,
      seq: checkpoint.seq,
      hash: checkpoint.hash.toString('hex'),
      signedAt: checkpoint.signed_at.toISOString(),
      keyId: checkpoint.key_id,
      signature: checkpoint.signature.toString('base64url'),
    })),
  }
}
