// The door support-visit: a support team visits a shop or server for a limited time.
import * as t from 'typebox'
import { endpoint } from './endpoint.ts'
import { Can, Id, Instant, PersonName } from './words.ts'

/** A kind of foreign system that the desk knows how to reach. */
export const ConnectorInfo = t.Object({
  name: t.String(),
  /** Whether it was tried against a real installation, or only written to the maker's documentation. */
  verified: t.Union([t.Literal('installation'), t.Literal('documentation')]),
  /** What it cannot see, and so cannot promise. */
  cannotSee: t.Array(t.String()),
})

const Option = t.Optional(t.String({ maxLength: 2_000 }))

/** What the system's people set once; which of them a system wants, its README says (server/outside/). Never a secret. */
const SystemOptions = t.Object(
  {
    hostKey: Option,
    authorizedKeys: Option,
    visitorLogin: Option,
    visitorNetwork: Option,
    path: Option,
    role: Option,
    profile: Option,
    locale: Option,
    language: Option,
    loginPage: Option,
    php: Option,
  },
  { privacy: 'internal' },
)

/** How the system behind a resource is reached. The credential is never told again. */
export const Connection = t.Object({
  system: t.String(),
  address: t.String({ privacy: 'internal' }),
  login: t.Union([t.String(), t.Null()], { privacy: 'internal' }),
  options: SystemOptions,
  madeAt: Instant,
  madeBy: t.Union([PersonName, t.Null()]),
  /** The last test; null: it was never tested. */
  test: t.Union([
    t.Object({
      at: Instant,
      version: t.Union([t.String(), t.Null()]),
      trouble: t.Union([t.String(), t.Null()]),
    }),
    t.Null(),
  ]),
})

const Connectedness = t.Object({
  connection: t.Union([Connection, t.Null()]),
  systems: t.Array(ConnectorInfo),
  /** The line for TrustedUserCAKeys of a server that lets in whoever has a certificate of this desk. */
  sshAuthority: t.String(),
  /** The provider has said that the desk may reach this resource inside a private network. */
  isPrivateAllowed: t.Boolean(),
  can: t.Object({ connect: Can, disconnect: Can }),
})

const ofResource = t.Object({ accountId: Id, resourceId: Id })
const path = '/accounts/{accountId}/shops/{resourceId}/connection'

export const readConnection = endpoint({
  name: 'read-connection',
  method: 'GET',
  path,
  summary:
    'How the system behind a shop or server is reached, whether that works, and what can be connected.',
  who: 'account',
  needs: 'access.view',
  byKey: 'read',
  writes: 'nothing',
  params: ofResource,
  answer: Connectedness,
  refusals: ['not-signed-in', 'not-found'],
})

export const connectSystem = endpoint({
  name: 'connect-system',
  method: 'PUT',
  path,
  summary:
    'Connects the system behind a shop or server, in place of what was connected, and tests it. The credential goes into the vault and is never told again.',
  who: 'account',
  needs: 'access.open',
  fresh: true,
  writes: 'facts',
  params: ofResource,
  body: t.Object({
    system: t.String({ maxLength: 40 }),
    address: t.String({ minLength: 1, maxLength: 300 }),
    login: t.Optional(t.String({ maxLength: 300 })),
    credential: t.Optional(t.String({ maxLength: 20_000, privacy: 'secret' })),
    options: t.Optional(SystemOptions),
  }),
  answer: Connectedness,
  refusals: [
    'not-signed-in',
    'not-found',
    'not-allowed',
    'invalid-input',
    'fresh-proof-needed',
    'no-such-system',
    'connection-is-in-use',
    'account-is-closed',
  ],
})

export const testConnection = endpoint({
  name: 'test-connection',
  method: 'POST',
  path: `${path}/test`,
  summary: 'Tries the connection now: can it be reached, is the credential right, is it enough?',
  who: 'account',
  needs: 'access.open',
  writes: 'facts',
  params: ofResource,
  body: t.Object({}),
  answer: Connectedness,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'not-connected'],
})

export const disconnectSystem = endpoint({
  name: 'disconnect-system',
  method: 'DELETE',
  path,
  summary:
    'Takes the connection away and destroys its credential. Not while something is left there that only it can take away.',
  who: 'account',
  needs: 'access.end',
  writes: 'facts',
  params: ofResource,
  answer: Connectedness,
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'connection-is-in-use'],
})

export const readPrivateAddress = endpoint({
  name: 'read-private-address',
  method: 'GET',
  path: '/provider/shops/{resourceId}/private-address',
  summary: 'Whether the desk may reach this resource inside a private network.',
  who: 'desk',
  writes: 'nothing',
  params: t.Object({ resourceId: Id }),
  answer: t.Object({ allowed: t.Boolean() }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input'],
})

export const allowPrivateAddress = endpoint({
  name: 'allow-private-address',
  method: 'PUT',
  path: '/provider/shops/{resourceId}/private-address',
  summary: 'Says whether the desk may reach this resource inside a private network, which is the provider’s.',
  who: 'desk',
  fresh: true,
  writes: 'facts',
  params: t.Object({ resourceId: Id }),
  body: t.Object({ allowed: t.Boolean() }),
  answer: t.Object({ allowed: t.Boolean() }),
  refusals: ['not-signed-in', 'not-found', 'not-allowed', 'invalid-input', 'fresh-proof-needed'],
})
