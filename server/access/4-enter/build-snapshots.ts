import { noId, numberId } from './number-ids.ts'
import {
  bitOf,
  cellsEach,
  type GrantBlocks,
  givenByTheOwner,
  type HeldEntry,
  type HeldKey,
  parentCell,
  parentIsGone,
  permissionsCell,
  resourceCell,
  type Snapshot,
  subjectCell,
} from './snapshot.ts'

/** One account as the database answers it; null where there is nothing. Instants are epoch ms, bytes hexadecimal. */
export type AccountRow = {
  id: string
  kind: string
  epoch: number
  closed: boolean
  /** By columns: the i-th of each list belongs to the i-th grant. */
  grants: {
    /** 16 bytes each, in a row */
    ids: string
    subjects: string[]
    resources: (string | null)[]
    /** names with a space between them */
    permissions: string[]
    /** 16 bytes each, in a row: beginning and end as PostgreSQL sends instants */
    times: string
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

/** Makes the snapshots of accounts that were read together; they share their blocks. */
export function buildSnapshots(rows: readonly AccountRow[]): Snapshot[] {
  const count = rows.reduce((sum, row) => sum + (row.grants?.subjects.length ?? 0), 0)
  const blocks: GrantBlocks = {
    cells: new Int32Array(cellsEach * count),
    times: new Float64Array(2 * count),
    ids: Buffer.alloc(16 * count),
  }
  let to = 0
  return rows.map(row => {
    const from = to
    to += row.grants?.subjects.length ?? 0
    if (row.grants) fill(blocks, from, row.grants)
    return {
      account: row.id,
      kind: row.kind as Snapshot['kind'],
      epoch: row.epoch,
      closed: row.closed,
      grants: blocks,
      from,
      to,
      bySubject: to - from > scanAtMost ? groupBySubject(blocks, from, to) : null,
      entries: row.entries?.map(holdEntry) ?? none,
      keys: row.keys?.map(key => ({ ...key, key: bytesOf(key.key) })) ?? none,
      teamsOf: row.members ? groupByPerson(row.members) : noTeams,
    }
  })
}

// Most accounts have none; they share one.
const none: readonly never[] = []
const noTeams: Snapshot['teamsOf'] = new Map()

function fill(blocks: GrantBlocks, from: number, grants: NonNullable<AccountRow['grants']>): void {
  const { subjects, resources, permissions, parents } = grants
  const idAt = (i: number) => grants.ids.slice(32 * i, 32 * i + 32)
  const rows = parents && new Map(parents.map((_, i) => [idAt(i), from + i]))
  blocks.ids.write(grants.ids, 16 * from, 'hex')
  const times = Buffer.from(grants.times, 'hex')
  for (let i = 0; i < subjects.length; i++) {
    const row = from + i
    const resource = resources[i]!
    const parent = parents?.[i] ?? null
    blocks.cells[cellsEach * row + subjectCell] = numberId(subjects[i]!)
    blocks.cells[cellsEach * row + resourceCell] = resource === null ? noId : numberId(resource)
    blocks.cells[cellsEach * row + permissionsCell] = bitsOf(permissions[i]!)
    blocks.cells[cellsEach * row + parentCell] =
      parent === null ? givenByTheOwner : (rows?.get(parent) ?? parentIsGone)
    blocks.times[2 * row] = instantAt(times, 16 * i)
    blocks.times[2 * row + 1] = instantAt(times, 16 * i + 8)
  }
}

const year2000 = Date.UTC(2000, 0, 1)

/** PostgreSQL's binary form of an instant (microseconds since 2000, 64 bits, the largest for 'infinity') as epoch ms. */
function instantAt(bytes: Buffer, at: number): number {
  const high = bytes.readInt32BE(at)
  if (high === 0x7fffffff) return Number.POSITIVE_INFINITY
  return year2000 + (high * 4_294_967_296 + bytes.readUInt32BE(at + 4)) / 1_000
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

function groupBySubject({ cells }: GrantBlocks, from: number, to: number): Map<number, number[]> {
  const rows = Array.from({ length: to - from }, (_, i) => from + i)
  return Map.groupBy(rows, row => cells[cellsEach * row + subjectCell]!)
}

function groupByPerson(members: readonly { person: string; team: string }[]): Map<string, number[]> {
  const teams = new Map<string, number[]>()
  for (const { person, team } of members) teams.set(person, [...(teams.get(person) ?? []), numberId(team)])
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
