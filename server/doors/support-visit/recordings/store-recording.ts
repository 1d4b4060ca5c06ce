import { randomBytes } from 'node:crypto'
import { everyAccount } from '#server/access/account.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { newId } from '#server/plumbing/ids.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { keepKey } from './keep-key.ts'
import { type SealedChunk, sealCommand } from './seal-chunk.ts'

/** What is recorded: as the SSH door says it. */
export type Recorded = { kind: 'shell' | 'exec'; command?: string; width: number; height: number }

export type Begun = { accountId: string; recordingId: string; key: Buffer }

/** A recording that nothing can be added to: it has ended already, or was destroyed. */
export class RecordingIsOver extends Error {}

const longestCommand = 4_000
const onScreen = (size: number) => Math.min(2_000, Math.max(1, Math.trunc(size) || 1))

/** @throws Error when there is no such entry */
export async function beginRecording(
  kernel: Kernel,
  vault: Vault,
  entryId: string,
  what: Recorded,
): Promise<Begun> {
  const accountId = await kernel.database.within(everyAccount, async tx => {
    const row = await tx
      .selectFrom('access.entries')
      .select('account_id')
      .where('id', '=', entryId)
      .executeTakeFirst()
    return row?.account_id
  })
  if (!accountId) throw new Error(`there is no entry ${entryId}`)
  const key = randomBytes(32)
  return record(kernel, { accounts: [accountId], by: { rule: 'recorder' } }, async r => {
    const recordingId = newId(r.now)
    const { command } = what
    await r.tx
      .insertInto('support_visit.recordings')
      .values({
        id: recordingId,
        account_id: accountId,
        entry_id: entryId,
        kind: what.kind,
        command:
          command === undefined
            ? null
            : sealCommand(key, accountId, recordingId, command.slice(0, longestCommand)),
        width: onScreen(what.width),
        height: onScreen(what.height),
        begun_at: r.at,
        seen_at: r.at,
      })
      .execute()
    await keepKey(r.tx, vault, { accountId, recordingId }, key, r.at)
    r.fact('recording.begun', { entry: entryId }, { recording: recordingId, kind: what.kind })
    return { accountId, recordingId, key }
  })
}

/**
 * The row is held first, so that nothing is added while somebody closes the recording. Adding the same piece again adds
 * nothing: whoever heard no answer may try once more.
 * @throws RecordingIsOver
 */
export async function addChunk({ database, clock }: Kernel, chunk: SealedChunk): Promise<void> {
  await database.within(chunk.accountId, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('support_visit.recordings')
      .set({ seen_at: new Date(clock.now()) })
      .where('id', '=', chunk.recordingId)
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw new RecordingIsOver(`the recording ${chunk.recordingId} has ended`)
    await tx
      .insertInto('support_visit.recording_chunks')
      .values({
        account_id: chunk.accountId,
        recording_id: chunk.recordingId,
        from_byte: chunk.fromByte,
        to_byte: chunk.toByte,
        sealed: chunk.sealed,
      })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  })
}

export type Kept = {
  outcome: 'complete' | 'cut' | 'broken-off'
  bytes: number
  sha256: Buffer
  leftOut: number
}

/** Ends it and says in the ledger what it is, so that nobody can put another in its place. Ended already is no error. */
export async function keepRecording(
  r: Recording,
  recordingId: string,
  { outcome, bytes, sha256, leftOut }: Kept,
): Promise<void> {
  const ended = await r.tx
    .updateTable('support_visit.recordings')
    .set({ ended_at: r.at, outcome, bytes, sha256, left_out: leftOut })
    .where('id', '=', recordingId)
    .where('ended_at', 'is', null)
    .returning(['entry_id', 'kind', 'begun_at'])
    .executeTakeFirst()
  if (!ended) return
  r.fact(
    'recording.kept',
    { entry: ended.entry_id },
    {
      recording: recordingId,
      kind: ended.kind,
      begunAt: ended.begun_at.toISOString(),
      outcome,
      bytes,
      sha256: sha256.toString('hex'),
      leftOut,
    },
  )
}
