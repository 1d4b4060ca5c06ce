import type { Recording } from '../record.ts'

/**
 * Writes down that requests of this account have lapsed. They had lapsed before: this only lets people know.
 * @returns the ids of those newly noted
 */
export async function noteLapsed(r: Recording, accountId: string): Promise<string[]> {
  const lapsed = await r.tx
    .updateTable('access.requests')
    .set({ lapse_noted_at: r.at })
    .where('account_id', '=', accountId)
    .where('decided_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('lapse_noted_at', 'is', null)
    .where('lapses_at', '<=', r.at)
    .returning(['id', 'resource_id', 'lapses_at'])
    .execute()
  for (const request of lapsed) {
    r.fact(
      'request.lapsed',
      { request: request.id, resource: request.resource_id ?? undefined },
      { lapsedAt: request.lapses_at.toISOString() },
      accountId,
    )
  }
  return lapsed.map(request => request.id)
}
