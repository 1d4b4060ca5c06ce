import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import type { Question } from '../2-decide/decide-giving.ts'
import type { Permission } from '../permission.ts'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'

/** From what somebody gives, acts or looks: as the owner, or by a grant he holds. */
export type Standing =
  | { as: 'owner' }
  | { as: 'holder'; grantId: string; of: Extract<Question['giver'], { as: 'holder' }>['of'] }

/**
 * Asked under the account's lock by whatever gives: what the giver stands on was read before, and may be over since: the
 * account may have another owner, the grant may have ended. His row is held until this commits, so nothing is opened by
 * somebody who is being deactivated at this moment.
 * @param givenBy who gives; a rule gives nothing
 * @throws Refusal 'not-allowed'
 */
export async function holdGiver(
  r: Recording,
  accountId: string,
  giver: Standing,
  givenBy: string | null = personOf(r),
): Promise<void> {
  const active = await r.tx
    .selectFrom('people.persons')
    .select('id')
    .where('id', '=', givenBy)
    .where('deactivated_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  if (!active) throw new Refusal('not-allowed')
  const stands =
    giver.as === 'owner'
      ? sql`select from access.accounts where id = ${accountId} and owner_id = ${givenBy}`
      : sql`select from access.open_grants(${r.at})
          where account_id = ${accountId} and id = ${giver.grantId} and subject_kind = 'person' and subject_id = ${givenBy}`
  if ((await stands.execute(r.tx)).rows.length === 0) throw new Refusal('not-allowed')
}

function personOf({ by }: Recording): string | null {
  return 'person' in by ? by.person : null
}

/**
 * What this person stands on in this account for this permission, at this instant: the owner on the account itself,
 * anybody else on the open grant that lasts longest. undefined: on nothing.
 */
export async function standingOf(
  tx: Tx,
  personId: string,
  accountId: string,
  needs: Permission,
  resourceId: string | null,
  at: Date,
): Promise<Standing | undefined> {
  const owner = await tx
    .selectFrom('access.accounts as a')
    .innerJoin('people.persons as p', 'p.id', 'a.owner_id')
    .select('a.id')
    .where('a.id', '=', accountId)
    .where('a.owner_id', '=', personId)
    .where('p.deactivated_at', 'is', null)
    .executeTakeFirst()
  if (owner) return { as: 'owner' }

  const held = await sql<{
    id: string
    permissions: Permission[]
    resource_id: string | null
    ends_at: Date | null
    parent_id: string | null
  }>`
    select g.id, g.permissions, g.resource_id, g.ends_at, g.parent_id
    from access.open_grants(${at}) g
    join people.persons p on p.id = ${personId} and p.deactivated_at is null
    left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
    where g.account_id = ${accountId} and g.subject_kind = 'person' and g.subject_id = ${personId}
      and ${needs} = any (g.permissions)
      and (g.parent_id is null or ${needs} = any (parent.permissions))
      and (g.resource_id is null or g.resource_id = ${resourceId})
    order by g.ends_at desc nulls first limit 1`.execute(tx)
  const grant = held.rows[0]
  if (!grant) return undefined
  return {
    as: 'holder',
    grantId: grant.id,
    of: {
      permissions: grant.permissions,
      resourceId: grant.resource_id,
      endsAt: grant.ends_at?.getTime() ?? null,
      passedOn: grant.parent_id !== null,
    },
  }
}
