import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'
import type { Fact } from '../fact.ts'
import { firstHash, hashFact } from '../fact.ts'
import type { tellFact } from './receipt.ts'
import { checkpointText } from './verify.ts'

type ToldFact = ReturnType<typeof tellFact>
type Ledger = {
  format: 'einlass-ledger-1'
  account: { id: string; name: string }
  publicKey: string
  facts: ToldFact[]
  checkpoints: { on: string; seq: number; hash: string; signature: string }[]
}
type Receipt = {
  format: 'einlass-receipt-1'
  publicKey: string
  signature: string
  facts: ToldFact[]
  ledger: { seq: number }
}

export type DocumentVerdict = { intact: boolean; says: string }

/**
 * Checks an exported ledger or a receipt with nothing but the document itself. Whose key is in it, the reader must know:
 * it is printed, and the desk publishes it at /.well-known/jwks.json.
 */
export function checkDocument(document: unknown): DocumentVerdict {
  const { format } = (document ?? {}) as { format?: unknown }
  if (format === 'einlass-ledger-1') return checkLedger(document as Ledger)
  if (format === 'einlass-receipt-1') return checkReceipt(document as Receipt)
  return { intact: false, says: 'This is neither a ledger nor a receipt of Einlass.' }
}

function checkLedger(ledger: Ledger): DocumentVerdict {
  let hash: Buffer = firstHash
  const at = new Map<number, string>()
  for (const [index, told] of ledger.facts.entries()) {
    const isNext = told.seq === index + 1 && told.previous === hash.toString('hex')
    const computed = hashFact(readTold(told), hash)
    if (!isNext || computed.toString('hex') !== told.hash)
      return { intact: false, says: `BROKEN: fact ${index + 1} does not fit its predecessor or was changed.` }
    hash = computed
    at.set(index + 1, told.hash as string)
  }
  const key = createPublicKey({ key: JSON.parse(ledger.publicKey) as JsonWebKey, format: 'jwk' })
  for (const checkpoint of ledger.checkpoints) {
    const text = checkpointText({
      accountId: ledger.account.id,
      onDate: checkpoint.on,
      seq: checkpoint.seq,
      hash: Buffer.from(checkpoint.hash, 'hex'),
    })
    if (
      at.get(checkpoint.seq) !== checkpoint.hash ||
      !verify(null, text, key, Buffer.from(checkpoint.signature, 'base64url'))
    ) {
      return { intact: false, says: `BROKEN: the checkpoint of ${checkpoint.on} does not fit the chain.` }
    }
  }
  return {
    intact: true,
    says: `Intact: ${ledger.facts.length} facts of "${ledger.account.name}" in one chain, ${ledger.checkpoints.length} signed checkpoints. Key: ${ledger.publicKey}`,
  }
}

function checkReceipt(receipt: Receipt): DocumentVerdict {
  const { signature, ...rest } = receipt
  const key = createPublicKey({ key: JSON.parse(receipt.publicKey) as JsonWebKey, format: 'jwk' })
  if (
    !verify(
      null,
      Buffer.from(canonicalJson(rest as unknown as Json)),
      key,
      Buffer.from(signature, 'base64url'),
    )
  )
    return { intact: false, says: 'BROKEN: the signature does not fit the receipt.' }
  for (const told of receipt.facts) {
    if (hashFact(readTold(told), Buffer.from(told.previous as string, 'hex')).toString('hex') !== told.hash)
      return { intact: false, says: `BROKEN: fact ${told.seq} was changed.` }
  }
  return {
    intact: true,
    says: `Intact: signed, ${receipt.facts.length} facts unchanged. Key: ${receipt.publicKey}`,
  }
}

function readTold(told: ToldFact): Fact {
  const by = told.by as { person: string | null; rule: string | null; behalfOf: string | null }
  return {
    accountId: told.account as string,
    seq: told.seq as number,
    at: Date.parse(told.at as string),
    kind: told.kind as Fact['kind'],
    byPerson: by.person,
    byRule: by.rule,
    behalfOf: by.behalfOf,
    about: told.about as Fact['about'],
    data: told.data as Fact['data'],
  }
}
