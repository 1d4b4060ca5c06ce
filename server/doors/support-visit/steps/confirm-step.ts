import { sql } from 'kysely'
import type { RefusalCode } from '#contract/problems.ts'
import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { mayConfirm, mayUndo, type Side } from './may-confirm.ts'
import { type GuidedRow, ofGrant, readGuided, type StepRow } from './read-guided.ts'
import type { Rights } from './show-guided.ts'
import { isVisitor } from './visitor.ts'

/** Who speaks, for which side, about which grant. */
export type Speaker = { accountId: string; grantId: string; person: string; side: Side; has: Rights }

/**
 * A side says that a step is done. Saying it again changes nothing: the first word counts, with its time. Everything is
 * read under the account's lock, which whatever lets the guide go on takes too.
 * @throws Refusal 'not-found', 'not-allowed', 'other-side-confirms', 'step-not-now', 'rights-differ'
 */
export async function confirmStep(
  r: Recording,
  speaker: Speaker,
  stepId: string,
  note: string | null,
): Promise<void> {
  const { guided, step } = await findStep(r, speaker, stepId)
  if (step.confirmed_at && step.needed_from === speaker.side) return
  refuseUnless(mayConfirm(guided, step, speaker.side))
  const confirmed = await r.tx
    .updateTable('support_visit.steps')
    .set({ confirmed_at: r.at, confirmed_by: speaker.person, note })
    .where('id', '=', stepId)
    .where('needed_from', '=', speaker.side)
    .where('confirmed_at', 'is', null)
    .where(stillSpeaks(r, speaker))
    .returning('id')
    .executeTakeFirst()
  if (!confirmed) throw new Refusal('not-found')
  r.fact('step.confirmed', about(guided, speaker), {
    step: step.key,
    phase: step.phase,
    side: speaker.side,
    platform: guided.platform,
    guide: guided.guide_version,
    note: note ?? undefined,
  })
}

/**
 * Takes it back, as long as the guide has not gone on. What nobody has confirmed needs no taking back.
 * @throws Refusal as confirmStep
 */
export async function undoStep(r: Recording, speaker: Speaker, stepId: string): Promise<void> {
  const { guided, step } = await findStep(r, speaker, stepId)
  if (!step.confirmed_at && step.needed_from === speaker.side) return
  refuseUnless(mayUndo(guided, step, speaker.side))
  const undone = await r.tx
    .updateTable('support_visit.steps')
    .set({ confirmed_at: null, confirmed_by: null, note: null })
    .where('id', '=', stepId)
    .where('needed_from', '=', speaker.side)
    .where('confirmed_at', 'is not', null)
    .where(stillSpeaks(r, speaker))
    .returning('id')
    .executeTakeFirst()
  if (!undone) throw new Refusal('not-found')
  r.fact('step.undone', about(guided, speaker), {
    step: step.key,
    phase: step.phase,
    side: speaker.side,
    platform: guided.platform,
  })
}

async function findStep(
  r: Recording,
  speaker: Speaker,
  stepId: string,
): Promise<{ guided: GuidedRow; step: StepRow }> {
  const rows = await readGuided(r.tx, ofGrant(speaker.accountId, speaker.grantId))
  for (const guided of rows) {
    const step = guided.steps.find(one => one.id === stepId)
    if (!step) continue
    const takesAway = step.phase === 'end' || step.phase === 'after'
    if (!(takesAway ? speaker.has.end : speaker.has.open)) throw new Refusal('not-allowed')
    return { guided, step }
  }
  throw new Refusal('not-found')
}

/** Asked in the statement that acts: the visitor's access may be over by now. The owner's side was asked at the door. */
export function stillSpeaks(r: Recording, { side, grantId, person }: Speaker) {
  return side === 'owner' ? sql<boolean>`true` : isVisitor(grantId, person, r.at)
}

export function about(guided: GuidedRow, { grantId }: Pick<Speaker, 'grantId'>) {
  return { grant: grantId, artefact: guided.artefact_id, resource: guided.resource_id }
}

export function refuseUnless(may: true | RefusalCode): void {
  if (may !== true) throw new Refusal(may)
}
