import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { readHouse } from '#server/people/house.ts'
import { setConfirmedAddress } from '#server/people/parties/change-parties.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import { readChange, runs, type StoppedBecause } from './read-changes.ts'
import { stopChange } from './stop.ts'
import { type Post, tellOfChange } from './tell.ts'

/** Of change c in account a, with its domain d and the contacts o and n: why it cannot happen any more; null: it can. */
const whyNot = (at: Date) => sql<StoppedBecause | null>`case
  when a.closed_at is not null then 'account-is-closed'
  when c.takes_effect_at is null and c.expires_at <= ${at} then 'not-confirmed'
  when d.removed_at is not null then 'domain-is-gone'
  when o.removed_at is not null or n.removed_at is not null then 'contact-is-gone'
end`
const joined = sql`sub_account.asset_changes c
  join access.accounts a on a.id = c.account_id
  left join access.resources d on d.id = c.resource_id
  left join people.parties o on o.id = c.party_id
  left join people.parties n on n.id = c.next_party_id`

/**
 * The desk's own round: addresses whose time has come are changed, and what cannot happen any more is stopped. What there
 * is to do is read from the changes themselves, so any node may do it, and none does it twice.
 * @param origin of the desk, where links lead
 */
export async function settleChanges(kernel: Kernel, origin: string): Promise<void> {
  const at = new Date(kernel.clock.now())
  const due = await kernel.database.within(everyAccount, async tx => {
    const found = await sql<{ account_id: string }>`
      select distinct c.account_id from ${joined}
      where ${runs} and ((c.kind = 'address' and c.takes_effect_at <= ${at}) or ${whyNot(at)} is not null) limit 500`.execute(
      tx,
    )
    return found.rows
  })
  if (due.length === 0) return
  const post = await readHouse(kernel.database, origin)
  await forEach(due, ({ account_id: accountId }) =>
    record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
      await noteWhatCannotHappen(r, accountId, post)
      await changeAddresses(r, accountId, post)
    }),
  )
}

/** Under the account's lock. */
export async function noteWhatCannotHappen(r: Recording, accountId: string, post: Post): Promise<void> {
  const over = await sql<{ id: string; why: StoppedBecause }>`
    select c.id, ${whyNot(r.at)} as why from ${joined}
    where c.account_id = ${accountId} and ${runs} and ${whyNot(r.at)} is not null`.execute(r.tx)
  for (const { id, why } of over.rows) await stopChange(r, accountId, id, why, post)
}

async function changeAddresses(r: Recording, accountId: string, post: Post): Promise<void> {
  const due = await sql<{ id: string }>`
    select c.id from sub_account.asset_changes c
    where c.account_id = ${accountId} and c.kind = 'address' and ${runs} and c.takes_effect_at <= ${r.at}`.execute(
    r.tx,
  )
  for (const { id } of due.rows) {
    const change = (await readChange(r.tx, id, r.at))!
    const next = { email: change.newShown!, emailAscii: change.newAddress }
    if (!(await setConfirmedAddress(r, accountId, change.next.id, next, change.askedBy.id))) {
      await stopChange(r, accountId, id, 'same-contact-exists', post)
      continue
    }
    await sql`update sub_account.asset_changes c set done_at = ${r.at} where c.id = ${id} and ${runs}`.execute(
      r.tx,
    )
    r.fact('asset-change.done', {}, { change: id, what: change.kind, contact: change.next.id }, accountId)
    await tellOfChange(r, post, 'done', (await readChange(r.tx, id, r.at))!)
  }
}
