// Signing in and out, and who is signed in.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant, Language } from './words.ts'

export const Me = t.Object({
  person: t.Object({
    id: Id,
    name: t.String(),
    address: t.String({ privacy: 'sensitive' }),
    language: Language,
  }),
  /** Accounts that this person owns or in which he may see access. */
  accounts: t.Array(
    t.Object({ id: Id, name: t.String(), zone: t.String(), region: t.String(), owner: t.Boolean() }),
  ),
  /** What the person does for the provider. */
  provider: t.Object({ name: t.String(), support: t.Boolean(), desk: t.Boolean() }),
  now: Instant,
})

export const readMe = endpoint({
  name: 'read-me',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in, and where.',
  who: 'person',
  writes: 'nothing',
  answer: Me,
  refusals: ['not-signed-in'],
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
  summary: 'Signs in with address and password; answers with a cookie.',
  who: 'anyone',
  writes: 'own session only',
  body: t.Object({
    address: t.String({ minLength: 3, maxLength: 254 }),
    password: t.String({ minLength: 1, maxLength: 1000, privacy: 'secret' }),
  }),
  answer: t.Object({
    person: t.Object({ id: Id, name: t.String(), language: Language }),
    expiresAt: Instant,
  }),
  refusals: ['sign-in-failed', 'too-many-tries', 'invalid-input', 'other-site'],
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
