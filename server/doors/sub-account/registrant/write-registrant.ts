import type { Postal, PostalForm, RegistrantContact } from './contact.ts'
import { writePostal } from './postal-forms.ts'
import { readEmail } from './read-email.ts'
import { readPhone } from './read-phone.ts'
import { type Disclosure, tellDisclosure } from './tell-disclosure.ts'

/** What a registry is told about a contact, in no particular notation. */
export type Registrant = {
  kind: RegistrantContact['kind']
  postal: readonly ({ form: PostalForm } & Postal)[]
  voice: { number: string; extension: string | null } | null
  email: string
  disclosure: Disclosure | null
}

export type RegistryManners = {
  /** Which forms of an address it takes; `int` comes first. */
  forms?: readonly PostalForm[]
  publishes?: boolean
}

/** A contact without wrong findings (find-faults.ts), as registries take it. */
export function writeRegistrant(
  contact: RegistrantContact,
  { forms = ['int', 'loc'], publishes = false }: RegistryManners = {},
): Registrant {
  const phone = contact.phone && readPhone(contact.phone)
  return {
    kind: contact.kind,
    postal: forms.map(form => ({ form, ...writePostal(contact, form) })),
    voice: phone ? { number: phone.number, extension: phone.extension } : null,
    email: readEmail(contact.email) ?? '',
    disclosure: tellDisclosure(contact.disclose, forms, publishes) ?? null,
  }
}
