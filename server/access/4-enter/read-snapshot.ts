import { type RawBuilder, sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import { type AccountRow, buildSnapshots } from './build-snapshots.ts'
import type { Snapshot } from './snapshot.ts'

const inMs = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`)

/**
 * Reads snapshots with one statement, so that everything in one was true at the same instant of the database.
 * Past grants that nobody has noted as ended yet come along: the evaluator knows the time itself.
 */
export async function readSnapshots(database: Database, accounts: readonly string[]): Promise<Snapshot[]> {
  const rows = await database.within(everyAccount, tx =>
    sql<AccountRow>`${selectAccounts(person => sql`not exists (select from people.persons p where p.id = ${person} and p.deactivated_at is not null)`)}
      where a.id = any (${[...accounts]}::uuid[])`.execute(tx),
  )
  return buildSnapshots(rows.rows)
}

/** So few that what is thrown away while they are built is thrown away young, so many that asking costs nothing. */
const accountsAtOnce = 250

/**
 * Reads the snapshots of all accounts that have anything open, as they were when this began, some at a time.
 * @param take is given them; the database reads the next ones meanwhile
 */
export async function readAllSnapshots(
  database: Database,
  take: (snapshots: Snapshot[]) => void,
): Promise<void> {
  await database.within(everyAccount, async tx => {
    // For all it is far cheaper to know everybody who was deactivated than to look each person up.
    const isActive = (person: RawBuilder<unknown>) =>
      sql`${person} not in (select id from people.persons where deactivated_at is not null)`
    await sql`declare everything no scroll cursor for ${selectAccounts(isActive)}
      where a.kind = 'provider' or exists (select from access.grants g where g.account_id = a.id and g.ending_at is null)
      order by a.id`.execute(tx)
    const fetchSome = () => sql<AccountRow>`fetch ${sql.lit(accountsAtOnce)} from everything`.execute(tx)
    let next = fetchSome()
    for (;;) {
      const { rows } = await next
      if (rows.length === 0) return
      next = fetchSome()
      take(buildSnapshots(rows))
      // What is let go here is thrown away young; left to the chain of promises it would grow old in it.
      rows.length = 0
    }
  })
}

function selectAccounts(
  isActive: (person: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<AccountRow> {
  return sql`
    select a.id, a.kind, a.epoch, a.closed_at is not null as closed,
      (select json_build_object('permissions', json_agg(array_to_string(g.permissions, ' ')),
          -- As bytes: exact, and as JSON they would take half of the whole time. An id of zeros where there is none.
          'bytes', encode(string_agg(uuid_send(g.id) || uuid_send(g.subject_id)
            || uuid_send(coalesce(g.resource_id, '00000000-0000-0000-0000-000000000000'))
            || timestamptz_send(g.begins_at) || timestamptz_send(coalesce(g.ends_at, 'infinity'))
            || boolsend(g.subject_kind = 'team') || boolsend(g.resource_id is null), ''), 'hex'),
          'parents', case when count(g.parent_id) > 0 then json_agg(encode(uuid_send(g.parent_id), 'hex')) end)
        from access.grants g
        where g.account_id = a.id and g.ending_at is null and ${isActive(sql`g.subject_id`)} having count(*) > 0) as grants,
      -- What belongs to a group; most accounts have none.
      (select json_agg(json_build_object('group', encode(uuid_send(i.group_id), 'hex'), 'resource', encode(uuid_send(i.resource_id), 'hex')))
        from access.groupings i where i.account_id = a.id and i.left_at is null) as groupings,
      (select json_agg(json_build_object('id', e.id, 'person', e.person_id, 'resource', e.resource_id, 'entrance', e.entrance,
          'opened', ${inMs('e.opened_at')}, 'expires', ${inMs('e.expires_at')}, 'token', encode(e.token_hash, 'hex')))
        from access.entries e
        where e.account_id = a.id and e.closed_at is null and ${isActive(sql`e.person_id`)}) as entries,
      -- A key whose shop was removed opens nothing.
      (select json_agg(json_build_object('key', encode(k.secret_hash, 'hex'), 'resource', r.id, 'name', r.name, 'origin', r.origin))
        from access.entrance_keys k join access.resources r on r.id = k.resource_id and r.removed_at is null
        where k.account_id = a.id and k.withdrawn_at is null) as keys,
      case when a.kind = 'provider' then (
        select json_agg(json_build_object('key', encode(k.secret_hash, 'hex'), 'id', k.id, 'panel', k.panel_id))
        from access.panel_keys k where k.account_id = a.id and k.withdrawn_at is null) end as "panelKeys",
      case when a.kind = 'provider' then (
        select json_agg(json_build_object('person', m.person_id, 'team', m.team_id))
        from access.team_members m join people.persons p on p.id = m.person_id and p.deactivated_at is null
        where m.account_id = a.id and m.left_at is null) end as members,
      case when a.kind = 'provider' then (
        select json_agg(p.id) from people.persons p
        where p.deactivated_at is not null and (p.access_ended_at is null
          or exists (select from access.accounts o where o.owner_id = p.id and o.closed_at is null))) end as barred
    from access.accounts a`
}
