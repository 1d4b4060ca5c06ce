// Accounts and their shops; the provider's people.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Ending } from './grants.ts'
import {
  Address,
  Can,
  EnteredKind,
  Id,
  Instant,
  Language,
  NameText,
  PersonName,
  ResourceOf,
  Zone,
} from './words.ts'

export const listShops = endpoint({
  name: 'list-shops',
  method: 'GET',
  path: '/accounts/{accountId}/shops',
  summary: 'The shops and servers of an account.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ accountId: Id }),
  answer: t.Object({ items: t.Array(ResourceOf) }),
  refusals: ['not-signed-in', 'not-found'],
})

const Origin = t.String({
  maxLength: 200,
  pattern: '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$',
  description: 'https://shop.example',
})

const Reference = t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

export const makeAccount = endpoint({
  name: 'make-account',
  method: 'POST',
  path: '/provider/accounts',
  status: 201,
  summary:
    'Makes an account with its owner (found by address, made if new) and its shops. A new owner is sent a link to set his password or passkey.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  body: t.Object({
    name: NameText,
    /** The provider's own number for it; used once. */
    reference: t.Optional(t.String({ minLength: 1, maxLength: 100, pattern: '\\S' })),
    zone: Zone,
    region: t.String({ maxLength: 6 }),
    owner: t.Object({ name: NameText, address: Address, language: Language }),
    shops: t.Array(
      t.Object({
        name: NameText,
        origin: t.Union([Origin, t.Null()]),
        /** A server has no origin. Left out: a shop. */
        kind: t.Optional(EnteredKind),
      }),
      { maxItems: 100 },
    ),
  }),
  answer: t.Object({ id: Id, name: t.String(), owner: PersonName, shops: t.Array(ResourceOf) }),
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'no-such-zone',
    'no-such-region',
    'reference-is-taken',
    'origin-is-taken',
  ],
})

export const listAccounts = endpoint({
  name: 'list-accounts',
  method: 'GET',
  path: '/provider/accounts',
  summary: 'All accounts with their owners and shops.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  query: t.Object({
    search: t.Optional(t.String({ maxLength: 100 })),
    cursor: t.Optional(t.String({ maxLength: 200 })),
    limit: t.Optional(t.Integer({ minimum: 1, maximum: 100, default: 30 })),
  }),
  answer: t.Object({
    items: t.Array(
      t.Object({
        id: Id,
        name: t.String(),
        reference: t.Union([t.String(), t.Null()]),
        owner: PersonName,
        /** Can the owner sign in already? */
        ownerIsReady: t.Boolean(),
        closedAt: t.Union([Instant, t.Null()]),
        shops: t.Array(ResourceOf),
      }),
    ),
    next: t.Union([t.String(), t.Null()]),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const makeEntranceKey = endpoint({
  name: 'make-entrance-key',
  method: 'POST',
  path: '/provider/shops/{resourceId}/gate-keys',
  status: 201,
  summary:
    'A key by which a reverse proxy proves that it stands before this shop. Shown once. Older keys stay valid until withdrawn.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: t.Object({ resourceId: Id }),
  body: t.Object({}),
  answer: t.Object({ id: Id, key: t.String({ privacy: 'secret' }), madeAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'no-entrance-here'],
})

export const listStaff = endpoint({
  name: 'list-staff',
  method: 'GET',
  path: '/provider/staff',
  summary: 'The people of the provider and their teams.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({
    teams: t.Array(
      t.Object({
        id: Id,
        name: t.String(),
        duty: t.Union([t.Literal('support'), t.Literal('desk')]),
        members: t.Array(
          t.Object({
            ...PersonName.properties,
            /** Can he sign in, with a second factor? */ ready: t.Boolean(),
          }),
        ),
      }),
    ),
  }),
  refusals: ['not-signed-in'],
})

export const addStaff = endpoint({
  name: 'add-staff',
  method: 'POST',
  path: '/provider/staff',
  status: 201,
  summary: 'Adds a person to a team. Who is new is sent a link to set his password or passkey.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  body: t.Object({
    teamId: Id,
    name: NameText,
    address: Address,
    language: Language,
  }),
  answer: PersonName,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'fresh-proof-needed'],
})

