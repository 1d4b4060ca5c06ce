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

/** Everything about each of these grants, in the order of the chain: its own facts and those of what hangs on it. */
async function readFactsOfGrants(
  tx: Tx,
  accountId: string,
  grantIds: readonly string[],
  upTo: number,
): Promise<Map<string, LedgerFact[]>> {
  const found = new Map<string, LedgerFact[]>(grantIds.map(id => [id, []]))
  if (grantIds.length === 0) return found
  const { rows } = await sql<FactRow & { of_grant: string }>`
    with linked as materialized (
      select 'entry' as what, entry_id as id, grant_id from access.entry_grants where grant_id = any (${grantIds}::uuid[])
      union all
      select 'artefact', artefact_id, grant_id from access.artefact_grants where grant_id = any (${grantIds}::uuid[])
      union all
      select 'request', d.request_id, g.id from access.grants g join access.decisions d on d.id = g.decision_id
      where g.account_id = ${accountId} and g.id = any (${grantIds}::uuid[]) and d.request_id is not null)
    select f.*, f.grant_id as of_grant from access.facts f
    where f.account_id = ${accountId} and f.grant_id = any (${grantIds}::uuid[])
    union
    select f.*, l.grant_id from linked l join access.facts f on f.account_id = ${accountId} and f.entry_id = l.id
    where l.what = 'entry'
    union
    select f.*, l.grant_id from linked l join access.facts f on f.account_id = ${accountId} and f.artefact_id = l.id
    where l.what = 'artefact'
    union
    select f.*, l.grant_id from linked l join access.facts f on f.account_id = ${accountId} and f.request_id = l.id
    where l.what = 'request'
    order by seq`.execute(tx)
  for (const row of rows) if (row.seq <= upTo) found.get(row.of_grant)?.push(toFact(row))
  return found
}
