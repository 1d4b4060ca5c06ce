import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import type { Static } from 'typebox'
import type { Evidence } from '#contract/evidence.ts'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'
import { type Fact, firstHash, hashFact } from '../fact.ts'
import { count, visitText } from './export-evidence.ts'
import type { LedgerFact } from './read-facts.ts'
import { tellFact } from './receipt.ts'
import { paperText, readAttachment, splitPaper } from './sign-paper.ts'
import { checkpointText } from './verify.ts'

type ToldFact = ReturnType<typeof tellFact>
type Signed = { publicKey: string; signature: string; facts: ToldFact[] }
type Ledger = Signed & {
  format: 'einlass-ledger-1'
  account: { id: string; name: string }
  head: { seq: number; hash: string }
  checkpoints: { on: string; seq: number; hash: string; signature: string }[]
}
type Receipt = Signed & { format: 'einlass-receipt-1' }
type AnEvidence = Static<typeof Evidence>

export type DocumentVerdict = { intact: boolean; says: string }

/**
 * Checks an exported ledger or a receipt with nothing but the document itself. Whose key is in it, the reader must know:
 * it is printed, and the desk publishes it at /.well-known/jwks.json. What cannot even be read is not intact.
 */
export function checkDocument(document: unknown): DocumentVerdict {
  const { format } = (document ?? {}) as { format?: unknown }
  try {
    if (format === 'einlass-ledger-1') return checkLedger(document as Ledger)
    if (format === 'einlass-receipt-1') return checkReceipt(document as Receipt)
    if (format === 'einlass-evidence-1') return checkEvidence(document as AnEvidence)
  } catch (error) {
    return broken(
      `it cannot be read as what it says it is (${error instanceof Error ? error.message : error}).`,
    )
  }
  return { intact: false, says: 'This is no ledger, receipt or evidence of Einlass.' }
}

/** Checks what was downloaded: JSON, or a PDF with the receipt in it. What is neither is not intact. */
export function checkFile(file: Buffer): DocumentVerdict {
  if (file.subarray(0, 5).toString('latin1') === '%PDF-') return checkPaper(file)
  let document: unknown
  try {
    document = JSON.parse(file.toString('utf8'))
  } catch {
    return { intact: false, says: 'This is no ledger, receipt or evidence of Einlass.' }
  }
  return checkDocument(document)
}

/** Both count: the receipt that is attached, and that the pages are those which were signed with its key. */
function checkPaper(file: Buffer): DocumentVerdict {
  const paper = splitPaper(file)
  let receipt: Receipt
  try {
    receipt = JSON.parse(readAttachment(paper?.pdf ?? file)) as Receipt
  } catch (error) {
    return broken(
      error instanceof SyntaxError
        ? 'the receipt attached to it is damaged.'
        : `${(error as Error).message}.`,
    )
  }
  const verdict = checkDocument(receipt)
  if (!verdict.intact) return verdict
  if (receipt.format !== 'einlass-receipt-1') return broken('what is attached to it is no receipt.')
  if (!paper || !verifies(paperText(paper.pdf), readKey(receipt), paper.signature))
    return broken(
      'the pages are not those that were issued. The receipt attached to the file is intact: save it and read that.',
    )
  return { intact: true, says: `${verdict.says} The pages are those that were issued with it.` }
}

function checkLedger(ledger: Ledger): DocumentVerdict {
  const key = readKey(ledger)
  let hash: Buffer = firstHash
  const at = new Map<number, string>()
  for (const [index, told] of ledger.facts.entries()) {
    const fits =
      told.seq === index + 1 && told.account === ledger.account.id && told.previous === hash.toString('hex')
    if (!fits || !isUnchanged(told))
      return broken(`fact ${index + 1} does not fit its predecessor or was changed.`)
    hash = Buffer.from(told.hash as string, 'hex')
    at.set(index + 1, told.hash as string)
  }
  for (const checkpoint of ledger.checkpoints) {
    const text = checkpointText({
      accountId: ledger.account.id,
      onDate: checkpoint.on,
      seq: checkpoint.seq,
      hash: Buffer.from(checkpoint.hash, 'hex'),
    })
    if (at.get(checkpoint.seq) !== checkpoint.hash || !verifies(text, key, checkpoint.signature))
      return broken(`the checkpoint of ${checkpoint.on} does not fit the chain.`)
  }
  if (ledger.head.seq !== ledger.facts.length || ledger.head.hash !== hash.toString('hex'))
    return broken(
      `the ledger had ${ledger.head.seq} facts when it was exported, here are ${ledger.facts.length}.`,
    )
  // The chain vouches for the facts, the head for the chain: the rest of the document is what is left to sign.
  const { facts: _, ...rest } = ledger
  if (!isSigned(rest, key)) return broken('the signature does not fit the ledger.')
  return {
    intact: true,
    says: `Intact: ${ledger.facts.length} facts of "${ledger.account.name}" in one chain, ${ledger.checkpoints.length} signed checkpoints. Key: ${ledger.publicKey}`,
  }
}

function checkReceipt(receipt: Receipt): DocumentVerdict {
  if (!isSigned(receipt, readKey(receipt))) return broken('the signature does not fit the receipt.')
  for (const told of receipt.facts)
    if (!isUnchanged(told)) return broken(`fact ${String(told.seq)} was changed.`)
  return {
    intact: true,
    says: `Intact: signed, ${receipt.facts.length} facts unchanged. Key: ${receipt.publicKey}`,
  }
}

function checkEvidence({ visits, ...rest }: AnEvidence): DocumentVerdict {
  const hash = createHash('sha256')
  const totals: AnEvidence['totals'] = { visits: 0, entries: 0, notConfirmed: 0, requirements: {} }
  for (const visit of visits) {
    hash.update(visitText(visit))
    count(totals, visit)
  }
  if (hash.digest('hex') !== rest.visitsHash) return broken('the accesses were changed.')
  if (canonicalJson(totals) !== canonicalJson(rest.totals)) return broken('the sums were changed.')
  if (!isSigned(rest, readKey(rest))) return broken('the signature does not fit the evidence.')
  return {
    intact: true,
    says: `Intact: signed, ${visits.length} accesses of "${rest.account.name}" from ${rest.from} to ${rest.to}. Key: ${rest.publicKey}`,
  }
}

function broken(why: string): DocumentVerdict {
  return { intact: false, says: `BROKEN: ${why}` }
}

function readKey({ publicKey }: Pick<Signed, 'publicKey'>): KeyObject {
  return createPublicKey({ key: JSON.parse(publicKey) as JsonWebKey, format: 'jwk' })
}

function isSigned({ signature, ...rest }: { signature: string }, key: KeyObject): boolean {
  return verifies(Buffer.from(canonicalJson(rest as unknown as Json)), key, signature)
}

/** In its one spelling: a decoder forgives signs that mean nothing, and a changed document would pass for unchanged. */
function verifies(text: Buffer, key: KeyObject, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  return bytes.toString('base64url') === signature && verify(null, text, key, bytes)
}

/** Its hash is the hash of what it says, and it says nothing else: a second spelling of an instant is a change too. */
function isUnchanged(told: ToldFact): boolean {
  const fact = readTold(told)
  return (
    canonicalJson(tellFact(fact)) === canonicalJson(told) && hashFact(fact, fact.previous).equals(fact.hash)
  )
}

function readTold(told: ToldFact): LedgerFact {
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
    previous: Buffer.from(told.previous as string, 'hex'),
    hash: Buffer.from(told.hash as string, 'hex'),
  }
}
