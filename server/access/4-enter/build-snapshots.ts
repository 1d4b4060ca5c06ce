import { idAt, wordsOf } from './id-words.ts'
import {
  bitOf,
  type GrantRows,
  givenByTheOwner,
  grantIdAt,
  type HeldEntry,
  type HeldKey,
  makeRows,
  parentAt,
  parentIsGone,
  permissionsAt,
  type Snapshot,
  subjectAt,
  type Team,
  timesEach,
  wordsEach,
} from './snapshot.ts'

/** One account as the database answers it; null where there is nothing. Instants are epoch ms, bytes hexadecimal. */
export type AccountRow = {
  id: string
  kind: string
  epoch: number
  closed: boolean
  /** The i-th of each list belongs to the i-th grant. */
  grants: {
    /**
     * 64 bytes for each grant, in a row, as PostgreSQL sends instants and UUIDs: from when, until when, subject,
     * resource, the grant itself. In JSON this would take the database and us thrice as long.
     */
    rows: string
    /** names with a space between them */
    permissions: string[]
    /** null: none of them was passed on */
    parents: (string | null)[] | null
  } | null
  entries:
    | {
        id: string
        person: string
        resource: string
        opened: number
        expires: number
        token: string | null
      }[]
    | null
  keys: HeldKey[] | null
  members: { person: string; team: string }[] | null
}

/** Above this a map by subject is worth its memory. */
const scanAtMost = 12

/** Makes the snapshots of accounts that were read together; they share their rows. */
export function buildSnapshots(accounts: readonly AccountRow[]): Snapshot[] {
  const count = accounts.reduce((sum, account) => sum + (account.grants?.permissions.length ?? 0), 0)
  const rows = makeRows(count)
  let to = 0
  return accounts.map(account => {
    const from = to
    to += account.grants?.permissions.length ?? 0
    if (account.grants) fill(rows, from, account.grants)
    return {
      account: account.id,
      kind: account.kind as Snapshot['kind'],
      epoch: account.epoch,
      closed: account.closed,
      grants: rows,
      from,
      to,
      bySubject: to - from > scanAtMost ? groupBySubject(rows, from, to) : null,
      entries: account.entries?.map(holdEntry) ?? none,
      keys: account.keys?.map(key => ({ ...key, key: bytesOf(key.key) })) ?? none,
      teamsOf: account.members ? groupByPerson(account.members) : noTeams,
    }
  })
}

// Most accounts have none; they share one.
const none: readonly never[] = []
const noTeams: Snapshot['teamsOf'] = new Map()

const bytesSent = 64
const idsSent = 48

function fill(
  { words, times }: GrantRows,
  from: number,
  { rows, permissions, parents }: NonNullable<AccountRow['grants']>,
): void {
  const bytes = Buffer.from(rows, 'hex')
  for (let i = 0; i < permissions.length; i++) {
    const row = from + i
    const sent = bytesSent * i
    times[timesEach * row] = instantAt(bytes, sent)
    times[timesEach * row + 1] = instantAt(bytes, sent + 8)
    for (let byte = 0; byte < idsSent; byte += 4)
      words[wordsEach * row + subjectAt + byte / 4] = bytes.readInt32BE(sent + 16 + byte)
    words[wordsEach * row + permissionsAt] = bitsOf(permissions[i]!)
    words[wordsEach * row + parentAt] = givenByTheOwner
  }
  if (parents === null) return
  const rowOf = new Map(parents.map((_, i) => [idAt(words, wordsEach * (from + i) + grantIdAt), from + i]))
  for (const [i, parent] of parents.entries())
    if (parent !== null) words[wordsEach * (from + i) + parentAt] = rowOf.get(parent) ?? parentIsGone
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

function groupBySubject({ words }: GrantRows, from: number, to: number): Map<string, number[]> {
  const rows = Array.from({ length: to - from }, (_, i) => from + i)
  return Map.groupBy(rows, row => idAt(words, wordsEach * row + subjectAt))
}

function groupByPerson(members: readonly { person: string; team: string }[]): Map<string, Team[]> {
  const teams = new Map<string, Team[]>()
  for (const { person, team } of members)
    teams.set(person, [...(teams.get(person) ?? []), { id: team, words: wordsOf(team) }])
  return teams
}

function holdEntry(entry: NonNullable<AccountRow['entries']>[number]): HeldEntry {
  return {
    id: entry.id,
    person: entry.person,
    resource: entry.resource,
    openedAt: entry.opened,
    expiresAt: entry.expires,
    tokenKey: entry.token === null ? null : bytesOf(entry.token),
  }
}

/** Hexadecimal to a binary string: half as long, and what a Buffer's `toString('latin1')` finds in a map. */
function bytesOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1')
}
