import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'

export type Policy = { longestDays: number; requestLapsesDays: number }

/** What holds until the provider has said something else. */
export const defaultPolicy: Policy = { longestDays: 30, requestLapsesDays: 7 }

export async function readPolicy(tx: Tx): Promise<Policy> {
  const row = await tx.selectFrom('service_switch.policies').selectAll().executeTakeFirst()
  return row ? { longestDays: row.longest_days, requestLapsesDays: row.request_lapses_days } : defaultPolicy
}

/** Sets the provider's policy. What is open stays as it was decided. */
export async function changePolicy(kernel: Kernel, by: Actor, policy: Policy): Promise<Policy> {
  const provider = await kernel.database.within(everyAccount, readProvider)
  return record(kernel, { accounts: [provider.id], by }, async r => {
    const before = await readPolicy(r.tx)
    const values = {
      longest_days: policy.longestDays,
      request_lapses_days: policy.requestLapsesDays,
      changed_at: r.at,
      changed_by: 'person' in by ? by.person : null,
    }
    await r.tx
      .insertInto('service_switch.policies')
      .values({ account_id: provider.id, ...values })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
      .execute()
    if (before.longestDays !== policy.longestDays || before.requestLapsesDays !== policy.requestLapsesDays) {
      r.fact(
        'policy.changed',
        {},
        {
          door: 'service-switch',
          longestDays: policy.longestDays,
          requestLapsesDays: policy.requestLapsesDays,
        },
      )
    }
    return policy
  })
}
