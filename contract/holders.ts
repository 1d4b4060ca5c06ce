// Who holds a domain, and how that changes: by two mailboxes, a waiting time, and the provider.
import * as t from 'typebox'
import { ContactKind } from './contacts.ts'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PersonName } from './words.ts'

const sensitive = t.String({ privacy: 'sensitive' })

/** What keeps a contact from being written into a registry, field by field. `unusual` may be kept. */
export const HolderFault = t.Object({
  field: t.Enum([
    'name',
    'organisation',
    'street',
    'city',
    'area',
    'postcode',
    'country',
    'phone',
    'extension',
    'email',
    'kind',
  ]),
  code: t.Enum([
    'missing',
    'too-long',
    'too-many-lines',
    'no-ascii',
    'invisible-characters',
    'not-a-country',
    'not-a-phone-number',
    'not-an-email-address',
    'not-digits',
    'cannot-be-holder',
    'legal-form-missing',
  ]),
  severity: t.Union([t.Literal('wrong'), t.Literal('unusual')]),
})

/** One side of a change. null: nobody is known, then the owner stands for it; or whoever asks may not see contacts. */
const Side = t.Union([
  t.Object({
    contact: t.Union([t.Object({ id: Id, name: sensitive }), t.Null()]),
    /** The mailbox that is asked. */
    email: sensitive,
  }),
  t.Null(),
])

/** Something that controls a domain is to change: its holder, or the mail address of a contact that holds one. */
export const AssetChange = t.Object({
  id: Id,
  kind: t.Union([t.Literal('holder'), t.Literal('address')]),
  /**
   * asked: not both mailboxes have confirmed. waiting: both have, and it can be stopped until takesEffectAt.
   * at-provider: he does it now (a holder only).
   */
  state: t.Enum(['asked', 'waiting', 'at-provider', 'done', 'stopped', 'refused', 'lapsed']),
  /** null: an address. */
  domain: t.Union([t.Object({ id: Id, name: t.String() }), t.Null()]),
  from: Side,
  to: Side,
  oldConfirmed: t.Boolean(),
  newConfirmed: t.Boolean(),
  askedAt: Instant,
  askedBy: PersonName,
  /** Until when both must have confirmed. */
  expiresAt: Instant,
  /** null: not both have confirmed. */
  takesEffectAt: t.Union([Instant, t.Null()]),
  note: t.Union([sensitive, t.Null()]),
  can: t.Object({ stop: Can }),
})

export const Domain = t.Object({
  id: Id,
  name: t.String(),
  group: t.Union([t.Object({ id: Id, name: t.String() }), t.Null()]),
  /** null: nobody that is known here. */
  holder: t.Union([
    t.Object({
      since: Instant,
      /** null: whoever asks may not see contacts. */
      contact: t.Union([t.Object({ id: Id, name: sensitive }), t.Null()]),
    }),
    t.Null(),
  ]),
  /** What runs. */
  change: t.Union([AssetChange, t.Null()]),
  can: t.Object({ change: Can }),
})

const Postal = t.Object({
  form: t.Union([t.Literal('int'), t.Literal('loc')]),
  name: sensitive,
  organisation: t.Union([sensitive, t.Null()]),
  street: t.Array(sensitive),
  city: sensitive,
  area: t.Union([sensitive, t.Null()]),
  postcode: t.Union([sensitive, t.Null()]),
  country: t.String(),
})

/** A contact as registries take it (RFC 5733 §2): `int` in ASCII, `loc` as people there write it. */
export const RegistrantData = t.Object({
  contact: t.Object({ id: Id, name: sensitive, kind: ContactKind }),
  postal: t.Array(Postal),
  /** number: +CC.NNN */
  voice: t.Union([t.Object({ number: sensitive, extension: t.Union([t.String(), t.Null()]) }), t.Null()]),
  email: sensitive,
  /** Which exceptions there are from what the registry publishes; null: none. */
  disclosure: t.Union([
    t.Object({
      flag: t.Union([t.Literal(0), t.Literal(1)]),
      items: t.Array(
        t.Object({
          element: t.Enum(['name', 'org', 'addr', 'voice', 'email']),
          form: t.Union([t.Literal('int'), t.Literal('loc'), t.Null()]),
        }),
      ),
    }),
    t.Null(),
  ]),
  /** Empty: a registry takes it as it is. */
  faults: t.Array(HolderFault),
})

const inAccount = t.Object({ accountId: Id })
const ofDomain = t.Object({ accountId: Id, resourceId: Id })

