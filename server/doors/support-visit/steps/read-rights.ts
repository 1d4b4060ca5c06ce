import type { Recording } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { compareRights } from '../platforms/compare-rights.ts'
import { about, refuseUnless, type Speaker, stillSpeaks } from './confirm-step.ts'
import { extraRights, mayAcceptRights, mayReadRights } from './may-confirm.ts'
import { type GuidedRow, ofGrant, readGuided } from './read-guided.ts'

/**
 * Somebody has read on the platform which rights are asked for there. Whoever reads something else makes what was
 * accepted and confirmed before void: the owner said yes to something different.
 * @throws Refusal 'not-found', 'step-not-now'
 */
export async function noteRequestedRights(
  r: Recording,
  speaker: Speaker,
  artefactId: string,
  rights: readonly string[],
): Promise<void> {
  const guided = await find(r, speaker, artefactId)
  refuseUnless(mayReadRights(guided))
  const requested = compareRights(rights, []).extra
  const isSame = guided.requested?.join('\n') === requested.join('\n')
  if (isSame) return
  const noted = await r.tx
    .updateTable('support_visit.guided_artefacts')
    .set({
      requested,
      requested_at: r.at,
      requested_by: speaker.person,
      accepted: null,
      accepted_at: null,
      accepted_by: null,
    })
    .where('artefact_id', '=', artefactId)
    .where('let_in_at', 'is', null)
    .where(stillSpeaks(r, speaker))
    .returning('artefact_id')
    .executeTakeFirst()
  if (!noted) throw new Refusal('not-found')
  await r.tx
    .updateTable('support_visit.steps')
    .set({ confirmed_at: null, confirmed_by: null, note: null })
    .where('artefact_id', '=', artefactId)
    .where('key', 'like', '%.compareRequest')
    .execute()
  const { extra, missing } = compareRights(requested, guided.rights)
  r.fact('rights.read', about(guided, speaker), { requested, extra, missing, side: speaker.side })
}

/**
 * The owner accepts what goes beyond the agreed rights. He names what he has seen: if something else is asked for by
 * now, nothing is accepted.
 * @throws Refusal 'not-found', 'step-not-now', 'rights-differ'
 */
export async function acceptExtraRights(
  r: Recording,
  speaker: Speaker,
  artefactId: string,
  rights: readonly string[],
): Promise<void> {
  const guided = await find(r, speaker, artefactId)
  const extra = extraRights(guided)
  const { extra: more, missing: fewer } = compareRights(rights, extra)
  if (more.length > 0 || fewer.length > 0) throw new Refusal('rights-differ')
  refuseUnless(mayAcceptRights(guided))
  if (guided.accepted) return
  await r.tx
    .updateTable('support_visit.guided_artefacts')
    .set({ accepted: extra, accepted_at: r.at, accepted_by: speaker.person })
    .where('artefact_id', '=', artefactId)
    .where('let_in_at', 'is', null)
    .execute()
  r.fact('rights.accepted', about(guided, speaker), { rights: extra })
}

async function find(r: Recording, { accountId, grantId }: Speaker, artefactId: string): Promise<GuidedRow> {
  const rows = await readGuided(r.tx, ofGrant(accountId, grantId))
  const guided = rows.find(one => one.artefact_id === artefactId)
  if (!guided) throw new Refusal('not-found')
  return guided
}
