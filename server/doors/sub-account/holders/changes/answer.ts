import { sql } from 'kysely'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readDate } from '#server/plumbing/calendar/dates.ts'
import { type Change, readChange, runs } from './read-changes.ts'
import { noteWhatCannotHappen } from './settle.ts'
import { type Post, tellOfChange } from './tell.ts'

/**
 * The provider has done it: the domain gets its new holder, in the same transaction.
 * @param done.on the day on which the registry did it, YYYY-MM-DD
 * @throws Refusal 'change-is-over' when it is not his turn (any more), 'no-such-date'
 */
export async function finishHolderChange(
  r: Recording,
  accountId: string,
  changeId: string,
  done: { on: string; cost: string | null },
  post: Post,
): Promise<void> {
  if (!readDate(done.on)) throw new Refusal('no-such-date')
  await noteWhatCannotHappen(r, accountId, post)
  const finished = await sql<{ resource_id: string; next_party_id: string }>`
    update sub_account.asset_changes c
    set done_at = ${r.at}, done_by = ${answererOf(r)}, done_on = ${done.on}::date, cost = ${done.cost}
    where c.account_id = ${accountId} and c.id = ${changeId} and c.kind = 'holder' and ${runs} and c.takes_effect_at <= ${r.at}
    returning c.resource_id, c.next_party_id`.execute(r.tx)
  const [row] = finished.rows
  if (!row) throw new Refusal('change-is-over')
  await r.tx
    .insertInto('sub_account.holders')
    .values({ resource_id: row.resource_id, account_id: accountId, party_id: row.next_party_id, since: r.at })
    .onConflict(conflict =>
      conflict.column('resource_id').doUpdateSet({ party_id: row.next_party_id, since: r.at }),
    )
    .execute()
  const change = await answered(r, changeId)
  r.fact(
    'asset-change.done',
    { resource: row.resource_id },
    {
      change: changeId,
      what: 'holder',
      contact: row.next_party_id,
      from: change.old?.id,
      doneOn: done.on,
      cost: done.cost ?? undefined,
    },
    accountId,
  )
  await tellOfChange(r, post, 'done', change)
}

/** The provider does not do it. @throws Refusal 'change-is-over' */
export async function refuseHolderChange(
  r: Recording,
  accountId: string,
  changeId: string,
  note: string,
  post: Post,
): Promise<void> {
  const refused = await sql`
    update sub_account.asset_changes c set refused_at = ${r.at}, refused_by = ${answererOf(r)}, answer = ${note}
    where c.account_id = ${accountId} and c.id = ${changeId} and c.kind = 'holder' and ${runs} and c.takes_effect_at <= ${r.at}
    returning c.id`.execute(r.tx)
  if (refused.rows.length === 0) throw new Refusal('change-is-over')
  const change = await answered(r, changeId)
  r.fact(
    'asset-change.stopped',
    { resource: change.domain!.id },
    { change: changeId, what: 'holder', why: 'refused', note },
    accountId,
  )
  await tellOfChange(r, post, 'refused', change)
}

async function answered(r: Recording, changeId: string): Promise<Change> {
  return (await readChange(r.tx, changeId, r.at))!
}

function answererOf(r: Recording): string {
  if (!('person' in r.by)) throw new Error('the provider answers by a person')
  return r.by.person
}
