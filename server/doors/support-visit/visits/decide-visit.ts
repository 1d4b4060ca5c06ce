import { takeOpenRequest } from '#server/access/1-request/read-request.ts'
import { writeDecision } from '#server/access/2-decide/write-decision.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { readAccount } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { endOf, type Preset, type Until } from '#server/access/until.ts'
import { compareRights } from '../platforms/compare-rights.ts'
import type { PlatformId } from '../platforms/platform.ts'
import { readAddresses } from '../steps/networks.ts'
import type { Way } from './artefacts-of-visit.ts'
import { door } from './door.ts'
import { openVisit } from './open-visit.ts'
import type { Reasoned } from './wish.ts'

export type Answer = {
  outcome: 'allow' | 'refuse'
  /** Without them, all that were asked for. */
  rights?: readonly Permission[]
  platformRights?: readonly string[]
  until?: Until
  /** Only addresses that are let in reach it. */
  allowList?: boolean
  note: string | null
}

/**
 * The owner answers: as it was asked for, with fewer rights or another end, or no. Nobody answers his own, and nobody
 * gives what was not asked for: then it would be a visit that he begins.
 * @throws Refusal 'not-found', 'own-request', 'request-is-answered', 'request-has-lapsed', 'request-was-withdrawn',
 * 'more-than-was-asked'; as openVisit
 */
export async function decideVisit(
  kernel: Kernel,
  personId: string,
  giver: Standing,
  accountId: string,
  visitId: string,
  answer: Answer,
): Promise<void> {
  const addresses = await readAddresses(kernel)
  await record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    const visit = await r.tx
      .selectFrom('support_visit.visits')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('id', '=', visitId)
      .where('request_id', 'is not', null)
      .executeTakeFirst()
    if (!visit) throw new Refusal('not-found')
    const request = await takeOpenRequest(r.tx, visitId, r.now)
    if (request.accountId !== accountId || request.door !== door) throw new Refusal('not-found')
    if (request.askedBy === personId) throw new Refusal('own-request')
    const asked = (visit.platform_rights as Reasoned[]).map(one => one.right)
    const permissions = answer.rights ?? request.wants.map(wanted => wanted.permission)
    const compared = compareRights(answer.platformRights ?? asked, asked)
    const isMore =
      permissions.some(one => !request.wants.some(wanted => wanted.permission === one)) ||
      compared.extra.length > 0
    if (isMore) throw new Refusal('more-than-was-asked')
    const isChanged =
      answer.until !== undefined ||
      new Set(permissions).size < request.wants.length ||
      compared.missing.length > 0
    const decisionId = await writeDecision(r, {
      accountId,
      requestId: visitId,
      outcome: answer.outcome,
      reasons: [giver.as, ...(isChanged && answer.outcome === 'allow' ? ['changed'] : [])],
      note: answer.note,
    })
    if (answer.outcome === 'refuse') return

    const account = await readAccount(r.tx, accountId)
    // Waiting never ate time: a preset counts from this moment, not from when it was asked for.
    const wish: Until | null = answer.until ?? (request.until ? null : { preset: request.preset as Preset })
    const { grantId, method, agreedRights } = await openVisit(r, {
      visitId,
      account,
      resourceId: visit.resource_id,
      agentId: visit.agent_id,
      platform: visit.platform as PlatformId,
      way: visit.way as Way | null,
      permissions,
      platformRights: compared.same,
      reason: request.wants
        .filter(wanted => permissions.includes(wanted.permission))
        .map(wanted => wanted.reason)
        .join(' · '),
      caseNumber: request.caseNumber,
      message: answer.note,
      endsAt: wish ? endOf(wish, account, r.now) : request.until!.getTime(),
      giver,
      decisionId,
      addresses,
      allowList: answer.allowList ?? false,
    })
    await r.tx
      .updateTable('support_visit.visits')
      .set({ grant_id: grantId, method, agreed_rights: agreedRights })
      .where('id', '=', visitId)
      .where('grant_id', 'is', null)
      .execute()
  })
}
