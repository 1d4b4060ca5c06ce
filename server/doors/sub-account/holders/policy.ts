import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** Until the provider has said something else. */
const standardWaitDays = 3

/** Days between the second confirmation and the change; of any scope. */
export async function readWaitDays(tx: Tx): Promise<number> {
  const row = await tx.selectFrom('sub_account.policies').select('asset_wait_days').executeTakeFirst()
  return row?.asset_wait_days ?? standardWaitDays
}

/** Sets the provider's rule. What waits already stays as it was promised. */
export async function changeWaitDays(kernel: Kernel, by: Actor, days: number): Promise<number> {
  const provider = await kernel.database.within(everyAccount, readProvider)
  return record(kernel, { accounts: [provider.id], by }, async r => {
    const before = await readWaitDays(r.tx)
    const values = {
      asset_wait_days: days,
      changed_at: r.at,
      changed_by: 'person' in by ? by.person : null,
    }
    await r.tx
      .insertInto('sub_account.policies')
      .values({ account_id: provider.id, ...values })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
      .execute()
    if (before !== days) r.fact('policy.changed', {}, { door: 'sub-account', assetWaitDays: days })
    return days
  })
}
