import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { door } from '../opening.ts'
import { digestEveryMs } from './about-entries.ts'

/**
 * The accounts that have something of this door and facts behind the position up to which people were told, and those
 * whose later entries are due to be told.
 */
export async function accountsWithNews(kernel: Kernel): Promise<string[]> {
  const now = new Date(kernel.clock.now())
  const before = new Date(now.getTime() - digestEveryMs)
  return kernel.database.within(everyAccount, async tx => {
    const found = await sql<{ id: string }>`
      select a.id from access.accounts a left join service_switch.told t on t.account_id = a.id
      where a.last_seq > coalesce(t.until_seq, 0) and (t.account_id is not null
        or exists (select from access.requests q where q.account_id = a.id and q.door = ${door})
        or exists (select from access.grants g where g.account_id = a.id and g.door = ${door}))
      union
      select o.account_id from access.grants g
      join service_switch.opening_grants og on og.grant_id = g.id
      join service_switch.openings o on o.id = og.opening_id and coalesce(o.digested_at, o.told_first_entry_at) <= ${before}
      join access.entry_grants h on h.grant_id = g.id
      join access.entries e on e.id = h.entry_id and e.opened_at >= coalesce(o.digested_at, o.told_first_entry_at)
      join access.facts f on f.account_id = e.account_id and f.entry_id = e.id and f.kind = 'entry.opened'
      where g.door = ${door} and g.ending_at is null and g.ends_at > ${now}
        and f.seq > (
          select coalesce(max((told.data->>'entriesUntil')::bigint), 0) from service_switch.opening_grants also
          join access.facts told on told.account_id = also.account_id and told.grant_id = also.grant_id and told.kind = 'owner.told'
          where also.opening_id = o.id)`.execute(tx)
    return found.rows.map(row => row.id)
  })
}
