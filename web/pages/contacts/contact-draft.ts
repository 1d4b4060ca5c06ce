import type { Static } from 'typebox'
import type { Contact, ContactDraft } from '#contract/contacts.ts'

export type AContact = Static<typeof Contact>
export type Kind = AContact['kind']

/** What stands in the fields of the form, as it was typed. */
export type FormDraft = {
  kind: Kind
  name: string
  organisation: string
  country: string
  street: string
  postcode: string
  city: string
  area: string
  phone: string
  email: string
  language: string
  zone: string
}
export type FormField = Exclude<keyof FormDraft, 'kind'>

/** With what a new contact begins: in which language it is written to, nobody guesses. */
export function emptyDraft(begin: { country: string; zone: string }): FormDraft {
  return {
    kind: 'person',
    ...{ name: '', organisation: '', street: '', postcode: '', city: '', area: '' },
    ...{ phone: '', email: '', language: '' },
    ...begin,
  }
}

export function draftOf(contact: AContact): FormDraft {
  return {
    kind: contact.kind,
    name: contact.name ?? '',
    organisation: contact.organisation ?? '',
    country: contact.country ?? '',
    street: contact.street.join('\n'),
    postcode: contact.postcode ?? '',
    city: contact.city ?? '',
    area: contact.area ?? '',
    phone: contact.phoneShown ?? '',
    email: contact.email ?? '',
    language: contact.language ?? '',
    zone: contact.zone ?? '',
  }
}

/** As the desk takes it. */
export function bodyOf(draft: FormDraft): Static<typeof ContactDraft> {
  return { ...draft, street: draft.street.split('\n').slice(0, 10) }
}
