import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import { type AccountRow, buildSnapshots } from './build-snapshots.ts'
import type { Snapshot } from './snapshot.ts'

const inMs = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`)

/** Accounts by their ids, or a page of all that have anything open, in the order of their ids. */
export type Which = readonly string[] | { openAfter: string; limit: number }

export async function readSnapshots(database: Database, which: Which): Promise<Snapshot[]> {
  return buildSnapshots(await readAccounts(database, which))
}

/**
 * Reads what snapshots are made of with one statement, so that everything in it was true at the same instant of the
 * database. Past grants that nobody has noted as ended yet come along: the evaluator knows the time itself.
 */
export async function readAccounts(database: Database, which: Which): Promise<AccountRow[]> {
  const isPage = 'openAfter' in which
  const chosen = isPage
    ? sql`a.id > ${which.openAfter} and (a.kind = 'provider' or exists (select from access.grants g where g.account_id = a.id and g.ending_at is null))
          order by a.id limit ${which.limit}`
    : sql`a.id = any (${[...which]}::uuid[])`
  // For a few accounts each person is looked up; for a page it is far cheaper to know all who were deactivated.
  const isActive = (person: string) =>
    isPage
      ? sql`${sql.ref(person)} not in (select id from people.persons where deactivated_at is not null)`
      : sql`not exists (select from people.persons p where p.id = ${sql.ref(person)} and p.deactivated_at is not null)`
  const rows = await database.within(everyAccount, tx =>
    sql<AccountRow>`
      select a.id, a.kind, a.epoch, a.closed_at is not null as closed,
        (select json_build_object('ids', encode(string_agg(uuid_send(g.id), ''), 'hex'), 'subjects', json_agg(g.subject_id), 'resources', json_agg(g.resource_id),
            'permissions', json_agg(array_to_string(g.permissions, ' ')), 'begins', json_agg(${inMs('g.begins_at')}), 'ends', json_agg(${inMs('g.ends_at')}),
            'parents', case when count(g.parent_id) > 0 then json_agg(encode(uuid_send(g.parent_id), 'hex')) end)
          from access.grants g
          where g.account_id = a.id and g.ending_at is null and ${isActive('g.subject_id')} having count(*) > 0) as grants,
        (select json_agg(json_build_object('id', e.id, 'person', e.person_id, 'resource', e.resource_id,
            'opened', ${inMs('e.opened_at')}, 'expires', ${inMs('e.expires_at')}, 'token', encode(e.token_hash, 'hex')))
          from access.entries e
          where e.account_id = a.id and e.closed_at is null and ${isActive('e.person_id')}) as entries,
        -- A key whose shop was removed opens nothing.
        (select json_agg(json_build_object('key', encode(k.secret_hash, 'hex'), 'resource', r.id, 'name', r.name, 'origin', r.origin))
          from access.entrance_keys k join access.resources r on r.id = k.resource_id and r.removed_at is null
          where k.account_id = a.id and k.withdrawn_at is null) as keys,
        case when a.kind = 'provider' then (
          select json_agg(json_build_object('person', m.person_id, 'team', m.team_id))
          from access.team_members m join people.persons p on p.id = m.person_id and p.deactivated_at is null
          where m.account_id = a.id and m.left_at is null) end as members
      from access.accounts a where ${chosen}`.execute(tx),
  )
  return rows.rows
}
