import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import type { Permission } from '../permission.ts'
import {
  givenByTheOwner,
  type HeldGrants,
  idAt,
  type PermissionSet,
  parentIsGone,
  type Snapshot,
  scanAtMost,
} from './snapshot.ts'

/** One account as the statement below answers it: lists by columns, null where there is nothing. */
export type AccountRow = {
  id: string
  kind: string
  epoch: number
  closed: boolean
  grants: {
    /** 16 bytes each, as base64 */
    ids: string
    subjects: string[]
    resources: (string | null)[]
    /** names with a space between them */
    permissions: string[]
    begins: number[]
    /** null: without end */
    ends: (number | null)[]
    /** null: none of them was passed on */
    parents: (string | null)[] | null
  } | null
  entries:
    | {
        id: string
        person: string
        resource: string
        opened: number
        expires: number
        token: string | null
      }[]
    | null
  keys: { key: string; resource: string }[] | null
  resources: { id: string; name: string; origin: string | null }[] | null
  members: { person: string; team: string }[] | null
}

const inMs = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`)

/**
 * Reads snapshots with one statement, so that everything in one was true at the same instant of the database.
 * Past grants that nobody has noted as ended yet come along: the evaluator knows the time itself.
 * @param which the accounts by id, or a page of all that have anything open, in the order of their ids
 */
export async function readSnapshots(
  database: Database,
  which: readonly string[] | { openAfter: string; limit: number },
): Promise<Snapshot[]> {
  return (await readAccountRows(database, which)).map(buildSnapshot)
}

/** The rows of which `buildSnapshot` makes snapshots. */
export async function readAccountRows(
  database: Database,
  which: readonly string[] | { openAfter: string; limit: number },
): Promise<AccountRow[]> {
  const isPage = 'openAfter' in which
  const chosen = isPage
    ? sql`a.id > ${which.openAfter} and (a.kind = 'provider' or exists (select from access.grants g where g.account_id = a.id and g.ending_at is null))
          order by a.id limit ${which.limit}`
    : sql`a.id = any (${[...which]}::uuid[])`
  // For few accounts each person is looked up; for a page it is far cheaper to know all who were deactivated.
  const isActive = (person: string) =>
    isPage
      ? sql`${sql.ref(person)} not in (select id from people.persons where deactivated_at is not null)`
      : sql`not exists (select from people.persons p where p.id = ${sql.ref(person)} and p.deactivated_at is not null)`
  const rows = await database.within(everyAccount, tx =>
    sql<AccountRow>`
      select a.id, a.kind, a.epoch, a.closed_at is not null as closed,
        (select json_build_object('ids', encode(string_agg(uuid_send(g.id), ''), 'base64'), 'subjects', json_agg(g.subject_id), 'resources', json_agg(g.resource_id),
            'permissions', json_agg(array_to_string(g.permissions, ' ')), 'begins', json_agg(${inMs('g.begins_at')}), 'ends', json_agg(${inMs('g.ends_at')}),
            'parents', case when count(g.parent_id) > 0 then json_agg(g.parent_id) end)
          from access.grants g
          where g.account_id = a.id and g.ending_at is null and ${isActive('g.subject_id')} having count(*) > 0) as grants,
        (select json_agg(json_build_object('id', e.id, 'person', e.person_id, 'resource', e.resource_id,
            'opened', ${inMs('e.opened_at')}, 'expires', ${inMs('e.expires_at')}, 'token', encode(e.token_hash, 'base64')))
          from access.entries e
          where e.account_id = a.id and e.closed_at is null and ${isActive('e.person_id')}) as entries,
        (select json_agg(json_build_object('key', encode(k.secret_hash, 'base64'), 'resource', k.resource_id))
          from access.entrance_keys k where k.account_id = a.id and k.withdrawn_at is null) as keys,
        (select json_agg(json_build_object('id', r.id, 'name', r.name, 'origin', r.origin))
          from access.resources r where r.account_id = a.id and r.removed_at is null) as resources,
        case when a.kind = 'provider' then (
          select json_agg(json_build_object('person', m.person_id, 'team', m.team_id))
          from access.team_members m join people.persons p on p.id = m.person_id and p.deactivated_at is null
          where m.account_id = a.id and m.left_at is null) end as members
      from access.accounts a where ${chosen}`.execute(tx),
  )
  return rows.rows
}

export function buildSnapshot(row: AccountRow): Snapshot {
  const resources = row.resources
    ? new Map(row.resources.map(resource => [resource.id, { name: resource.name, origin: resource.origin }]))
    : empty
  const names = new Map(row.resources?.map(resource => [resource.id, resource.id]))
  const grants = row.grants ? holdGrants(row.grants, names) : noGrants
  return {
    account: row.id,
    kind: row.kind as Snapshot['kind'],
    epoch: row.epoch,
    closed: row.closed,
    grants,
    bySubject:
      grants.count > scanAtMost ? Map.groupBy(grants.subjects.keys(), i => grants.subjects[i]!) : null,
    entries:
      row.entries?.map(entry => ({
        id: entry.id,
        person: intern(entry.person),
        resource: names.get(entry.resource) ?? entry.resource,
        openedAt: entry.opened,
        expiresAt: entry.expires,
        tokenKey: entry.token === null ? null : bytesOf(entry.token),
      })) ?? none,
    // A key or an entry whose shop was removed opens nothing.
    keys:
      row.keys
        ?.filter(key => resources.has(key.resource))
        .map(key => ({ key: bytesOf(key.key), resource: names.get(key.resource)! })) ?? none,
    resources,
    teamsOf: row.members ? teamsOf(row.members) : empty,
  }
}

// Most accounts have none of this or that; they share one.
const none: readonly never[] = []
const empty: ReadonlyMap<string, never> = new Map<string, never>()
const noGrants: HeldGrants = {
  count: 0,
  subjects: none,
  resources: none,
  permissions: none,
  beginsAt: none,
  endsAt: none,
  parents: null,
  ids: '',
}

function holdGrants(rows: NonNullable<AccountRow['grants']>, names: ReadonlyMap<string, string>): HeldGrants {
  const ids = bytesOf(rows.ids)
  const grants = {
    count: rows.subjects.length,
    subjects: rows.subjects.map(intern),
    resources: rows.resources.map(id => (id === null ? null : (names.get(id) ?? id))),
    permissions: rows.permissions.map(permissionSet),
    beginsAt: rows.begins,
    endsAt: rows.ends.map(end => end ?? Number.POSITIVE_INFINITY),
    parents: null,
    ids,
  }
  if (rows.parents === null) return grants
  const indexes = new Map(rows.subjects.map((_, i) => [idAt(grants, i), i]))
  const parents = rows.parents.map(id => (id === null ? givenByTheOwner : (indexes.get(id) ?? parentIsGone)))
  return { ...grants, parents }
}

function teamsOf(members: readonly { person: string; team: string }[]): Map<string, string[]> {
  const teams = new Map<string, string[]>()
  for (const { person, team } of members) {
    const of = teams.get(person)
    if (of) of.push(intern(team))
    else teams.set(intern(person), [intern(team)])
  }
  return teams
}

/** Bytes as a binary string: a quarter of the memory of their hexadecimal form, and a key of maps. */
function bytesOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1')
}

const sets = new Map<string, PermissionSet>()
function permissionSet(text: string): PermissionSet {
  let set = sets.get(text)
  if (!set) {
    set = new Set(text.split(' ') as Permission[])
    sets.set(text, set)
  }
  return set
}

// The same person is named by the grants of many accounts; one string for all of them. Bounded, so that it cannot grow
// for ever.
const interned = new Map<string, string>()
function intern(text: string): string {
  const known = interned.get(text)
  if (known !== undefined) return known
  if (interned.size > 500_000) interned.clear()
  interned.set(text, text)
  return text
}
