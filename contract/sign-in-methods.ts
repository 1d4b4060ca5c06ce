// How a person proves who he is: password, passkeys, one-time codes; and proving it anew before something dangerous.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Address, Can, Id, Instant } from './words.ts'

/** Options of a ceremony as @simplewebauthn writes them: PublicKeyCredential…OptionsJSON (WebAuthn Level 3 §5.1). */
const Ceremony = t.Object({ options: t.Record(t.String(), t.Unknown()) })
/** What the browser answered: PublicKeyCredential.toJSON() (WebAuthn Level 3 §5.1). */
const Answered = t.Record(t.String(), t.Unknown())
const Code = t.String({ minLength: 6, maxLength: 40, privacy: 'secret' })

export const Passkey = t.Object({
  id: Id,
  name: t.String(),
  /** Is it synchronised between devices, or bound to one? */
  synced: t.Boolean(),
  madeAt: Instant,
  lastUsedAt: t.Union([Instant, t.Null()]),
  can: t.Object({ remove: Can }),
})

export const readSignInMethods = endpoint({
  name: 'read-sign-in-methods',
  method: 'GET',
  path: '/me/sign-in-methods',
  summary: 'How I can sign in.',
  who: 'person',
  writes: 'nothing',
  answer: t.Object({
    address: t.String({ privacy: 'sensitive' }),
    /** Waits for the confirmation of both mailboxes. */
    addressChange: t.Union([
      t.Object({
        newAddress: t.String({ privacy: 'sensitive' }),
        oldConfirmed: t.Boolean(),
        newConfirmed: t.Boolean(),
        expiresAt: Instant,
      }),
      t.Null(),
    ]),
    password: t.Union([t.Object({ setAt: Instant }), t.Null()]),
    totp: t.Union([t.Object({ confirmedAt: Instant }), t.Null()]),
    recoveryCodes: t.Union([t.Object({ left: t.Integer(), madeAt: Instant }), t.Null()]),
    passkeys: t.Array(Passkey),
    provider: t.Array(t.Object({ issuer: t.String(), linkedAt: Instant })),
    /** What happened to my sign-in lately, newest first. */
    events: t.Array(
      t.Object({
        at: Instant,
        kind: t.String(),
        network: t.Union([t.String(), t.Null()]),
        device: t.Union([t.String(), t.Null()]),
      }),
    ),
    can: t.Object({ removeTotp: Can }),
  }),
  refusals: ['not-signed-in'],
})

export const beginProof = endpoint({
  name: 'begin-proof',
  method: 'POST',
  path: '/me/proof/ceremony',
  summary: 'By what I can prove anew who I am, with the options of a passkey ceremony if I have one.',
  who: 'person',
  writes: 'own session only',
  body: t.Object({}),
  answer: t.Object({
    by: t.Array(
      t.Union([t.Literal('passkey'), t.Literal('totp'), t.Literal('recovery-code'), t.Literal('password')]),
    ),
    options: t.Union([t.Record(t.String(), t.Unknown()), t.Null()]),
  }),
  refusals: ['not-signed-in'],
})

export const prove = endpoint({
  name: 'prove',
  method: 'POST',
  path: '/me/proof',
  summary: 'Proves anew who I am: by passkey or one-time code; by password only when there is neither.',
  who: 'person',
  writes: 'own session only',
  body: t.Union([
    t.Object({ passkey: Answered }),
    t.Object({ code: Code }),
    t.Object({ password: t.String({ minLength: 1, maxLength: 1000, privacy: 'secret' }) }),
  ]),
  answer: t.Object({ freshUntil: Instant }),
  refusals: ['not-signed-in', 'proof-failed', 'too-many-tries', 'invalid-input'],
})

export const beginPasskey = endpoint({
  name: 'begin-passkey',
  method: 'POST',
  path: '/me/passkeys/ceremony',
  summary: 'The options with which a browser makes a passkey.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({}),
  answer: Ceremony,
  refusals: ['not-signed-in', 'fresh-proof-needed'],
})

export const addPasskey = endpoint({
  name: 'add-passkey',
  method: 'POST',
  path: '/me/passkeys',
  status: 201,
  summary: 'Adds the passkey that the browser made.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({ name: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }), passkey: Answered }),
  answer: Passkey,
  refusals: ['not-signed-in', 'fresh-proof-needed', 'passkey-refused', 'invalid-input'],
})

