import type { Static } from 'typebox'
import type * as contract from '#contract/accounts.ts'
import { addResource } from '#server/access/add-resource.ts'
import { makeAccount } from '#server/access/make-account.ts'
import type { Actor } from '#server/access/person.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { sendFirstPassword } from './first-password.ts'
import type { House } from './house.ts'
import { findByAddress, findOrAddPerson } from './persons.ts'

export type WantedAccount = Static<(typeof contract.makeAccount)['body']>

/**
 * Makes an account with its owner and its shops. The owner is found by his address or made; who is new is sent a link.
 * @param firstMail again: a new owner is sent his link in any case; once: not if he has one that works still
 * @throws Refusal 'no-such-zone', 'no-such-region', 'reference-is-taken', 'origin-is-taken'; 'invalid-input' for an
 * owner who was deactivated
 */
export async function openAccount(
  kernel: Kernel,
  house: House,
  by: Actor,
  wanted: WantedAccount,
  firstMail: 'again' | 'once' | 'none' = 'again',
): Promise<Static<(typeof contract.makeAccount)['answer']>> {
  const name = wanted.name.trim()
  let owner = { id: '', name: '' }
  return makeAccount(
    kernel,
    by,
    {
      kind: 'customer',
      name,
      reference: wanted.reference?.trim() ?? null,
      zone: wanted.zone,
      region: wanted.region,
    },
    async (tx, at) => {
      owner = await findOrAddOwner(tx, wanted.owner, at)
      return owner.id
    },
    async (r, id, ownerId) => {
      const shops = []
      for (const wish of wanted.shops) {
        const resource = { kind: wish.kind ?? 'shop', name: wish.name.trim(), origin: wish.origin } as const
        shops.push({ id: await addResource(r, id, resource), ...resource })
      }
      if (firstMail !== 'none')
        await sendFirstPassword(r.tx, house, ownerId, { ownerOf: name }, r.at, firstMail)
      return { id, name, owner: { id: owner.id, name: owner.name }, shops }
    },
  )
}

async function findOrAddOwner(tx: Tx, owner: WantedAccount['owner'], at: Date) {
  const known = await findByAddress(tx, owner.address)
  if (known && !known.isActive) throw new Refusal('invalid-input', { field: 'owner.address' })
  return known ?? findOrAddPerson(tx, { ...owner, name: owner.name.trim(), passwordHash: null }, at)
}
