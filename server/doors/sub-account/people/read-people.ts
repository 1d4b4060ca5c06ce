import { sql } from 'kysely'
import { type Account, membersDoor } from '#server/access/account.ts'
import { entryOf } from '#server/access/permission.ts'
import type { ResourceKind } from '#server/access/resource.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { door } from '../give-rights.ts'

/** Somebody who signs in, as far as this account knows him. */
export type Person = {
  id: string
  name: string
  address: string
  isDeactivated: boolean
  isOwner: boolean
  /** What he is a member by; null: he is none */
  member: { role: 'deputy' | 'viewer'; begunAt: Date; endsAt: Date | null } | null
  lastSeenAt: Date | null
  /** He himself, or a program of his */
  lastUsedAt: Date | null
  suspended: { at: Date; by: { id: string; name: string }; note: string | null } | null
}

/** The owner, the members, who ever had rights by this door, and who signs in with a contact. */
export async function readPersons(
  tx: Tx,
  account: Account,
  reader: { seesContacts: boolean },
  at: Date,
): Promise<Person[]> {
  const found = await sql<{
    id: string
    name: string
    address: string
    is_deactivated: boolean
    member_permissions: string[] | null
    member_begun_at: Date | null
    member_ends_at: Date | null
    last_seen_at: Date | null
    key_used_at: Date | null
    suspended_at: Date | null
    suspended_by: string | null
    suspender: string | null
    suspension_note: string | null
  }>`
    with his as (
      select g.subject_id as id, min(g.begins_at) as since from access.grants g
      where g.account_id = ${account.id} and g.subject_kind = 'person' and g.door in (${membersDoor}, ${door})
      group by g.subject_id
      union all select ${account.ownerId}::uuid, ${'-infinity'}::timestamptz
      union all select y.person_id, null from people.parties y
        where ${reader.seesContacts} and y.account_id = ${account.id} and y.person_id is not null and y.removed_at is null),
    here as (select id, min(since) as since from his group by id)
    select p.id, p.name, p.address, p.deactivated_at is not null as is_deactivated,
      m.permissions as member_permissions, m.begins_at as member_begun_at, m.ends_at as member_ends_at,
      -- What he did before he belonged to this account is nothing that it may know.
      (select max(s.last_seen_at) from people.sessions s where s.person_id = p.id and s.last_seen_at >= here.since) as last_seen_at,
      (select max(k.last_used_at) from people.api_keys k where k.person_id = p.id and k.last_used_at >= here.since) as key_used_at,
      o.suspended_at, o.suspended_by, b.name as suspender, o.note as suspension_note
    from here join people.persons p on p.id = here.id
    left join lateral (
      select g.permissions, g.begins_at, g.ends_at from access.open_grants(${at}) g
      where g.account_id = ${account.id} and g.subject_kind = 'person' and g.subject_id = p.id and g.door = ${membersDoor}
      order by g.ends_at desc nulls first limit 1) m on true
    left join sub_account.suspensions o on o.account_id = ${account.id} and o.person_id = p.id and o.over_at is null
    left join people.persons b on b.id = o.suspended_by`.execute(tx)
  return found.rows.map(row => ({
    id: row.id,
    name: row.name,
    address: row.address,
    isDeactivated: row.is_deactivated,
    isOwner: row.id === account.ownerId,
    member: row.member_permissions && {
      role: row.member_permissions.includes('access.decide') ? 'deputy' : 'viewer',
      begunAt: row.member_begun_at!,
      endsAt: row.member_ends_at,
    },
    lastSeenAt: row.last_seen_at,
    lastUsedAt: later(row.last_seen_at, row.key_used_at),
    suspended: row.suspended_at && {
      at: row.suspended_at,
      by: { id: row.suspended_by!, name: row.suspender! },
      note: row.suspension_note,
    },
  }))
}

export type Rights = {
  id: string
  personId: string
  scope: { id: string; name: string; kind: ResourceKind } | null
  audience: string
  permissions: { view: number; operate: number; danger: number }
  state: 'scheduled' | 'open' | 'ending' | 'ended' | 'suspended'
  endsAt: Date | null
  /** When somebody last decided about it */
  decidedAt: Date
}

/**
 * Rights by this door: those that have not ended and those that are suspended, or of some people all.
 * @param ofPeople whose ended ones are read too
 */
export async function readRights(
  tx: Tx,
  accountId: string,
  at: Date,
  ofPeople: readonly string[] = [],
): Promise<Rights[]> {
  const found = await sql<{
    id: string
    person_id: string
    resource_id: string | null
    resource: string | null
    kind: ResourceKind | null
    audience: string
    permissions: string[]
    begins_at: Date
    ends_at: Date | null
    ending_at: Date | null
    ended_at: Date | null
    is_suspended: boolean
    changed_at: Date
  }>`
    select a.id, a.person_id, a.resource_id, s.name as resource, s.kind, a.audience, g.permissions, g.begins_at, g.ends_at,
      g.ending_at, g.ended_at, a.suspension_id is not null as is_suspended, a.changed_at
    from sub_account.assignments a
    join access.grants g on g.account_id = a.account_id and g.id = a.grant_id
    left join access.resources s on s.account_id = a.account_id and s.id = a.resource_id
    where a.account_id = ${accountId}
      and (g.ended_at is null or a.suspension_id is not null or a.person_id = any (${[...ofPeople]}::uuid[]))
    order by a.made_at, a.id`.execute(tx)
  return found.rows.map(row => ({
    id: row.id,
    personId: row.person_id,
    scope: row.resource_id ? { id: row.resource_id, name: row.resource ?? '', kind: row.kind! } : null,
    audience: row.audience,
    permissions: countByRisk(row.permissions),
    state: row.is_suspended
      ? 'suspended'
      : row.ended_at
        ? 'ended'
        : row.ending_at || (row.ends_at && row.ends_at <= at)
          ? 'ending'
          : row.begins_at > at
            ? 'scheduled'
            : 'open',
    endsAt: row.ends_at,
    decidedAt: row.changed_at,
  }))
}

export type PartyInShort = {
  id: string
  personId: string | null
  name: string
  address: string
  addressAscii: string
}

/** The contacts of the account; those first that are most likely the person of the same address. */
export async function readParties(tx: Tx, accountId: string): Promise<PartyInShort[]> {
  const found = await sql<{
    id: string
    person_id: string | null
    shown_as: string
    email: string
    email_ascii: string
  }>`
    select p.id, p.person_id, people.party_shown_as(p.kind, p.name, p.organisation) as shown_as, p.email, p.email_ascii
    from people.parties p where p.account_id = ${accountId} and p.removed_at is null
    order by p.person_id is null, p.kind <> 'person', p.made_at, p.id`.execute(tx)
  return found.rows.map(row => ({
    id: row.id,
    personId: row.person_id,
    name: row.shown_as,
    address: row.email,
    addressAscii: row.email_ascii,
  }))
}

function countByRisk(names: readonly string[]): Rights['permissions'] {
  const count = { view: 0, operate: 0, danger: 0 }
  // What the catalogue does not know any more is told as what it may have been at worst.
  for (const name of names) count[entryOf(name)?.risk ?? 'danger'] += 1
  return count
}

function later(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a > b ? a : b
}
