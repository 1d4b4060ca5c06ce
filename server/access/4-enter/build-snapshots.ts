import type { Entrance } from '../permission.ts'
import { IdTable } from './id-table.ts'
import { readId } from './id-words.ts'
import {
  beginsInstant,
  bitOf,
  endsInstant,
  type GrantPage,
  givenByTheOwner,
  type HeldEntry,
  type HeldKey,
  instantsEach,
  isTeamWord,
  isWholeWord,
  parentIsGone,
  parentWord,
  permissionsWord,
  resourceWords,
  type Snapshot,
  subjectWords,
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
  members: { person: string; team: string }[] | null
  barred: string[] | null
}

/** Above this a table by subject is worth its memory. */
const scanAtMost = 12

/** Makes the snapshots of accounts that were read together; they share a page. */
export function buildSnapshots(accounts: readonly AccountRow[]): Snapshot[] {
  const count = accounts.reduce((sum, account) => sum + (account.grants?.permissions.length ?? 0), 0)
  const words = new Int32Array(wordsEach * count)
  const page = { words, instants: new Float64Array(words.buffer), ids: new Int32Array(4 * count) }
  let to = 0
  return accounts.map(account => {
    const from = to
    to += account.grants?.permissions.length ?? 0
    if (account.grants) fill(page, from, account.grants)
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
      keys: account.keys?.map(key => ({ ...key, key: bytesOf(key.key) })) ?? none,
      teamsOf: account.members && groupByPerson(account.members),
      barred: account.barred ? new Set(account.barred) : nobody,
    }
  })
}

// Most accounts have none; they share one.
const none: readonly never[] = []
const nobody: Snapshot['barred'] = new Set()

const bytesEach = 66

function fill(
  { words, instants, ids }: GrantPage,
  from: number,
  grants: NonNullable<AccountRow['grants']>,
): void {
  const { permissions, parents } = grants
  const idAt = (i: number) => grants.bytes.slice(2 * bytesEach * i, 2 * bytesEach * i + 32)
  const placeOf = parents && new Map(parents.map((_, i) => [idAt(i), i]))
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
    words[at + isTeamWord] = bytes[byte + 64]!
    words[at + isWholeWord] = bytes[byte + 65]!
    words[at + permissionsWord] = bitsOf(permissions[i]!)
    const above = parent === null ? undefined : placeOf?.get(parent)
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
const knownSets = new Map<string, number>()
function bitsOf(permissions: string): number {
  let set = knownSets.get(permissions)
  if (set === undefined) {
    set = permissions.split(' ').reduce((bits, permission) => bits | bitOf(permission), 0)
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

/** Hexadecimal to a binary string: half as long, and what a Buffer's `toString('latin1')` finds in a map. */
function bytesOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1')
}
