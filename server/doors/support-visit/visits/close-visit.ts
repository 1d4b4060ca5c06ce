import { withdraw } from '#server/access/1-request/withdraw.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import type { EndingView } from '#server/access/5-end/tell-ending.ts'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'

/** A visit of whoever says so, or any. @throws Refusal 'not-found' for everybody else */
async function findVisit(kernel: Kernel, visitId: string, agentId?: string) {
  const visit = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('support_visit.visits')
      .select(['account_id', 'resource_id', 'request_id', 'grant_id'])
      .where('id', '=', visitId)
      .$if(agentId !== undefined, query => query.where('agent_id', '=', agentId!))
      .executeTakeFirst(),
  )
  if (!visit) throw new Refusal('not-found')
  return visit
}

/**
 * Who asked takes it back; with a reason, because nobody has to get in after all.
 * @throws Refusal 'not-found', 'request-is-answered', 'request-has-lapsed', 'request-was-withdrawn'
 */
export async function withdrawVisit(
  kernel: Kernel,
  personId: string,
  visitId: string,
  notNeededBecause: string | null,
): Promise<void> {
  const visit = await findVisit(kernel, visitId, personId)
  // The owner began it, or it was closed at once: there is no question to take back.
  if (!visit.request_id) throw new Refusal('request-is-answered')
  await record(kernel, { accounts: [visit.account_id], by: { person: personId } }, async r => {
    await withdraw(r, visitId)
    if (!notNeededBecause) return
    await r.tx
      .updateTable('support_visit.visits')
      .set({ not_needed_at: r.at, not_needed_by: personId, not_needed_because: notNeededBecause })
      .where('id', '=', visitId)
      .where('not_needed_at', 'is', null)
      .execute()
    r.fact(
      'visit.not-needed',
      { request: visitId, resource: visit.resource_id },
      { visit: visitId, because: notNeededBecause },
    )
  })
}

/**
 * Ends the access of one visit, and of no other: who visits gives it back, or the provider ends it. What is over already
 * is no error.
 * @throws Refusal 'not-found' also for a visit that opened nothing
 */
export async function endVisit(
  kernel: Kernel,
  probe: ProbeEntry,
  visitId: string,
  ender: { agent: string } | { desk: string },
  note: string | null,
): Promise<EndingView> {
  const personId = 'agent' in ender ? ender.agent : ender.desk
  const visit = await findVisit(kernel, visitId, 'agent' in ender ? ender.agent : undefined)
  const { grant_id: grantId } = visit
  if (!grantId) throw new Refusal('not-found')
  return endAndProve(
    kernel,
    probe,
    { accountId: visit.account_id, by: { person: personId }, resourceId: visit.resource_id },
    r => endAccess(r, visit.account_id, [grantId], 'agent' in ender ? 'returned' : 'revoked', note),
  )
}
