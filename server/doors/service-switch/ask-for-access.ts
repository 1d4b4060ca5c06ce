import { ask } from '#server/access/1-request/ask.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readShop } from '#server/access/resource.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import { endOf, longestUntil, type Until } from '#server/access/until.ts'
import { door } from './opening.ts'
import { readPolicy } from './policy.ts'

export type Wish = {
  shopId: string
  wants: readonly { permission: Permission; reason: string }[]
  until: Until
  forWhom: 'team' | 'me'
  caseNumber: string | null
  message: string | null
}

/**
 * Somebody of the support team asks the owner of a shop to be let in. A preset starts to count at the owner's yes; an
 * own time is absolute.
 * @returns the id of the request
 * @throws Refusal 'not-found', 'account-is-closed', 'end-is-past', 'end-beyond-maximum'; as ask
 */
export async function askForAccess(kernel: Kernel, personId: string, wish: Wish): Promise<string> {
  const shop = await kernel.database.within(everyAccount, tx => readShop(tx, wish.shopId))
  return record(kernel, { accounts: [shop.accountId], by: { person: personId } }, async r => {
    const account = await readAccount(r.tx, shop.accountId)
    if (account.closedAt) throw new Refusal('account-is-closed')
    const policy = await readPolicy(r.tx)
    const endsAt = endOf(wish.until, account, r.now)
    if (endsAt <= r.now) throw new Refusal('end-is-past')
    if (endsAt > longestUntil(policy.longestDays, account, r.now)) throw new Refusal('end-beyond-maximum')
    const team = await readSupportTeam(r.tx)
    if (wish.forWhom === 'me' && !team.people.some(person => person.id === personId))
      throw new Refusal('not-in-the-support-team')
    const lapsesAt = r.now + policy.requestLapsesDays * 86_400_000
    const id = await ask(r, {
      accountId: shop.accountId,
      resourceId: shop.id,
      door,
      subject: wish.forWhom === 'team' ? { kind: 'team', id: team.id } : { kind: 'person', id: personId },
      wants: wish.wants,
      howLong: 'preset' in wish.until ? { preset: wish.until.preset } : { until: new Date(endsAt) },
      caseNumber: wish.caseNumber,
      message: wish.message,
      // Asking for a time that has passed before anybody answers is no use to anybody.
      lapsesAt: 'preset' in wish.until ? lapsesAt : Math.min(lapsesAt, endsAt),
    })
    return id
  })
}
