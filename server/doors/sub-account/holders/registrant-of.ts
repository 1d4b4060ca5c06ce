import type { Static } from 'typebox'
import type { RegistrantData as Shape } from '#contract/holders.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Party, readParty } from '#server/people/parties/store-parties.ts'
import type { Tx } from '#server/plumbing/database.ts'
import type { RegistrantContact } from '../registrant/contact.ts'
import { type Fault, findFaults } from '../registrant/find-faults.ts'
import { writeContactCreate } from '../registrant/write-epp.ts'
import { writeRegistrant } from '../registrant/write-registrant.ts'

export type RegistrantView = Static<typeof Shape>

/**
 * What keeps a contact from holding a domain. Every registry is asked for what DENIC asks for (a name, a whole address by
 * the rules of its country, a phone number, a mail address), because the contract with every other demands as much of
 * whoever registers, and a contact can be chosen for any domain.
 */
export function faultsOf(party: Party): Fault[] {
  return findFaults(plain(party), 'de')
}

/** @throws Refusal 'contact-cannot-be-holder' with the faults, 'not-found' */
export async function readPossibleHolder(tx: Tx, accountId: string, partyId: string): Promise<Party> {
  const party = await readParty(tx, accountId, partyId)
  const faults = faultsOf(party)
  if (faults.some(({ severity }) => severity === 'wrong'))
    throw new Refusal('contact-cannot-be-holder', { faults })
  return party
}

export function showRegistrant(party: Party): RegistrantView {
  const { postal, voice, email, disclosure } = writeRegistrant(plain(party))
  return {
    contact: { id: party.id, name: party.shownAs, kind: party.kind },
    postal: postal.map(one => ({ ...one })),
    voice,
    email,
    disclosure: disclosure && { flag: disclosure.flag, items: disclosure.items.map(item => ({ ...item })) },
    faults: faultsOf(party),
  }
}

/**
 * The holder as an EPP command. Its handle is the contact's own, so that the same one is not made twice; its password is
 * empty, because it is the registrar's secret.
 * @throws Refusal 'contact-cannot-be-holder'
 */
export function writeHolderXml(party: Party): string {
  const faults = faultsOf(party)
  if (faults.some(({ severity }) => severity === 'wrong'))
    throw new Refusal('contact-cannot-be-holder', { faults })
  return writeContactCreate(writeRegistrant(plain(party)), {
    id: `EL-${party.id.replaceAll('-', '').slice(-12).toUpperCase()}`,
    authInfo: '',
  })
}

function plain(party: Party): RegistrantContact {
  return {
    kind: party.kind === 'role-mailbox' ? 'role' : party.kind,
    name: party.name,
    organisation: party.organisation,
    street: party.street,
    city: party.city ?? '',
    area: party.area,
    postcode: party.postcode,
    country: party.country ?? '',
    phone: party.phone === null ? null : { number: party.phone, extension: party.phoneExtension },
    email: party.emailAscii ?? '',
    // Nobody was asked, so nothing is published that a registry would not.
    disclose: [],
  }
}
