import { wantArtefact } from '#server/access/3-grant/make-artefacts.ts'
import type { Recording } from '#server/access/record.ts'
import { newId } from '#server/plumbing/ids.ts'
import { type Phase, type PlatformId, phases } from '../platforms/platform.ts'
import { platformOf } from '../platforms/platforms.ts'
import { type Circumstances, stepsOf } from '../platforms/read-guide.ts'
import { allowListSteps } from '../platforms/shared-steps.ts'
import type { Step } from '../platforms/step.ts'

export const byHand = 'by-hand'

type Of = { accountId: string; resourceId: string; grantId: string; platform: PlatformId; agentId: string }

/**
 * A grant wants that people let the visitor in, along the guide of the platform: by an invitation, or by an account that
 * they make. Two grants of the same visitor under the same address share it.
 * @returns the id of the artefact
 */
export function wantLettingIn(
  r: Recording,
  wish: Of & {
    kind: 'invitation' | 'admin'
    mailbox: string
    rights: readonly string[]
    handedOver?: boolean
  },
): Promise<string> {
  const circumstances: Circumstances = {
    connected: false,
    allowList: false,
    handedOver: wish.handedOver ?? false,
  }
  return want(r, { ...wish, addresses: [], sharedAs: `${wish.platform} ${wish.mailbox}` }, phase =>
    stepsOf(wish.platform, phase, circumstances),
  )
}

/**
 * A grant wants that network addresses are let in. There is one list for each shop: it stays until the last grant that
 * needs it ends, for whoever takes addresses out for one visitor would lock the others out.
 * @param wish.addresses as readAddresses of networks.ts gives them
 */
export function wantAllowList(r: Recording, wish: Of & { addresses: readonly string[] }): Promise<string> {
  return want(
    r,
    { ...wish, kind: 'allow-list', mailbox: '', rights: [], sharedAs: '' },
    phase => allowListSteps[phase],
  )
}

async function want(
  r: Recording,
  wish: Of & {
    kind: string
    mailbox: string
    rights: readonly string[]
    addresses: readonly string[]
    sharedAs: string
  },
  steps: (phase: Phase) => readonly Step[],
): Promise<string> {
  const { accountId, resourceId, grantId, platform, kind, mailbox, sharedAs } = wish
  const { guide } = platformOf(platform)
  const reference = {
    platform,
    guide: String(guide.version),
    mailbox,
    ...(kind === 'allow-list' ? { addresses: wish.addresses.join(', ') } : {}),
  }
  const artefactId = await wantArtefact(r, {
    accountId,
    resourceId,
    grantId,
    system: byHand,
    kind,
    reference,
    sharedAs,
  })
  const added = await r.tx
    .insertInto('support_visit.guided_artefacts')
    .values({
      artefact_id: artefactId,
      account_id: accountId,
      platform,
      guide_version: guide.version,
      checked_on: guide.checkedOn,
      mailbox,
      agent_id: wish.agentId,
      rights: [...wish.rights],
      addresses: [...wish.addresses],
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('artefact_id')
    .executeTakeFirst()
  if (!added) return artefactId
  const lines = phases.flatMap(phase => steps(phase).map(step => ({ phase, step })))
  await r.tx
    .insertInto('support_visit.steps')
    .values(
      lines.map(({ phase, step }, position) => ({
        id: newId(r.now),
        account_id: accountId,
        artefact_id: artefactId,
        grant_id: grantId,
        phase,
        position,
        key: step.text,
        done_by: step.by,
        needed_from: step.confirm ? step.by : null,
        link: step.link ?? null,
      })),
    )
    .execute()
  return artefactId
}
