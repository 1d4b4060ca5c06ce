// The contacts of an account: somebody, or some mailbox, that can be reached. Having one lets nobody in.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, Language, PageQuery, PersonName, page } from './words.ts'

/** A human being, an organisation, or a mailbox behind which people change. */
export const ContactKind = t.Union([
  t.Literal('person'),
  t.Literal('organisation'),
  t.Literal('role-mailbox'),
])

/** What a person types, as it is typed: what of it can be kept is said field by field, in codes. */
const typed = t.Optional(t.String({ maxLength: 1000, privacy: 'sensitive' }))

export const ContactDraft = t.Object({
  kind: ContactKind,
  /** Of the person, of whoever answers for the organisation, or what the mailbox is for. */
  name: typed,
  /** As it stands in its register, with its legal form. */
  organisation: typed,
  /** ISO 3166-1 alpha-2. Everything else of the address follows it. */
  country: typed,
  /** Up to three lines. */
  street: t.Optional(t.Array(t.String({ maxLength: 1000, privacy: 'sensitive' }), { maxItems: 10 })),
  postcode: typed,
  city: typed,
  /** State, province or county, where addresses of the country have one: its key or its name. */
  area: typed,
  /** As one writes it at home, or with +; an extension may follow. */
  phone: typed,
  email: typed,
  language: typed,
  /** IANA */
  zone: typed,
})

const contactFields = [
  'name',
  'organisation',
  'country',
  'street',
  'postcode',
  'city',
  'area',
  'phone',
  'email',
  'language',
  'zone',
] as const
export const ContactField = t.Enum(contactFields)

/** What can be found about a field: a closed list, so that every language has a sentence for each. */
export const findingCodes = [
  'missing',
  'too-long',
  'letter-not-allowed',
  'letter-of-another-script',
  'name-is-an-address',
  'legal-form-missing',
  'country-unknown',
  'country-missing',
  'street-too-many-lines',
  'street-without-number',
  'address-part-missing',
  'postcode-not-of-country',
  'postcode-not-of-area',
  'area-unknown',
  'phone-not-a-number',
  'phone-country-missing',
  'phone-country-unknown',
  'phone-too-short',
  'phone-too-long',
  'phone-unusual',
  'email-without-at',
  'email-more-than-one-at',
  'email-with-space',
  'email-local-too-long',
  'email-local-letter',
  'email-local-dots',
  'email-domain',
  'email-domain-without-dot',
  'email-domain-typo',
  'email-of-a-role',
  'email-takes-no-mail',
  'email-used-already',
  'same-contact-exists',
  'language-unknown',
  'zone-unknown',
] as const

export const ContactFinding = t.Object({
  field: ContactField,
  /** wrong: cannot be kept. unusual: is kept, and may be a slip. */
  is: t.Union([t.Literal('wrong'), t.Literal('unusual')]),
  code: t.Enum(findingCodes),
  /** What the sentence about it names: an example, the letter, the most that is possible. */
  params: t.Record(t.String(), t.String(), { privacy: 'sensitive' }),
})

/** What is typed, in the form in which it would be kept; null: cannot be kept, or nothing was typed. */
const kept = t.Union([t.String({ privacy: 'sensitive' }), t.Null()])
export const ContactData = t.Object({
  kind: ContactKind,
  name: kept,
  organisation: kept,
  country: kept,
  street: t.Array(t.String({ privacy: 'sensitive' })),
  postcode: kept,
  city: kept,
  area: kept,
  /** E.164 */
  phone: kept,
  phoneExtension: kept,
  /** As people read it, its domain in their own letters. */
  email: kept,
  /** As mail is sent to it: its domain in ASCII (IDNA). */
  emailAscii: kept,
  language: t.Union([Language, t.Null()]),
  zone: t.Union([t.String(), t.Null()]),
})

export const Contact = t.Object({
  ...ContactData.properties,
  id: Id,
  /** What one calls it: its organisation, or its name. */
  shownAs: t.String({ privacy: 'sensitive' }),
  /** As one writes it in other countries: +49 30 901820 */
  phoneShown: kept,
  /** Who signs in with this contact; null: nobody ever did. */
  personId: t.Union([Id, t.Null()]),
  madeAt: Instant,
  madeBy: PersonName,
  changedAt: Instant,
  changedBy: PersonName,
  /** For If-Match. */
  version: t.Integer(),
})

