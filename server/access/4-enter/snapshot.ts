import { allPermissions, type Permission } from '../permission.ts'
import { idOf, noId } from './number-ids.ts'

/**
 * Grants that have not been ended, many accounts' in a row, as numbers in three blocks: a million of them cost 40 MB
 * that no garbage collector walks through, and the grants of one account lie side by side. As objects it was eight times
 * as much. A page of accounts that was read at once shares its blocks.
 */
export type GrantBlocks = {
  /** Four numbers for each grant: see the names below. */
  readonly cells: Int32Array
  /** Two for each: from when until when, [begins, ends), epoch ms. Infinity: without end. */
  readonly times: Float64Array
  /** 16 bytes for each: its id. */
  readonly ids: Buffer
}

export const cellsEach = 4
/** Number of a person or of a team; ids are unique over both. */
export const subjectCell = 0
/** Number of the resource, or `noId`: the whole account. */
export const resourceCell = 1
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
  /** Its grants are the rows [from, to) of these blocks. */
  readonly grants: GrantBlocks
  readonly from: number
  readonly to: number
  /** The rows of each subject by its number. Only for accounts with many; a short list is scanned faster. */
  readonly bySubject: ReadonlyMap<number, readonly number[]> | null
  readonly entries: readonly HeldEntry[]
  readonly keys: readonly HeldKey[]
  /** Of the provider's account: the teams of each active member, by their numbers. Empty elsewhere. */
  readonly teamsOf: ReadonlyMap<string, readonly number[]>
}

const bits = new Map(allPermissions.map((permission, i) => [permission, 1 << i]))
if (allPermissions.length > 31)
  throw new Error('More permissions than bits of a cell: give permissions a second cell.')

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

export function grantAt({ cells, times, ids }: GrantBlocks, row: number): HeldGrant {
  const cell = (name: number) => cells[cellsEach * row + name]!
  const hex = ids.toString('hex', 16 * row, 16 * row + 16)
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    subject: idOf(cell(subjectCell)),
    resource: cell(resourceCell) === noId ? null : idOf(cell(resourceCell)),
    permissions: allPermissions.filter(permission => cell(permissionsCell) & bitOf(permission)),
    beginsAt: times[2 * row]!,
    endsAt: times[2 * row + 1]!,
  }
}
