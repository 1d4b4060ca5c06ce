import { sql } from 'kysely'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Change, readChange, runs, type StoppedBecause } from './read-changes.ts'
import { type Post, tellOfChange } from './tell.ts'

/**
 * Stops what has not happened, and tells everybody who was told of it.
 * @returns undefined: it was over before
 */
export async function stopChange(
  r: Recording,
  accountId: string,
  changeId: string,
  because: StoppedBecause,
  post: Post,
): Promise<Change | undefined> {
  const by = 'person' in r.by ? r.by.person : null
  const stopped = await sql`
    update sub_account.asset_changes c set stopped_at = ${r.at}, stopped_by = ${by}, stopped_because = ${because}
    where c.account_id = ${accountId} and c.id = ${changeId} and ${runs}
    returning c.id`.execute(r.tx)
  if (stopped.rows.length === 0) return undefined
  const change = (await readChange(r.tx, changeId, r.at))!
  r.fact(
    'asset-change.stopped',
    change.domain ? { resource: change.domain.id } : {},
    { change: changeId, what: change.kind, why: because },
    accountId,
  )
  await tellOfChange(r, post, 'stopped', change)
  return change
}

/**
 * The owner, or whoever asked for it, stops it; what was stopped already stays as it is.
 * @throws Refusal 'not-found', 'not-allowed', 'change-is-over' when it has happened or was refused
 */
export async function stopAsPerson(
  r: Recording,
  accountId: string,
  changeId: string,
  isOwner: boolean,
  post: Post,
): Promise<Change> {
  const change = await readChange(r.tx, changeId, r.at)
  if (!change || change.accountId !== accountId) throw new Refusal('not-found')
  const isAsker = 'person' in r.by && r.by.person === change.askedBy.id
  if (!isOwner && !isAsker) throw new Refusal('not-allowed')
  if (change.state === 'stopped' || change.state === 'lapsed') return change
  const stopped = await stopChange(r, accountId, changeId, 'person', post)
  if (!stopped) throw new Refusal('change-is-over')
  return stopped
}
