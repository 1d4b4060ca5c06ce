import { sql } from 'kysely'
import { type EnteredKind, enteredKinds } from '#server/access/resource.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { Wanted } from './check-line.ts'

export type KnownShop = { name: string; origin: string | null; kind: EnteredKind; isRemoved: boolean }
export type KnownAccount = {
  /** '' for one that a dry run only thinks of */
  id: string
  name: string
  zone: string
  region: string
  isClosed: boolean
  owner: { name: string; address: string; language: string }
  shops: KnownShop[]
}

/** What is here already of what some lines want. */
export type Known = {
  accounts: Map<string, KnownAccount>
  /** Origins of shops, anywhere. */
  origins: Set<string>
  /** Addresses, in lower case, of people who were deactivated. */
  deactivated: Set<string>
}

/** @param tx of a scope that sees every account */
export async function readKnown(tx: Tx, wanted: readonly Wanted[]): Promise<Known> {
  const references = [...new Set(wanted.map(one => one.reference))]
  const origins = [...new Set(wanted.flatMap(one => one.shop?.origin ?? []))]
  const addresses = [...new Set(wanted.map(one => one.owner.address.toLowerCase()))]
  const accounts = await sql<{
    reference: string
    id: string
    name: string
    zone: string
    region: string
    is_closed: boolean
    owner: KnownAccount['owner']
    shops: KnownShop[] | null
  }>`
    select a.reference, a.id, a.name, a.zone, a.region, a.closed_at is not null as is_closed,
      json_build_object('name', p.name, 'address', p.address, 'language', p.language) as owner,
      (select json_agg(json_build_object('name', r.name, 'origin', r.origin, 'kind', r.kind, 'isRemoved', r.removed_at is not null) order by r.made_at)
        from access.resources r where r.account_id = a.id and r.kind = any (${[...enteredKinds]}::text[])) as shops
    from access.accounts a join people.persons p on p.id = a.owner_id
    where a.reference = any (${references}::text[])`.execute(tx)
  const taken = await sql<{ origin: string }>`
    select origin from access.resources where removed_at is null and origin = any (${origins}::text[])`.execute(
    tx,
  )
  const deactivated = await sql<{ address: string }>`
    select lower(address) as address from people.persons
    where deactivated_at is not null and lower(address) = any (${addresses}::text[])`.execute(tx)
  return {
    accounts: new Map(
      accounts.rows.map(({ reference, is_closed: isClosed, shops, ...account }) => [
        reference,
        { ...account, isClosed, shops: shops ?? [] },
      ]),
    ),
    origins: new Set(taken.rows.map(row => row.origin)),
    deactivated: new Set(deactivated.rows.map(row => row.address)),
  }
}
