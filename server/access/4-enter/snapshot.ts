import { allPermissions, type Permission } from '../permission.ts'
import { type IdWords, idAt, isIdAt, noId } from './id-words.ts'

/**
 * Grants that have not been ended, many accounts' in a row, as bytes: a million of them cost 72 MB that no garbage
 * collector walks through, and those of one account lie side by side. As objects they took four times as much, and every
 * look at one was a jump. Accounts that were read together share their rows.
 */
export type GrantRows = {
  readonly words: Int32Array
  /** The same bytes, for the two instants with which each row begins. */
  readonly times: Float64Array
}

export const bytesEach = 72
export const timesEach = 9
export const wordsEach = 18
// Where things stand in a row, in words. Before them: from when until when, [begins, ends), epoch ms; Infinity: without end.
/** Id of a person or of a team; ids are unique over both. */
export const subjectAt = 4
/** Id of the resource, or `noId`: the whole account. */
export const resourceAt = 8
/** Id of the grant itself. */
export const grantIdAt = 12
/** One bit for each permission. */
export const permissionsAt = 16
/** The row of the grant it was passed on from, or one of the two below. */
export const parentAt = 17
export const givenByTheOwner = -1
/** Its parent is no longer among the held. */
export const parentIsGone = -2

export function makeRows(count: number): GrantRows {
  const bytes = new ArrayBuffer(bytesEach * count)
  return { words: new Int32Array(bytes), times: new Float64Array(bytes) }
}

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

/** A team's id, as it is compared and as it is looked up. */
export type Team = { readonly id: string; readonly words: IdWords }

/** Everything of one account that a decision needs, read from the database at one instant. */
export type Snapshot = {
  readonly account: string
  readonly kind: 'provider' | 'customer'
  readonly epoch: number
  readonly closed: boolean
  /** Its grants are the rows [from, to) of these. */
  readonly grants: GrantRows
  readonly from: number
  readonly to: number
  /** The rows of each subject by its id. Only for accounts with many; a short list is scanned faster. */
  readonly bySubject: ReadonlyMap<string, readonly number[]> | null
  readonly entries: readonly HeldEntry[]
  readonly keys: readonly HeldKey[]
  /** Of the provider's account: the teams of each active member. Empty elsewhere. */
  readonly teamsOf: ReadonlyMap<string, readonly Team[]>
}

const bits = new Map(allPermissions.map((permission, i) => [permission, 1 << i]))
if (allPermissions.length > 31)
  throw new Error('More permissions than bits of a word: give permissions a second word.')

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

export function grantAt({ words, times }: GrantRows, row: number): HeldGrant {
  const at = wordsEach * row
  return {
    id: idAt(words, at + grantIdAt),
    subject: idAt(words, at + subjectAt),
    resource: isIdAt(words, at + resourceAt, noId) ? null : idAt(words, at + resourceAt),
    permissions: allPermissions.filter(permission => words[at + permissionsAt]! & bitOf(permission)),
    beginsAt: times[timesEach * row]!,
    endsAt: times[timesEach * row + 1]!,
  }
}
