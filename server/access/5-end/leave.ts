import type { Recording } from '../record.ts'
import { closeEntries } from './close-entries.ts'

/** The visitor leaves by himself, signs out of the desk or removes a key: his entries close, the grants stay open. */
export async function leave(
  r: Recording,
  accountId: string,
  entryIds: readonly string[],
  cause: 'left' | 'signed-out' | 'key-removed',
): Promise<number> {
  return (await closeEntries(r, accountId, entryIds, cause, r.at)).length
}
