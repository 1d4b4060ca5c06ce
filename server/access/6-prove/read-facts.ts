import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import type { Fact, FactKind } from '../fact.ts'

/** A fact as it stands in the ledger, with the links of its chain. */
export type LedgerFact = Fact & { previous: Buffer; hash: Buffer }

export type FactRow = {
  account_id: string
  seq: number
  at: Date
  kind: string
  by_person: string | null
  by_rule: string | null
  behalf_of: string | null
  grant_id: string | null
  artefact_id: string | null
  entry_id: string | null
  request_id: string | null
  resource_id: string | null
  person_id: string | null
  data: unknown
  prev_hash: Buffer
  hash: Buffer
}

/** Facts of an account in the order of the chain. @param after position to start behind */
export async function readFacts(
  tx: Tx,
  accountId: string,
  after: number,
  limit: number,
): Promise<LedgerFact[]> {
  const rows = await tx
    .selectFrom('access.facts')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(toFact)
}

/** Everything about one grant, in the order of the chain. */
export async function readFactsOfGrant(tx: Tx, accountId: string, grantId: string): Promise<LedgerFact[]> {
  const about = await aboutGrant(tx, accountId, grantId)
  const rows = await tx
    .selectFrom('access.facts')
    .selectAll()
    .where('account_id', '=', accountId)
    .where(about)
    .orderBy('seq')
    .execute()
  return rows.map(toFact)
}

/**
 * A grant's story has its request before it, its entries in it and its artefacts around it; their facts name their own
 * ids. The ids are read first, so that each part of the condition is a look into an index.
 */
export async function aboutGrant(tx: Tx, accountId: string, grantId: string) {
  const ids = async (query: ReturnType<typeof sql<{ id: string }>>) =>
    (await query.execute(tx)).rows.map(row => row.id)
  const entries = await ids(
    sql<{ id: string }>`select entry_id as id from access.entry_grants where grant_id = ${grantId}`,
  )
  const artefacts = await ids(
    sql<{ id: string }>`select artefact_id as id from access.artefact_grants where grant_id = ${grantId}`,
  )
  const requests = await ids(sql<{ id: string }>`
    select d.request_id as id from access.grants g join access.decisions d on d.id = g.decision_id
    where g.id = ${grantId} and g.account_id = ${accountId} and d.request_id is not null`)
  return sql<boolean>`(
    grant_id = ${grantId}
    or entry_id = any (${entries}::uuid[])
    or request_id = any (${requests}::uuid[])
    or artefact_id = any (${artefacts}::uuid[]))`
}

export function toFact(row: FactRow): LedgerFact {
  return {
    accountId: row.account_id,
    seq: row.seq,
    at: row.at.getTime(),
    kind: row.kind as FactKind,
    byPerson: row.by_person,
    byRule: row.by_rule,
    behalfOf: row.behalf_of,
    about: {
      grant: row.grant_id ?? undefined,
      entry: row.entry_id ?? undefined,
      artefact: row.artefact_id ?? undefined,
      request: row.request_id ?? undefined,
      resource: row.resource_id ?? undefined,
      person: row.person_id ?? undefined,
    },
    data: row.data as Fact['data'],
    previous: row.prev_hash,
    hash: row.hash,
  }
}