export const renamePasskey = endpoint({
  name: 'rename-passkey',
  method: 'PUT',
  path: '/me/passkeys/{passkeyId}',
  summary: 'Gives a passkey another name.',
  who: 'person',
  writes: 'own session only',
  params: t.Object({ passkeyId: Id }),
  body: t.Object({ name: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }) }),
  answer: t.Object({ name: t.String() }),
  refusals: ['not-signed-in', 'not-found', 'invalid-input'],
})

export const removePasskey = endpoint({
  name: 'remove-passkey',
  method: 'DELETE',
  path: '/me/passkeys/{passkeyId}',
  summary: 'Takes a passkey away; nobody can sign in with it any more. Other sessions end.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  params: t.Object({ passkeyId: Id }),
  answer: t.Object({ endedSessions: t.Integer() }),
  refusals: [
    'not-signed-in',
    'not-found',
    'fresh-proof-needed',
    'last-sign-in-method',
    'second-factor-missing',
  ],
})

export const beginTotp = endpoint({
  name: 'begin-totp',
  method: 'POST',
  path: '/me/totp',
  summary: 'A new secret for an authenticator app (RFC 6238). It counts once a first code was right.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({}),
  answer: t.Object({
    secret: t.String({ privacy: 'secret', description: 'base32' }),
    uri: t.String({ privacy: 'secret', description: 'otpauth://' }),
    /** The address as a QR code: a square of modules, row by row, 1 is dark. */
    qr: t.Array(t.String({ privacy: 'secret' })),
  }),
  refusals: ['not-signed-in', 'fresh-proof-needed', 'conflict'],
})

export const confirmTotp = endpoint({
  name: 'confirm-totp',
  method: 'POST',
  path: '/me/totp/confirmation',
  summary:
    'The first right code: from now on it is asked for. Answers with recovery codes, which are shown once.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({ code: Code }),
  answer: t.Object({ recoveryCodes: t.Array(t.String({ privacy: 'secret' })) }),
  refusals: [
    'not-signed-in',
    'fresh-proof-needed',
    'proof-failed',
    'too-many-tries',
    'not-found',
    'invalid-input',
  ],
})

export const removeTotp = endpoint({
  name: 'remove-totp',
  method: 'DELETE',
  path: '/me/totp',
  summary: 'Codes of the authenticator app are not asked for any more. Other sessions end.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  answer: t.Object({ endedSessions: t.Integer() }),
  refusals: ['not-signed-in', 'not-found', 'fresh-proof-needed', 'second-factor-missing'],
})

export const makeRecoveryCodes = endpoint({
  name: 'make-recovery-codes',
  method: 'POST',
  path: '/me/recovery-codes',
  summary: 'New recovery codes; the old ones work no longer. Shown once.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({}),
  answer: t.Object({ recoveryCodes: t.Array(t.String({ privacy: 'secret' })) }),
  refusals: ['not-signed-in', 'fresh-proof-needed', 'second-factor-missing'],
})

export const changePassword = endpoint({
  name: 'change-password',
  method: 'PUT',
  path: '/me/password',
  summary: 'Sets a new password. Every other session of mine ends.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({ password: t.String({ minLength: 1, maxLength: 1000, privacy: 'secret' }) }),
  answer: t.Object({ setAt: Instant, endedSessions: t.Integer() }),
  refusals: ['not-signed-in', 'fresh-proof-needed', 'password-too-weak', 'invalid-input'],
})

export const changeAddress = endpoint({
  name: 'change-address',
  method: 'POST',
  path: '/me/address-change',
  summary:
    'Another e-mail address. It counts once both mailboxes, the old and the new one, have confirmed it.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({ address: Address }),
  answer: t.Object({ expiresAt: Instant }),
  refusals: ['not-signed-in', 'fresh-proof-needed', 'too-many-tries', 'invalid-input'],
})

export const stopAddressChange = endpoint({
  name: 'stop-address-change',
  method: 'DELETE',
  path: '/me/address-change',
  summary: 'The address stays as it is.',
  who: 'person',
  writes: 'own session only',
  answer: t.Object({ stopped: t.Boolean() }),
  refusals: ['not-signed-in'],
})
