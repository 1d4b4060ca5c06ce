import { sign } from 'node:crypto'
import type { Static } from 'typebox'
import type { Receipt } from '#contract/proof.ts'
import { canonicalJson, type Json } from '#server/plumbing/canonical-json.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { Refusal } from '../refusal.ts'
import { type LedgerFact, readFactsOfGrant } from './read-facts.ts'
import { tellSecrets } from './tell-secrets.ts'
import { namesIn } from './tell-timeline.ts'
import {
  actor,
  type Names,
  tellArtefacts,
  tellAsked,
  tellDecided,
  tellNotConfirmed,
  tellSections,
  tellWitnesses,
} from './tell-visit.ts'

type Told = Static<typeof Receipt>
type ReceiptBody = { [key: string]: Json | undefined }

/**
 * The receipt of a grant: told from the ledger alone, never from the state it proves, and signed.
 * @param now epoch ms
 * @throws Refusal 'not-found'
 */
export async function makeReceipt(
  tx: Tx,
  keys: Keys,
  accountId: string,
  grantId: string,
  now: number,
): Promise<ReceiptBody & { signature: string }> {
  const facts = await readFactsOfGrant(tx, accountId, grantId)
  const opened = facts.find(fact => fact.kind === 'grant.opened' && fact.about.grant === grantId)
  if (!opened) throw new Refusal('not-found')
  const account = await tx
    .selectFrom('access.accounts')
    .select(['id', 'name', 'last_seq', 'last_hash', 'last_at'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const names = await namesIn(tx, facts)
  const state = tellState(opened, facts, grantId, names, now)
  const entries = tellEntries(facts, grantId, names)
  const artefacts = tellArtefacts(facts, names)
  const asked = tellAsked(facts, names)
  const body: ReceiptBody = {
    format: 'einlass-receipt-1',
    account: { id: account.id, name: account.name },
    grant: tellGrant(opened, facts, names),
    ...state,
    asked,
    decided: tellDecided(opened, facts, asked, names),
    entries,
    secrets: tellSecrets(facts, grantId, names, now),
    artefacts,
    sections: tellSections(facts, names),
    witnesses: tellWitnesses(facts.find(fact => fact.kind === 'grant.ended' && fact.about.grant === grantId)),
    notConfirmed: tellNotConfirmed({ ...state, entries, artefacts }),
    facts: facts.map(tellFact),
    ledger: {
      seq: account.last_seq,
      hash: account.last_hash.toString('hex'),
      at: (account.last_at ?? new Date(now)).toISOString(),
    },
    issuedAt: new Date(now).toISOString(),
    keyId: keys.signing.id,
    publicKey: JSON.stringify(keys.signing.jwk),
  }
  return {
    ...body,
    signature: sign(null, Buffer.from(canonicalJson(body)), keys.signing.privateKey).toString('base64url'),
  }
}

/** A fact in the form that its hash was made over, so that anybody can recompute it (see fact.ts). */
export function tellFact(fact: LedgerFact): { [key: string]: Json | undefined } {
  return {
    account: fact.accountId,
    seq: fact.seq,
    at: new Date(fact.at).toISOString(),
    kind: fact.kind,
    by: { person: fact.byPerson, rule: fact.byRule, behalfOf: fact.behalfOf },
    about: fact.about,
    data: fact.data,
    previous: fact.previous.toString('hex'),
    hash: fact.hash.toString('hex'),
  }
}

/** The end as it was moved last, as text; null: without end. */
function endOf(opened: LedgerFact, facts: readonly LedgerFact[]): string | null {
  const moved = facts
    .filter(fact => fact.kind === 'grant.end-moved' && fact.about.grant === opened.about.grant)
    .at(-1)
  return ((moved?.data.to ?? opened.data.endsAt) as string | undefined) ?? null
}

export function tellGrant(opened: LedgerFact, facts: readonly LedgerFact[], names: Names): Told['grant'] {
  const { data, about } = opened
  return {
    id: about.grant!,
    door: data.door as string,
    subject:
      data.subject === 'team'
        ? (names.get(data.team as string) ?? 'a team')
        : (names.get(about.person ?? '') ?? 'a person'),
    resource: about.resource ? (names.get(about.resource) ?? about.resource) : null,
    permissions: data.permissions as string[],
    beginsAt: data.beginsAt as string,
    endsAt: endOf(opened, facts),
    decidedBy: actor(opened, names),
    caseNumber: (data.caseNumber as string | undefined) ?? null,
    reason: (data.reason as string | undefined) ?? null,
  }
}

export function tellState(
  opened: LedgerFact,
  facts: readonly LedgerFact[],
  grantId: string,
  names: Names,
  now: number,
): { state: Told['state']; ending: Told['ending'] } {
  const ending = facts.find(fact => fact.kind === 'grant.ending' && fact.about.grant === grantId)
  const ended = facts.find(fact => fact.kind === 'grant.ended' && fact.about.grant === grantId)
  if (!ending) {
    // Over at its instant, whether or not anybody has written it down: a signed 'open' would be a lie by then.
    const endsAt = endOf(opened, facts)
    if (endsAt !== null && Date.parse(endsAt) <= now) {
      const by = 'rule: clock'
      return { state: 'ending', ending: { at: endsAt, cause: 'expired', by, note: null, confirmedAt: null } }
    }
    return { state: now < Date.parse(opened.data.beginsAt as string) ? 'scheduled' : 'open', ending: null }
  }
  return {
    state: ended ? 'ended' : 'ending',
    ending: {
      at: ending.data.endingAt as string,
      cause: ending.data.cause as string,
      // Who came to write it down is not who ended it.
      by: ending.data.cause === 'expired' ? 'rule: clock' : actor(ending, names),
      note: (ending.data.note as string | undefined) ?? null,
      confirmedAt: ended ? new Date(ended.at).toISOString() : null,
    },
  }
}

function tellEntries(facts: readonly LedgerFact[], grantId: string, names: Names): Told['entries'] {
  const ended = facts.find(fact => fact.kind === 'grant.ended' && fact.about.grant === grantId)
  const refused = new Set(
    ((ended?.data.witnesses ?? []) as { kind: string; id: string }[])
      .filter(witness => witness.kind === 'entry')
      .map(witness => witness.id),
  )
  return facts
    .filter(fact => fact.kind === 'entry.opened')
    .map(entry => {
      const closed = facts.find(
        fact => fact.kind === 'entry.closed' && fact.about.entry === entry.about.entry,
      )
      return {
        id: entry.about.entry!,
        person: names.get(entry.about.person ?? '') ?? 'a person',
        entrance: (entry.data.entrance as string | undefined) ?? null,
        network: (entry.data.network as string | undefined) ?? null,
        openedAt: new Date(entry.at).toISOString(),
        closedAt: (closed?.data.closedAt as string | undefined) ?? null,
        cause: (closed?.data.cause as string | undefined) ?? null,
        refusedAt: ended && refused.has(entry.about.entry!) ? new Date(ended.at).toISOString() : null,
      }
    })
}
