import { sql } from 'kysely'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { readPossibleHolder } from './registrant-of.ts'

/**
 * Keeps who holds a domain, when it is ordered. Keeping the same one again changes nothing.
 * @throws Refusal 'not-found' for what is no domain or no contact of the account, 'contact-cannot-be-holder' with the
 * faults, 'holder-is-there' when somebody else holds it: then it is a change
 */
export async function keepHolder(
  r: Recording,
  accountId: string,
  resourceId: string,
  contactId: string,
): Promise<void> {
  await readDomain(r.tx, accountId, resourceId)
  await readPossibleHolder(r.tx, accountId, contactId)
  const kept = await r.tx
    .insertInto('sub_account.holders')
    .values({ resource_id: resourceId, account_id: accountId, party_id: contactId, since: r.at })
    .onConflict(conflict => conflict.column('resource_id').doNothing())
    .returning('resource_id')
    .executeTakeFirst()
  if (!kept) {
    if ((await holderOf(r.tx, resourceId)) === contactId) return
    throw new Refusal('holder-is-there')
  }
  r.fact('holder.kept', { resource: resourceId }, { contact: contactId }, accountId)
}

/** @throws Refusal 'not-found' also for what is no domain of the account */
export async function readDomain(tx: Tx, accountId: string, resourceId: string) {
  const resource = await readResource(tx, resourceId)
  if (resource.accountId !== accountId || resource.kind !== 'domain') throw new Refusal('not-found')
  return resource
}

/** The contact that holds a domain; null: nobody that is known. */
export async function holderOf(tx: Tx, resourceId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('sub_account.holders')
    .select('party_id')
    .where('resource_id', '=', resourceId)
    .executeTakeFirst()
  return row?.party_id ?? null
}

/** Which of these contacts hold a domain that is still there. */
export async function isHolder(
  tx: Tx,
  accountId: string,
  contactIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ party_id: string }>`
    select distinct h.party_id from sub_account.holders h
    join access.resources d on d.id = h.resource_id and d.removed_at is null
    where h.account_id = ${accountId} and h.party_id = any (${[...contactIds]}::uuid[])`.execute(tx)
  return new Set(rows.map(row => row.party_id))
}

/** Domains that would be without a holder, or without the one they are about to get, if this contact were gone. */
export async function domainsThatNeed(
  tx: Tx,
  accountId: string,
  contactId: string,
): Promise<{ what: 'domain' | 'holder-change'; name: string }[]> {
  const { rows } = await sql<{ what: 'domain' | 'holder-change'; name: string }>`
    select 'domain' as what, d.name from sub_account.holders h
    join access.resources d on d.id = h.resource_id and d.removed_at is null
    where h.account_id = ${accountId} and h.party_id = ${contactId}
    union all
    select 'holder-change', d.name from sub_account.asset_changes c
    join access.resources d on d.id = c.resource_id and d.removed_at is null
    where c.account_id = ${accountId} and c.kind = 'holder' and c.next_party_id = ${contactId}
      and c.stopped_at is null and c.refused_at is null and c.done_at is null
    order by 1, 2 limit 100`.execute(tx)
  return rows
}
