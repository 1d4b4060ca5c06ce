import { sql } from 'kysely'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { membersDoor, readAccount } from '../account.ts'
import type { Recording } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { holdGiver } from './giver.ts'

/** So long the next owner may confirm, ms. */
export const offerLivesMs = 14 * 24 * 3_600_000

/** An account that is about to change hands: asked, and not over yet. */
export type Transfer = {
  id: string
  account: { id: string; name: string; zone: string; isClosed: boolean }
  from: { id: string; name: string }
  to: { id: string; name: string }
  askedAt: Date
  expiresAt: Date
  /** null: not confirmed yet */
  takesEffectAt: Date | null
}

/**
 * The owner offers the account to a member.
 * @returns the id of the transfer
 * @throws Refusal 'not-allowed', 'account-is-closed', 'not-a-member', 'transfer-runs-already'
 */
export async function offerAccount(r: Recording, accountId: string, toPerson: string): Promise<string> {
  await holdGiver(r, accountId, { as: 'owner' })
  if ((await readAccount(r.tx, accountId)).closedAt) throw new Refusal('account-is-closed')
  if (!(await isMember(r.tx, accountId, toPerson, r.at))) throw new Refusal('not-a-member')
  const id = newId(r.now)
  const expiresAt = new Date(r.now + offerLivesMs)
  const offered = await r.tx
    .insertInto('access.ownership_transfers')
    .values({
      id,
      account_id: accountId,
      from_person: (r.by as { person: string }).person,
      to_person: toPerson,
      asked_at: r.at,
      expires_at: expiresAt,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!offered) throw new Refusal('transfer-runs-already')
  r.fact(
    'owner.transfer-asked',
    { person: toPerson },
    { transfer: id, expiresAt: expiresAt.toISOString() },
    accountId,
  )
  return id
}

/**
 * The next owner confirms; from then on it happens by itself at `takesEffectAt`. Confirming it again changes nothing.
 * @throws Refusal 'transfer-is-over', 'not-a-member'
 */
export async function confirmTransfer(
  r: Recording,
  transfer: Transfer,
  takesEffectAt: Date,
): Promise<{ confirmed: boolean }> {
  const accountId = transfer.account.id
  if (!(await isMember(r.tx, accountId, transfer.to.id, r.at))) throw new Refusal('not-a-member')
  const confirmed = await sql`
    update access.ownership_transfers t set confirmed_at = ${r.at}, takes_effect_at = ${takesEffectAt}
    from access.accounts a
    where t.id = ${transfer.id} and a.id = t.account_id and a.closed_at is null and a.owner_id = t.from_person
      and t.done_at is null and t.stopped_at is null and t.confirmed_at is null and t.expires_at > ${r.at}
    returning t.id`.execute(r.tx)
  if (confirmed.rows.length === 0) {
    const now = await readTransfer(r.tx, transfer.id)
    if (!now?.takesEffectAt) throw new Refusal('transfer-is-over')
    return { confirmed: false }
  }
  r.fact(
    'owner.transfer-confirmed',
    { person: transfer.to.id },
    { transfer: transfer.id, takesEffectAt: takesEffectAt.toISOString() },
    accountId,
  )
  return { confirmed: true }
}

/** The account stays with its owner. @throws Refusal 'transfer-is-over' when it has happened or was stopped before */
export async function stopTransfer(r: Recording, transfer: Transfer): Promise<void> {
  const stopped = await r.tx
    .updateTable('access.ownership_transfers')
    .set({ stopped_at: r.at, stopped_by: 'person' in r.by ? r.by.person : null })
    .where('id', '=', transfer.id)
    .where('done_at', 'is', null)
    .where('stopped_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!stopped) throw new Refusal('transfer-is-over')
  r.fact('owner.transfer-stopped', { person: transfer.to.id }, { transfer: transfer.id }, transfer.account.id)
}

/** Does this person hold an open grant as a member of the account? */
export async function isMember(tx: Tx, accountId: string, personId: string, at: Date): Promise<boolean> {
  const held = await sql`
    select from access.open_grants(${at}) g where g.account_id = ${accountId} and g.door = ${membersDoor}
      and g.subject_kind = 'person' and g.subject_id = ${personId} limit 1`.execute(tx)
  return held.rows.length > 0
}

/** Transfers that are not over at this instant, of an account or with this person in them; the scope decides what is seen. */
export async function listTransfers(
  tx: Tx,
  of: { accountId: string } | { personId: string },
  at: Date,
): Promise<Transfer[]> {
  const which =
    'accountId' in of
      ? sql`t.account_id = ${of.accountId}`
      : sql`(t.from_person = ${of.personId} or t.to_person = ${of.personId})`
  return readTransfers(tx, sql`${which} and (t.confirmed_at is not null or t.expires_at > ${at})`)
}

/** undefined: there is none of this id that has neither happened nor was stopped */
export async function readTransfer(tx: Tx, id: string): Promise<Transfer | undefined> {
  return (await readTransfers(tx, sql`t.id = ${id}`))[0]
}

async function readTransfers(tx: Tx, which: ReturnType<typeof sql>): Promise<Transfer[]> {
  const rows = await sql<{
    id: string
    account_id: string
    account: string
    zone: string
    is_closed: boolean
    from_person: string
    from_name: string
    to_person: string
    to_name: string
    asked_at: Date
    expires_at: Date
    takes_effect_at: Date | null
  }>`
    select t.id, t.account_id, a.name as account, a.zone, a.closed_at is not null as is_closed,
      t.from_person, f.name as from_name, t.to_person, n.name as to_name, t.asked_at, t.expires_at, t.takes_effect_at
    from access.ownership_transfers t
    join access.accounts a on a.id = t.account_id
    join people.persons f on f.id = t.from_person
    join people.persons n on n.id = t.to_person
    where t.done_at is null and t.stopped_at is null and ${which}
    order by t.asked_at desc limit 200`.execute(tx)
  return rows.rows.map(row => ({
    id: row.id,
    account: { id: row.account_id, name: row.account, zone: row.zone, isClosed: row.is_closed },
    from: { id: row.from_person, name: row.from_name },
    to: { id: row.to_person, name: row.to_name },
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    takesEffectAt: row.takes_effect_at,
  }))
}
