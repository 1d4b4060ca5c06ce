import { sql } from 'kysely'
import { decideGiving, type Rules } from '../2-decide/decide-giving.ts'
import type { Permission } from '../permission.ts'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { groupOf } from '../resource.ts'
import { holdGiver, type Standing } from './giver.ts'

/**
 * Moves the end of a grant that is neither ending nor past its end: longer is a new decision under the same rules as
 * opening, shorter is always possible. To cut at once, end it.
 * @param endsAt the new end, epoch ms
 * @throws Refusal 'ending-already' when it is over; else as decideGiving, counted from now; as holdGiver
 */
export async function moveEnd(
  r: Recording,
  grant: { accountId: string; id: string },
  endsAt: number,
  giver: Standing,
  rules: Rules,
): Promise<void> {
  const before = await r.tx
    .selectFrom('access.grants')
    .selectAll()
    .where('account_id', '=', grant.accountId)
    .where('id', '=', grant.id)
    .executeTakeFirst()
  if (!before) throw new Refusal('not-found')
  const isLonger = before.ends_at !== null && endsAt > before.ends_at.getTime()
  if (isLonger) await holdGiver(r, grant.accountId, giver)
  const verdict = decideGiving(
    {
      giver: isLonger ? giver : { as: 'owner' },
      wants: {
        // Shorter gives nothing: it is possible whatever the catalogue says of them by now.
        permissions: isLonger ? (before.permissions as Permission[]) : [],
        resourceId: before.resource_id,
        groupId: await groupOf(r.tx, before.resource_id),
        beginsAt: before.begins_at.getTime(),
        endsAt,
      },
    },
    // The maximum is counted from now for a grant that runs already: extending is opening again.
    { ...rules, longestMs: isLonger ? rules.longestMs : null },
    r.now,
  )
  if (verdict.outcome === 'refuse') throw new Refusal(verdict.because[0]!, { because: verdict.because })
  const moved = await r.tx
    .updateTable('access.grants')
    .set({ ends_at: new Date(endsAt), version: sql`version + 1` })
    .where('account_id', '=', grant.accountId)
    .where('id', '=', grant.id)
    .where('ending_at', 'is', null)
    .where(eb => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', r.at)]))
    .returning('id')
    .executeTakeFirst()
  if (!moved) throw new Refusal('ending-already')
  r.fact(
    'grant.end-moved',
    { grant: grant.id, resource: before.resource_id ?? undefined },
    { from: before.ends_at?.toISOString(), to: new Date(endsAt).toISOString() },
    grant.accountId,
  )
}
