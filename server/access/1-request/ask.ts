import { newId } from '#server/plumbing/ids.ts'
import type { Permission } from '../permission.ts'
import type { Subject } from '../person.ts'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'

export type Asking = {
  accountId: string
  resourceId: string | null
  door: string
  /** Who would be let in. */
  subject: Subject
  /** A reason for each right; the owner sees them side by side. */
  wants: readonly { permission: Permission; reason: string }[]
  /** An absolute end, or a preset that starts to count when the request is approved: waiting never eats time. */
  howLong: { until: Date } | { preset: string }
  caseNumber: string | null
  message: string | null
  /** When an unanswered request lapses; epoch ms. */
  lapsesAt: number
}

/**
 * Somebody asks to be let in. Nothing opens by it.
 * @returns the id of the request
 * @throws Refusal 'reason-is-missing', 'already-asked' (one open request per person, door and resource)
 */
export async function ask(r: Recording, asking: Asking): Promise<string> {
  if (!('person' in r.by)) throw new Error('a request is asked by a person')
  if (asking.wants.length === 0 || asking.wants.some(wanted => wanted.reason.trim() === ''))
    throw new Refusal('reason-is-missing')
  const waiting = await r.tx
    .selectFrom('access.requests')
    .select('id')
    .where('account_id', '=', asking.accountId)
    .where('asked_by', '=', r.by.person)
    .where('door', '=', asking.door)
    .where('resource_id', 'is not distinct from', asking.resourceId)
    .where('decided_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('lapses_at', '>', r.at)
    .executeTakeFirst()
  // The account is locked by the recording, so nobody can ask between this look and the insert.
  if (waiting) throw new Refusal('already-asked', { requestId: waiting.id })

  const id = newId(r.now)
  await r.tx
    .insertInto('access.requests')
    .values({
      id,
      account_id: asking.accountId,
      resource_id: asking.resourceId,
      door: asking.door,
      subject_kind: asking.subject.kind,
      subject_id: asking.subject.id,
      wants: JSON.stringify(asking.wants),
      wants_until: 'until' in asking.howLong ? asking.howLong.until : null,
      wants_preset: 'preset' in asking.howLong ? asking.howLong.preset : null,
      case_number: asking.caseNumber,
      message: asking.message,
      asked_at: r.at,
      asked_by: r.by.person,
      lapses_at: new Date(asking.lapsesAt),
    })
    .execute()
  r.fact(
    'request.asked',
    { request: id, resource: asking.resourceId ?? undefined },
    {
      door: asking.door,
      subject: asking.subject.kind,
      wants: asking.wants.map(wanted => ({ permission: wanted.permission, reason: wanted.reason })),
      until: 'until' in asking.howLong ? asking.howLong.until.toISOString() : undefined,
      preset: 'preset' in asking.howLong ? asking.howLong.preset : undefined,
      caseNumber: asking.caseNumber ?? undefined,
      lapsesAt: new Date(asking.lapsesAt).toISOString(),
    },
    asking.accountId,
  )
  return id
}
