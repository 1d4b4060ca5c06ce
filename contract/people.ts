// Signing in and out, and who is signed in.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant, Language, MemberRole, NameText, ProofMethod } from './words.ts'

export const Me = t.Object({
  person: t.Object({
    id: Id,
    name: t.String(),
    address: t.String({ privacy: 'sensitive' }),
    language: Language,
  }),
  /** Accounts that this person owns or in which he may see access. */
  accounts: t.Array(
    t.Object({
      id: Id,
      name: t.String(),
      zone: t.String(),
      region: t.String(),
      owner: t.Boolean(),
      /** Of a member; null: the owner, or somebody who holds single rights. */
      role: t.Union([MemberRole, t.Null()]),
    }),
  ),
  /** How this person is signed in here; null with an API key. */
  session: t.Union([
    t.Object({
      id: Id,
      methods: t.Array(ProofMethod),
      expiresAt: Instant,
      /** Until then dangerous things can be done without proving anew who one is. */
      freshUntil: Instant,
    }),
    t.Null(),
  ]),
  secondFactor: t.Object({
    present: t.Boolean(),
    /** Why there must be one; null: it is left to the person. */
    neededAs: t.Union([t.Literal('agent'), t.Literal('owner'), t.Null()]),
  }),
  /** Ownership that is about to change hands, from or to this person. */
  transfers: t.Integer(),
  /** What the person does for the provider. */
  provider: t.Object({ name: t.String(), support: t.Boolean(), desk: t.Boolean() }),
  /** The provider's own words for what he added to the catalogue, in every language: 'permission.…', 'means.…', 'group.…', 'audience.…'. */
  ownWords: t.Record(t.String(), t.Object({ de: t.String(), en: t.String(), nl: t.String() })),
  now: Instant,
})

export const readMe = endpoint({
  name: 'read-me',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in, and where.',
  who: 'person',
  writes: 'nothing',
  byKey: 'read',
  answer: Me,
  refusals: ['not-signed-in'],
})

export const changeProfile = endpoint({
  name: 'change-profile',
  method: 'PUT',
  path: '/me/profile',
  summary: 'The name that others see.',
  who: 'person',
  writes: 'own session only',
  body: t.Object({ name: NameText }),
  answer: t.Object({ name: t.String() }),
  refusals: ['not-signed-in', 'invalid-input'],
})

/** Topics of mails, and whether they can be done without. */
export const Topic = t.Union([
  t.Literal('requests'),
  t.Literal('openings'),
  t.Literal('entries'),
  t.Literal('reminders'),
  t.Literal('endings'),
  t.Literal('sign-in'),
])

export const readNotifications = endpoint({
  name: 'read-notifications',
  method: 'GET',
  path: '/me/notifications',
  summary: 'Of what I am told by mail.',
  who: 'person',
  writes: 'nothing',
  answer: t.Object({
    topics: t.Array(t.Object({ topic: Topic, mail: t.Boolean(), /** always sent */ locked: t.Boolean() })),
  }),
  refusals: ['not-signed-in'],
})

export const changeNotifications = endpoint({
  name: 'change-notifications',
  method: 'PUT',
  path: '/me/notifications',
  summary:
    'Chooses of what I want to be told by mail. What concerns my sign-in, requests and endings is always sent.',
  who: 'person',
  writes: 'own session only',
  body: t.Object({ muted: t.Array(Topic, { maxItems: 6 }) }),
  answer: readNotifications.answer,
  refusals: ['not-signed-in', 'invalid-input'],
})

export const changeLanguage = endpoint({
  name: 'change-language',
  method: 'PUT',
  path: '/me/language',
  summary: 'The language of pages and mails.',
  who: 'person',
  writes: 'own session only',
  body: t.Object({ language: Language }),
  answer: t.Object({ language: Language }),
  refusals: ['not-signed-in', 'invalid-input'],
})

export const signIn = endpoint({
  name: 'sign-in',
  method: 'POST',
  path: '/session',
  summary:
    'Signs in with address and password, and a one-time or recovery code where the person has one; answers with a cookie.',
  who: 'anyone',
  writes: 'own session only',
  body: t.Object({
    address: t.String({ minLength: 3, maxLength: 254 }),
    password: t.String({ minLength: 1, maxLength: 1000, privacy: 'secret' }),
    code: t.Optional(t.String({ maxLength: 40, privacy: 'secret' })),
  }),
  answer: t.Object({
    person: t.Object({ id: Id, name: t.String(), language: Language }),
    expiresAt: Instant,
  }),
  refusals: [
    'sign-in-failed',
    'second-factor-needed',
    'second-factor-missing',
    'too-many-tries',
    'invalid-input',
    'other-site',
  ],
})

export const signOut = endpoint({
  name: 'sign-out',
  method: 'DELETE',
  path: '/session',
  summary: 'Signs out and closes what this session had entered.',
  who: 'person',
  writes: 'facts',
  answer: t.Object({ closedEntries: t.Integer() }),
  refusals: ['not-signed-in'],
})
