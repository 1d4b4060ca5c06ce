import { isRegion } from '#server/plumbing/calendar/regions.ts'
import { readZone } from '#server/plumbing/calendar/zones.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { everyAccount } from './account.ts'
import type { Actor } from './person.ts'
import { type Kernel, type Recording, record } from './record.ts'
import { Refusal } from './refusal.ts'

export type NewAccount = {
  kind: 'provider' | 'customer'
  name: string
  zone: string
  region: string
  /** The provider's own number for it. */
  reference?: string | null
}

/**
 * Makes an account with its owner, and whatever belongs to it from its first moment on, in one transaction.
 * @param owner finds or adds the owner; @returns his id
 * @param then adds shops, teams …
 * @throws Refusal 'no-such-zone', 'no-such-region', 'reference-is-taken', 'setup-is-done' for a second provider
 */
export async function makeAccount<T>(
  kernel: Kernel,
  by: Actor | 'the owner',
  account: NewAccount,
  owner: (tx: Tx, at: Date) => Promise<string>,
  then: (r: Recording, accountId: string, ownerId: string) => Promise<T>,
): Promise<T> {
  const zone = readZone(account.zone)
  if (zone === undefined) throw new Refusal('no-such-zone')
  if (!isRegion(account.region)) throw new Refusal('no-such-region')
  const at = new Date(kernel.clock.now())
  const id = newId(at.getTime())
  let ownerId = ''
  const doing = {
    accounts: [id],
    by: by === 'the owner' ? { rule: 'setup' as const } : by,
    scope: everyAccount,
    make: async (tx: Tx) => {
      ownerId = await owner(tx, at)
      const made = await tx
        .insertInto('access.accounts')
        .values({
          id,
          kind: account.kind,
          name: account.name,
          owner_id: ownerId,
          zone,
          region: account.region,
          reference: account.reference ?? null,
          made_at: at,
        })
        .onConflict(conflict => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      // There is one provider, and a reference is used once: both are unique in the database.
      if (!made) throw new Refusal(account.kind === 'provider' ? 'setup-is-done' : 'reference-is-taken')
    },
  }
  return record(kernel, doing, async r => {
    r.fact(
      'account.made',
      { person: ownerId },
      {
        kind: account.kind,
        name: account.name,
        zone,
        region: account.region,
        reference: account.reference ?? undefined,
      },
    )
    return then(r, id, ownerId)
  })
}
