import { catalogueChanges } from '../own-permissions.ts'
import { allPermissions, type Entrance, type Permission } from '../permission.ts'
import type { IdTable } from './id-table.ts'
import { writeId } from './id-words.ts'

/**
 * Grants that have not been ended, one row each, the rows of an account behind each other. All that a decision needs of a
 * grant lies side by side, so that it waits for memory once and not for each part of it.
 */
export type GrantRows = {
  /** Sixteen words, 64 bytes, for each row: see the names below. */
  readonly words: Int32Array
  /** The same memory, as numbers of 64 bits. */
  readonly instants: Float64Array
}

/** Accounts that were read together share a page. What is new comes with a page of its own; none is ever changed. */
export type GrantPage = GrantRows & {
  /** Four words for each row: the grant's own id. No decision asks for it. */
  readonly ids: Int32Array
}

export const wordsEach = 16
/** One bit for each permission, in two words. */
export const permissionsWord = 0
export const morePermissionsWord = 11
/** How many rows further the grant lies that it was passed on from (less than 0: before it), or one of the two below. */
export const parentWord = 1
export const givenByTheOwner = 0
/** Its parent is no longer among the held. */
export const parentIsGone = 0x7fffffff
/** Id of a person or a team. */
export const subjectWords = 6
export const flagsWord = 10
/** The subject is a team. */
export const isTeamFlag = 1
/** It is for the whole account, and there is no resource. */
export const isWholeFlag = 2
export const resourceWords = 12

export const instantsEach = 8
/** From when until when: [begins, ends), epoch ms. Infinity: without end. Here are the words 2 to 5. */
export const beginsInstant = 1
export const endsInstant = 2

/** An entry that has not been closed. Instants are epoch ms. */
export type HeldEntry = {
  readonly id: string
  readonly person: string
  readonly resource: string
  /** Where he came in: what lets him in there has to be open still. */
  readonly entrance: Entrance
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

/** A key that a panel of the provider's shows. */
export type HeldPanelKey = {
  /** SHA-256 of it as a 32-character binary string */
  readonly key: string
  readonly id: string
  readonly panel: string
}

/** Everything of one account that a decision needs, read from the database at one instant. */
export type Snapshot = {
  readonly account: string
  readonly kind: 'provider' | 'customer'
  readonly epoch: number
  readonly closed: boolean
  /** Its grants are the rows [from, to) of this page. */
  readonly grants: GrantPage
  readonly from: number
  readonly to: number
  /** The rows of each subject. Only for accounts with many; a short list is scanned faster. */
  readonly bySubject: IdTable<readonly number[]> | null
  readonly entries: readonly HeldEntry[]
  readonly keys: readonly HeldKey[]
  /** Of the provider's account: by what its panels are known. Empty elsewhere. */
  readonly panelKeys: readonly HeldPanelKey[]
  /** Of the provider's account: the teams of each active member, four words each. null elsewhere. */
  readonly teamsOf: IdTable<Int32Array> | null
  /**
   * Of the provider's account: who was deactivated while the other accounts are still being told, or owns one still. No
   * snapshot of an account, however old, lets these in. Empty elsewhere, and nearly always.
   */
  readonly barred: ReadonlySet<string>
}

/** A place is a bit. The database knows none of them: there permissions have their names. */
const placesAtMost = 64
const places = new Map<string, number>()
/** By place; what was taken once stays its own, so that a bit in a row never comes to mean another permission. */
const taken: string[] = []
let isOf = -1

/** Gives the catalogue of this process its places. @throws Error when there are none left */
function takePlaces(): void {
  places.clear()
  for (const permission of allPermissions()) {
    const known = taken.indexOf(permission)
    const place = known < 0 ? taken.push(permission) - 1 : known
    if (place >= placesAtMost) throw new Error('More permissions than bits: give them a third word.')
    places.set(permission, place)
  }
  isOf = catalogueChanges()
}

/** @returns the place of a permission in the catalogue; less than 0 for what is not in it */
export function placeOf(permission: string): number {
  if (isOf !== catalogueChanges()) takePlaces()
  return places.get(permission) ?? -1
}

/** The word in which the permission at this place has its bit. */
export const wordOf = (place: number) => (place < 32 ? permissionsWord : morePermissionsWord)

/** @returns 0 for what is not in the catalogue: nobody has it */
export const bitOf = (place: number): number => (place < 0 ? 0 : 1 << (place & 31))

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

export function grantAt({ words, instants, ids }: GrantPage, row: number): HeldGrant {
  const at = wordsEach * row
  return {
    id: writeId(ids, 4 * row),
    subject: writeId(words, at + subjectWords),
    resource: words[at + flagsWord]! & isWholeFlag ? null : writeId(words, at + resourceWords),
    permissions: allPermissions().filter(permission => {
      const place = placeOf(permission)
      return words[at + wordOf(place)]! & bitOf(place)
    }),
    beginsAt: instants[instantsEach * row + beginsInstant]!,
    endsAt: instants[instantsEach * row + endsInstant]!,
  }
}
