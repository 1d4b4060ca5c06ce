import { keepAtHand } from '#server/access/4-enter/at-hand.ts'
import { type AccountRow, buildSnapshots } from '#server/access/4-enter/build-snapshots.ts'
import { may } from '#server/access/4-enter/may.ts'
import type { Snapshot } from '#server/access/4-enter/snapshot.ts'
import type { Account, Grant, Question, World } from './world.ts'

/** The kernel with the snapshots of all accounts of a world: finds the account, decides. */
export function ourKernel(world: World): (question: Question, now: number) => boolean {
  const atHand = keepAtHand()
  const snapshots = new Map<string, Snapshot>()
  // In pages, as the desk reads them at its start.
  for (let i = 0; i < world.accounts; i += 250) {
    const rows = Array.from({ length: Math.min(250, world.accounts - i) }, (_, j) =>
      toRow(world, world.account(i + j)),
    )
    for (const snapshot of buildSnapshots(rows)) snapshots.set(snapshot.account, snapshot)
  }
  const members = world.agents.map(person => ({ person, team: world.supportTeam }))
  const [roster] = buildSnapshots([
    {
      id: world.provider,
      kind: 'provider',
      epoch: 1,
      closed: false,
      grants: null,
      groupings: null,
      entries: null,
      keys: null,
      panelKeys: null,
      members,
      barred: null,
    },
  ])
  return (question, now) => {
    const answer = atHand.may(question.account, roster!, question, now, 1)
    if (answer !== undefined) return answer
    const snapshot = snapshots.get(question.account)
    if (snapshot === undefined) return false
    atHand.put(snapshot, 1)
    return may(snapshot, roster!, question, now)
  }
}

/** As the database would answer: what was taken back is not there any more. */
function toRow(world: World, account: Account): AccountRow {
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
            permissions: grants.map(grant => grant.permissions.join(' ')),
            bytes: grants.map(grant => writeGrant(world, grant)).join(''),
            parents: null,
          },
    groupings: null,
    entries: null,
    keys: null,
    panelKeys: null,
    members: null,
    barred: null,
  }
}

function writeGrant(world: World, grant: Grant): string {
  const ids = [grant.id, grant.subject, grant.resource ?? '0'.repeat(32)].map(id => id.replaceAll('-', ''))
  const instants = [writeInstant(grant.beginsAt), writeInstant(grant.endsAt)]
  const signs = [grant.subject === world.supportTeam, grant.resource === null].map(is => (is ? '01' : '00'))
  return [...ids, ...instants, ...signs].join('')
}

/** As PostgreSQL sends an instant: microseconds since 2000; null: infinity. */
function writeInstant(at: number | null): string {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(at === null ? 2n ** 63n - 1n : BigInt(at - Date.UTC(2000, 0, 1)) * 1_000n)
  return bytes.toString('hex')
}
