import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { everyAccount, membersDoor } from '../account.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { endAccess } from './end-access.ts'
import { liveGrants } from './live-grants.ts'

/** What became of a transfer: the account has another owner, or it cannot have him any more. */
export type Settled = {
  accountId: string
  transferId: string
  from: string
  to: string
  outcome: 'done' | 'stopped'
}

/** Tells the two of them, in the transaction of the change. */
export type TellSettled = (tx: Tx, settled: Settled, at: Date) => Promise<void>

/** Transfers whose time has come, and those that cannot happen any more. */
export async function settleTransfers(kernel: Kernel, tell: TellSettled): Promise<void> {
  const at = new Date(kernel.clock.now())
  const due = await kernel.database.within(everyAccount, async tx => {
    const found = await sql<{ account_id: string }>`
      select t.account_id from access.ownership_transfers t join access.accounts a on a.id = t.account_id
      where t.done_at is null and t.stopped_at is null and (t.takes_effect_at <= ${at} or ${isOver(at)}) limit 500`.execute(
      tx,
    )
    return found.rows
  })
  await forEach(due, ({ account_id: accountId }) =>
    record(kernel, { accounts: [accountId], by: { rule: 'clock' }, scope: everyAccount }, async r => {
      for (const settled of [await changeOwner(r, accountId), await stopWhatCannotHappen(r, accountId)])
        if (settled) await tell(r.tx, settled, r.at)
    }),
  )
}

/**
 * The change itself, in one statement with everything that must still be true at this moment: a transfer may have been
 * stopped, the account closed or the next owner have left since anybody looked.
 */
async function changeOwner(r: Recording, accountId: string): Promise<Settled | undefined> {
  // Held until this commits: nobody becomes the owner who is being deactivated at this moment.
  await sql`
    select p.id from people.persons p
    join access.ownership_transfers t on t.to_person = p.id and t.done_at is null and t.stopped_at is null
    where t.account_id = ${accountId} for share of p`.execute(r.tx)
  const changed = await sql<{ id: string; from_person: string; to_person: string }>`
    with due as (
      update access.ownership_transfers t set done_at = ${r.at}
      from access.accounts a
      where t.account_id = ${accountId} and a.id = t.account_id
        and t.done_at is null and t.stopped_at is null and t.takes_effect_at <= ${r.at} and not ${isOver(r.at)}
      returning t.id, t.account_id, t.from_person, t.to_person)
    update access.accounts a set owner_id = due.to_person
    from due where a.id = due.account_id and a.owner_id = due.from_person
    returning due.id, due.from_person, due.to_person`.execute(r.tx)
  const row = changed.rows[0]
  if (!row) return undefined
  r.fact('owner.changed', { person: row.to_person }, { transfer: row.id, from: row.from_person }, accountId)
  // What he was lent as a member, he has as the owner.
  const lent = await liveGrants(r.tx, accountId, { subjectId: row.to_person, door: membersDoor })
  await endAccess(r, accountId, lent, 'replaced')
  return { accountId, transferId: row.id, from: row.from_person, to: row.to_person, outcome: 'done' }
}

/** Marks the transfer of this account as stopped, if it has one that cannot happen any more. */
export async function stopWhatCannotHappen(r: Recording, accountId: string): Promise<Settled | undefined> {
  const stopped = await sql<{ id: string; from_person: string; to_person: string; why: string }>`
    update access.ownership_transfers t set stopped_at = ${r.at}
    from access.accounts a
    where t.account_id = ${accountId} and a.id = t.account_id and t.done_at is null and t.stopped_at is null and ${isOver(r.at)}
    returning t.id, t.from_person, t.to_person,
      case when a.closed_at is not null then 'account-is-closed' when t.confirmed_at is null and t.expires_at <= ${r.at} then 'not-confirmed'
        when a.owner_id <> t.from_person then 'not-the-owner' else 'not-a-member' end as why`.execute(r.tx)
  const row = stopped.rows[0]
  if (!row) return undefined
  r.fact('owner.transfer-stopped', { person: row.to_person }, { transfer: row.id, why: row.why }, accountId)
  return { accountId, transferId: row.id, from: row.from_person, to: row.to_person, outcome: 'stopped' }
}

/** Of transfer t in account a. */
function isOver(at: Date) {
  return sql`(a.closed_at is not null or a.owner_id <> t.from_person or (t.confirmed_at is null and t.expires_at <= ${at})
    or not exists (select from access.open_grants(${at}) g where g.account_id = t.account_id and g.door = ${membersDoor}
      and g.subject_kind = 'person' and g.subject_id = t.to_person))`
}
