import { sql } from 'kysely'
import { holdOpen } from '../4-enter/enter.ts'
import type { Recording } from '../record.ts'
import { type ClosedEntry, type ClosingCause, closeEntries } from './close-entries.ts'
import { destroyHandOvers } from './destroy-hand-overs.ts'
import { removeArtefacts } from './remove-artefacts.ts'

/** The closed list of the ways in which a grant ends. Each has a file in test/endings/. */
export type EndingCause = Exclude<
  ClosingCause,
  'left' | 'signed-out' | 'too-old' | 'left-team' | 'key-removed' | 'resource-moved'
>

export type EndedGrant = { id: string; endingAt: Date; cause: EndingCause }
export type Cut = { grants: EndedGrant[]; entries: ClosedEntry[] }

/**
 * THE place that ends access; every way to end comes through here. In the transaction of the recording:
 *   1. the grants are ending, and what was passed on from them too;
 *   2. entries that nothing else holds open are closed, the others hang on what still covers them (union of grants);
 *   3. artefacts that no other open grant wants are to be removed;
 *   4. what was handed over by these grants is destroyed.
 * From the commit on nobody is let in by these grants. A grant that is over already is left as it is: ending it again
 * is no error. One whose end has passed unnoticed is noted as expired at its end, whoever asks: that is what happened.
 * All of these in the account are noted first: an entry that was held on by another grant since then must hang on that
 * one when that one ends, or its receipt would not name the session that it cut.
 */
export async function endAccess(
  r: Recording,
  accountId: string,
  grantIds: readonly string[],
  cause: EndingCause,
  note: string | null = null,
): Promise<Cut> {
  if (grantIds.length === 0) return { grants: [], entries: [] }
  const past =
    cause === 'expired'
      ? { grants: [], entries: [] }
      : await endAccess(r, accountId, await pastTheirEnd(r, accountId), 'expired')
  const asked = past.grants.filter(grant => grantIds.includes(grant.id))
  const before: Cut = { grants: asked, entries: asked.length > 0 ? past.entries : [] }

  const ended = await markEnding(r, accountId, grantIds, cause, note)
  if (ended.length === 0) return before
  const passedOn = await r.tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', accountId)
    .where(eb => eb('parent_id', '=', eb.fn.any(sql.val(ended.map(grant => grant.id)))))
    .where('ending_at', 'is', null)
    .execute()
  const childCause: EndingCause =
    cause === 'person-deactivated' || cause === 'giver-deactivated' ? 'giver-deactivated' : 'parent-ended'
  ended.push(
    ...(await markEnding(
      r,
      accountId,
      passedOn.map(grant => grant.id),
      childCause,
      note,
    )),
  )

  const entries = await closeWhatNothingHolds(r, accountId, ended)
  const over = ended.map(grant => grant.id)
  await removeArtefacts(r, accountId, over)
  await destroyHandOvers(r, accountId, over)
  return { grants: [...before.grants, ...ended], entries: [...before.entries, ...entries] }
}

/** Grants of the account that time has ended and nobody has noted yet. */
export async function pastTheirEnd(r: Recording, accountId: string): Promise<string[]> {
  const past = await r.tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', accountId)
    .where('ending_at', 'is', null)
    .where('ends_at', '<=', r.at)
    .execute()
  return past.map(grant => grant.id)
}

async function markEnding(
  r: Recording,
  accountId: string,
  grantIds: readonly string[],
  cause: EndingCause,
  note: string | null,
): Promise<EndedGrant[]> {
  if (grantIds.length === 0) return []
  const by = 'person' in r.by ? r.by.person : null
  const marked = await sql<{
    id: string
    ending_at: Date
    ending_cause: EndingCause
    ending_note: string | null
    resource_id: string | null
    subject_kind: string
    subject_id: string
  }>`
    update access.grants g set
      ending_at = least(g.ends_at, over.at),
      ending_cause = case when g.ends_at <= over.at then 'expired' when over.at < ${r.at} then 'parent-ended' else ${cause} end,
      ending_by = case when g.ends_at <= over.at or over.at < ${r.at} then null else ${by}::uuid end,
      ending_note = case when g.ends_at <= over.at or over.at < ${r.at} then null else ${note} end,
      version = g.version + 1
    from (
      -- What was passed on was over when its parent was, even if that is noted only now.
      select c.id, least(${r.at}::timestamptz, p.ending_at, p.ends_at) as at
      from access.grants c left join access.grants p on p.account_id = c.account_id and p.id = c.parent_id
      where c.account_id = ${accountId} and c.id = any (${[...grantIds]}::uuid[])) over
    where g.account_id = ${accountId} and g.id = over.id and g.ending_at is null
    returning g.id, g.ending_at, g.ending_cause, g.ending_note, g.resource_id, g.subject_kind, g.subject_id`.execute(
    r.tx,
  )
  for (const grant of marked.rows) {
    r.fact(
      'grant.ending',
      {
        grant: grant.id,
        resource: grant.resource_id ?? undefined,
        person: grant.subject_kind === 'person' ? grant.subject_id : undefined,
      },
      {
        cause: grant.ending_cause,
        endingAt: grant.ending_at.toISOString(),
        note: grant.ending_note ?? undefined,
      },
      accountId,
    )
  }
  return marked.rows.map(grant => ({ id: grant.id, endingAt: grant.ending_at, cause: grant.ending_cause }))
}

async function closeWhatNothingHolds(
  r: Recording,
  accountId: string,
  ended: readonly EndedGrant[],
): Promise<ClosedEntry[]> {
  const endedById = new Map(ended.map(grant => [grant.id, grant]))
  const holds = await r.tx
    .selectFrom('access.entries as e')
    .innerJoin('access.entry_grants as h', 'h.entry_id', 'e.id')
    .select(['e.id', 'h.grant_id'])
    .where('e.account_id', '=', accountId)
    .where('e.closed_at', 'is', null)
    .where(eb => eb('h.grant_id', '=', eb.fn.any(sql.val([...endedById.keys()]))))
    .execute()
  const affected = Map.groupBy(holds, row => row.id)
  const still = await holdOpen(r.tx, accountId, [...affected.keys()], r.at, [...endedById.keys()])

  // The grant that held an entry last says why and when it was over.
  const toClose = new Map<EndedGrant, string[]>()
  for (const [entryId, rows] of affected) {
    const through = still.get(entryId)
    if (through) {
      r.fact('entry.held', { entry: entryId, grant: through[0] }, { grants: through }, accountId)
      continue
    }
    const last = rows
      .map(row => endedById.get(row.grant_id)!)
      .reduce((a, b) => (b.endingAt > a.endingAt ? b : a))
    toClose.set(last, [...(toClose.get(last) ?? []), entryId])
  }
  const closed: ClosedEntry[] = []
  for (const [grant, entryIds] of toClose)
    closed.push(...(await closeEntries(r, accountId, entryIds, grant.cause, grant.endingAt)))
  return closed
}
