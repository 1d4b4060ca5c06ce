import { sql } from 'kysely'
import { everyAccount } from '../account.ts'
import { type Kernel, record } from '../record.ts'

/** What an entrance answers when a closed entry is presented to it again, or what could not be found out. */
export type Probe = { refused: true; how: string } | { refused: false; why: string }

/** Tries a closed entry at the entrance where it was opened, with what it was let in by. */
export type ProbeEntry = (entry: {
  id: string
  accountId: string
  resourceId: string
  entrance: string
  tokenHash: Buffer | null
}) => Promise<Probe>

/** Tries an entry as it stands in the database. */
export function tryEntry(
  probe: ProbeEntry,
  accountId: string,
  entry: { id: string; resource_id: string; entrance: string; token_hash: Buffer | null },
): Promise<Probe> {
  return probe({
    id: entry.id,
    accountId,
    resourceId: entry.resource_id,
    entrance: entry.entrance,
    tokenHash: entry.token_hash,
  })
}

export type Confirmation = {
  grantId: string
  endedAt: Date | null
  openPoints: string[]
  entries: { id: string; refusedAt: Date | null }[]
}

/** `by`: it rests on the word of people who looked, and no program has. */
type Witness = { kind: 'entry' | 'artefact' | 'still-held'; id: string; how: string; by?: 'people' }

/**
 * ending → ended, only with witnesses: every entry that the grant held was tried again and refused (or is held open by
 * another grant), and everything made outside for it is gone (or wanted by another). What is missing is named, the
 * grant stays 'ending', and this is asked again until it is proven.
 * @param grantIds of one account
 */
export async function confirmEnded(
  kernel: Kernel,
  probe: ProbeEntry,
  accountId: string,
  grantIds: readonly string[],
): Promise<Confirmation[]> {
  const confirmations: Confirmation[] = []
  for (const grantId of grantIds) {
    const held = await kernel.database.within(accountId, async tx => ({
      grant: await tx
        .selectFrom('access.grants')
        .select(['ending_at', 'ended_at'])
        .where('id', '=', grantId)
        .executeTakeFirst(),
      entries: await tx
        .selectFrom('access.entries as e')
        .innerJoin('access.entry_grants as h', 'h.entry_id', 'e.id')
        .select(['e.id', 'e.resource_id', 'e.entrance', 'e.token_hash', 'e.closed_at', 'e.opened_at'])
        .where('h.grant_id', '=', grantId)
        .execute(),
      artefacts: await tx
        .selectFrom('access.artefacts as a')
        .innerJoin('access.artefact_grants as h', 'h.artefact_id', 'a.id')
        .select([
          'a.id',
          'a.system',
          'a.kind',
          'a.removing_at',
          'a.gone_at',
          'a.error',
          'a.waits_for',
          'a.witness',
        ])
        .where('h.grant_id', '=', grantId)
        .execute(),
    }))
    if (!held.grant?.ending_at) continue
    if (held.grant.ended_at) {
      confirmations.push({
        grantId,
        endedAt: held.grant.ended_at,
        openPoints: [],
        entries: held.entries.map(entry => ({ id: entry.id, refusedAt: held.grant!.ended_at })),
      })
      continue
    }

    const openPoints: string[] = []
    const witnesses: Witness[] = []
    const refusedIds: string[] = []
    for (const entry of held.entries) {
      // Still open: the deferred constraint of the database vouches that another grant holds it.
      if (!entry.closed_at) {
        witnesses.push({ kind: 'still-held', id: entry.id, how: 'held open by another grant' })
        continue
      }
      const answer = await tryEntry(probe, accountId, entry)
      if (answer.refused) {
        witnesses.push({ kind: 'entry', id: entry.id, how: answer.how })
        refusedIds.push(entry.id)
      } else openPoints.push(answer.why)
    }
    for (const artefact of held.artefacts) {
      if (artefact.gone_at)
        witnesses.push({ kind: 'artefact', id: artefact.id, ...seenGone(artefact.witness) })
      else if (!artefact.removing_at)
        witnesses.push({ kind: 'still-held', id: artefact.id, how: 'wanted by another grant' })
      else openPoints.push(sayOpenPoint(artefact))
    }
    const endedAt = openPoints.length > 0 ? null : await writeEnded(kernel, accountId, grantId, witnesses)
    confirmations.push({
      grantId,
      endedAt,
      openPoints,
      entries: held.entries
        .filter(entry => entry.closed_at)
        .map(entry => ({ id: entry.id, refusedAt: refusedIds.includes(entry.id) ? endedAt : null })),
    })
  }
  return confirmations
}

function seenGone(witness: unknown): { how: string; by?: 'people' } {
  const { how, by } = witness as { how: string; by?: 'people' }
  return by ? { how, by } : { how }
}

function sayOpenPoint(artefact: {
  system: string
  kind: string
  error: string | null
  waits_for: string | null
}): string {
  const why = artefact.error ?? artefact.waits_for
  return `${artefact.system}: ${artefact.kind}${why ? ` (${why})` : ''}`
}

async function writeEnded(
  kernel: Kernel,
  accountId: string,
  grantId: string,
  witnesses: readonly Witness[],
): Promise<Date> {
  return record(kernel, { accounts: [accountId], by: { rule: 'witness' } }, async r => {
    const ended = await r.tx
      .updateTable('access.grants')
      .set({ ended_at: r.at, witness: JSON.stringify(witnesses) })
      .where('id', '=', grantId)
      .where('ending_at', 'is not', null)
      .where('ended_at', 'is', null)
      .returning('resource_id')
      .executeTakeFirst()
    if (ended)
      r.fact(
        'grant.ended',
        { grant: grantId, resource: ended.resource_id ?? undefined },
        { witnesses },
        accountId,
      )
    return r.at
  })
}

/**
 * A page of the grants that are ending and could be proven ended now, over all accounts, in the order of their ids. Those
 * of which something is still there outside wait for that: a thousand dead shops must not be looked at in every round.
 */
export async function provable(
  kernel: Kernel,
  after: string,
  limit: number,
): Promise<{ accountId: string; id: string }[]> {
  return kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.grants')
      .select(['account_id as accountId', 'id'])
      .where('ending_at', 'is not', null)
      .where('ended_at', 'is', null)
      .where('id', '>', after)
      .where(
        sql<boolean>`not exists (
          select from access.artefact_grants h join access.artefacts a on a.id = h.artefact_id
          where h.grant_id = access.grants.id and a.removing_at is not null and a.gone_at is null)`,
      )
      .orderBy('id')
      .limit(limit)
      .execute(),
  )
}
