import type { Errands } from '#server/plumbing/errands.ts'
import { noteWaiting, traceOf } from '../3-grant/note-waiting.ts'
import { everyAccount } from '../account.ts'
import { nextTryAt } from '../back-off.ts'
import { brokenPromise, type Confirmed, type OutsideSystem } from '../outside.ts'
import { type Kernel, record } from '../record.ts'

// So many are begun in a round; what is left is begun in the next.
const atOnce = 1_000
// How long a closing counts as under way when nobody says how it went, because the node that asked has died.
const closingSeconds = 60

/**
 * Takes away outside what no open grant wants any more: close, then look whether it is gone. An artefact is 'gone'
 * only when that was seen, and nobody is still making it; everything else stays 'removing' with the error beside it and
 * is tried again, ever more seldom and for ever.
 */
export async function clearArtefacts(
  kernel: Kernel,
  systems: ReadonlyMap<string, OutsideSystem>,
  errands: Errands,
): Promise<void> {
  await errands.run(
    await readRemoving(kernel),
    artefact => artefact.resource_id,
    async artefact => {
      const system = systems.get(artefact.system)
      if (await noteWaiting(kernel, artefact, system, 'close')) return
      if (await claimClosing(kernel, artefact))
        await noteCleared(kernel, artefact, await closeAndLook(system, artefact))
    },
  )
}

type Removing = Awaited<ReturnType<typeof readRemoving>>[number]

/** What was never tried comes first: shops that do not answer must not keep the others waiting. */
async function readRemoving(kernel: Kernel) {
  const at = new Date(kernel.clock.now())
  return kernel.database.within(everyAccount, tx =>
    tx
      .selectFrom('access.artefacts')
      .selectAll()
      .where('removing_at', 'is not', null)
      .where('gone_at', 'is', null)
      .where(eb => eb.or([eb('closing_until', 'is', null), eb('closing_until', '<=', at)]))
      .where(eb => eb.or([eb('next_try_at', 'is', null), eb('next_try_at', '<=', at)]))
      .orderBy('tries')
      .orderBy('id')
      .limit(atOnce)
      .execute(),
  )
}

/** One node at a time. What it is like in a shop that two take the same thing away from at once, nobody knows. */
function claimClosing(kernel: Kernel, artefact: Removing): Promise<boolean> {
  return record(kernel, { accounts: [artefact.account_id], by: { rule: 'witness' } }, async r => {
    const claimed = await r.tx
      .updateTable('access.artefacts')
      .set({ closing_until: new Date(r.now + closingSeconds * 1000) })
      .where('id', '=', artefact.id)
      .where('gone_at', 'is', null)
      .where(eb => eb.or([eb('closing_until', 'is', null), eb('closing_until', '<=', r.at)]))
      .where(eb => eb.or([eb('next_try_at', 'is', null), eb('next_try_at', '<=', r.at)]))
      .returning('id')
      .executeTakeFirst()
    return claimed !== undefined
  })
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
          closing_until: null,
          tries: artefact.tries + 1,
          tried_at: r.at,
          next_try_at: null,
        })
        .where('id', '=', artefact.id)
        .where('gone_at', 'is', null)
        .where(eb => eb.or([eb('opening_until', 'is', null), eb('opening_until', '<=', r.at)]))
        .returning('id')
        .executeTakeFirst()
      if (gone) {
        r.fact(
          'artefact.gone',
          about,
          { system: artefact.system, kind: artefact.kind, how: confirmed.how, by: confirmed.by },
          artefact.account_id,
        )
        return
      }
    }
    // Not gone, or not there only because it is still being made.
    const error = confirmed.gone || confirmed.error === artefact.error ? undefined : confirmed.error
    const tries = artefact.tries + 1
    const failed = await r.tx
      .updateTable('access.artefacts')
      .set({
        closing_until: null,
        tries,
        tried_at: r.at,
        next_try_at: nextTryAt(tries, r.now),
        ...(error === undefined ? {} : { error, error_at: r.at }),
      })
      .where('id', '=', artefact.id)
      .where('gone_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (failed && error !== undefined)
      r.fact(
        'artefact.failed',
        about,
        { system: artefact.system, doing: 'close', error },
        artefact.account_id,
      )
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
