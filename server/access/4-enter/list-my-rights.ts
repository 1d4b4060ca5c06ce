import { sql } from 'kysely'
import type { Static } from 'typebox'
import type * as panelsContract from '#contract/panels.ts'
import type * as rightsContract from '#contract/rights.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { readProvider } from '../account.ts'
import { enteringPermissions } from '../permission.ts'
import type { ResourceKind } from '../resource.ts'

type Mine = Static<(typeof rightsContract.listMyRights)['answer']>
type Panels = Static<(typeof panelsContract.listMyPanels)['answer']>

/** What ended is told so long. */
const daysBack = 7

/** A grant by which one can do nothing but pass an entrance is told where entrances are. */
const doesMore = sql`not (g.permissions <@ ${[...enteringPermissions]}::text[])`

/**
 * The accounts in which this person may do something, over all of them (the caller's scope must allow it): his own, and
 * those in which he holds rights himself.
 * @param now epoch ms
 */
export async function listMyRights(tx: Tx, person: string, now: number): Promise<Mine> {
  const at = new Date(now)
  const owned = await tx
    .selectFrom('access.accounts')
    .select(['id', 'name', 'zone'])
    .where('owner_id', '=', person)
    .where('kind', '=', 'customer')
    .where('closed_at', 'is', null)
    .orderBy('name')
    .limit(500)
    .execute()
  const held = await sql<{
    account_id: string
    account: string
    zone: string
    grant_id: string
    resource_id: string | null
    resource: string | null
    kind: ResourceKind | null
    permissions: string[]
    ends_at: Date | null
    decided_by: string | null
    decider: string | null
  }>`
    select g.account_id, a.name as account, a.zone, g.id as grant_id, g.resource_id, s.name as resource, s.kind,
      -- What was passed on is never more, nor longer, than what it was passed on from.
      case when g.parent_id is null then g.permissions else array(select unnest(g.permissions) intersect select unnest(parent.permissions)) end as permissions,
      least(g.ends_at, parent.ends_at) as ends_at, d.decided_by, p.name as decider
    from access.open_grants(${at}) g
    join access.accounts a on a.id = g.account_id
    join access.decisions d on d.id = g.decision_id
    left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
    left join access.resources s on s.account_id = g.account_id and s.id = g.resource_id
    left join people.persons p on p.id = d.decided_by
    where g.subject_kind = 'person' and g.subject_id = ${person} and a.owner_id <> ${person} and ${doesMore}
    order by a.name, g.account_id, s.name nulls first, g.id limit 1000`.execute(tx)
  const ended = await sql<{ id: string; name: string; zone: string; at: Date; cause: string }>`
    select distinct on (g.account_id) g.account_id as id, a.name, a.zone, least(g.ending_at, g.ends_at) as at,
      coalesce(g.ending_cause, 'expired') as cause
    from access.grants g join access.accounts a on a.id = g.account_id
    where g.subject_kind = 'person' and g.subject_id = ${person} and a.owner_id <> ${person} and ${doesMore}
      and g.begins_at < ${at} and least(g.ending_at, g.ends_at) > ${new Date(now - daysBack * 86_400_000)} and least(g.ending_at, g.ends_at) <= ${at}
    order by g.account_id, least(g.ending_at, g.ends_at) desc, g.id desc`.execute(tx)
  const accounts = [...Map.groupBy(held.rows, row => row.account_id).values()].map(rows => ({
    account: { id: rows[0]!.account_id, name: rows[0]!.account },
    zone: rows[0]!.zone,
    owner: false,
    rights: rows.map(row => ({
      grantId: row.grant_id,
      scope: row.resource_id ? { id: row.resource_id, name: row.resource ?? '', kind: row.kind! } : null,
      permissions: [...row.permissions].sort(),
      until: row.ends_at?.toISOString() ?? null,
      givenBy: row.decided_by && row.decider ? { id: row.decided_by, name: row.decider } : null,
    })),
    can: { leave: true as const },
  }))
  const open = new Set(accounts.map(({ account }) => account.id))
  return {
    items: [
      ...owned.map(({ id, name, zone }) => ({
        account: { id, name },
        zone,
        owner: true,
        rights: [],
        can: { leave: 'owner-must-hand-over' },
      })),
      ...accounts,
    ],
    ended: ended.rows
      .filter(({ id }) => !open.has(id))
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .map(({ id, name, zone, at: endedAt, cause }) => ({
        account: { id, name },
        zone,
        at: endedAt.toISOString(),
        cause: cause as Mine['ended'][number]['cause'],
      })),
  }
}

/**
 * The panels to which this person can go, for each account of his and each in which something is open to him or a team of
 * his; the rule is that of enter-panel.ts.
 */
export async function listMyPanels(
  tx: Tx,
  person: string,
  now: number,
  onlyAccount: string | undefined,
): Promise<Panels> {
  const provider = await readProvider(tx)
  const panels = await tx
    .selectFrom('access.panels')
    .select(['id', 'name', 'sign_on'])
    .where('account_id', '=', provider.id)
    .where('sign_on', 'is not', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  if (panels.length === 0) return { items: [] }
  const accounts = await sql<{ id: string; name: string }>`
    select a.id, a.name from access.accounts a
    where a.kind = 'customer' and a.closed_at is null and ${onlyAccount ? sql`a.id = ${onlyAccount}` : sql`true`}
      and exists (select from people.persons who where who.id = ${person} and who.deactivated_at is null)
      and (a.owner_id = ${person} or a.id in (
        select g.account_id from access.open_grants(${new Date(now)}) g
        where (g.subject_kind = 'person' and g.subject_id = ${person})
          or (g.subject_kind = 'team' and g.subject_id in (select m.team_id from access.team_members m where m.person_id = ${person} and m.left_at is null))))
    order by a.name, a.id limit 500`.execute(tx)
  return {
    items: accounts.rows.flatMap(account =>
      panels.map(panel => ({
        panel: { id: panel.id, name: panel.name, origin: new URL(panel.sign_on!).origin },
        account,
      })),
    ),
  }
}
