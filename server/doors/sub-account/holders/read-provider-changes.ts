import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { ProviderHolderChange as Shape } from '#contract/holders.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Party, readParty } from '#server/people/parties/store-parties.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { type Change, readChanges, runs, viewChange } from './changes/read-changes.ts'
import { faultsOf, showRegistrant, writeHolderXml } from './registrant-of.ts'

export type ProviderChangeView = Static<typeof Shape>

/**
 * Changes of holders as the provider's desk sees them; the scope is every account.
 * @param state at-provider: those that wait for him, the longest first; all: the newest first
 */
export async function listProviderChanges(
  tx: Tx,
  state: 'at-provider' | 'all',
  at: Date,
): Promise<ProviderChangeView[]> {
  const changes =
    state === 'all'
      ? (await readChanges(tx, sql`c.kind = 'holder'`, at)).slice(0, 200)
      : (
          await readChanges(tx, sql`c.kind = 'holder' and ${runs} and c.takes_effect_at <= ${at}`, at)
        ).toSorted((a, b) => a.takesEffectAt!.getTime() - b.takesEffectAt!.getTime())
  const views: ProviderChangeView[] = []
  for (const change of changes) views.push(await show(tx, change))
  return views
}

/** How many wait for the provider, and since when the oldest does; the scope is every account. */
export async function countAtProvider(tx: Tx, at: Date): Promise<{ count: number; since: Date | null }> {
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select count(*)::int as count, min(c.takes_effect_at) as since from sub_account.asset_changes c
    where c.kind = 'holder' and ${runs} and c.takes_effect_at <= ${at}`.execute(tx)
  return rows[0]!
}

/** @throws Refusal 'not-found' */
export async function findProviderChange(tx: Tx, id: string, at: Date): Promise<Change> {
  const [change] = await readChanges(tx, sql`c.kind = 'holder' and c.id = ${id}`, at)
  if (!change) throw new Refusal('not-found')
  return change
}

export async function readProviderChange(tx: Tx, id: string, at: Date): Promise<ProviderChangeView> {
  return show(tx, await findProviderChange(tx, id, at))
}

async function show(tx: Tx, change: Change): Promise<ProviderChangeView> {
  const old = change.old && (await readThere(tx, change.accountId, change.old.id))
  const next = await readThere(tx, change.accountId, change.next.id)
  const isWhole = next !== null && !faultsOf(next).some(({ severity }) => severity === 'wrong')
  return {
    change: viewChange(change, { personId: '', isOwner: false, seesContacts: true }),
    account: { id: change.accountId, name: change.account.name },
    old: old && showRegistrant(old),
    next: next && showRegistrant(next),
    epp: isWhole ? writeHolderXml(next) : null,
    answer: change.answered && {
      at: change.answered.at.toISOString(),
      by: change.answered.by,
      note: change.answer,
      cost: change.cost,
      doneOn: change.doneOn,
    },
  }
}

/** null: the contact was removed since. */
async function readThere(tx: Tx, accountId: string, partyId: string): Promise<Party | null> {
  return readParty(tx, accountId, partyId).catch(error => {
    if (error instanceof Refusal) return null
    throw error
  })
}
