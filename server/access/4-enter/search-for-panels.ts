import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { isId } from '#server/plumbing/ids.ts'
import { everyAccount } from '../account.ts'
import { ownerHolds, type Permission } from '../permission.ts'
import type { PlaceType } from './directory.ts'

/** So many at most, and from where on: after this id. */
export type Part = { limit: number; after: string | null }

const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * Who may do this there, by the SQL function that the evaluator in memory agrees with, and the owner. In the order of
 * ids. Searches ask the database: they are for lists that somebody looks at, not for decisions.
 * @returns one more than `limit` when there are more
 */
export async function searchSubjects(
  database: Database,
  asked: { permission: Permission; type: PlaceType; name: string; account: string | undefined },
  part: Part,
  now: number,
): Promise<string[]> {
  const { permission, type, name } = asked
  const at = new Date(now)
  const id = isId(name) ? name : null
  const place =
    type === 'account'
      ? sql`select a.id as account, null::uuid as resource from access.accounts a
          where a.kind = 'customer' and (a.id = ${id} or a.reference = ${name}) order by a.id = ${id} desc limit 1`
      : sql`select r.account_id as account, r.id as resource from access.resources r
          join access.accounts a on a.id = r.account_id and a.kind = 'customer'
          where r.kind = ${type} and r.removed_at is null and (r.id = ${id} or r.reference = ${name})
          order by r.id = ${id} desc limit 1`
  const found = await database.within(everyAccount, tx =>
    sql<{ id: string }>`
      with place as materialized (${place}), somebody as (
        select p.account, p.resource, g.subject_kind, g.subject_id
        from place p join access.grants g on g.account_id = p.account and g.ending_at is null
          and ${permission} = any (g.permissions)
      ), candidates as (
        select account, resource, subject_id as person from somebody where subject_kind = 'person'
        union
        select s.account, s.resource, m.person_id from somebody s
        join access.team_members m on s.subject_kind = 'team' and m.team_id = s.subject_id and m.left_at is null
      )
      select person as id from (
        select c.person from candidates c where access.may(c.person, c.account, ${permission}, c.resource, ${at})
        union
        select a.owner_id from place p join access.accounts a on a.id = p.account and a.closed_at is null
        join people.persons o on o.id = a.owner_id and o.deactivated_at is null
        where ${ownerHolds(permission)}
      ) as allowed
      where person > ${part.after ?? firstId}::uuid
        and (${asked.account ?? null}::text is null or exists (
          select from place p join access.accounts a on a.id = p.account
          where a.id::text = ${asked.account ?? null} or a.reference = ${asked.account ?? null}))
      order by person limit ${part.limit + 1}`.execute(tx),
  )
  return found.rows.map(row => row.id)
}

/**
 * Where this person may do this: accounts, or resources of one kind, of all accounts or of one. In the order of ids.
 * @returns one more than `limit` when there are more
 */
export async function searchResources(
  database: Database,
  asked: { person: string; permission: Permission; type: PlaceType; account: string | undefined },
  part: Part,
  now: number,
): Promise<{ id: string; account: string; reference: string | null }[]> {
  const { person, permission, type } = asked
  if (!isId(person)) return []
  const at = new Date(now)
  const named = asked.account ?? null
  const owns = sql`${ownerHolds(permission)} and a.owner_id = ${person}
    and exists (select from people.persons o where o.id = a.owner_id and o.deactivated_at is null)`
  const mine = sql`
    select a.id, a.owner_id, a.reference from access.accounts a
    where a.kind = 'customer' and a.closed_at is null and (${named}::text is null or a.id::text = ${named} or a.reference = ${named})
      and (a.owner_id = ${person} or a.id in (
        select g.account_id from access.grants g
        where g.ending_at is null and ${permission} = any (g.permissions) and g.subject_id in (
          select ${person}::uuid union all
          select m.team_id from access.team_members m where m.person_id = ${person} and m.left_at is null)))`
  const from = `${part.after ?? firstId}`
  const found = await database.within(everyAccount, tx =>
    type === 'account'
      ? sql<{ id: string; account: string; reference: string | null }>`
          select a.id, a.id as account, a.reference from (${mine}) as a
          where a.id > ${from}::uuid and ((${owns}) or access.may(${person}, a.id, ${permission}, null, ${at}))
          order by a.id limit ${part.limit + 1}`.execute(tx)
      : sql<{ id: string; account: string; reference: string | null }>`
          select r.id, r.account_id as account, r.reference
          from (${mine}) as a join access.resources r on r.account_id = a.id and r.kind = ${type} and r.removed_at is null
          where r.id > ${from}::uuid and ((${owns}) or access.may(${person}, a.id, ${permission}, r.id, ${at}))
          order by r.id limit ${part.limit + 1}`.execute(tx),
  )
  return found.rows
}