/** Which fields an address of this country has, in the order in which they are typed, and which of them must be there. */
export const AddressForm = t.Object({
  fields: t.Array(
    t.Object({
      field: t.Union([t.Literal('street'), t.Literal('postcode'), t.Literal('city'), t.Literal('area')]),
      needed: t.Boolean(),
    }),
  ),
  postcodeExample: t.Union([t.String(), t.Null()]),
  /** Empty where the area is typed freely. */
  areas: t.Array(t.Object({ value: t.String(), label: t.String() })),
})

/** Another mail address of a contact that holds a domain: it waits until both mailboxes have confirmed it, and then. */
export const AddressWaits = t.Object({
  changeId: Id,
  contactId: Id,
  /** The new one. */
  email: t.String({ privacy: 'sensitive' }),
  oldConfirmed: t.Boolean(),
  newConfirmed: t.Boolean(),
  /** Until when both must have confirmed. */
  expiresAt: Instant,
  /** null: not both have. */
  takesEffectAt: t.Union([Instant, t.Null()]),
})

const inAccount = t.Object({ accountId: Id })
const ofContact = t.Object({ accountId: Id, contactId: Id })

export const listContacts = endpoint({
  name: 'list-contacts',
  method: 'GET',
  path: '/accounts/{accountId}/contacts',
  summary:
    'The contacts of the account by alphabet, perhaps only those whose name, place or address has these letters.',
  who: 'account',
  needs: 'contacts.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  query: t.Object({ ...PageQuery, search: t.Optional(t.String({ maxLength: 100 })) }),
  answer: t.Object({
    ...page(Contact).properties,
    /** Add: and change. */
    can: t.Object({ add: Can, remove: Can }),
    /** With what a new one begins: country and time zone of the account. */
    begin: t.Object({ country: t.String(), zone: t.String() }),
    /** Those of this page that hold a domain. */
    holders: t.Array(Id),
    /** Those of this page whose mail address is about to change. */
    addressesWaiting: t.Array(AddressWaits),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const readContact = endpoint({
  name: 'read-contact',
  method: 'GET',
  path: '/accounts/{accountId}/contacts/{contactId}',
  summary: 'One contact.',
  who: 'account',
  needs: 'contacts.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofContact,
  answer: Contact,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

const Kept = t.Object({
  contact: Contact,
  /** What is unusual about it; it was kept all the same. */
  findings: t.Array(ContactFinding),
  /** Everything else is kept; the mail address stays as it is until this has happened. null: nothing waits. */
  addressWaits: t.Union([AddressWaits, t.Null()]),
})

export const addContact = endpoint({
  name: 'add-contact',
  method: 'POST',
  path: '/accounts/{accountId}/contacts',
  status: 201,
  summary:
    'Adds a contact. What is wrong is refused with a code for each field; what is only unusual is kept.',
  who: 'account',
  needs: 'contacts.manage',
  writes: 'facts',
  params: inAccount,
  body: ContactDraft,
  answer: Kept,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'contact-is-wrong',
    'account-is-closed',
  ],
})

export const changeContact = endpoint({
  name: 'change-contact',
  method: 'PUT',
  path: '/accounts/{accountId}/contacts/{contactId}',
  summary:
    'Changes a contact as a whole, if nobody else has changed it since it was seen. Another mail address of one that holds a domain is only asked for: both mailboxes must confirm it.',
  who: 'account',
  needs: 'contacts.manage',
  writes: 'facts',
  guarded: true,
  params: ofContact,
  body: ContactDraft,
  answer: Kept,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'contact-is-wrong',
    'conflict',
    'version-missing',
    'account-is-closed',
    'too-many-tries',
  ],
})

export const removeContact = endpoint({
  name: 'remove-contact',
  method: 'DELETE',
  path: '/accounts/{accountId}/contacts/{contactId}',
  summary:
    'Removes a contact that nothing needs any more; else the refusal names what does. Removing it again changes nothing.',
  who: 'account',
  needs: 'contacts.manage',
  writes: 'facts',
  params: ofContact,
  answer: t.Object({ removedAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'contact-is-needed'],
})

export const checkContact = endpoint({
  name: 'check-contact',
  method: 'POST',
  path: '/accounts/{accountId}/contact-checks',
  summary: 'Says what adding or changing would say of this, while it is being typed. Keeps nothing.',
  who: 'account',
  needs: 'contacts.manage',
  writes: 'nothing',
  onlyAsks: true,
  params: inAccount,
  body: t.Object({
    draft: ContactDraft,
    /** The contact that is being changed: it is no double of itself. */
    contactId: t.Optional(Id),
  }),
  answer: t.Object({
    findings: t.Array(ContactFinding),
    data: ContactData,
    /** As one writes it in other countries. */
    phoneShown: kept,
    /** Of the country that was chosen; null: no such country. */
    form: t.Union([AddressForm, t.Null()]),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})
