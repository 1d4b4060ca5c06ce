import { sql } from 'kysely'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { forEach } from '#server/plumbing/repeat.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { destroyKey } from './keep-key.ts'
import { dayMs, readRecordingPolicy } from './policy.ts'
import { sumUp } from './read-recordings.ts'
import { keepRecording } from './store-recording.ts'

/** A node says every five minutes that it is still there; one that has been silent for so long is not. */
const silentForMs = 20 * 60_000
/** Behind an entry that is closed, a recording ends within seconds. */
const silentAfterClosingMs = 2 * 60_000
const atOnce = 200

type Which = { accountId: string; recordingId: string }

/**
 * The recordings' part of the round: says which of them this node is still writing, ends those whose node has died, and
 * destroys the content of those whose time is over. Any node may do it, at any time.
 * @param running the recordings that this node is writing
 */
export async function tendRecordings(
  kernel: Kernel,
  vault: Vault,
  running: readonly string[],
): Promise<void> {
  await sayWhichRun(kernel, running)
  await forEach(await findBrokenOff(kernel, running), which => endBrokenOff(kernel, vault, which))
  await forEach(await findOutdated(kernel), which => destroyContent(kernel, which))
}

async function sayWhichRun({ database, clock }: Kernel, running: readonly string[]): Promise<void> {
  if (running.length === 0) return
  await database.within(everyAccount, tx =>
    tx
      .updateTable('support_visit.recordings')
      .set({ seen_at: new Date(clock.now()) })
      .where('id', 'in', [...running])
      .where('ended_at', 'is', null)
      .execute(),
  )
}

async function findBrokenOff({ database, clock }: Kernel, running: readonly string[]): Promise<Which[]> {
  const before = (ms: number) => new Date(clock.now() - ms)
  return database.within(everyAccount, async tx => {
    const { rows } = await sql<Which>`
      select r.account_id as "accountId", r.id as "recordingId" from support_visit.recordings r
      join access.entries e on e.id = r.entry_id
      where r.ended_at is null and not r.id = any (${[...running]}::uuid[])
        and (r.seen_at < ${before(silentForMs)}
          or (r.seen_at < ${before(silentAfterClosingMs)} and e.closed_at < ${before(silentAfterClosingMs)}))
      order by r.seen_at limit ${atOnce}`.execute(tx)
    return rows
  })
}

/** What a node has stored before it died is kept, and says that it breaks off. */
async function endBrokenOff(kernel: Kernel, vault: Vault, which: Which): Promise<void> {
  await record(kernel, { accounts: [which.accountId], by: { rule: 'recorder' } }, async r => {
    // Held first: if its node lives after all, nothing is added to it any more.
    const held = await r.tx
      .selectFrom('support_visit.recordings')
      .select('id')
      .where('id', '=', which.recordingId)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!held) return
    const summed = await sumUp(r.tx, vault, which)
    await keepRecording(r, which.recordingId, { outcome: 'broken-off', ...summed })
  })
}

async function findOutdated({ database, clock }: Kernel): Promise<Which[]> {
  return database.within(everyAccount, async tx => {
    const { keepDays } = await readRecordingPolicy(tx)
    return tx
      .selectFrom('support_visit.recordings')
      .select(['account_id as accountId', 'id as recordingId'])
      .where('ended_at', '<=', new Date(clock.now() - keepDays * dayMs))
      .where('destroyed_at', 'is', null)
      .orderBy('ended_at')
      .limit(atOnce)
      .execute()
  })
}

/** Content and key go; who was recorded, when, how much and with which checksum stays. */
async function destroyContent(kernel: Kernel, which: Which): Promise<void> {
  const { accountId, recordingId } = which
  await record(kernel, { accounts: [accountId], by: { rule: 'clock' } }, async r => {
    const row = await r.tx
      .updateTable('support_visit.recordings')
      .set({ destroyed_at: r.at, command: null })
      .where('id', '=', recordingId)
      .where('ended_at', 'is not', null)
      .where('destroyed_at', 'is', null)
      .returning('entry_id')
      .executeTakeFirst()
    if (!row) return
    await r.tx.deleteFrom('support_visit.recording_chunks').where('recording_id', '=', recordingId).execute()
    await destroyKey(r.tx, which, r.at)
    r.fact('recording.destroyed', { entry: row.entry_id }, { recording: recordingId })
  })
}
