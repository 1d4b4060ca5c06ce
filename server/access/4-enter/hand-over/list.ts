import { sql } from 'kysely'
import type { HandOverKind } from '#contract/hand-overs.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readSecret } from '#server/plumbing/vault/read-secret.ts'
import { isKnownOnceSeen, isOfTheVisitor, keeperOfHandOver, nameOfValues, type Values } from './what.ts'

type Named = { id: string; name: string }

/** What was put down for a grant, by either side or by a connector; without any value. */
export type Kept = {
  id: string
  kind: HandOverKind | 'account'
  /** Of what a connector made, its system. */
  label: string | null
  from: 'owner' | 'visitor' | 'connector'
  by: Named | null
  at: Date
  left: number | null
  seen: { times: number; firstAt: Date; lastAt: Date; by: Named } | null
  over: { at: Date; because: 'withdrawn' | 'used-up' | 'grant-ended' } | null
  /** never: nobody has seen it, or it is nothing that is known once seen */
  rotation: 'never' | 'by-connector' | 'not-due' | 'due' | 'done'
  rotatedAt: Date | null
}

export type HeldGrant = {
  visitor: Named | null
  isOver: boolean
}

/** The grant that things are put down for. undefined: the account has none of this id */
export async function readHeldGrant(
  tx: Tx,
  accountId: string,
  grantId: string,
  at: Date,
): Promise<HeldGrant | undefined> {
  const found = await sql<{ id: string | null; name: string | null; is_over: boolean }>`
    select p.id, p.name, a.closed_at is not null or g.ending_at is not null or coalesce(g.ends_at <= ${at}, false) as is_over
    from access.grants g
    join access.accounts a on a.id = g.account_id
    left join people.persons p on g.subject_kind = 'person' and p.id = g.subject_id
    where g.account_id = ${accountId} and g.id = ${grantId}`.execute(tx)
  const grant = found.rows[0]
  return (
    grant && { visitor: grant.id ? { id: grant.id, name: grant.name ?? '' } : null, isOver: grant.is_over }
  )
}

/** Everything that lies there for a grant, the oldest first. */
export async function listHandOvers(
  tx: Tx,
  { accountId, grantId }: { accountId: string; grantId: string },
  at: Date,
): Promise<Kept[]> {
  const seen = await readSeen(tx, accountId, grantId)
  const rows = await sql<{
    id: string
    kind: HandOverKind
    label: string | null
    made_at: Date
    made_by: string
    maker: string
    reveals_left: number | null
    first_seen_at: Date | null
    over_at: Date | null
    over_because: 'withdrawn' | 'used-up' | 'grant-ended' | null
    rotated_at: Date | null
    grant_over: Date | null
  }>`
    select h.*, p.name as maker, case when coalesce(g.ending_at, g.ends_at) <= ${at} then coalesce(g.ending_at, g.ends_at) end as grant_over
    from access.hand_overs h
    join access.grants g on g.id = h.grant_id
    join people.persons p on p.id = h.made_by
    where h.account_id = ${accountId} and h.grant_id = ${grantId}
    order by h.made_at, h.id`.execute(tx)
  const kept = rows.rows.map((row): Kept => {
    const isKnown = isKnownOnceSeen(row.kind) && row.first_seen_at !== null
    return {
      id: row.id,
      kind: row.kind,
      label: row.label,
      from: isOfTheVisitor(row.kind) ? 'visitor' : 'owner',
      by: { id: row.made_by, name: row.maker },
      at: row.made_at,
      left: row.reveals_left,
      seen: seen.get(row.id) ?? null,
      // Past its end it is over, whether or not that was written down already.
      over:
        row.over_at && row.over_because
          ? { at: row.over_at, because: row.over_because }
          : row.grant_over && { at: row.grant_over, because: 'grant-ended' },
      rotation: !isKnown ? 'never' : row.rotated_at ? 'done' : row.grant_over ? 'due' : 'not-due',
      rotatedAt: row.rotated_at,
    }
  })
  return [...kept, ...(await listMade(tx, accountId, grantId, at, seen))]
}

/** What connectors have made that a person signs in with. */
async function listMade(
  tx: Tx,
  accountId: string,
  grantId: string,
  at: Date,
  seen: ReadonlyMap<string, Kept['seen']>,
): Promise<Kept[]> {
  const rows = await sql<{ id: string; system: string; present_at: Date; over_at: Date | null }>`
    select a.id, a.system, a.present_at,
      coalesce(a.removing_at, case when coalesce(g.ending_at, g.ends_at) <= ${at} then coalesce(g.ending_at, g.ends_at) end) as over_at
    from access.artefact_grants h
    join access.artefacts a on a.account_id = h.account_id and a.id = h.artefact_id
    join access.grants g on g.id = h.grant_id
    where h.account_id = ${accountId} and h.grant_id = ${grantId} and a.present_at is not null
      and exists (select from plumbing.secrets s
        where s.account_id = a.account_id and s.keeper = 'artefact:' || a.id::text and s.name = 'password')
    order by a.present_at, a.id`.execute(tx)
  return rows.rows.map(row => ({
    id: row.id,
    kind: 'account',
    label: row.system,
    from: 'connector',
    by: null,
    at: row.present_at,
    left: null,
    seen: seen.get(row.id) ?? null,
    over: row.over_at && { at: row.over_at, because: 'grant-ended' },
    rotation: 'by-connector',
    rotatedAt: null,
  }))
}

async function readSeen(tx: Tx, accountId: string, grantId: string) {
  const rows = await sql<{
    id: string
    times: number
    first_at: Date
    last_at: Date
    person_id: string
    name: string
  }>`
    select coalesce(r.hand_over_id, r.artefact_id) as id, count(*)::int as times,
      min(r.revealed_at) as first_at, max(r.revealed_at) as last_at, r.person_id, p.name
    from access.reveals r join people.persons p on p.id = r.person_id
    where r.account_id = ${accountId} and r.grant_id = ${grantId}
    group by 1, r.person_id, p.name`.execute(tx)
  return new Map(
    rows.rows.map(row => [
      row.id,
      {
        times: row.times,
        firstAt: row.first_at,
        lastAt: row.last_at,
        by: { id: row.person_id, name: row.name },
      },
    ]),
  )
}

/** What the visitor put down for the owner, who takes it up by reading it: it is no secret. */
export async function readGiven(
  tx: Tx,
  vault: Vault,
  accountId: string,
  handOverId: string,
): Promise<Values | null> {
  const sealed = await readSecret(tx, vault, {
    accountId,
    keeper: keeperOfHandOver(handOverId),
    name: nameOfValues,
  })
  return sealed ? (JSON.parse(sealed.toString()) as Values) : null
}
