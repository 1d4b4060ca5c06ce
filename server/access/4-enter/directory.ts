import { sql } from 'kysely'
import type { Database } from '#server/plumbing/database.ts'
import { isId } from '#server/plumbing/ids.ts'
import { everyAccount } from '../account.ts'
import type { ResourceKind } from '../resource.ts'

/** What a panel can ask about: an account as a whole, or one of its resources. */
export const placeTypes = [
  'account',
  'service',
  'domain',
  'department',
  'shop',
  'server',
  'group',
] as const satisfies readonly (ResourceKind | 'account')[]
export type PlaceType = (typeof placeTypes)[number]

export function isPlaceType(text: string): text is PlaceType {
  return (placeTypes as readonly string[]).includes(text)
}

/** resource null: the account as a whole */
export type Place = { account: string; resource: string | null }

/** Whose an account is and what belongs to it, as it was at one epoch. */
export type Listing = {
  readonly account: string
  /** The provider's own number for it. */
  readonly reference: string | null
  readonly epoch: number
  readonly owner: string
  /** By what its things can be named: see `nameOf`. */
  readonly names: readonly string[]
}

/**
 * Names of things, for those who ask by them: ours, or the provider's own. It knows the accounts that somebody asked
 * about, so that a node without a panel keeps nothing. What it says is as old as the epoch it was read at: whoever asks
 * must know that the account has not changed since.
 */
export type Directory = {
  /** What is named so, from memory; undefined: not known here, which says nothing. */
  find(type: PlaceType, name: string): { place: Place; listing: Listing } | undefined
  /** The account in which something is named so now, from the database. */
  search(type: PlaceType, name: string): Promise<string | undefined>
  /** Reads an account unless it is known as of this epoch or a later one; undefined: no customer's account. */
  read(account: string, atLeast: number): Promise<Listing | undefined>
}

/** Names that are kept; with more all is begun anew, and what is asked about comes back by itself. */
const enoughNames = 1_000_000

const nameOf = (type: string, name: string) => `${type} ${name}`

export function keepDirectory(database: Database, namesAtMost = enoughNames): Directory {
  const listings = new Map<string, Listing>()
  const places = new Map<string, Place>()

  function forget(account: string): void {
    const old = listings.get(account)
    if (!old) return
    listings.delete(account)
    // What has moved to another account since is that account's.
    for (const name of old.names) if (places.get(name)?.account === account) places.delete(name)
  }

  function keep(row: Row): Listing {
    const { id: account, reference, epoch, owner } = row
    forget(account)
    const named: [string, Place][] = []
    const name = (type: string, resource: string | null, own: string | null) => {
      const place = { account, resource }
      // Our ids are put last, so that nobody's word for something hides another thing of the account.
      if (own !== null) named.unshift([nameOf(type, own), place])
      named.push([nameOf(type, resource ?? account), place])
    }
    name('account', null, reference)
    for (const { kind, id, reference: own } of row.resources ?? []) name(kind, id, own)
    if (places.size + named.length > namesAtMost) {
      listings.clear()
      places.clear()
    }
    for (const [text, place] of named) places.set(text, place)
    const listing = { account, reference, epoch, owner, names: named.map(([text]) => text) }
    listings.set(account, listing)
    return listing
  }

  return {
    find(type, name) {
      const place = places.get(nameOf(type, name))
      const listing = place && listings.get(place.account)
      return place && listing && { place, listing }
    },
    async search(type, name) {
      const id = isId(name) ? name : null
      const found = await database.within(everyAccount, tx =>
        type === 'account'
          ? sql<{ account: string }>`
              select id as account from access.accounts
              where kind = 'customer' and (id = ${id} or reference = ${name}) order by id = ${id} desc limit 1`.execute(
              tx,
            )
          : sql<{ account: string }>`
              select account_id as account from access.resources
              where kind = ${type} and removed_at is null and (id = ${id} or reference = ${name})
              order by id = ${id} desc limit 1`.execute(tx),
      )
      return found.rows[0]?.account
    },
    async read(account, atLeast) {
      const known = listings.get(account)
      if (known && known.epoch >= atLeast) return known
      const row = await readRow(database, account)
      if (!row) {
        forget(account)
        return undefined
      }
      // Somebody else may have read a newer one meanwhile.
      const newest = listings.get(account)
      return newest && newest.epoch > row.epoch ? newest : keep(row)
    },
  }
}

type Row = {
  id: string
  reference: string | null
  epoch: number
  owner: string
  resources: { kind: string; id: string; reference: string | null }[] | null
}

/** In one statement, so that all of it was true at the same instant. */
async function readRow(database: Database, account: string): Promise<Row | undefined> {
  const found = await database.within(everyAccount, tx =>
    sql<Row>`
      select a.id, a.reference, a.epoch, a.owner_id as owner,
        (select json_agg(json_build_object('kind', r.kind, 'id', r.id, 'reference', r.reference))
          from access.resources r where r.account_id = a.id and r.removed_at is null) as resources
      from access.accounts a where a.id = ${account} and a.kind = 'customer'`.execute(tx),
  )
  return found.rows[0]
}
