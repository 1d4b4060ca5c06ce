import type { Tx } from '#server/plumbing/database.ts'
import type { Permission } from '../permission.ts'
import type { Subject } from '../person.ts'
import { Refusal } from '../refusal.ts'

export type RequestState = 'pending' | 'approved' | 'rejected' | 'lapsed' | 'withdrawn'

/** Derived, never stored: a request nobody answered has lapsed at its instant, whether or not a job has run. */
export function requestState(
  request: { decided: 'allow' | 'refuse' | null; withdrawnAt: Date | null; lapsesAt: Date },
  now: number,
): RequestState {
  if (request.decided) return request.decided === 'allow' ? 'approved' : 'rejected'
  if (request.withdrawnAt) return 'withdrawn'
  return request.lapsesAt.getTime() <= now ? 'lapsed' : 'pending'
}

export type OpenRequest = {
  id: string
  accountId: string
  resourceId: string | null
  door: string
  subject: Subject
  wants: { permission: Permission; reason: string }[]
  until: Date | null
  preset: string | null
  caseNumber: string | null
  message: string | null
  askedBy: string
}

/**
 * Takes a request that can still be answered; everything else is refused with what it has become.
 * The caller's recording holds the account's lock, so the answer that follows is the only one.
 * @throws Refusal 'not-found', 'request-is-answered', 'request-was-withdrawn', 'request-has-lapsed'
 */
export async function takeOpenRequest(tx: Tx, id: string, now: number): Promise<OpenRequest> {
  const row = await tx
    .selectFrom('access.requests as r')
    .leftJoin('access.decisions as d', 'd.request_id', 'r.id')
    .selectAll('r')
    .select(['d.outcome', 'd.decided_by'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found')
  const state = requestState(
    {
      decided: row.outcome as 'allow' | 'refuse' | null,
      withdrawnAt: row.withdrawn_at,
      lapsesAt: row.lapses_at,
    },
    now,
  )
  if (state === 'approved' || state === 'rejected')
    throw new Refusal('request-is-answered', { state, at: row.decided_at, by: row.decided_by })
  if (state === 'withdrawn') throw new Refusal('request-was-withdrawn', { at: row.withdrawn_at })
  if (state === 'lapsed') throw new Refusal('request-has-lapsed', { at: row.lapses_at })
  return {
    id: row.id,
    accountId: row.account_id,
    resourceId: row.resource_id,
    door: row.door,
    subject: { kind: row.subject_kind as Subject['kind'], id: row.subject_id },
    wants: row.wants as OpenRequest['wants'],
    until: row.wants_until,
    preset: row.wants_preset,
    caseNumber: row.case_number,
    message: row.message,
    askedBy: row.asked_by,
  }
}
