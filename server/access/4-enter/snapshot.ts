import { allPermissions, type Permission } from '../permission.ts'

/**
 * Grants that have not been ended, many accounts' in a row and by columns; accounts that were read together share them.
 * A million as objects took four times the memory, most of it walked by each garbage collection, and every look at one
 * was a jump. What a question fails on most often, and what is nearest, is asked first: see `whyNot`.
 */
export type GrantColumns = {
  /** Four numbers for each grant: see the names below. */
  readonly cells: Float64Array
  /** Ids of persons and teams; unique over both. */
  readonly subjects: readonly string[]
  /** null: the whole account */
  readonly resources: readonly (string | null)[]
  /** 16 bytes for each: its id. */
  readonly ids: Buffer
}

export const cellsEach = 4
/** From when until when: [begins, ends), epoch ms. Infinity: without end. */
export const beginsCell = 0
export const endsCell = 1
/** One bit for each permission. */
export const permissionsCell = 2
/** The row of the grant it was passed on from, or one of the two below. */
export const parentCell = 3
export const givenByTheOwner = -1
/** Its parent is no longer among the held. */
export const parentIsGone = -2

/** An entry that has not been closed. Instants are epoch ms. */
export type HeldEntry = {
  readonly id: string
  readonly person: string
  readonly resource: string
  readonly openedAt: number
  readonly expiresAt: number
  /** SHA-256 of its token as a 32-character binary string; null: it has none */
  readonly tokenKey: string | null
}

/** A key by which an entrance proves where it stands: a resource, with its name and origin. */
export type HeldKey = {
  readonly key: string
  readonly resource: string
  readonly name: string
  readonly origin: string | null
}

/** Everything of one account that a decision needs, read from the database at one instant. */
export type Snapshot = {
  readonly account: string
  readonly kind: 'provider' | 'customer'
  readonly epoch: number
  readonly closed: boolean
  /** Its grants are the rows [from, to) of these columns. */
  readonly grants: GrantColumns
  readonly from: number
  readonly to: number
  /** The rows of each subject. Only for accounts with many; a short list is scanned faster. */
  readonly bySubject: ReadonlyMap<string, readonly number[]> | null
  readonly entries: readonly HeldEntry[]
  readonly keys: readonly HeldKey[]
  /** Of the provider's account: the teams of each active member. Empty elsewhere. */
  readonly teamsOf: ReadonlyMap<string, readonly string[]>
  /**
   * Of the provider's account: who was deactivated while the other accounts are still being told. No snapshot of an
   * account, however old, lets these in. Empty elsewhere, and nearly always.
   */
  readonly barred: ReadonlySet<string>
}

const bits = new Map(allPermissions.map((permission, i) => [permission, 1 << i]))
if (allPermissions.length > 31) throw new Error('More permissions than bits: give them a second cell.')

/** @returns 0 for what is not in the catalogue: nobody has it */
export function bitOf(permission: string): number {
  return bits.get(permission as Permission) ?? 0
}

/** A held grant as people want to see it. Instants are epoch ms. */
export type HeldGrant = {
  readonly id: string
  readonly subject: string
  /** null: the whole account */
  readonly resource: string | null
  readonly permissions: readonly Permission[]
  readonly beginsAt: number
  /** Infinity: without end */
  readonly endsAt: number
}

export function grantAt({ cells, subjects, resources, ids }: GrantColumns, row: number): HeldGrant {
  const at = cellsEach * row
  const hex = ids.toString('hex', 16 * row, 16 * row + 16)
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    subject: subjects[row]!,
    resource: resources[row]!,
    permissions: allPermissions.filter(permission => cells[at + permissionsCell]! & bitOf(permission)),
    beginsAt: cells[at + beginsCell]!,
    endsAt: cells[at + endsCell]!,
  }
}
