import { sql } from 'kysely'
import type { Static } from 'typebox'
import type * as contract from '#contract/accounts.ts'
import { membersDoor } from '#server/access/account.ts'
import { readCursor, writeCursor } from '#server/access/page.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type EnteredKind, enteredKinds } from '#server/access/resource.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { canSignIn } from './first-password.ts'

type Listed = Static<(typeof contract.listAccounts)['answer']>
type Read = Static<(typeof contract.readAccount)['answer']>

/** The accounts of all customers, the newest first. @param search in names, numbers and addresses of shops */
export async function listAccounts(
  tx: Tx,
  search: string | undefined,
  page: { cursor?: string; limit: number },
): Promise<Listed> {
  const after = readCursor(page.cursor)
  const pattern = search ? `%${search.replaceAll(/[\\%_]/g, '\\$&')}%` : null
  const rows = await sql<{
    id: string
    name: string
    reference: string | null
    made_at: Date
    closed_at: Date | null
    owner_id: string
    owner: string
    owner_is_ready: boolean
    shops: { id: string; name: string; origin: string | null; kind: EnteredKind }[] | null
  }>`
    select a.id, a.name, a.reference, a.made_at, a.closed_at, a.owner_id, p.name as owner, ${canSignIn('p')} as owner_is_ready,
      (select json_agg(json_build_object('id', r.id, 'name', r.name, 'origin', r.origin, 'kind', r.kind) order by r.name)
        from access.resources r where r.account_id = a.id and r.removed_at is null and r.kind = any (${[...enteredKinds]}::text[])) as shops
    from access.accounts a join people.persons p on p.id = a.owner_id
    where a.kind = 'customer'
      and (${pattern}::text is null or a.name ilike ${pattern} or a.reference ilike ${pattern} or exists (
        select from access.resources r where r.account_id = a.id and (r.name ilike ${pattern} or r.origin ilike ${pattern})))
      and (${after?.at ?? null}::timestamptz is null or (a.made_at, a.id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
    order by a.made_at desc, a.id desc limit ${page.limit + 1}`.execute(tx)
  const shown = rows.rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(row => ({
      id: row.id,
      name: row.name,
      reference: row.reference,
      owner: { id: row.owner_id, name: row.owner },
      ownerIsReady: row.owner_is_ready,
      closedAt: row.closed_at?.toISOString() ?? null,
      shops: row.shops ?? [],
    })),
    next: rows.rows.length > page.limit && last ? writeCursor({ at: last.made_at, id: last.id }) : null,
  }
}

/** One account with how much is open and waits in it. @throws Refusal 'not-found', also for the provider's own */
export async function readAccountAsDesk(tx: Tx, accountId: string, at: Date): Promise<Read> {
  const found = await sql<{
    id: string
    name: string
    reference: string | null
    zone: string
    region: string
    made_at: Date
    closed_at: Date | null
    owner_id: string
    owner: string
    address: string
    ready: boolean
    last_seen_at: Date | null
    members: number
    open_grants: number
    live_entries: number
    waiting_requests: number
  }>`
    select a.id, a.name, a.reference, a.zone, a.region, a.made_at, a.closed_at,
      p.id as owner_id, p.name as owner, p.address, ${canSignIn('p')} as ready,
      (select max(s.last_seen_at) from people.sessions s where s.person_id = p.id) as last_seen_at,
      (select count(distinct g.subject_id) from access.open_grants(${at}) g
        where g.account_id = a.id and g.door = ${membersDoor}) as members,
      (select count(*) from access.open_grants(${at}) g where g.account_id = a.id) as open_grants,
      (select count(*) from access.entries e
        where e.account_id = a.id and e.closed_at is null and e.expires_at > ${at}) as live_entries,
      (select count(*) from access.requests q where q.account_id = a.id and q.decided_at is null
        and q.withdrawn_at is null and q.lapses_at > ${at}) as waiting_requests
    from access.accounts a join people.persons p on p.id = a.owner_id
    where a.kind = 'customer' and a.id = ${accountId}`.execute(tx)
  const row = found.rows[0]
  if (!row) throw new Refusal('not-found')
  const shops = await sql<{
    id: string
    name: string
    origin: string | null
    kind: EnteredKind
    gate_keys: number
  }>`
    select r.id, r.name, r.origin, r.kind,
      (select count(*) from access.entrance_keys k where k.resource_id = r.id and k.withdrawn_at is null) as gate_keys
    from access.resources r where r.account_id = ${accountId} and r.removed_at is null and r.kind = any (${[...enteredKinds]}::text[]) order by r.name, r.id`.execute(
    tx,
  )
  const unlessClosed = row.closed_at ? 'account-is-closed' : (true as const)
  return {
    id: row.id,
    name: row.name,
    reference: row.reference,
    zone: row.zone,
    region: row.region,
    madeAt: row.made_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    owner: {
      id: row.owner_id,
      name: row.owner,
      address: row.address,
      ready: row.ready,
      lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    },
    members: row.members,
    shops: shops.rows.map(({ gate_keys: gateKeys, ...shop }) => ({ ...shop, gateKeys })),
    openGrants: row.open_grants,
    liveEntries: row.live_entries,
    waitingRequests: row.waiting_requests,
    can: {
      addShop: unlessClosed,
      close: unlessClosed,
      invite: row.closed_at ? 'account-is-closed' : row.ready ? 'signs-in-already' : true,
    },
  }
}
