import { sql } from 'kysely'
import type { Static } from 'typebox'
import type * as contract from '#contract/members.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { isMember } from '#server/access/3-grant/hand-over.ts'
import { type Account, membersDoor } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Reader } from './mail/news.ts'

export type Role = 'deputy' | 'viewer'
export type MemberView = Static<typeof contract.Member>

/** What a member may do in the account, by what he is in it. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  // Nobody can give more than he has: who lets others into the shops may enter them himself.
  deputy: ['access.view', 'access.open', 'access.end', 'access.decide', 'shop.view', 'shop.operate'],
  viewer: ['access.view'],
}

/** A member, or the owner himself: nobody has to let him in. */
export async function belongsTo(tx: Tx, account: Account, personId: string, at: Date): Promise<boolean> {
  return account.ownerId === personId || isMember(tx, account.id, personId, at)
}

/** The members of an account with what the reader may do about each. */
export async function listMembers(
  tx: Tx,
  account: Account,
  standing: Standing,
  transferRuns: boolean,
  at: Date,
): Promise<MemberView[]> {
  const rows = await sql<{
    id: string
    person_id: string
    name: string
    address: string
    permissions: string[]
    begins_at: Date
    ends_at: Date | null
    last_seen_at: Date | null
  }>`
    select g.id, p.id as person_id, p.name, p.address, g.permissions, g.begins_at, g.ends_at,
      -- What he did before he belonged to this account is nothing that it may know.
      (select max(s.last_seen_at) from people.sessions s
        where s.person_id = p.id and s.last_seen_at >= g.begins_at) as last_seen_at
    from access.open_grants(${at}) g join people.persons p on p.id = g.subject_id
    where g.account_id = ${account.id} and g.door = ${membersDoor} and g.subject_kind = 'person'
    order by p.name, g.id limit 500`.execute(tx)
  const isOwner = standing.as === 'owner'
  const mayEnd = isOwner || standing.of.permissions.includes('access.end')
  return rows.rows.map(row => ({
    person: { id: row.person_id, name: row.name },
    address: row.address,
    role: row.permissions.includes('access.decide') ? 'deputy' : 'viewer',
    grantId: row.id,
    since: row.begins_at.toISOString(),
    until: row.ends_at?.toISOString() ?? null,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    can: {
      end: mayEnd || 'not-allowed',
      becomeOwner: !isOwner
        ? 'not-allowed'
        : account.closedAt
          ? 'account-is-closed'
          : transferRuns
            ? 'transfer-runs-already'
            : true,
    },
  }))
}

/** The owner and the members, as those whom a mail about the whole account goes to. */
export async function readersOf(tx: Tx, account: Account, at: Date): Promise<(Reader & { id: string })[]> {
  const rows = await sql<Reader & { id: string }>`
    select p.id, p.name, p.address, p.language from people.persons p
    where p.deactivated_at is null and (p.id = ${account.ownerId} or p.id in (
      select g.subject_id from access.open_grants(${at}) g
      where g.account_id = ${account.id} and g.door = ${membersDoor} and g.subject_kind = 'person'))
    order by p.name limit 500`.execute(tx)
  return rows.rows
}

/** Accounts that are about to change hands, from or to this person. */
export async function countTransfers(tx: Tx, personId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('access.ownership_transfers')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where(eb => eb.or([eb('from_person', '=', personId), eb('to_person', '=', personId)]))
    .where('done_at', 'is', null)
    .where('stopped_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
