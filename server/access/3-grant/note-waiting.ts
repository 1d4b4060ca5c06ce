import type { OutsideSystem, Trace } from '../outside.ts'
import { type Kernel, record } from '../record.ts'

type Artefact = {
  id: string
  account_id: string
  resource_id: string
  kind: string
  reference: unknown
  waits_for: string | null
}

export function traceOf(artefact: Omit<Artefact, 'account_id' | 'waits_for'>): Trace {
  return {
    artefactId: artefact.id,
    resourceId: artefact.resource_id,
    kind: artefact.kind,
    reference: artefact.reference as Record<string, unknown>,
  }
}

/**
 * Whether this artefact waits for people, and for whom. It is asked in every round and for days, so it writes only when
 * the sentence has changed, and no fact. Who breaks while he is asked is taken to wait for nobody: opening and closing
 * ask him again, and what fails there is written down as a failure.
 */
export async function noteWaiting(
  kernel: Kernel,
  artefact: Artefact,
  system: OutsideSystem | undefined,
  before: 'open' | 'close',
): Promise<boolean> {
  const waitsFor = await askForWhom(system, artefact, before)
  if (waitsFor === null) return false
  if (waitsFor !== artefact.waits_for)
    await record(kernel, { accounts: [artefact.account_id], by: { rule: 'clock' } }, r =>
      r.tx
        .updateTable('access.artefacts')
        .set({ waits_for: waitsFor, error: null, error_at: null })
        .where('id', '=', artefact.id)
        .where('gone_at', 'is', null)
        .where('removing_at', before === 'open' ? 'is' : 'is not', null)
        .execute(),
    )
  return true
}

async function askForWhom(
  system: OutsideSystem | undefined,
  artefact: Artefact,
  before: 'open' | 'close',
): Promise<string | null> {
  try {
    return (await system?.waitsFor?.(traceOf(artefact), before)) ?? null
  } catch {
    return null
  }
}
