import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { newId } from '#server/plumbing/ids.ts'
import { type From, noteEvent } from './events.ts'
import type { House } from './house.ts'
import { type Link, linkLivesMs, lookAtLink, makeLink, useLink } from './links.ts'
import { tellPerson } from './mail/tell-person.ts'
import { findByAddress, type Language } from './persons.ts'
import { endSessions } from './sign-out.ts'
import { countTry } from './tries.ts'

type Asking = { id: string; name: string; address: string; language: Language }

/**
 * Asks both mailboxes, the old and the new one. When the new address belongs to somebody else here, the answer is the
 * same and nothing is sent to it: whoever asks must not learn who is known.
 * @throws Refusal 'too-many-tries'
 */
export async function askAddressChange(
  kernel: Kernel,
  house: House,
  person: Asking,
  newAddress: string,
  from: From,
): Promise<{ expiresAt: Date }> {
  const at = new Date(kernel.clock.now())
  const wanted = newAddress.trim()
  await countTry(kernel.database, [{ key: `address change of ${person.id}`, most: 5 }], at)
  return kernel.database.within('', async tx => {
    await stopAddressChange(tx, person.id, at)
    const id = newId(at.getTime())
    const expiresAt = new Date(at.getTime() + linkLivesMs['address-new'])
    await tx
      .insertInto('people.address_changes')
      .values({
        id,
        person_id: person.id,
        old_address: person.address,
        new_address: wanted,
        asked_at: at,
        expires_at: expiresAt,
      })
      .execute()
    const link = (purpose: 'address-old' | 'address-new', address: string) =>
      makeLink(tx, { purpose, personId: person.id, address, aboutId: id }, linkLivesMs[purpose], at)
    const old = await link('address-old', person.address)
    await tellPerson(
      tx,
      house,
      person,
      { kind: 'confirm-old-address', code: old.code, expiresAt: old.expiresAt, newAddress: wanted, from },
      at,
    )
    if (!(await findByAddress(tx, wanted))) {
      const next = await link('address-new', wanted)
      await tellPerson(
        tx,
        house,
        { ...person, address: wanted },
        {
          kind: 'confirm-new-address',
          code: next.code,
          expiresAt: next.expiresAt,
          oldAddress: person.address,
        },
        at,
      )
    }
    await noteEvent(tx, person.id, 'address-change-asked', from, at)
    return { expiresAt }
  })
}

/** @returns was there one? */
export async function stopAddressChange(tx: Tx, personId: string, at: Date): Promise<boolean> {
  const stopped = await tx
    .updateTable('people.address_changes')
    .set({ stopped_at: at })
    .where('person_id', '=', personId)
    .where('done_at', 'is', null)
    .where('stopped_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return stopped !== undefined
}

export type AddressChange = {
  newAddress: string
  oldConfirmed: boolean
  newConfirmed: boolean
  expiresAt: Date
}

export async function readAddressChange(tx: Tx, personId: string, at: Date): Promise<AddressChange | null> {
  const row = await running(tx, at).where('person_id', '=', personId).executeTakeFirst()
  return row ? toChange(row) : null
}

function running(tx: Tx, at: Date) {
  return tx
    .selectFrom('people.address_changes')
    .selectAll()
    .where('done_at', 'is', null)
    .where('stopped_at', 'is', null)
    .where('expires_at', '>', at)
}

function toChange(row: {
  new_address: string
  old_confirmed_at: Date | null
  new_confirmed_at: Date | null
  expires_at: Date
}): AddressChange {
  return {
    newAddress: row.new_address,
    oldConfirmed: row.old_confirmed_at !== null,
    newConfirmed: row.new_confirmed_at !== null,
    expiresAt: row.expires_at,
  }
}

/** For the page behind the link: which mailbox it was sent to, and from what to what. @throws Refusal 'link-is-over' */
export async function lookAtAddressLink(
  tx: Tx,
  code: string,
  at: Date,
): Promise<{ side: 'old' | 'new'; oldAddress: string; newAddress: string }> {
  const link = await lookAtLink(tx, 'address-old', code, at).catch(() =>
    lookAtLink(tx, 'address-new', code, at),
  )
  const change = await running(tx, at).where('id', '=', link.aboutId).executeTakeFirst()
  if (!change) throw new Refusal('link-is-over')
  return {
    side: link.purpose === 'address-old' ? 'old' : 'new',
    oldAddress: change.old_address,
    newAddress: change.new_address,
  }
}

/**
 * One mailbox has confirmed. When both have, the address is changed, every session ends, and both addresses are told.
 * @returns done: was this the second one?
 * @throws Refusal 'link-is-over'
 */
export async function confirmAddress(
  kernel: Kernel,
  house: House,
  code: string,
  from: From,
): Promise<{ done: boolean; newAddress: string }> {
  const at = new Date(kernel.clock.now())
  const confirmed = await kernel.database.within(everyAccount, async tx => {
    const link: Link = await useLink(tx, 'address-old', code, at).catch(() =>
      useLink(tx, 'address-new', code, at),
    )
    const change = await tx
      .updateTable('people.address_changes')
      .set(link.purpose === 'address-old' ? { old_confirmed_at: at } : { new_confirmed_at: at })
      .where('id', '=', link.aboutId)
      .where('done_at', 'is', null)
      .where('stopped_at', 'is', null)
      .where('expires_at', '>', at)
      .returningAll()
      .executeTakeFirst()
    if (!change) throw new Refusal('link-is-over')
    return change
  })
  const isDone = confirmed.old_confirmed_at !== null && confirmed.new_confirmed_at !== null
  if (isDone) {
    await endSessions(kernel, confirmed.person_id, 'all', 'sign-in-changed', async tx => {
      // Somebody else may have taken the address meanwhile: then it stays with him, and this is over.
      if (await findByAddress(tx, confirmed.new_address)) throw new Refusal('link-is-over')
      await tx
        .updateTable('people.address_changes')
        .set({ done_at: at })
        .where('id', '=', confirmed.id)
        .where('done_at', 'is', null)
        .execute()
      const person = await tx
        .updateTable('people.persons')
        .set({ address: confirmed.new_address })
        .where('id', '=', confirmed.person_id)
        .where('deactivated_at', 'is', null)
        .returning(['id', 'name', 'language'])
        .executeTakeFirst()
      if (!person) throw new Refusal('link-is-over')
      await noteEvent(tx, person.id, 'address-changed', from, at)
      for (const address of [confirmed.old_address, confirmed.new_address])
        await tellPerson(
          tx,
          house,
          { name: person.name, language: person.language as Language, address },
          { kind: 'sign-in-changed', what: 'address-changed', name: confirmed.new_address, at, from },
          at,
        )
    })
  }
  return { done: isDone, newAddress: confirmed.new_address }
}

/** Whoever reads the old mailbox says that it was not him: nothing changes. @throws Refusal 'link-is-over' */
export async function refuseAddressChange(kernel: Kernel, code: string): Promise<void> {
  const at = new Date(kernel.clock.now())
  await kernel.database.within('', async tx => {
    const link = await useLink(tx, 'address-old', code, at).catch(() => useLink(tx, 'address-new', code, at))
    if (link.personId) await stopAddressChange(tx, link.personId, at)
  })
}
