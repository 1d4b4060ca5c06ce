import type { Standing } from '#server/access/3-grant/giver.ts'
import { readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { endOf } from '#server/access/until.ts'
import { newId } from '#server/plumbing/ids.ts'
import { readAddresses } from '../steps/networks.ts'
import { openVisit } from './open-visit.ts'
import { factOf, insertVisit, refuseMisfit, type Wish, wayOf } from './wish.ts'

/**
 * The owner lets one person of support in by himself: nobody has to ask, and it is open at once.
 * @returns the id of the visit
 * @throws Refusal 'not-found', 'account-is-closed', 'invalid-input'; as endOf and openVisit
 */
export async function beginVisit(
  kernel: Kernel,
  personId: string,
  giver: Standing,
  accountId: string,
  wish: Wish & { agentId: string; caseNumber: string | null; allowList?: boolean },
): Promise<string> {
  const way = wayOf(wish)
  const addresses = await readAddresses(kernel)
  return record(kernel, { accounts: [accountId], by: { person: personId } }, async r => {
    const account = await readAccount(r.tx, accountId)
    if (account.closedAt) throw new Refusal('account-is-closed')
    const resource = await readResource(r.tx, wish.resourceId)
    refuseMisfit(wish, resource.kind)
    const id = newId(r.now)
    const { grantId, method, agreedRights } = await openVisit(r, {
      visitId: id,
      account,
      resourceId: resource.id,
      agentId: wish.agentId,
      platform: wish.platform,
      way,
      permissions: wish.rights.map(one => one.right),
      platformRights: (wish.platformRights ?? []).map(one => one.right),
      reason: wish.rights.map(one => one.reason).join(' · '),
      caseNumber: wish.caseNumber,
      message: wish.purpose.trim(),
      endsAt: endOf(wish.until, account, r.now),
      giver,
      addresses,
      allowList: wish.allowList ?? false,
    })
    await insertVisit(
      r.tx,
      {
        id,
        accountId,
        requestId: null,
        method,
        agentId: wish.agentId,
        begunBy: personId,
        begunAt: r.at,
        side: 'owner',
        caseNumber: wish.caseNumber,
        grant: { grantId, agreedRights },
      },
      wish,
    )
    r.fact(
      'visit.begun',
      { grant: grantId, resource: resource.id, person: wish.agentId },
      factOf(id, 'owner', method, wish, wish.caseNumber),
    )
    return id
  })
}
