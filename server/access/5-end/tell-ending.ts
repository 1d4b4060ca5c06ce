import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { listGrants } from '../3-grant/list-grants.ts'
import { listStillOpen } from '../4-enter/list-still-open.ts'
import type { Kernel } from '../record.ts'
import type { Confirmation } from './confirm-ended.ts'
import type { Cut } from './end-access.ts'

export type EndingView = Static<typeof Ending>

/**
 * @param at the instant from which on it was over, as the ledger has it
 * @param alone entries that closed while no grant ended, and when they were seen refused
 * @returns what was cut, when, and what could not be confirmed; and through what somebody can still get in to the same place
 */
export async function tellEnding(
  kernel: Kernel,
  accountId: string,
  at: Date,
  cut: Cut,
  confirmations: readonly Confirmation[],
  resourceId: string | null,
  personId: string | null = null,
  alone: readonly { id: string; refusedAt: Date | null }[] = [],
): Promise<EndingView> {
  const now = kernel.clock.now()
  const confirmed = new Map(confirmations.map(one => [one.grantId, one.endedAt]))
  const refused = new Map(
    [...confirmations.flatMap(one => one.entries), ...alone].map(
      entry => [entry.id, entry.refusedAt] as const,
    ),
  )
  return kernel.database.within(accountId, async tx => {
    const grants = cut.grants.length
      ? await listGrants(
          tx,
          { accountId, ids: cut.grants.map(grant => grant.id), state: 'any' },
          now,
          { end: 'ending-already' },
          { limit: 1_000 },
        )
      : { items: [] }
    const still = await listStillOpen(tx, accountId, resourceId, new Date(now), [], personId)
    const names = await sql<{
      id: string
      name: string
    }>`select id, name from people.persons where id = any (${cut.entries.map(entry => entry.personId)}::uuid[])`.execute(
      tx,
    )
    const nameOf = new Map(names.rows.map(row => [row.id, row.name]))
    return {
      at: at.toISOString(),
      grants: grants.items.map(grant => ({
        id: grant.id,
        subject: grant.subject.name,
        state: grant.state,
        cause: grant.ending!.cause,
        confirmedAt: confirmed.get(grant.id)?.toISOString() ?? null,
      })),
      closedEntries: cut.entries.map(entry => ({
        id: entry.id,
        person: { id: entry.personId, name: nameOf.get(entry.personId) ?? '' },
        openedAt: entry.openedAt.toISOString(),
        closedAt: entry.closedAt.toISOString(),
        confirmedAt: refused.get(entry.id)?.toISOString() ?? null,
      })),
      stillOpen: still.map(grant => ({ ...grant, until: grant.until?.toISOString() ?? null })),
    }
  })
}
