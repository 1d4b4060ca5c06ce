import { type RawBuilder, sql } from 'kysely'
import type { Static } from 'typebox'
import type { Assignment as Shape } from '#contract/rights.ts'
import { holdsAt, type Standing, standingsAt } from '#server/access/3-grant/giver.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { maySteer } from './change-rights.ts'

export type AssignmentView = Static<typeof Shape>

type Which = { accountId: string; id?: string; personId?: string }

/**
 * Assignments as people read them: those that have not ended, and those of one person all.
 * @param readerId whoever reads, for what he may do about each
 * @param standing on what he stands to see them: of a part of the account he sees those of that part
 * @param now epoch ms
 */
export async function listAssignments(
  tx: Tx,
  which: Which,
  readerId: string,
  standing: Standing,
  now: number,
): Promise<AssignmentView[]> {
  const at = new Date(now)
  const conditions: RawBuilder<unknown>[] = [sql`a.account_id = ${which.accountId}`]
  if (which.id) conditions.push(sql`a.id = ${which.id}`)
  else if (which.personId) conditions.push(sql`a.person_id = ${which.personId}`)
  else conditions.push(sql`g.ended_at is null`)
  if (standing.as === 'holder' && standing.of.resourceId !== null)
    conditions.push(holdsAt(readerId, which.accountId, 'access.view', sql`a.resource_id`, at))
  const { rows } = await sql<{
    id: string
    person_id: string
    person: string
    resource_id: string | null
    resource: string | null
    kind: ResourceKind | null
    audience: string
    permissions: string[]
    begins_at: Date
    ends_at: Date | null
    ending_at: Date | null
    ended_at: Date | null
    reason: string | null
    grant_id: string
    version: number
    changed_at: Date
    changed_by: string
    changer: string
    parent_id: string | null
  }>`
    select a.id, a.person_id, p.name as person, a.resource_id, s.name as resource, s.kind, a.audience, g.permissions, g.begins_at,
      g.ends_at, g.ending_at, g.ended_at, g.reason, a.grant_id, a.version, a.changed_at, a.changed_by, c.name as changer, g.parent_id
    from sub_account.assignments a
    join access.grants g on g.account_id = a.account_id and g.id = a.grant_id
    join people.persons p on p.id = a.person_id
    join people.persons c on c.id = a.changed_by
    left join access.resources s on s.account_id = a.account_id and s.id = a.resource_id
    where ${sql.join(conditions, sql` and `)}
    order by a.made_at desc, a.id desc limit 500`.execute(tx)
  const standingAt = await standingsAt(
    tx,
    readerId,
    which.accountId,
    ['team.manage', 'access.end'],
    rows.map(row => row.resource_id),
    at,
  )
  return rows.map(row => {
    const manages = standingAt('team.manage', row.resource_id)
    const isOver = row.ending_at !== null || (row.ends_at !== null && row.ends_at.getTime() <= now)
    return {
      id: row.id,
      person: { id: row.person_id, name: row.person },
      scope: row.resource_id ? { id: row.resource_id, name: row.resource ?? '', kind: row.kind! } : null,
      audience: row.audience,
      permissions: row.permissions,
      state: row.ended_at
        ? 'ended'
        : isOver
          ? 'ending'
          : row.begins_at.getTime() > now
            ? 'scheduled'
            : 'open',
      beginsAt: row.begins_at.toISOString(),
      until: row.ends_at?.toISOString() ?? null,
      reason: row.reason,
      grantId: row.grant_id,
      version: row.version,
      changedAt: row.changed_at.toISOString(),
      changedBy: { id: row.changed_by, name: row.changer },
      can: {
        change: isOver
          ? 'ending-already'
          : row.person_id === readerId
            ? 'not-to-yourself'
            : (manages !== undefined && maySteer(manages, row.parent_id)) || 'not-allowed',
        end: isOver
          ? 'ending-already'
          : standingAt('access.end', row.resource_id) !== undefined || 'not-allowed',
      },
    }
  })
}

/** @throws Refusal 'not-found' */
export async function readAssignment(
  tx: Tx,
  which: Which & { id: string },
  readerId: string,
  now: number,
): Promise<AssignmentView> {
  // Whoever may act on it sees it, whatever else he may see.
  const [found] = await listAssignments(tx, which, readerId, { as: 'owner' }, now)
  if (!found) throw new Refusal('not-found')
  return found
}

/** Has this person, or had he ever, rights by this door? */
export async function hadRights(tx: Tx, accountId: string, personId: string): Promise<boolean> {
  const had = await tx
    .selectFrom('sub_account.assignments')
    .select('id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return had !== undefined
}
