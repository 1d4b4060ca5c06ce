import { type Kernel, record } from '#server/access/record.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { findRecording, readLines } from './read-recordings.ts'

type Watching = {
  accountId: string
  grantId: string
  recordingId: string
  personId: string
  /** 0, or where the last answer ended. */
  after: number
}

const notedForMs = 3_600_000

/**
 * What a recording shows, from a position on. That somebody watches is a fact, once an hour for each person and
 * recording, and it is written before anything is shown.
 * @throws Refusal 'not-found', 'recording-is-gone'
 */
export async function watchRecording(kernel: Kernel, vault: Vault, watching: Watching) {
  const { accountId, recordingId, after } = watching
  await noteWatching(kernel, watching)
  return kernel.database.reading(accountId, async tx => {
    const { bytes } = await findRecording(tx, watching)
    const { text, next } = await readLines(tx, vault, { accountId, recordingId }, after)
    // Known once it has ended.
    return { text, next, isOver: bytes !== null && next >= bytes }
  })
}

async function noteWatching(kernel: Kernel, watching: Watching): Promise<void> {
  const { accountId, recordingId, personId } = watching
  const isNoted = await kernel.database.within(accountId, async tx => {
    await findRecording(tx, watching)
    const row = await tx
      .selectFrom('support_visit.recording_watchers')
      .select('noted_at')
      .where('recording_id', '=', recordingId)
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return row !== undefined && kernel.clock.now() - row.noted_at.getTime() < notedForMs
  })
  if (isNoted) return
  await record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    const { entry_id: entry } = await findRecording(r.tx, watching)
    // Of two at once, the second finds that it is noted already.
    const { numInsertedOrUpdatedRows } = await r.tx
      .insertInto('support_visit.recording_watchers')
      .values({ account_id: accountId, recording_id: recordingId, person_id: personId, noted_at: r.at })
      .onConflict(conflict =>
        conflict
          .columns(['recording_id', 'person_id'])
          .doUpdateSet({ noted_at: r.at })
          .where('support_visit.recording_watchers.noted_at', '<=', new Date(r.now - notedForMs)),
      )
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n) r.fact('recording.watched', { entry }, { recording: recordingId })
  })
}
