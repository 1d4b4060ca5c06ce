import { type RawBuilder, sql } from 'kysely'
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

/** Where somebody must stand: in the account as a whole (null), at this resource, or anywhere in the account. */
export type Spot = string | null | 'anywhere'

/**
 * What this person stands on in this account for this permission, at this instant: the owner on the account itself,
 * anybody else on the open grant that lasts longest; asked about anywhere, on one for the whole account rather than on
 * that. undefined: on nothing.
 */
export async function standingOf(
  tx: Tx,
  personId: string,
  accountId: string,
  needs: Permission,
  spot: Spot,
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

  const isThere = spot === 'anywhere' ? sql`true` : sql`access.covers(g.resource_id, ${spot})`
  const first = spot === 'anywhere' ? sql`g.resource_id is not null,` : sql``
  const held = await sql<HeldRow>`
    select g.id, g.permissions, g.resource_id, g.ends_at, g.parent_id
    from ${heldBy(personId, accountId, at)} g
    where ${needs} = any (g.permissions) and (g.parent_id is null or ${needs} = any (g.above)) and ${isThere}
    order by ${first} g.ends_at desc nulls first, g.id limit 1`.execute(tx)
  return held.rows[0] && byGrant(held.rows[0])
}

/**
 * The same of many places at once, for lists.
 * @returns what he stands on there, by the permission and the place
 */
export async function standingsAt<P extends Permission>(
  tx: Tx,
  personId: string,
  accountId: string,
  needs: readonly P[],
  places: readonly (string | null)[],
  at: Date,
): Promise<(needs: P, place: string | null) => Standing | undefined> {
  const whole = await standingOf(tx, personId, accountId, needs[0]!, null, at)
  if (whole?.as === 'owner') return () => whole
  const { rows } = await sql<HeldRow & { needs: P; place: string | null }>`
    with held as materialized (select * from ${heldBy(personId, accountId, at)} g)
    select distinct on (needs, place) n.needs, s.place, g.id, g.permissions, g.resource_id, g.ends_at, g.parent_id
    from unnest(${[...needs]}::text[]) n (needs)
    cross join (select distinct place from unnest(${[...places]}::uuid[]) s (place)) s
    join held g on n.needs = any (g.permissions) and (g.parent_id is null or n.needs = any (g.above))
      and access.covers(g.resource_id, s.place)
    order by needs, place, g.ends_at desc nulls first, g.id`.execute(tx)
  const found = new Map(rows.map(row => [`${row.needs} ${row.place}`, byGrant(row)]))
  return (needs, place) => found.get(`${needs} ${place}`)
}

/**
 * Does this person hold a permission that covers what a column names? As `standingOf` asks it, for use in a condition;
 * owners are left to whoever asks.
 */
export const holdsAt = (
  personId: string,
  accountId: string,
  needs: Permission,
  column: RawBuilder<unknown>,
  at: Date,
) => sql<boolean>`exists (
  select from ${heldBy(personId, accountId, at)} mine
  where ${needs} = any (mine.permissions) and (mine.parent_id is null or ${needs} = any (mine.above))
    and access.covers(mine.resource_id, ${column}))`

/** The open grants of somebody who is active; `above`: the permissions of that from which each was passed on. */
const heldBy = (personId: string, accountId: string, at: Date) => sql`(
  select g.id, g.permissions, g.resource_id, g.ends_at, g.parent_id, parent.permissions as above
  from access.open_grants(${at}) g
  join people.persons p on p.id = ${personId} and p.deactivated_at is null
  left join access.grants parent on parent.account_id = g.account_id and parent.id = g.parent_id
  where g.account_id = ${accountId} and g.subject_kind = 'person' and g.subject_id = ${personId})`

type HeldRow = {
  id: string
  permissions: Permission[]
  resource_id: string | null
  ends_at: Date | null
  parent_id: string | null
}

function byGrant(grant: HeldRow): Standing {
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
