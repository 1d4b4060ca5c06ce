import type { Permission } from '../permission.ts'

/** Permissions of a grant. Equal sets are one object, so that a million grants cost a million references. */
export type PermissionSet = ReadonlySet<Permission>

/** A grant that has not been ended, as the evaluator holds it in memory. Instants are epoch ms. */
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
  readonly grants: readonly HeldGrant[]
  /** Only for accounts with many grants; a short list is scanned faster than a map is asked. */
  readonly bySubject: ReadonlyMap<string, readonly HeldGrant[]> | null
  readonly entries: readonly HeldEntry[]
  readonly keys: readonly HeldKey[]
  readonly resources: ReadonlyMap<string, { name: string; origin: string | null }>
  /** Of the provider's account: the teams of each active member. Empty elsewhere. */
  readonly teamsOf: ReadonlyMap<string, readonly string[]>
}

export const scanAtMost = 12
const nothing: readonly HeldGrant[] = []

/** The grants of one subject, in no particular order. */
export function grantsOf(snapshot: Snapshot, subject: string): readonly HeldGrant[] {
  if (snapshot.bySubject) return snapshot.bySubject.get(subject) ?? nothing
  return snapshot.grants
}
