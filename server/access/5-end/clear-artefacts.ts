import { forEach } from '#server/plumbing/repeat.ts'
import { noteWaiting, traceOf } from '../3-grant/note-waiting.ts'
import { everyAccount } from '../account.ts'
import { brokenPromise, type Confirmed, type OutsideSystem } from '../outside.ts'
import { type Kernel, record } from '../record.ts'

const pageSize = 50

/**
 * Takes away outside what no open grant wants any more: close, then look whether it is gone. An artefact is 'gone'
 * only when that was seen, and nobody is still making it; everything else stays 'removing' with the error beside it and
 * is tried again.
 */
export async function clearArtefacts(
  kernel: Kernel,
  systems: ReadonlyMap<string, OutsideSystem>,
): Promise<number> {
  let tried = 0
  // Page by page to the end: fifty shops that do not answer must not keep all others waiting.
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const removing = await readRemoving(kernel, after)
    await forEach(removing, async artefact => {
      const system = systems.get(artefact.system)
      if (await noteWaiting(kernel, artefact, system, 'close')) return
      await noteCleared(kernel, artefact, await closeAndLook(system, artefact))
    })
    tried += removing.length
    if (removing.length < pageSize) return tried
    after = removing.at(-1)!.id
  }
}

type Removing = Awaited<ReturnType<typeof readRemoving>>[number]

async function readRemoving(kernel: Kernel, after: string) {
  return kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.artefacts')
      .selectAll()
      .where('removing_at', 'is not', null)
      .where('gone_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute(),
  )
}

async function noteCleared(kernel: Kernel, artefact: Removing, confirmed: Confirmed): Promise<void> {
  await record(kernel, { accounts: [artefact.account_id], by: { rule: 'witness' } }, async r => {
    const about = { artefact: artefact.id, resource: artefact.resource_id }
    if (confirmed.gone) {
      const gone = await r.tx
        .updateTable('access.artefacts')
        .set({
          gone_at: r.at,
          witness: JSON.stringify({ how: confirmed.how, by: confirmed.by }),
          waits_for: null,
          error: null,
          error_at: null,
        })
        .where('id', '=', artefact.id)
        .where('gone_at', 'is', null)
        .where(eb => eb.or([eb('opening_until', 'is', null), eb('opening_until', '<=', r.at)]))
        .returning('id')
        .executeTakeFirst()
      if (gone)
        r.fact(
          'artefact.gone',
          about,
          { system: artefact.system, kind: artefact.kind, how: confirmed.how, by: confirmed.by },
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

async function closeAndLook(
  system: OutsideSystem | undefined,
  artefact: { id: string; resource_id: string; kind: string; system: string; reference: unknown },
): Promise<Confirmed> {
  if (!system) return { gone: false, error: `no connection to ${artefact.system} is set up` }
  const trace = traceOf(artefact)
  try {
    const closed = await system.close(trace)
    return closed.done ? await system.confirmClosed(trace) : { gone: false, error: closed.error }
  } catch (error) {
    return { gone: false, ...brokenPromise(artefact.system, error) }
  }
}
