// Servers over SSH: how a visitor gets in by the SSH door, and certificates for servers that trust the desk.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant } from './words.ts'

const ofVisit = t.Object({ grantId: Id })

export const readSshWay = endpoint({
  name: 'read-ssh-way',
  method: 'GET',
  path: '/visits/{grantId}/ssh',
  summary:
    'How I get into the server of this visit over SSH: the SSH door, and whether I can have a certificate.',
  who: 'person',
  byKey: 'read',
  writes: 'nothing',
  params: ofVisit,
  answer: t.Object({
    resource: t.Object({ id: Id, name: t.String() }),
    until: t.Union([Instant, t.Null()]),
    permissions: t.Array(t.String()),
    /** null: this desk has no SSH door. */
    door: t.Union([
      t.Object({
        host: t.String(),
        port: t.Integer(),
        /** As what one signs in there: it stands for this visit. */
        login: t.String(),
        hostFingerprint: t.String(),
      }),
      t.Null(),
    ]),
    /** The server itself, for those who come with a certificate; null: it is not connected. */
    server: t.Union([
      t.Object({ host: t.String(), port: t.Integer(), login: t.String() }, { privacy: 'internal' }),
      t.Null(),
    ]),
    can: t.Object({ enter: Can, certificate: Can }),
  }),
  refusals: ['not-signed-in', 'not-found'],
})

export const signSshCertificate = endpoint({
  name: 'sign-ssh-certificate',
  method: 'POST',
  path: '/visits/{grantId}/ssh-certificate',
  status: 201,
  summary:
    'Signs a certificate for one of my SSH keys, for the login of this visit: at most 15 minutes, and never beyond its end. The first for a key needs a fresh proof, its renewals do not.',
  who: 'person',
  writes: 'facts',
  params: ofVisit,
  body: t.Object({ keyId: Id }),
  answer: t.Object({
    /** What belongs into the file …-cert.pub beside the key. */
    certificate: t.String(),
    login: t.String(),
    validUntil: Instant,
  }),
  refusals: [
    'not-signed-in',
    'not-found',
    'invalid-input',
    'fresh-proof-needed',
    'no-ssh-here',
    'ssh-key-refused',
  ],
})
