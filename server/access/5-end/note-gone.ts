import type { Recording } from '../record.ts'

/**
 * How the connection of an entry went that was cut: programs-ended, everything that ran over it was seen to be ended too;
 * programs-unknown, its connections are closed and more was not seen; left, the visitor went by himself; node-lost, the
 * node that held it is silent for so long that it has let go of everything.
 */
export type Gone = 'programs-ended' | 'programs-unknown' | 'left' | 'node-lost'

/** Writes down, once, that the connection of a closed entry was seen to be gone. @returns whether this call did */
export async function noteGone(
  r: Recording,
  accountId: string,
  entryId: string,
  how: Gone,
): Promise<boolean> {
  const noted = await r.tx
    .updateTable('access.entries')
    .set({ gone_at: r.at, gone_how: how })
    .where('account_id', '=', accountId)
    .where('id', '=', entryId)
    .where('closed_at', 'is not', null)
    .where('gone_at', 'is', null)
    .returning(['resource_id', 'person_id'])
    .executeTakeFirst()
  if (!noted) return false
  r.fact(
    'entry.gone',
    { entry: entryId, resource: noted.resource_id, person: noted.person_id },
    { how },
    accountId,
  )
  return true
}
