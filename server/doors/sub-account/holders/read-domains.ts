import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Domain as Shape } from '#contract/holders.ts'
import { holdsAt } from '#server/access/3-grant/giver.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { type Change, isRunning, readChanges, runs, viewChange } from './changes/read-changes.ts'

/** Who looks: what he may see and do decides what stands there. */
export type DomainReader = {
  personId: string
  isOwner: boolean
  seesContacts: boolean
  isClosed: boolean
}

const most = 5_000

/** The domains of an account by alphabet. */
export async function listDomains(
  tx: Tx,
  accountId: string,
  reader: DomainReader,
  at: Date,
): Promise<Static<typeof Shape>[]> {
  const { rows } = await sql<{
    id: string
    name: string
    group_id: string | null
    group: string | null
    since: Date | null
    party_id: string | null
    holder: string | null
  }>`
    select d.id, d.name, g.id as group_id, g.name as group, h.since, h.party_id,
      people.party_shown_as(p.kind, p.name, p.organisation) as holder
    from access.resources d
    left join access.groupings i on i.resource_id = d.id and i.left_at is null
    left join access.resources g on g.id = i.group_id
    left join sub_account.holders h on h.resource_id = d.id
    left join people.parties p on p.id = h.party_id
    where d.account_id = ${accountId} and d.kind = 'domain' and d.removed_at is null
    order by lower(d.name), d.id limit ${most}`.execute(tx)
  const running = await readChanges(
    tx,
    sql`c.account_id = ${accountId} and c.kind = 'holder' and ${runs}`,
    at,
  )
  const mayChange = reader.isOwner ? null : await transferable(tx, accountId, reader.personId, at)
  const changeOf = new Map<string, Change>(
    running.filter(({ state }) => isRunning(state)).map(change => [change.domain!.id, change]),
  )
  return rows.map(row => {
    const change = changeOf.get(row.id)
    return {
      id: row.id,
      name: row.name,
      group: row.group_id ? { id: row.group_id, name: row.group ?? '' } : null,
      holder: row.party_id
        ? {
            since: row.since!.toISOString(),
            contact: reader.seesContacts ? { id: row.party_id, name: row.holder ?? '' } : null,
          }
        : null,
      change: change ? viewChange(change, reader) : null,
      can: {
        change: reader.isClosed
          ? 'account-is-closed'
          : change
            ? 'change-runs-already'
            : mayChange === null || mayChange.has(row.id) || 'not-allowed',
      },
    }
  })
}

/** The domains that somebody may transfer at this instant, by whatever he holds; as standingOf asks for one. */
async function transferable(
  tx: Tx,
  accountId: string,
  personId: string,
  at: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select d.id from access.resources d
    where d.account_id = ${accountId} and d.kind = 'domain' and d.removed_at is null
      and ${holdsAt(personId, accountId, 'domains.transfer', sql`d.id`, at)}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
