import type { Static } from 'typebox'
import type { VisitPolicy as Shape } from '#contract/provider-visits.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { isMailbox } from '#server/plumbing/foreign-account.ts'

export type VisitPolicy = Static<typeof Shape>

/** What holds until the provider has said something else. */
const standard: VisitPolicy = { mailbox: null, longestDays: 30, requestLapsesDays: 7 }

export async function readVisitPolicy(tx: Tx): Promise<VisitPolicy> {
  const row = await tx.selectFrom('support_visit.policies').selectAll().executeTakeFirst()
  return row
    ? { mailbox: row.mailbox, longestDays: row.longest_days, requestLapsesDays: row.request_lapses_days }
    : standard
}

/**
 * Sets the provider's policy. What is open stays as it was decided.
 * @throws Refusal 'invalid-input' for a mailbox that not every system takes
 */
export async function changeVisitPolicy(
  kernel: Kernel,
  by: Actor,
  policy: VisitPolicy,
): Promise<VisitPolicy> {
  const mailbox = policy.mailbox?.trim() || null
  if (mailbox !== null && !isMailbox(mailbox)) throw new Refusal('invalid-input', { field: 'mailbox' })
  const provider = await kernel.database.within(everyAccount, readProvider)
  return record(kernel, { accounts: [provider.id], by }, async r => {
    const before = await readVisitPolicy(r.tx)
    const after = { ...policy, mailbox }
    const values = {
      mailbox,
      longest_days: policy.longestDays,
      request_lapses_days: policy.requestLapsesDays,
      changed_at: r.at,
      changed_by: 'person' in by ? by.person : null,
    }
    await r.tx
      .insertInto('support_visit.policies')
      .values({ account_id: provider.id, ...values })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
      .execute()
    const isChanged =
      before.mailbox !== mailbox ||
      before.longestDays !== policy.longestDays ||
      before.requestLapsesDays !== policy.requestLapsesDays
    if (isChanged)
      r.fact(
        'policy.changed',
        {},
        {
          door: 'support-visit',
          mailbox: mailbox ?? undefined,
          longestDays: policy.longestDays,
          requestLapsesDays: policy.requestLapsesDays,
        },
      )
    return after
  })
}
