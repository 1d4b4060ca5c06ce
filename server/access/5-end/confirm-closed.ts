import { everyAccount } from '../account.ts'
import { type Kernel, record } from '../record.ts'
import { type ProbeEntry, tryEntry } from './confirm-ended.ts'

/**
 * Tries entries again that closed while the grants which had held them go on (what was entered left a group): no grant
 * is ended whose witness they could be. What is not refused yet is asked again until it is.
 * @param entryIds of one account; those that closed otherwise are left out
 * @returns when each was seen refused; null: it was not
 */
export async function confirmClosed(
  kernel: Kernel,
  probe: ProbeEntry,
  accountId: string,
  entryIds: readonly string[],
): Promise<{ id: string; refusedAt: Date | null }[]> {
  if (entryIds.length === 0) return []
  const closed = await kernel.database.within(accountId, tx =>
    tx
      .selectFrom('access.entries')
      .select(['id', 'resource_id', 'person_id', 'entrance', 'token_hash', 'refused_at'])
      .where('account_id', '=', accountId)
      .where('id', 'in', [...entryIds])
      .where('closed_cause', '=', 'resource-moved')
      .execute(),
  )
  const seen: { id: string; refusedAt: Date | null }[] = []
  for (const entry of closed) {
    if (entry.refused_at) {
      seen.push({ id: entry.id, refusedAt: entry.refused_at })
      continue
    }
    const answer = await tryEntry(probe, accountId, entry)
    seen.push({
      id: entry.id,
      refusedAt: answer.refused ? await writeRefused(kernel, accountId, entry, answer.how) : null,
    })
  }
  return seen
}

async function writeRefused(
  kernel: Kernel,
  accountId: string,
  entry: { id: string; resource_id: string; person_id: string },
  how: string,
): Promise<Date> {
  return record(kernel, { accounts: [accountId], by: { rule: 'witness' } }, async r => {
    const seen = await r.tx
      .updateTable('access.entries')
      .set({ refused_at: r.at })
      .where('account_id', '=', accountId)
      .where('id', '=', entry.id)
      .where('refused_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (seen)
      r.fact(
        'entry.refused',
        { entry: entry.id, resource: entry.resource_id, person: entry.person_id },
        { how },
        accountId,
      )
    return r.at
  })
}

/** A page of such entries that nobody has seen refused, over all accounts, in the order of their ids. */
export async function provableClosings(
  kernel: Kernel,
  after: string,
  limit: number,
): Promise<{ accountId: string; id: string }[]> {
  return kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.entries')
      .select(['account_id as accountId', 'id'])
      .where('closed_cause', '=', 'resource-moved')
      .where('refused_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute(),
  )
}
