import { verify as verifySignature } from 'node:crypto'
import { canonicalJson } from '#server/plumbing/canonical-json.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { firstHash, hashFact } from '../fact.ts'
import { type LedgerFact, readFacts } from './read-facts.ts'

/** Where a chain is broken: the position of the first fact that does not fit, or null. Facts in order, from `seq` on. */
export function findBreak(facts: readonly LedgerFact[], from: { seq: number; hash: Buffer }): number | null {
  let { seq, hash } = from
  for (const fact of facts) {
    seq += 1
    if (fact.seq !== seq || !fact.previous.equals(hash) || !hashFact(fact, hash).equals(fact.hash))
      return fact.seq
    hash = fact.hash
  }
  return null
}

/** What a checkpoint signs: the head of a chain on a day. */
export function checkpointText(of: { accountId: string; onDate: string; seq: number; hash: Buffer }): Buffer {
  return Buffer.from(
    canonicalJson({
      what: 'einlass-checkpoint-1',
      account: of.accountId,
      on: of.onDate,
      seq: of.seq,
      hash: of.hash.toString('hex'),
    }),
  )
}

export type Verified = { facts: number; brokenAt: number | null; checkpoints: number; head: Buffer }

/** Recomputes the whole chain of an account and checks every checkpoint against it and against the key. */
export async function verifyLedger(tx: Tx, accountId: string, keys: Keys): Promise<Verified> {
  const checkpoints = await tx
    .selectFrom('access.checkpoints')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('seq')
    .execute()
  const head = await tx
    .selectFrom('access.accounts')
    .select(['last_seq', 'last_hash'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const at = new Map<number, Buffer>([[0, firstHash]])
  const wanted = new Set(checkpoints.map(checkpoint => checkpoint.seq))
  let from: { seq: number; hash: Buffer } = { seq: 0, hash: firstHash }
  for (;;) {
    const facts = await readFacts(tx, accountId, from.seq, 1_000)
    const brokenAt = findBreak(facts, from)
    if (brokenAt !== null)
      return { facts: from.seq, brokenAt, checkpoints: checkpoints.length, head: from.hash }
    for (const fact of facts) if (wanted.has(fact.seq)) at.set(fact.seq, fact.hash)
    const last = facts.at(-1)
    if (!last) break
    from = { seq: last.seq, hash: last.hash }
  }
  // A chain that is shorter than what the account remembers lost its newest facts.
  if (from.seq !== head.last_seq || !from.hash.equals(head.last_hash))
    return { facts: from.seq, brokenAt: from.seq + 1, checkpoints: checkpoints.length, head: from.hash }
  for (const checkpoint of checkpoints) {
    const hash = at.get(checkpoint.seq)
    const isSigned = verifySignature(
      null,
      checkpointText({ accountId, onDate: checkpoint.on_date, seq: checkpoint.seq, hash: checkpoint.hash }),
      keys.signing.publicKey,
      checkpoint.signature,
    )
    if (!hash?.equals(checkpoint.hash) || !isSigned)
      return { facts: from.seq, brokenAt: checkpoint.seq, checkpoints: checkpoints.length, head: from.hash }
  }
  return { facts: from.seq, brokenAt: null, checkpoints: checkpoints.length, head: from.hash }
}
