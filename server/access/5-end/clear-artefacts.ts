import { everyAccount } from '../account.ts'
import type { Confirmed, OutsideSystem } from '../outside.ts'
import { type Kernel, record } from '../record.ts'

/**
 * Takes away outside what no open grant wants any more: close, then look whether it is gone. An artefact is 'gone'
 * only when that was seen; everything else stays 'removing' with the error beside it and is tried again.
 */
export async function clearArtefacts(
  kernel: Kernel,
  systems: ReadonlyMap<string, OutsideSystem>,
): Promise<number> {
  const removing = await kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.artefacts')
      .selectAll()
      .where('removing_at', 'is not', null)
      .where('gone_at', 'is', null)
      .orderBy('removing_at')
      .limit(50)
      .execute(),
  )
  for (const artefact of removing) {
    const confirmed = await closeAndLook(systems.get(artefact.system), artefact)
    await record(kernel, { accounts: [artefact.account_id], by: { rule: 'witness' } }, async r => {
      const about = { artefact: artefact.id, resource: artefact.resource_id }
      if (confirmed.gone) {
        const gone = await r.tx
          .updateTable('access.artefacts')
          .set({
            gone_at: r.at,
            witness: JSON.stringify({ how: confirmed.how }),
            error: null,
            error_at: null,
          })
          .where('id', '=', artefact.id)
          .where('gone_at', 'is', null)
          .returning('id')
          .executeTakeFirst()
        if (gone)
          r.fact(
            'artefact.gone',
            about,
            { system: artefact.system, kind: artefact.kind, how: confirmed.how },
            artefact.account_id,
          )
      } else if (confirmed.error !== artefact.error) {
        await r.tx
          .updateTable('access.artefacts')
          .set({ error: confirmed.error, error_at: r.at })
          .where('id', '=', artefact.id)
          .execute()
        r.fact(
          'artefact.failed',
          about,
          { system: artefact.system, doing: 'close', error: confirmed.error },
          artefact.account_id,
        )
      }
    })
  }
  return removing.length
}

async function closeAndLook(
  system: OutsideSystem | undefined,
  artefact: { id: string; resource_id: string; kind: string; system: string; reference: unknown },
): Promise<Confirmed> {
  if (!system) return { gone: false, error: `no connection to ${artefact.system} is set up` }
  const trace = {
    artefactId: artefact.id,
    resourceId: artefact.resource_id,
    kind: artefact.kind,
    reference: artefact.reference as Record<string, unknown>,
  }
  const closed = await system.close(trace)
  return closed.done ? system.confirmClosed(trace) : { gone: false, error: closed.error }
}
