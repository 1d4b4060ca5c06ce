import type { Recording } from '../record.ts'

/**
 * Something that was proven gone is there again, for instance because the system was restored from a backup: gone →
 * removing. It is taken away and confirmed once more like everything that is removing; the grants that wanted it stay
 * ended, with the witnesses of that day.
 * @param seenAt when the foreign system was asked, epoch ms: what it said before the artefact was gone proves nothing
 * @returns false when there is nothing to do: it is not gone, or was gone only afterwards
 */
export async function noteCameBack(
  r: Recording,
  accountId: string,
  artefactId: string,
  seenAt: number,
): Promise<boolean> {
  const back = await r.tx
    .updateTable('access.artefacts')
    .set({ came_back_at: r.at, gone_at: null, witness: null })
    .where('account_id', '=', accountId)
    .where('id', '=', artefactId)
    .where('gone_at', '<', new Date(seenAt))
    .returning(['resource_id', 'system', 'kind'])
    .executeTakeFirst()
  if (back)
    r.fact(
      'artefact.came-back',
      { artefact: artefactId, resource: back.resource_id },
      { system: back.system, kind: back.kind },
      accountId,
    )
  return back !== undefined
}
