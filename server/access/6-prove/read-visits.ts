import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { EvidenceOfVisit } from '#contract/evidence.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { judgeVisit } from './judge-visit.ts'
import { type FactRow, type LedgerFact, toFact } from './read-facts.ts'
import { tellGrant, tellState } from './receipt.ts'
import { namesIn } from './tell-timeline.ts'
import { actor, type Names } from './tell-visit.ts'

export type VisitView = Static<typeof EvidenceOfVisit>
/** Half-open [from, to), epoch ms. */
export type Period = { from: number; to: number }
/** Where to go on: behind the grant that began then and has this id. */
export type Behind = { beginsAt: string; id: string } | null

/**
 * The accesses that were open in a period, in the order of their beginnings, with what the ledger shows of each.
 * @param upTo the newest fact that counts
 */
export async function readVisits(
  tx: Tx,
  accountId: string,
  { from, to }: Period,
  behind: Behind,
  limit: number,
  upTo: number,
  now: number,
): Promise<{ visits: VisitView[]; next: Behind }> {
  // The table tells only which grants there are; what is said of them comes from the facts.
  const { rows } = await sql<{ id: string; begins_at: string }>`
    select id, to_char(begins_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as begins_at
    from access.grants
    where account_id = ${accountId} and begins_at < ${new Date(to)}
      and coalesce(least(ending_at, ends_at), 'infinity') > ${new Date(from)}
      and ${behind ? sql`(begins_at, id) > (${behind.beginsAt}::timestamptz, ${behind.id}::uuid)` : sql`true`}
    order by begins_at, id limit ${limit + 1}`.execute(tx)
  const chosen = rows.slice(0, limit)
  const facts = await readFactsOfGrants(
    tx,
    accountId,
    chosen.map(({ id }) => id),
    upTo,
  )
  const names = await namesIn(tx, [...facts.values()].flat())
  const last = chosen.at(-1)
  return {
    visits: chosen.flatMap(({ id }) => tellVisit(id, facts.get(id) ?? [], names, now)),
    next: rows.length > limit && last ? { beginsAt: last.begins_at, id: last.id } : null,
  }
}

function tellVisit(id: string, facts: readonly LedgerFact[], names: Names, now: number): VisitView[] {
  const opened = facts.find(fact => fact.kind === 'grant.opened' && fact.about.grant === id)
  if (!opened) return []
  const { state, ending } = tellState(opened, facts, id, names, now)
  const { door, subject, resource, permissions, caseNumber, reason, decidedBy, beginsAt, endsAt } = tellGrant(
    opened,
    facts,
    names,
  )
  const count = (kind: string) => facts.filter(fact => fact.kind === kind).length
  const asked = facts.find(fact => fact.kind === 'request.asked')
  const entries = facts.filter(fact => fact.kind === 'entry.opened')
  return [
    {
      grant: id,
      door,
      subject,
      resource,
      permissions,
      caseNumber,
      reason,
      askedBy: asked ? actor(asked, names) : null,
      decidedBy,
      beginsAt,
      endsAt,
      state,
      endedAt: ending?.at ?? null,
      endedBy: ending?.by ?? null,
      cause: ending?.cause ?? null,
      confirmedAt: ending?.confirmedAt ?? null,
      people: [...new Set(entries.map(fact => names.get(fact.about.person ?? '') ?? 'a person'))],
      entries: entries.length,
      secretsSeen: count('secret.revealed'),
      recordings: count('recording.kept'),
      requirements: judgeVisit({
        opened,
        facts,
        endsAt: endsAt === null ? null : Date.parse(endsAt),
        overAt: ending ? Date.parse(ending.at) : null,
        now,
      }),
    },
  ]
}

/**
 * Everything about each of these grants, in the order of the chain: its own facts and those of what hangs on it. The ids
 * are read first, so that each part is a look into an index (as in read-facts.ts).
 */
async function readFactsOfGrants(
  tx: Tx,
  accountId: string,
  grantIds: readonly string[],
  upTo: number,
): Promise<Map<string, LedgerFact[]>> {
  if (grantIds.length === 0) return new Map()
  // By position: a fact that names both the grant and what hangs on it is found twice.
  const found = new Map(grantIds.map(id => [id, new Map<number, LedgerFact>()]))
  const link = async (query: ReturnType<typeof sql<{ id: string; grant_id: string }>>) =>
    Map.groupBy((await query.execute(tx)).rows, ({ id }) => id)
  const links = {
    entry_id: await link(
      sql`select entry_id as id, grant_id from access.entry_grants where grant_id = any (${grantIds}::uuid[])`,
    ),
    artefact_id: await link(
      sql`select artefact_id as id, grant_id from access.artefact_grants where grant_id = any (${grantIds}::uuid[])`,
    ),
    request_id: await link(sql`
      select d.request_id as id, g.id as grant_id
      from access.grants g join access.decisions d on d.account_id = g.account_id and d.id = g.decision_id
      where g.id = any (${grantIds}::uuid[]) and d.request_id is not null`),
  }
  const about = async (column: 'grant_id' | keyof typeof links, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : tx
          .selectFrom('access.facts')
          .selectAll()
          .where('account_id', '=', accountId)
          .where(column, 'in', [...ids])
          .execute()
  const put = (grantId: string, row: FactRow) => {
    if (row.seq <= upTo) found.get(grantId)?.set(row.seq, toFact(row))
  }
  for (const row of await about('grant_id', grantIds)) put(row.grant_id!, row)
  for (const column of ['entry_id', 'artefact_id', 'request_id'] as const)
    for (const row of await about(column, [...links[column].keys()]))
      for (const { grant_id } of links[column].get(row[column]!) ?? []) put(grant_id, row)
  return new Map([...found].map(([id, own]) => [id, [...own.values()].sort((a, b) => a.seq - b.seq)]))
}
