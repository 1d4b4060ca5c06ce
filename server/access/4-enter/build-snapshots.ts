import { catalogueChanges } from '../own-permissions.ts'
import type { Entrance } from '../permission.ts'
import { IdTable } from './id-table.ts'
import { readId } from './id-words.ts'
import {
  beginsInstant,
  bitOf,
  endsInstant,
  flagsWord,
  type GrantPage,
  givenByTheOwner,
  type HeldEntry,
  type HeldKey,
  type HeldPanelKey,
  instantsEach,
  isTeamFlag,
  isWholeFlag,
  morePermissionsWord,
  parentIsGone,
  parentWord,
  permissionsWord,
  placeOf,
  resourceWords,
  type Snapshot,
  subjectWords,
  wordOf,
  wordsEach,
} from './snapshot.ts'

/** One account as the database answers it; null where there is nothing. Instants are epoch ms, bytes hexadecimal. */
export type AccountRow = {
  id: string
  kind: string
  epoch: number
  closed: boolean
  /** By columns: the i-th of each belongs to the i-th grant. */
  grants: {
    /** names with a space between them */
    permissions: string[]
    /**
     * 66 bytes for each, in a row: its id, its subject's, its resource's, from when, until when, 1 if the subject is a
     * team, 1 if it is for the whole account (and no resource). Ids and instants as PostgreSQL sends them.
     */
    bytes: string
    /** Ids as bytes; null: none of them was passed on */
    parents: (string | null)[] | null
  } | null
  /** Which resource belongs to which group, both as bytes. */
  groupings: { group: string; resource: string }[] | null
  entries:
    | {
        id: string
        person: string
        resource: string
        entrance: string
        opened: number
        expires: number
        token: string | null
      }[]
    | null
  keys: HeldKey[] | null
  panelKeys: HeldPanelKey[] | null
  members: { person: string; team: string }[] | null
  barred: string[] | null
}

/** Above this a table by subject is worth its memory. */
const scanAtMost = 12

/** Makes the snapshots of accounts that were read together; they share a page. */
export function buildSnapshots(accounts: readonly AccountRow[]): Snapshot[] {
  const spread = accounts.map(spreadGroups)
  const count = spread.reduce((sum, grants) => sum + (grants?.permissions.length ?? 0), 0)
  const words = new Int32Array(wordsEach * count)
  const page = { words, instants: new Float64Array(words.buffer), ids: new Int32Array(4 * count) }
  let to = 0
  return accounts.map((account, i) => {
    const grants = spread[i]!
    const from = to
    to += grants?.permissions.length ?? 0
    if (grants) fill(page, from, grants)
    return {
      account: account.id,
      kind: account.kind as Snapshot['kind'],
      epoch: account.epoch,
      closed: account.closed,
      grants: page,
      from,
      to,
      bySubject: to - from > scanAtMost ? groupBySubject(page, from, to) : null,
      entries: account.entries?.map(holdEntry) ?? none,
      keys: account.keys?.map(withBytes) ?? none,
      panelKeys: account.panelKeys?.map(withBytes) ?? none,
      teamsOf: account.members && groupByPerson(account.members),
      barred: account.barred ? new Set(account.barred) : nobody,
    }
  })
}

// Most accounts have none; they share one.
const none: readonly never[] = []
const nobody: Snapshot['barred'] = new Set()

const bytesEach = 66
/** Digits that a grant takes as hexadecimal, and where in them its id and its resource's stand. */
const digitsEach = 2 * bytesEach
const [idFrom, idTo] = [0, 32]
const [resourceFrom, resourceTo] = [64, 96]

/** Grants as rows: one on a group is several of them. */
type Spread = NonNullable<AccountRow['grants']> & {
  /** The resource on which the grant of each row was given; null: that of the row. */
  scopes: string[] | null
}

/**
 * A grant on a group becomes a row for the group and one for each of its resources, so that a decision has to know of no
 * groups. What belongs to a group changes with the epoch of the account, as everything that is read here.
 */
function spreadGroups({ grants, groupings }: AccountRow): Spread | null {
  if (!grants || !groupings) return grants && { ...grants, scopes: null }
  const membersOf = Map.groupBy(groupings, ({ group }) => group)
  const rows = grants.permissions.flatMap((permissions, i) => {
    const bytes = grants.bytes.slice(digitsEach * i, digitsEach * (i + 1))
    const scope = bytes.slice(resourceFrom, resourceTo)
    const of = { permissions, scope, parent: grants.parents?.[i] ?? null }
    const members = membersOf.get(scope) ?? []
    const on = (resource: string) => bytes.slice(0, resourceFrom) + resource + bytes.slice(resourceTo)
    return [{ ...of, bytes }, ...members.map(({ resource }) => ({ ...of, bytes: on(resource) }))]
  })
  return {
    permissions: rows.map(row => row.permissions),
    bytes: rows.map(row => row.bytes).join(''),
    parents: grants.parents && rows.map(row => row.parent),
    scopes: rows.map(row => row.scope),
  }
}

