import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, record } from '#server/access/record.ts'
import type { Tx } from '#server/plumbing/database.ts'

/** For how many days after its end the content of a recording is kept. */
export type RecordingPolicy = { keepDays: number }

/** What holds until the provider has said something else. */
const defaultPolicy: RecordingPolicy = { keepDays: 90 }

export const dayMs = 86_400_000

export async function readRecordingPolicy(tx: Tx): Promise<RecordingPolicy> {
  const row = await tx.selectFrom('support_visit.recording_policies').select('keep_days').executeTakeFirst()
  return row ? { keepDays: row.keep_days } : defaultPolicy
}

/** It holds for recordings that are there already, too. */
export async function changeRecordingPolicy(
  kernel: Kernel,
  by: Actor,
  { keepDays }: RecordingPolicy,
): Promise<RecordingPolicy> {
  const provider = await kernel.database.within(everyAccount, readProvider)
  return record(kernel, { accounts: [provider.id], by }, async r => {
    const before = await readRecordingPolicy(r.tx)
    const values = {
      keep_days: keepDays,
      changed_at: r.at,
      changed_by: 'person' in by ? by.person : null,
    }
    await r.tx
      .insertInto('support_visit.recording_policies')
      .values({ account_id: provider.id, ...values })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
      .execute()
    if (before.keepDays !== keepDays)
      r.fact('policy.changed', {}, { door: 'support-visit', of: 'recordings', keepDays })
    return { keepDays }
  })
}
