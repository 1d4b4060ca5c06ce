import type { Standing } from '#server/access/3-grant/giver.ts'
import { moveEnd } from '#server/access/3-grant/move-end.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { readAccount } from '#server/access/account.ts'
import type { Actor } from '#server/access/person.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import { endOf, longestUntil, type Until } from '#server/access/until.ts'
import { type Opening, openServiceAccess, readOpenings, touchSwitch } from './opening.ts'
import { readPolicy } from './policy.ts'
import { type Mode, subjectsOf, type WhoMayEnter } from './who.ts'

export type Shop = { accountId: string; resourceId: string }
export type Wish = {
  until: Until
  mode: Mode
  who: WhoMayEnter
  reason: string | null
  caseNumber: string | null
  message: string | null
}

/**
 * Switches service access on, or changes it while it is on. What is open under other terms is replaced in the same
 * transaction, so whoever is inside stays inside when the new terms let him.
 * @param seen the version of the switch that the person saw
 * @returns the grants that replaced ones left behind, to be proven ended
 * @throws Refusal 'conflict'; as endOf, subjectsOf and openGrant
 */
export async function turnOn(
  kernel: Kernel,
  by: Actor,
  giver: Standing,
  shop: Shop,
  wish: Wish,
  seen: number,
): Promise<{ replaced: string[] }> {
  return record(kernel, { accounts: [shop.accountId], by }, async r => {
    const { account, longest } = await readTerms(r, shop)
    await touchSwitch(r, shop, seen)
    const endsAt = endOf(wish.until, account, r.now)
    const opening: Opening = { ...wish, preset: 'preset' in wish.until ? wish.until.preset : null, endsAt }
    const open = await readOpenings(r.tx, shop.resourceId, r.at)
    const subjects = subjectsOf(wish.who, await readSupportTeam(r.tx))
    const [only] = open
    const grants = only?.grants ?? []
    const isSame =
      open.length === 1 &&
      only!.mode === wish.mode &&
      grants.length === subjects.length &&
      subjects.every(subject => grants.some(grant => grant.subject === subject.id)) &&
      grants.every(
        grant =>
          grant.reason === wish.reason &&
          grant.caseNumber === wish.caseNumber &&
          grant.message === wish.message,
      )
    if (isSame) {
      for (const grant of grants)
        await moveEnd(r, { accountId: shop.accountId, id: grant.id }, endsAt, giver, {
          longestMs: longest - r.now,
          endless: false,
        })
      return { replaced: [] }
    }
    await openServiceAccess(r, shop, opening, giver, longest, null)
    const replaced = open.flatMap(one => one.grants.map(grant => grant.id))
    await endAccess(r, shop.accountId, replaced, 'replaced')
    return { replaced }
  })
}

/**
 * Moves the end of everything this door has open for the shop.
 * @throws Refusal 'already-off' when nothing is open; 'conflict'; as endOf and moveEnd
 */
export async function moveEndOfSwitch(
  kernel: Kernel,
  by: Actor,
  giver: Standing,
  shop: Shop,
  until: Until,
  seen: number,
): Promise<void> {
  await record(kernel, { accounts: [shop.accountId], by }, async r => {
    const { account, longest } = await readTerms(r, shop)
    const open = await readOpenings(r.tx, shop.resourceId, r.at)
    if (open.length === 0) throw new Refusal('already-off')
    await touchSwitch(r, shop, seen)
    const endsAt = endOf(until, account, r.now)
    for (const grant of open.flatMap(one => one.grants))
      await moveEnd(r, { accountId: shop.accountId, id: grant.id }, endsAt, giver, {
        longestMs: longest - r.now,
        endless: false,
      })
  })
}

async function readTerms(r: Parameters<typeof touchSwitch>[0], shop: Shop) {
  const account = await readAccount(r.tx, shop.accountId)
  await readResource(r.tx, shop.resourceId)
  if (account.closedAt) throw new Refusal('account-is-closed')
  return { account, longest: longestUntil((await readPolicy(r.tx)).longestDays, account, r.now) }
}
