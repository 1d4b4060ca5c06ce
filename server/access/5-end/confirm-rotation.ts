import { sql } from 'kysely'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'

/**
 * Somebody of the owner's side says that what was seen has been changed where it counts. Only after the grant is over: before,
 * the visitor would see the next one too. Confirming it again changes nothing.
 * @throws Refusal 'not-found', 'rotation-is-not-due'
 */
export async function confirmRotation(
  r: Recording,
  where: { accountId: string; grantId: string; handOverId: string },
): Promise<void> {
  if (!('person' in r.by)) throw new Error('a rule confirms no rotation')
  const confirmed = await sql<{ kind: string; label: string | null; resource_id: string | null }>`
    update access.hand_overs h set rotated_at = ${r.at}, rotated_by = ${r.by.person}::uuid
    from access.grants g
    where h.account_id = ${where.accountId} and h.grant_id = ${where.grantId} and h.id = ${where.handOverId}
      and h.kind in ('password', 'sftp') and h.first_seen_at is not null and h.rotated_at is null
      and g.id = h.grant_id and coalesce(g.ending_at, g.ends_at) <= ${r.at}
    returning h.kind, h.label, g.resource_id`.execute(r.tx)
  const [rotated] = confirmed.rows
  if (rotated) {
    r.fact(
      'secret.rotated',
      { grant: where.grantId, resource: rotated.resource_id ?? undefined },
      { handOver: where.handOverId, what: rotated.kind, label: rotated.label ?? undefined },
      where.accountId,
    )
    return
  }
  const there = await r.tx
    .selectFrom('access.hand_overs')
    .select('rotated_at')
    .where('account_id', '=', where.accountId)
    .where('grant_id', '=', where.grantId)
    .where('id', '=', where.handOverId)
    .executeTakeFirst()
  if (!there) throw new Refusal('not-found')
  if (!there.rotated_at) throw new Refusal('rotation-is-not-due')
}
