import type { Actor } from '../person.ts'
import { type Kernel, type Recording, record } from '../record.ts'
import { confirmClosed } from './confirm-closed.ts'
import { confirmEnded, type ProbeEntry } from './confirm-ended.ts'
import type { Cut } from './end-access.ts'
import { type EndingView, tellEnding } from './tell-ending.ts'

/**
 * Ends in one transaction, and after its commit tries every closed entry again at its entrance: what a person sees as
 * the result of his click is what was proven, not what was hoped.
 * @param doing.personId whom it is about: only what is still open to him is told as that
 * @param end what to end, inside the recording
 */
export async function endAndProve(
  kernel: Kernel,
  probe: ProbeEntry,
  doing: { accountId: string; by: Actor; resourceId: string | null; personId?: string },
  end: (r: Recording) => Promise<Cut>,
): Promise<EndingView> {
  const { at, cut } = await record(kernel, { accounts: [doing.accountId], by: doing.by }, async r => ({
    at: r.at,
    cut: await end(r),
  }))
  const confirmations = await confirmEnded(
    kernel,
    probe,
    doing.accountId,
    cut.grants.map(grant => grant.id),
  )
  const closed = await confirmClosed(
    kernel,
    probe,
    doing.accountId,
    cut.entries.map(entry => entry.id),
  )
  return tellEnding(kernel, doing.accountId, at, cut, confirmations, doing.resourceId, doing.personId, closed)
}
