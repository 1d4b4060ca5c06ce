import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { everyAccount } from '../account.ts'
import type { Permission } from '../permission.ts'
import { type HeldGrant, type PermissionSet, type Snapshot, scanAtMost } from './snapshot.ts'

type GrantRow = {
  id: string
  subject: string
  resource: string | null
  permissions: string
  begins: number
  ends: number | null
  parent: string | null
}
type Row = {
  id: string
  kind: string
  epoch: number
  closed: boolean
  grants: GrantRow[] | null
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
  const rows = await database.within(everyAccount, async tx => {
    const chosen =
      'openAfter' in which
        ? sql`a.id > ${which.openAfter} and (a.kind = 'provider' or exists (select from access.grants g where g.account_id = a.id and g.ending_at is null))
              order by a.id limit ${which.limit}`
        : sql`a.id = any (${[...which]}::uuid[])`
    return sql<Row>`
      select a.id, a.kind, a.epoch, a.closed_at is not null as closed,
        (select json_agg(json_build_object('id', g.id, 'subject', g.subject_id, 'resource', g.resource_id,
            'permissions', array_to_string(g.permissions, ' '), 'begins', ${inMs('g.begins_at')}, 'ends', ${inMs('g.ends_at')}, 'parent', g.parent_id))
          from access.grants g
          left join people.persons p on g.subject_kind = 'person' and p.id = g.subject_id
          where g.account_id = a.id and g.ending_at is null and p.deactivated_at is null) as grants,
        (select json_agg(json_build_object('id', e.id, 'person', e.person_id, 'resource', e.resource_id,
            'opened', ${inMs('e.opened_at')}, 'expires', ${inMs('e.expires_at')}, 'token', encode(e.token_hash, 'base64')))
          from access.entries e join people.persons p on p.id = e.person_id and p.deactivated_at is null
          where e.account_id = a.id and e.closed_at is null) as entries,
        (select json_agg(json_build_object('key', encode(k.secret_hash, 'base64'), 'resource', k.resource_id))
          from access.entrance_keys k where k.account_id = a.id and k.withdrawn_at is null) as keys,
        (select json_agg(json_build_object('id', r.id, 'name', r.name, 'origin', r.origin))
          from access.resources r where r.account_id = a.id and r.removed_at is null) as resources,
        case when a.kind = 'provider' then (
          select json_agg(json_build_object('person', m.person_id, 'team', m.team_id))
          from access.team_members m join people.persons p on p.id = m.person_id and p.deactivated_at is null
          where m.account_id = a.id and m.left_at is null) end as members
      from access.accounts a where ${chosen}`.execute(tx)
  })
  return rows.rows.map(buildSnapshot)
}

function buildSnapshot(row: Row): Snapshot {
  const resources = new Map(
    row.resources?.map(resource => [intern(resource.id), { name: resource.name, origin: resource.origin }]),
  )
  const grants = holdGrants(row.grants ?? [])
  return {
    account: intern(row.id),
    kind: row.kind as Snapshot['kind'],
    epoch: row.epoch,
    closed: row.closed,
    grants,
    bySubject: grants.length > scanAtMost ? Map.groupBy(grants, grant => grant.subject) : null,
    entries: (row.entries ?? []).map(entry => ({
      id: entry.id,
      person: intern(entry.person),
      resource: intern(entry.resource),
      openedAt: entry.opened,
      expiresAt: entry.expires,
      tokenKey: entry.token === null ? null : keyOf(entry.token),
    })),
    // A key or an entry whose shop was removed opens nothing.
    keys: (row.keys ?? [])
      .filter(key => resources.has(key.resource))
      .map(key => ({ key: keyOf(key.key), resource: intern(key.resource) })),
    resources,
    teamsOf: teamsOf(row.members ?? []),
  }
}

function holdGrants(rows: readonly GrantRow[]): HeldGrant[] {
  const held = new Map<string, HeldGrant>()
  const hold = (row: GrantRow, parent: HeldGrant | null | undefined) => {
    const grant: HeldGrant = {
      id: row.id,
      subject: intern(row.subject),
      resource: row.resource === null ? null : intern(row.resource),
      permissions: permissionSet(row.permissions),
      beginsAt: row.begins,
      endsAt: row.ends ?? Number.POSITIVE_INFINITY,
      parent,
    }
    held.set(row.id, grant)
    return grant
  }
  // Parents first. A chain (which openGrant refuses) would leave a child without its parent: no access.
  const grants = rows.filter(row => row.parent === null).map(row => hold(row, null))
  return grants.concat(rows.filter(row => row.parent !== null).map(row => hold(row, held.get(row.parent!))))
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

/** Base64 of a SHA-256 to the 32-character binary string that keys the maps. */
function keyOf(base64: string): string {
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

// The same person or shop is named by many rows; one string for all of them. Bounded, so that it cannot grow for ever.
const interned = new Map<string, string>()
function intern(text: string): string {
  const known = interned.get(text)
  if (known !== undefined) return known
  if (interned.size > 500_000) interned.clear()
  interned.set(text, text)
  return text
}
