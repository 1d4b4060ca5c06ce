import { holdGiver } from '#server/access/3-grant/giver.ts'
import { closeAccount } from '#server/access/5-end/close-account.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import type { EndingView } from '#server/access/5-end/tell-ending.ts'
import { readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { House } from './house.ts'
import { tellPerson } from './mail/tell-person.ts'
import { readersOf } from './members.ts'

/**
 * Closes an account for good, by its owner or by the provider's desk; the owner and the members are told.
 * @param by as: who must be found to be the owner still; the provider needs not
 * @param typed the name of the account as the person has typed it, so that it is this one and no other
 * @throws Refusal 'name-does-not-match', 'not-allowed'; 'not-found' for the provider's own account
 */
export async function closeAccountFor(
  kernel: Kernel,
  probe: ProbeEntry,
  house: House,
  by: { person: string; name: string; as: 'owner' | 'provider' },
  accountId: string,
  typed: string,
  note: string | null,
): Promise<EndingView> {
  return endAndProve(kernel, probe, { accountId, by: { person: by.person }, resourceId: null }, async r => {
    if (by.as === 'owner') await holdGiver(r, accountId, { as: 'owner' })
    const account = await readAccount(r.tx, accountId)
    if (account.kind !== 'customer') throw new Refusal('not-found')
    if (account.name !== typed) throw new Refusal('name-does-not-match')
    if (account.closedAt) return { grants: [], entries: [] }
    const readers = await readersOf(r.tx, account, r.at)
    const cut = await closeAccount(r, accountId, note)
    const { id, name, zone } = account
    for (const reader of readers)
      await tellPerson(
        r.tx,
        house,
        reader,
        { kind: 'account-closed', account: { id, name, zone }, by: by.name, at: r.at, note },
        r.at,
      )
    return cut
  })
}
