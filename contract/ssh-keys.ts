// The SSH keys of a person: by them he comes in at the SSH door, and for them certificates are signed.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, Instant } from './words.ts'

export const SshKey = t.Object({
  id: Id,
  name: t.String(),
  /** ssh-ed25519, ecdsa-sha2-nistp256, ssh-rsa … */
  type: t.String(),
  /** SHA256:… as ssh-keygen -l shows it. */
  fingerprint: t.String(),
  /** The SSH door understands it. Keys on FIDO tokens are for certificates only. */
  isForDoor: t.Boolean(),
  addedAt: Instant,
  lastUsedAt: t.Union([Instant, t.Null()]),
  lastNetwork: t.Union([t.String({ privacy: 'sensitive' }), t.Null()]),
  removedAt: t.Union([Instant, t.Null()]),
})

export const listSshKeys = endpoint({
  name: 'list-ssh-keys',
  method: 'GET',
  path: '/me/ssh-keys',
  summary: 'My SSH keys; removed ones too.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  answer: t.Object({ items: t.Array(SshKey) }),
  refusals: ['not-signed-in'],
})

export const addSshKey = endpoint({
  name: 'add-ssh-key',
  method: 'POST',
  path: '/me/ssh-keys',
  status: 201,
  summary:
    'Registers a public key (Ed25519, ECDSA P-256, RSA from 3072 bits, Ed25519 on a FIDO token). A key belongs to one person.',
  who: 'person',
  fresh: true,
  writes: 'own session only',
  body: t.Object({
    name: t.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    /** The line of its .pub file. */
    publicKey: t.String({ minLength: 1, maxLength: 20_000 }),
  }),
  answer: SshKey,
  refusals: ['not-signed-in', 'fresh-proof-needed', 'invalid-input', 'ssh-key-refused', 'ssh-key-is-taken'],
})

export const removeSshKey = endpoint({
  name: 'remove-ssh-key',
  method: 'DELETE',
  path: '/me/ssh-keys/{keyId}',
  summary:
    'Removes a key and ends what came in by it. Certificates that were signed for it live on for at most 15 minutes. Removing it again changes nothing.',
  who: 'person',
  writes: 'facts',
  params: t.Object({ keyId: Id }),
  answer: t.Object({ removedAt: Instant, closedEntries: t.Integer() }),
  refusals: ['not-signed-in', 'not-found'],
})
