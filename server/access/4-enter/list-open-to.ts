import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { OpenToMe } from '#contract/entries.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { enteringPermissions } from '../permission.ts'
import { enteredKinds } from '../resource.ts'

export type OpenView = Static<typeof OpenToMe>

type Row = {
  account_id: string
  account_name: string
  zone: string
  resource_id: string
  resource_name: string
  origin: string | null
  has_entrance: boolean
  grant_id: string
  door: string
  permissions: string[]
  ends_at: Date | null
  case_number: string | null
  reason: string | null
  message: string | null
  decided_by: string | null
  decider: string | null
}

/**
 * Every resource that this person can enter at this instant, over all accounts (the caller's scope must allow it):
 * the union of the open grants to him and to his teams, with what each says.
 * @param now epoch ms
 */
export async function listOpenTo(
  tx: Tx,
  personId: string,
  now: number,
  onlyResource?: string,
): Promise<OpenView[]> {
  const at = new Date(now)
  const entering = sql`${[...enteringPermissions]}::text[]`
  const rows = await sql<Row>`
    select g.account_id, a.name as account_name, a.zone, r.id as resource_id, r.name as resource_name, r.origin,
      exists (select from access.entrance_keys k where k.resource_id = r.id and k.withdrawn_at is null) as has_entrance,
      g.id as grant_id, g.door, g.case_number,
      -- What was passed on is never more, nor longer, than what it was passed on from.
      case when g.parent_id is null then g.permissions else array(select unnest(g.permissions) intersect select unnest(parent.permissions)) end as permissions,
      least(g.ends_at, parent.ends_at) as ends_at,
      g.reason, g.message, d.decided_by, p.name as decider
    from access.open_grants(${at}) g
    join access.accounts a on a.id = g.account_id
    join access.resources r on r.account_id = g.account_id and access.covers(g.resource_id, r.id) and r.removed_at is null
      and r.kind = any (${[...enteredKinds]}::text[])
    join access.decisions d on d.id = g.decision_id
    left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
    left join people.persons p on p.id = d.decided_by
    where g.permissions && ${entering}
      and (g.parent_id is null or exists (select unnest(g.permissions) intersect select unnest(parent.permissions) intersect select unnest(${entering})))
      and ${onlyResource ? sql`r.id = ${onlyResource}` : sql`true`}
      and exists (select from people.persons who where who.id = ${personId} and who.deactivated_at is null)
      and ((g.subject_kind = 'person' and g.subject_id = ${personId})
        or (g.subject_kind = 'team' and g.subject_id in (select m.team_id from access.team_members m where m.person_id = ${personId} and m.left_at is null)))
    order by a.name, r.name, least(g.ends_at, parent.ends_at) desc nulls first
    limit 1000`.execute(tx)
  const inside = await tx
    .selectFrom('access.entries')
    .select(['id', 'resource_id', 'opened_at'])
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()

  return [...Map.groupBy(rows.rows, row => row.resource_id)].map(([resourceId, grants]) => {
    const first = grants[0]!
    const endless = grants.some(grant => grant.ends_at === null)
    const latest = Math.max(...grants.map(grant => grant.ends_at?.getTime() ?? 0))
    return {
      account: { id: first.account_id, name: first.account_name },
      resource: { id: resourceId, name: first.resource_name, origin: first.origin },
      permissions: [...new Set(grants.flatMap(grant => grant.permissions))].sort(),
      until: endless ? null : new Date(latest).toISOString(),
      zone: first.zone,
      grants: grants.map(grant => ({
        id: grant.grant_id,
        door: grant.door,
        until: grant.ends_at?.toISOString() ?? null,
        caseNumber: grant.case_number,
        reason: grant.reason,
        message: grant.message,
        openedBy: grant.decided_by ? { id: grant.decided_by, name: grant.decider ?? '' } : null,
      })),
      liveEntries: inside
        .filter(entry => entry.resource_id === resourceId)
        .map(entry => ({ id: entry.id, openedAt: entry.opened_at.toISOString() })),
      can: { enter: first.origin && first.has_entrance ? true : 'no-entrance-here', giveBack: true as const },
    }
  })
}
