import {
  beginsCell,
  bitOf,
  cellsEach,
  endsCell,
  type GrantColumns,
  givenByTheOwner,
  type HeldEntry,
  type HeldKey,
  parentCell,
  parentIsGone,
  permissionsCell,
  type Snapshot,
} from './snapshot.ts'

/** One account as the database answers it; null where there is nothing. Instants are epoch ms, bytes hexadecimal. */
export type AccountRow = {
  id: string
  kind: string
  epoch: number
  closed: boolean
  /** By columns: the i-th of each belongs to the i-th grant. */
  grants: {
    subjects: string[]
    resources: (string | null)[]
    /** names with a space between them */
    permissions: string[]
    /** 16 bytes for each, in a row */
    ids: string
    /** 16 bytes for each: from when, until when, as PostgreSQL sends instants */
    times: string
    /** Ids as bytes; null: none of them was passed on */
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
  barred: string[] | null
}

/** Above this a map by subject is worth its memory. */
const scanAtMost = 12

/** Makes the snapshots of accounts that were read together; they share their columns. */
export function buildSnapshots(accounts: readonly AccountRow[]): Snapshot[] {
  const count = accounts.reduce((sum, account) => sum + (account.grants?.subjects.length ?? 0), 0)
  const columns = {
    cells: new Float64Array(cellsEach * count),
    subjects: new Array<string>(count),
    resources: new Array<string | null>(count),
    ids: Buffer.alloc(16 * count),
  }
  let to = 0
  return accounts.map(account => {
    const from = to
    to += account.grants?.subjects.length ?? 0
    if (account.grants) fill(columns, from, account.grants)
    return {
      account: account.id,
      kind: account.kind as Snapshot['kind'],
      epoch: account.epoch,
      closed: account.closed,
      grants: columns,
      from,
      to,
      bySubject: to - from > scanAtMost ? groupBySubject(columns, from, to) : null,
      entries: account.entries?.map(holdEntry) ?? none,
      keys: account.keys?.map(key => ({ ...key, key: bytesOf(key.key) })) ?? none,
      teamsOf: account.members ? groupByPerson(account.members) : noTeams,
      barred: account.barred ? new Set(account.barred) : nobody,
    }
  })
}

// Most accounts have none; they share one.
const none: readonly never[] = []
const noTeams: Snapshot['teamsOf'] = new Map()
const nobody: Snapshot['barred'] = new Set()

type Columns = GrantColumns & { subjects: string[]; resources: (string | null)[] }

function fill(columns: Columns, from: number, grants: NonNullable<AccountRow['grants']>): void {
  const { cells, subjects, resources, ids } = columns
  const idAt = (i: number) => grants.ids.slice(32 * i, 32 * i + 32)
  const rowOf = grants.parents && new Map(grants.parents.map((_, i) => [idAt(i), from + i]))
  const times = Buffer.from(grants.times, 'hex')
  ids.write(grants.ids, 16 * from, 'hex')
  for (let i = 0; i < grants.subjects.length; i++) {
    const row = from + i
    const at = cellsEach * row
    const resource = grants.resources[i]!
    const parent = grants.parents?.[i] ?? null
    subjects[row] = intern(grants.subjects[i]!)
    resources[row] = resource === null ? null : intern(resource)
    cells[at + beginsCell] = instantAt(times, 16 * i)
    cells[at + endsCell] = instantAt(times, 16 * i + 8)
    cells[at + permissionsCell] = bitsOf(grants.permissions[i]!)
    cells[at + parentCell] = parent === null ? givenByTheOwner : (rowOf?.get(parent) ?? parentIsGone)
  }
}

// The same person is named by the grants of many accounts, the same shop by many of one: one string for all of them.
// Bounded, so that it cannot grow for ever; who comes after costs a string of his own.
const interned = new Map<string, string>()
function intern(id: string): string {
  const known = interned.get(id)
  if (known !== undefined) return known
  if (interned.size >= 500_000) interned.clear()
  interned.set(id, id)
  return id
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

function groupBySubject({ subjects }: GrantColumns, from: number, to: number): Map<string, number[]> {
  const rows = Array.from({ length: to - from }, (_, i) => from + i)
  return Map.groupBy(rows, row => subjects[row]!)
}

function groupByPerson(members: readonly { person: string; team: string }[]): Map<string, string[]> {
  const teams = new Map<string, string[]>()
  for (const { person, team } of members) teams.set(person, [...(teams.get(person) ?? []), intern(team)])
  return teams
}

function holdEntry(entry: NonNullable<AccountRow['entries']>[number]): HeldEntry {
  return {
    id: entry.id,
    person: intern(entry.person),
    resource: intern(entry.resource),
    openedAt: entry.opened,
    expiresAt: entry.expires,
    tokenKey: entry.token === null ? null : bytesOf(entry.token),
  }
}

/** Hexadecimal to a binary string: half as long, and what a Buffer's `toString('latin1')` finds in a map. */
function bytesOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1')
}
