import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Recording as Shown } from '#contract/recordings.ts'
import { readCursor, writeCursor } from '#server/access/page.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Database, Tx } from '#server/plumbing/database.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readKey } from './keep-key.ts'
import { dayMs, readRecordingPolicy } from './policy.ts'
import { openChunk, openCommand } from './seal-chunk.ts'

type Row = {
  id: string
  entry_id: string
  person_id: string
  person_name: string
  kind: 'shell' | 'exec'
  command: Buffer | null
  width: number
  height: number
  begun_at: Date
  ended_at: Date | null
  outcome: 'complete' | 'cut' | 'broken-off' | null
  bytes: number | null
  left_out: number | null
  told: string | null
  destroyed_at: Date | null
}

/** What was recorded under a grant, newest first. The checksum is the one in the ledger, not the one beside the content. */
export async function listRecordings(
  tx: Tx,
  vault: Vault,
  asked: { accountId: string; grantId: string; cursor?: string; limit: number; mayWatch: boolean },
): Promise<{ items: Static<typeof Shown>[]; next: string | null }> {
  const { accountId, grantId, cursor, limit } = asked
  await assertGrant(tx, accountId, grantId)
  const after = readCursor(cursor)
  const { keepDays } = await readRecordingPolicy(tx)
  const { rows } = await sql<Row>`
    select r.id, r.entry_id, e.person_id, p.name as person_name, r.kind, r.command, r.width, r.height, r.begun_at,
      r.ended_at, r.outcome, r.bytes, r.left_out, r.destroyed_at,
      (select f.data->>'sha256' from access.facts f
       where f.account_id = r.account_id and f.entry_id = r.entry_id and f.kind = 'recording.kept'
         and f.data->>'recording' = r.id::text limit 1) as told
    from access.entry_grants held
    join support_visit.recordings r on r.entry_id = held.entry_id
    join access.entries e on e.id = r.entry_id
    join people.persons p on p.id = e.person_id
    where held.account_id = ${accountId} and held.grant_id = ${grantId} and r.account_id = ${accountId}
      ${after ? sql`and (r.begun_at, r.id) < (${after.at}, ${after.id}::uuid)` : sql``}
    order by r.begun_at desc, r.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  const items = []
  for (const row of shown) items.push(await show(tx, vault, asked, row, keepDays))
  const last = shown.at(-1)
  return {
    items,
    next: rows.length > limit && last ? writeCursor({ at: last.begun_at, id: last.id }) : null,
  }
}

async function show(
  tx: Tx,
  vault: Vault,
  { accountId, mayWatch }: { accountId: string; mayWatch: boolean },
  row: Row,
  keepDays: number,
): Promise<Static<typeof Shown>> {
  const key = row.command ? await readKey(tx, vault, { accountId, recordingId: row.id }) : undefined
  const until = row.ended_at ? new Date(row.ended_at.getTime() + keepDays * dayMs).toISOString() : null
  return {
    id: row.id,
    entryId: row.entry_id,
    person: { id: row.person_id, name: row.person_name },
    kind: row.kind,
    command: key && row.command ? openCommand(key, accountId, row.id, row.command) : null,
    width: row.width,
    height: row.height,
    begunAt: row.begun_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    state: row.outcome ?? 'running',
    bytes: row.bytes,
    leftOut: row.left_out,
    sha256: row.told,
    keptUntil: row.destroyed_at ? null : until,
    destroyedAt: row.destroyed_at?.toISOString() ?? null,
    can: { watch: row.destroyed_at ? 'recording-is-gone' : mayWatch || 'not-allowed' },
  }
}

async function assertGrant(tx: Tx, accountId: string, grantId: string): Promise<void> {
  const grant = await tx
    .selectFrom('access.grants')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', grantId)
    .executeTakeFirst()
  if (!grant) throw new Refusal('not-found')
}

type Which = { accountId: string; grantId: string; recordingId: string }

/** @throws Refusal 'not-found', or 'recording-is-gone' when its time was over */
export async function findRecording(tx: Tx, { accountId, grantId, recordingId }: Which) {
  const row = await tx
    .selectFrom('support_visit.recordings as r')
    .innerJoin('access.entry_grants as held', 'held.entry_id', 'r.entry_id')
    .select(['r.id', 'r.entry_id', 'r.bytes', 'r.destroyed_at'])
    .where('r.account_id', '=', accountId)
    .where('held.grant_id', '=', grantId)
    .where('r.id', '=', recordingId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found')
  if (row.destroyed_at) throw new Refusal('recording-is-gone')
  return row
}

/** So much of a recording goes into one answer, in bytes; a piece more when it does not end there. */
const answerBytes = 1_000_000
/** The largest piece is a quarter of an answer, so no more of them are read at once. */
const chunksAtOnce = 4

/**
 * Whole lines from a position on.
 * @param fromByte 0, or where an earlier answer ended
 * @throws Refusal 'recording-is-gone', 'invalid-input' within a piece, or Error when a piece is not the one that was written
 */
export async function readLines(
  tx: Tx,
  vault: Vault,
  of: { accountId: string; recordingId: string },
  fromByte: number,
  mostBytes = answerBytes,
): Promise<{ text: string; next: number }> {
  const key = await readKey(tx, vault, of)
  if (!key) throw new Refusal('recording-is-gone')
  const pieces: Buffer[] = []
  let at = fromByte
  try {
    for (let isMore = true; isMore && at - fromByte < mostBytes; ) {
      const chunks = await readChunks(tx, of.recordingId, at)
      for (const chunk of chunks) {
        if (chunk.fromByte < fromByte) throw new Refusal('invalid-input', { field: 'after' })
        if (chunk.fromByte !== at)
          throw new Error(`A piece of the recording ${of.recordingId} is missing at byte ${at}.`)
        pieces.push(await openChunk(key, { ...of, ...chunk }))
        at = chunk.toByte
      }
      isMore = chunks.length === chunksAtOnce
    }
  } finally {
    key.fill(0)
  }
  return { text: Buffer.concat(pieces).toString(), next: at }
}

async function readChunks(tx: Tx, recordingId: string, from: number) {
  const rows = await tx
    .selectFrom('support_visit.recording_chunks')
    .select(['from_byte', 'to_byte', 'sealed'])
    .where('recording_id', '=', recordingId)
    .where('to_byte', '>', from)
    .orderBy('to_byte')
    .limit(chunksAtOnce)
    .execute()
  return rows.map(row => ({ fromByte: row.from_byte, toByte: row.to_byte, sealed: row.sealed }))
}

export type Summed = { bytes: number; sha256: Buffer; leftOut: number }

/** Reads the whole of it once more, page by page. */
export async function sumUp(
  tx: Tx,
  vault: Vault,
  of: { accountId: string; recordingId: string },
): Promise<Summed> {
  const hash = createHash('sha256')
  let at = 0
  let leftOut = 0
  for (;;) {
    const { text, next } = await readLines(tx, vault, of, at)
    if (next === at) return { bytes: at, sha256: hash.digest(), leftOut }
    for (const [, left] of text.matchAll(leftOutMark)) leftOut += Number(left)
    hash.update(text)
    at = next
  }
}

/** How the recorder says that something was left out; what a shell shows cannot look like it, because it is quoted. */
export const leftOutMark = /^\[[\d.e-]+,"m","left out: (\d+) bytes/gm

/** Is what is there still what the ledger tells? For whoever proves it. */
export function checkRecording(
  database: Database,
  vault: Vault,
  of: { accountId: string; recordingId: string },
): Promise<{ isAsTold: boolean; sha256: string | null; told: string | null }> {
  return database.reading(of.accountId, async tx => {
    const { rows } = await sql<{ told: string }>`
      select f.data->>'sha256' as told from support_visit.recordings r
      join access.facts f on f.account_id = r.account_id and f.entry_id = r.entry_id and f.kind = 'recording.kept'
        and f.data->>'recording' = r.id::text
      where r.id = ${of.recordingId} and r.account_id = ${of.accountId} limit 1`.execute(tx)
    const told = rows[0]?.told ?? null
    const summed = await sumUp(tx, vault, of).catch(() => undefined)
    const sha256 = summed?.sha256.toString('hex') ?? null
    return { isAsTold: told !== null && sha256 === told, sha256, told }
  })
}
