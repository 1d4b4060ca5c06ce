import { type AccountRow, buildSnapshots } from '#server/access/4-enter/build-snapshots.ts'
import { may } from '#server/access/4-enter/may.ts'
import type { Snapshot } from '#server/access/4-enter/snapshot.ts'
import type { Account, Question, World } from './world.ts'

/** The kernel with the snapshots of all accounts of a world: finds the snapshot, decides. */
export function ourKernel(world: World): (question: Question, now: number) => boolean {
  const snapshots = new Map<string, Snapshot>()
  // In pages, as the desk reads them at its start.
  for (let i = 0; i < world.accounts; i += 250) {
    const rows = Array.from({ length: Math.min(250, world.accounts - i) }, (_, j) =>
      toRow(world.account(i + j)),
    )
    for (const snapshot of buildSnapshots(rows)) snapshots.set(snapshot.account, snapshot)
  }
  const members = world.agents.map(person => ({ person, team: world.supportTeam }))
  const [roster] = buildSnapshots([
    {
      id: 'provider',
      kind: 'provider',
      epoch: 1,
      closed: false,
      grants: null,
      entries: null,
      keys: null,
      members,
      barred: null,
    },
  ])
  return (question, now) => {
    const snapshot = snapshots.get(question.account)
    return snapshot !== undefined && may(snapshot, roster!, question, now)
  }
}

/** As the database would answer: what was taken back is not there any more. */
function toRow(account: Account): AccountRow {
  const grants = account.grants.filter(grant => !grant.isEnded)
  return {
    id: account.id,
    kind: 'customer',
    epoch: 1,
    closed: false,
    grants:
      grants.length === 0
        ? null
        : {
            subjects: grants.map(grant => grant.subject),
            resources: grants.map(grant => grant.resource),
            permissions: grants.map(grant => grant.permissions.join(' ')),
            ids: grants.map(grant => grant.id.replaceAll('-', '')).join(''),
            times: grants.map(grant => writeInstant(grant.beginsAt) + writeInstant(grant.endsAt)).join(''),
            parents: null,
          },
    entries: null,
    keys: null,
    members: null,
    barred: null,
  }
}

/** As PostgreSQL sends an instant: microseconds since 2000; null: infinity. */
function writeInstant(at: number | null): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(at === null ? 2n ** 63n - 1n : BigInt(at - Date.UTC(2000, 0, 1)) * 1_000n)
  return bytes.toString('hex')
}
