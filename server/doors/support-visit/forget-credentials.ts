import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { forgetConnection } from './connections.ts'

const pageSize = 200

/**
 * Where the account is closed or the shop was taken out of the desk, nothing will ever be made over its connection again:
 * the credential is destroyed. Not before everything there is proven to be over, because what was made can only be taken
 * away, and seen to be gone, with it.
 * @returns how many connections there were
 */
export async function forgetCredentials(kernel: Kernel): Promise<number> {
  const idle = await kernel.database.within(everyAccount, tx =>
    sql<{ account_id: string }>`
      select distinct c.account_id from support_visit.connections c
      where c.removed_at is null and ${isIdle} limit ${pageSize}`.execute(tx),
  )
  let forgotten = 0
  for (const { account_id: accountId } of idle.rows)
    forgotten += await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
      // Asked once more under the account's lock, under which artefacts and grants change.
      const found = await sql<{ id: string; resource_id: string; system: string }>`
        select c.id, c.resource_id, c.system from support_visit.connections c
        where c.account_id = ${accountId} and c.removed_at is null and ${isIdle}`.execute(r.tx)
      for (const { id, resource_id: resourceId, system } of found.rows)
        await forgetConnection(r, { accountId, resourceId }, { id, system })
      return found.rows.length
    })
  return forgotten
}

const isIdle = sql`
  exists (
    select from access.resources s join access.accounts a on a.id = s.account_id
    where s.account_id = c.account_id and s.id = c.resource_id and (s.removed_at is not null or a.closed_at is not null))
  and not exists (
    select from access.artefacts f
    where f.account_id = c.account_id and f.resource_id = c.resource_id and f.gone_at is null)
  and not exists (
    select from access.grants g
    where g.account_id = c.account_id and g.resource_id = c.resource_id and g.ended_at is null)`
