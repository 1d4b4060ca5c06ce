import type { Permission } from '../permission.ts'

/** Permissions of a grant. Equal sets are one object, so that a million grants cost a million references. */
export type PermissionSet = ReadonlySet<Permission>

/** A grant that has not been ended. Instants are epoch ms. */
export type HeldGrant = {
  readonly id: string
  /** id of a person or of a team; ids are unique over both */
  readonly subject: string
  /** null: the whole account */
  readonly resource: string | null
  readonly permissions: PermissionSet
  readonly beginsAt: number
  /** Infinity: without end */
  readonly endsAt: number
  /** The grant it was passed on from; null: given by the owner; undefined: its parent is no longer among the held. */
  readonly parent: HeldGrant | null | undefined
}

/**
 * The grants of one account as the evaluator holds them: by columns, the i-th of each belongs to the i-th grant. A
 * million of them as objects would take three times the memory, and a scan would jump through all of it.
 */
export type HeldGrants = {
  readonly count: number
  readonly subjects: readonly string[]
  readonly resources: readonly (string | null)[]
  readonly permissions: readonly PermissionSet[]
  readonly beginsAt: readonly number[]
  readonly endsAt: readonly number[]
  /** Index of the parent, or one of the two below; null: every grant was given by the owner. */
  readonly parents: readonly number[] | null
  /** The ids as 16 bytes each, in a binary string: read by people only, see `grantAt`. */
  readonly ids: string
}

export const givenByTheOwner = -1
export const parentIsGone = -2

/** An entry that has not been closed. */
export type HeldEntry = {
  readonly id: string
  readonly person: string
  readonly resource: string
  readonly openedAt: number
  readonly expiresAt: number
  /** SHA-256 of its token as a 32-character binary string; null: it has none */
  readonly tokenKey: string | null
}

/** A key by which an entrance proves where it stands. */
export type HeldKey = { readonly key: string; readonly resource: string }

/** Everything of one account that a decision needs, read from the database at one instant. */
export type Snapshot = {
  readonly account: string
  readonly kind: 'provider' | 'customer'
  readonly epoch: number
  readonly closed: boolean
  readonly grants: HeldGrants
  /** The grants of each subject by their indexes. Only for accounts with many; a short list is scanned faster. */
  readonly bySubject: ReadonlyMap<string, readonly number[]> | null
  readonly entries: readonly HeldEntry[]
  readonly keys: readonly HeldKey[]
  readonly resources: ReadonlyMap<string, { name: string; origin: string | null }>
  /** Of the provider's account: the teams of each active member. Empty elsewhere. */
  readonly teamsOf: ReadonlyMap<string, readonly string[]>
}

export const scanAtMost = 12

/** One held grant as people want to see it. */
export function grantAt(grants: HeldGrants, index: number): HeldGrant {
  const parent = grants.parents?.[index] ?? givenByTheOwner
  return {
    id: idAt(grants, index),
    subject: grants.subjects[index]!,
    resource: grants.resources[index]!,
    permissions: grants.permissions[index]!,
    beginsAt: grants.beginsAt[index]!,
    endsAt: grants.endsAt[index]!,
    parent: parent === givenByTheOwner ? null : parent === parentIsGone ? undefined : grantAt(grants, parent),
  }
}

export function idAt(grants: HeldGrants, index: number): string {
  const hex = Buffer.from(grants.ids.slice(16 * index, 16 * index + 16), 'latin1').toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