export const removeStaff = endpoint({
  name: 'remove-staff',
  method: 'DELETE',
  path: '/provider/teams/{teamId}/members/{personId}',
  summary: 'Takes a person out of a team; what the team let the person into closes at once.',
  who: 'desk',
  byKey: 'end',
  writes: 'facts',
  params: t.Object({ teamId: Id, personId: Id }),
  answer: t.Object({ closedEntries: t.Integer() }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const deactivatePerson = endpoint({
  name: 'deactivate-person',
  method: 'POST',
  path: '/provider/people/{personId}/deactivation',
  summary: 'Ends every session, grant and entry of a person, everywhere.',
  who: 'desk',
  byKey: 'end',
  writes: 'facts',
  params: t.Object({ personId: Id }),
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: t.Object({ endedGrants: t.Integer(), closedEntries: t.Integer(), endedSessions: t.Integer() }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const setUp = endpoint({
  name: 'set-up',
  method: 'POST',
  path: '/setup',
  status: 201,
  summary: 'Makes the provider, its desk and its first person, once, by the one-time setup link.',
  who: 'anyone',
  writes: 'facts',
  body: t.Object({
    link: t.String({ maxLength: 100, privacy: 'secret' }),
    provider: t.String({ minLength: 1, maxLength: 200 }),
    zone: Zone,
    region: t.String({ maxLength: 6 }),
    name: t.String({ minLength: 1, maxLength: 200 }),
    address: t.String({ format: 'email', maxLength: 254 }),
    language: Language,
    password: t.String({ minLength: 1, maxLength: 1000, privacy: 'secret' }),
  }),
  answer: t.Object({ provider: Id, person: Id, supportTeam: Id }),
  refusals: [
    'setup-is-done',
    'link-is-over',
    'invalid-input',
    'no-such-zone',
    'no-such-region',
    'password-too-weak',
    'other-site',
  ],
})

export const listEntranceKeys = endpoint({
  name: 'list-entrance-keys',
  method: 'GET',
  path: '/provider/shops/{resourceId}/gate-keys',
  summary: 'The gate keys of this shop that are valid; never the keys themselves.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  params: t.Object({ resourceId: Id }),
  answer: t.Object({
    items: t.Array(t.Object({ id: Id, madeAt: Instant, madeBy: t.Union([PersonName, t.Null()]) })),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const withdrawEntranceKey = endpoint({
  name: 'withdraw-entrance-key',
  method: 'DELETE',
  path: '/provider/shops/{resourceId}/gate-keys/{keyId}',
  summary:
    'Withdraws a gate key: from now on nobody passes a proxy that shows it. Withdrawing it again changes nothing.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: t.Object({ resourceId: Id, keyId: Id }),
  answer: t.Object({ withdrawnAt: Instant }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

const ofAccount = t.Object({ accountId: Id })

export const readAccount = endpoint({
  name: 'read-account',
  method: 'GET',
  path: '/provider/accounts/{accountId}',
  summary: 'One account: owner, shops, and how much is open and waits in it.',
  who: 'desk',
  byKey: 'read',
  writes: 'nothing',
  params: ofAccount,
  answer: t.Object({
    id: Id,
    name: t.String(),
    reference: t.Union([t.String(), t.Null()]),
    zone: t.String(),
    region: t.String(),
    madeAt: Instant,
    closedAt: t.Union([Instant, t.Null()]),
    owner: t.Object({
      ...PersonName.properties,
      address: t.String({ privacy: 'sensitive' }),
      ready: t.Boolean(),
      lastSeenAt: t.Union([Instant, t.Null()]),
    }),
    members: t.Integer(),
    shops: t.Array(t.Object({ ...ResourceOf.properties, gateKeys: t.Integer() })),
    openGrants: t.Integer(),
    liveEntries: t.Integer(),
    waitingRequests: t.Integer(),
    can: t.Object({ addShop: Can, close: Can, invite: Can }),
  }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed'],
})

export const addShop = endpoint({
  name: 'add-shop',
  method: 'POST',
  path: '/provider/accounts/{accountId}/shops',
  status: 201,
  summary: 'Adds a shop or a server to an account.',
  who: 'desk',
  byKey: 'manage',
  writes: 'facts',
  params: ofAccount,
  body: t.Object({
    name: NameText,
    origin: t.Union([Origin, t.Null()]),
    /** A server has no origin. Left out: a shop. */
    kind: t.Optional(EnteredKind),
    /** The provider's own word for it, by which his panel asks about it; used once for each kind. */
    reference: t.Optional(Reference),
  }),
  answer: ResourceOf,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'account-is-closed',
    'origin-is-taken',
    'reference-is-taken',
  ],
})

export const removeShop = endpoint({
  name: 'remove-shop',
  method: 'POST',
  path: '/provider/shops/{resourceId}/removal',
  summary: 'Removes a shop or a server and ends everything that is open in it.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: t.Object({ resourceId: Id }),
  body: t.Object({ note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'resource-is-removed',
  ],
})

export const closeAccountByProvider = endpoint({
  name: 'close-account-by-provider',
  method: 'POST',
  path: '/provider/accounts/{accountId}/closing',
  summary: 'Closes an account for good and ends everything in it.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: ofAccount,
  body: t.Object({ name: t.String({ maxLength: 200 }), note: t.Optional(t.String({ maxLength: 500 })) }),
  answer: Ending,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'name-does-not-match',
  ],
})

export const invitePerson = endpoint({
  name: 'invite-person',
  method: 'POST',
  path: '/provider/people/{personId}/invitation',
  summary:
    'Sends a new owner or colleague the link by which he sets his first password or passkey; or shows it once, where no mail can be sent. Earlier links stop working.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: t.Object({ personId: Id }),
  body: t.Object({ by: t.Union([t.Literal('mail'), t.Literal('screen')]) }),
  answer: t.Object({
    /** Shown on the screen only; null: it was sent. */
    link: t.Union([t.String({ privacy: 'secret' }), t.Null()]),
    expiresAt: Instant,
  }),
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'fresh-proof-needed',
    'invalid-input',
    'signs-in-already',
  ],
})