/** Where the row lies that each was passed on from: of the parent's rows the one for the same resource. */
function findParents({ permissions, bytes, parents, scopes }: Spread): (row: number) => number | undefined {
  const part = (row: number, from: number, to: number) =>
    bytes.slice(digitsEach * row + from, digitsEach * row + to)
  const resourceOf = (row: number) => part(row, resourceFrom, resourceTo)
  const rowsOf = parents && Map.groupBy(permissions.keys(), row => part(row, idFrom, idTo))
  return row => {
    const above = rowsOf?.get(parents![row]!)
    const first = above?.[0]
    if (above === undefined || first === undefined || part(first, digitsEach - 2, digitsEach) === '01')
      return first
    const scope = scopes?.[row] ?? resourceOf(row)
    if (above.some(one => resourceOf(one) === scope))
      return above.find(one => resourceOf(one) === resourceOf(row))
    // Nobody gives on more than he has: what covers a part of it covers nothing.
    return resourceOf(first) === resourceOf(row) ? undefined : first
  }
}

function fill({ words, instants, ids }: GrantPage, from: number, grants: Spread): void {
  const { permissions, parents } = grants
  const parentOf = findParents(grants)
  const bytes = Buffer.from(grants.bytes, 'hex')
  for (let i = 0; i < permissions.length; i++) {
    const row = from + i
    const at = wordsEach * row
    const byte = bytesEach * i
    const parent = parents?.[i] ?? null
    for (let word = 0; word < 4; word++) {
      ids[4 * row + word] = bytes.readInt32BE(byte + 4 * word)
      words[at + subjectWords + word] = bytes.readInt32BE(byte + 16 + 4 * word)
      words[at + resourceWords + word] = bytes.readInt32BE(byte + 32 + 4 * word)
    }
    instants[instantsEach * row + beginsInstant] = instantAt(bytes, byte + 48)
    instants[instantsEach * row + endsInstant] = instantAt(bytes, byte + 56)
    words[at + flagsWord] = (bytes[byte + 64]! && isTeamFlag) | (bytes[byte + 65]! && isWholeFlag)
    const bits = bitsOf(permissions[i]!)
    words[at + permissionsWord] = bits.first
    words[at + morePermissionsWord] = bits.second
    const above = parent === null ? undefined : parentOf(i)
    words[at + parentWord] =
      parent === null ? givenByTheOwner : above === undefined ? parentIsGone : above - i
  }
}

const year2000 = Date.UTC(2000, 0, 1)

/** PostgreSQL's binary form of an instant (microseconds since 2000, 64 bits, the largest for 'infinity') as epoch ms. */
function instantAt(bytes: Buffer, at: number): number {
  const high = bytes.readInt32BE(at)
  if (high === 0x7fffffff) return Number.POSITIVE_INFINITY
  const microseconds = high * 4_294_967_296 + bytes.readUInt32BE(at + 4)
  if (Number.isSafeInteger(microseconds)) return year2000 + microseconds / 1_000
  // After the year 2285: to the millisecond.
  return year2000 + Number(bytes.readBigInt64BE(at) / 1_000n)
}

// Grants come with the same few sets of permissions.
type Bits = { first: number; second: number }
const knownSets = new Map<string, Bits>()
let knownOf = -1
function bitsOf(permissions: string): Bits {
  if (knownOf !== catalogueChanges()) {
    knownSets.clear()
    knownOf = catalogueChanges()
  }
  let set = knownSets.get(permissions)
  if (set === undefined) {
    const places = permissions.split(' ').map(placeOf)
    const bitsIn = (word: number) =>
      places.reduce((bits, place) => (wordOf(place) === word ? bits | bitOf(place) : bits), 0)
    set = { first: bitsIn(permissionsWord), second: bitsIn(morePermissionsWord) }
    if (knownSets.size >= 10_000) knownSets.clear()
    knownSets.set(permissions, set)
  }
  return set
}

function groupBySubject({ words }: GrantPage, from: number, to: number): IdTable<readonly number[]> {
  const bySubject = new IdTable<number[]>()
  for (let row = from; row < to; row++) {
    const subject = wordsEach * row + subjectWords
    const rows = bySubject.get(words, subject)
    if (rows) rows.push(row)
    else bySubject.set(words, subject, [row])
  }
  return bySubject
}

function groupByPerson(members: readonly { person: string; team: string }[]): IdTable<Int32Array> {
  const teamsOf = new IdTable<Int32Array>()
  const id = new Int32Array(4)
  for (const [person, memberships] of Map.groupBy(members, member => member.person)) {
    const teams = new Int32Array(4 * memberships.length)
    for (const [i, { team }] of memberships.entries()) readId(team, teams, 4 * i)
    if (readId(person, id, 0)) teamsOf.set(id, 0, teams)
  }
  return teamsOf
}

function holdEntry(entry: NonNullable<AccountRow['entries']>[number]): HeldEntry {
  return {
    id: entry.id,
    person: entry.person,
    resource: entry.resource,
    entrance: entry.entrance as Entrance,
    openedAt: entry.opened,
    expiresAt: entry.expires,
    tokenKey: entry.token === null ? null : bytesOf(entry.token),
  }
}

function withBytes<K extends { key: string }>(held: K): K {
  return { ...held, key: bytesOf(held.key) }
}

/** Hexadecimal to a binary string: half as long, and what a Buffer's `toString('latin1')` finds in a map. */
function bytesOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1')
}