export const listDomains = endpoint({
  name: 'list-domains',
  method: 'GET',
  path: '/accounts/{accountId}/domains',
  summary: 'The domains of the account by alphabet: who holds each, and what is about to change.',
  who: 'account',
  needs: 'domains.view',
  byKey: 'read',
  writes: 'nothing',
  params: inAccount,
  answer: t.Object({
    items: t.Array(Domain),
    /** Days between the second confirmation and the change. */
    waitDays: t.Integer(),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const readRegistrant = endpoint({
  name: 'read-registrant',
  method: 'GET',
  path: '/accounts/{accountId}/domains/{resourceId}/registrant',
  summary: 'Who holds a domain, as a registry takes it. Whoever asks must see contacts too.',
  who: 'account',
  needs: 'domains.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofDomain,
  answer: t.Object({ domain: t.String(), ...RegistrantData.properties }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const readRegistrantXml = endpoint({
  name: 'read-registrant-xml',
  method: 'GET',
  path: '/accounts/{accountId}/domains/{resourceId}/registrant.xml',
  summary:
    'Who holds a domain, as the EPP command that makes the contact (RFC 5733 §3.2.1). Its password is empty: whoever sends the command puts his own.',
  who: 'account',
  needs: 'domains.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofDomain,
  answer: t.String({ privacy: 'sensitive' }),
  answersAs: 'application/epp+xml',
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'contact-cannot-be-holder'],
})

export const checkHolder = endpoint({
  name: 'check-holder',
  method: 'POST',
  path: '/accounts/{accountId}/holder-checks',
  summary: 'Says of a contact what is missing or wrong before it can hold a domain. Keeps nothing.',
  who: 'account',
  needs: 'contacts.view',
  writes: 'nothing',
  onlyAsks: true,
  params: inAccount,
  body: t.Object({ contactId: Id }),
  answer: t.Object({ faults: t.Array(HolderFault) }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const askHolderChange = endpoint({
  name: 'ask-holder-change',
  method: 'POST',
  path: '/accounts/{accountId}/domains/{resourceId}/holder-changes',
  status: 201,
  summary:
    'Asks for another holder of a domain. The mailboxes of the old and of the new holder must both confirm it, then it waits some days in which it can be stopped, then the provider does it; it may cost.',
  who: 'account',
  needs: 'domains.transfer',
  fresh: true,
  writes: 'facts',
  params: ofDomain,
  body: t.Object({
    contactId: Id,
    /** For the provider. */
    note: t.Optional(t.String({ maxLength: 500, privacy: 'sensitive' })),
  }),
  answer: AssetChange,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'account-is-closed',
    'contact-cannot-be-holder',
    'change-runs-already',
    'too-many-tries',
  ],
})

export const stopAssetChange = endpoint({
  name: 'stop-asset-change',
  method: 'POST',
  path: '/accounts/{accountId}/asset-changes/{changeId}/stopping',
  summary:
    'Stops a change that has not happened: the owner and whoever asked for it may. Stopping it again changes nothing.',
  who: 'account',
  needs: 'contacts.view',
  writes: 'facts',
  params: t.Object({ accountId: Id, changeId: Id }),
  body: t.Object({}),
  answer: AssetChange,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'change-is-over'],
})

/** A change of holder as the provider sees it. */
export const ProviderHolderChange = t.Object({
  change: AssetChange,
  account: t.Object({ id: Id, name: t.String() }),
  /** Who holds the domain now; null: nobody that is known. */
  old: t.Union([RegistrantData, t.Null()]),
  /** null: the contact is gone. */
  next: t.Union([RegistrantData, t.Null()]),
  /** The new holder as an EPP command; null: not everything is there. */
  epp: t.Union([sensitive, t.Null()]),
  /** What became of it at the provider. */
  answer: t.Union([
    t.Object({
      at: Instant,
      by: t.Union([PersonName, t.Null()]),
      note: t.Union([t.String(), t.Null()]),
      cost: t.Union([t.String(), t.Null()]),
      /** A day, YYYY-MM-DD. */
      doneOn: t.Union([t.String(), t.Null()]),
    }),
    t.Null(),
  ]),
})

const ofChange = t.Object({ changeId: Id })

export const listHolderChanges = endpoint({
  name: 'list-holder-changes',
  method: 'GET',
  path: '/provider/holder-changes',
  summary: 'Domains that are to get another holder and wait for the provider, the longest first; or all.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({ state: t.Optional(t.Union([t.Literal('at-provider'), t.Literal('all')])) }),
  answer: t.Object({ items: t.Array(ProviderHolderChange) }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const finishHolderChange = endpoint({
  name: 'finish-holder-change',
  method: 'POST',
  path: '/provider/holder-changes/{changeId}/done',
  summary: 'The registry has the new holder: from now on the domain is his here too.',
  who: 'desk',
  writes: 'facts',
  params: ofChange,
  body: t.Object({
    /** In words: 25 € plus VAT. */
    cost: t.Optional(t.String({ maxLength: 100 })),
    /** On which day the registry did it. */
    doneOn: t.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  }),
  answer: ProviderHolderChange,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'no-such-date', 'change-is-over'],
})

export const refuseHolderChange = endpoint({
  name: 'refuse-holder-change',
  method: 'POST',
  path: '/provider/holder-changes/{changeId}/refusal',
  summary: 'The provider does not do it, and says why. The holder stays.',
  who: 'desk',
  writes: 'facts',
  params: ofChange,
  body: t.Object({ note: t.String({ minLength: 1, maxLength: 500 }) }),
  answer: ProviderHolderChange,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'change-is-over'],
})

export const HolderPolicy = t.Object({
  /** Days between the second confirmation and the change. */
  assetWaitDays: t.Integer({ minimum: 0, maximum: 31 }),
})

export const readHolderPolicy = endpoint({
  name: 'read-holder-policy',
  method: 'GET',
  path: '/provider/holder-policy',
  summary: 'How long a change waits that controls a domain.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  answer: HolderPolicy,
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const changeHolderPolicy = endpoint({
  name: 'change-holder-policy',
  method: 'PUT',
  path: '/provider/holder-policy',
  summary: 'Changes how long such a change waits. What waits already stays as it was promised.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: HolderPolicy,
  answer: HolderPolicy,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'fresh-proof-needed', 'invalid-input'],
})
