import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { takeOpenRequest } from './read-request.ts'

/**
 * The one who asked takes the request back.
 * @throws Refusal as takeOpenRequest; 'not-allowed' for anybody else
 */
export async function withdraw(r: Recording, requestId: string): Promise<void> {
  const request = await takeOpenRequest(r.tx, requestId, r.now)
  if (!('person' in r.by) || r.by.person !== request.askedBy) throw new Refusal('not-allowed')
  await r.tx.updateTable('access.requests').set({ withdrawn_at: r.at }).where('id', '=', requestId).execute()
  r.fact(
    'request.withdrawn',
    { request: requestId, resource: request.resourceId ?? undefined },
    {},
    request.accountId,
  )
}
