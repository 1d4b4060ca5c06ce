// Shapes that several operations share. Privacy of a field: `privacy` is public | internal | sensitive | secret;
// a field without it inherits its object's; what no schema names never leaves the server.
import * as t from 'typebox'

export const Id = t.String({ format: 'uuid', description: 'UUID' })
/** RFC 3339 with milliseconds, always UTC: 2026-11-25T17:00:00.000Z */
export const Instant = t.String({ format: 'date-time', description: 'Instant, RFC 3339, UTC' })
export const Zone = t.String({ maxLength: 60, description: 'IANA time zone' })
export const Language = t.Union([t.Literal('de'), t.Literal('en'), t.Literal('nl')])

export const PersonName = t.Object({ id: Id, name: t.String() })
export const ResourceName = t.Object({ id: Id, name: t.String(), origin: t.Union([t.String(), t.Null()]) })
/** What people enter: a shop in a browser, at its origin; a server over SSH. */
export const EnteredKind = t.Union([t.Literal('shop'), t.Literal('server')])
/**
 * service (a package), domain and department (of tickets) are things of the provider's panel. group: what is granted on
 * it counts for all that belong to it.
 */
export const ResourceKind = t.Union([
  t.Literal('shop'),
  t.Literal('server'),
  t.Literal('service'),
  t.Literal('domain'),
  t.Literal('department'),
  t.Literal('group'),
])
export const ResourceOf = t.Object({ ...ResourceName.properties, kind: EnteredKind })
export const AccountName = t.Object({ id: Id, name: t.String() })

/** What may be done now, or the refusal code that says why not: the client holds no second copy of the rules. */
export const Can = t.Union([t.Literal(true), t.String({ description: 'refusal code' })])

export const page = <S extends t.TSchema>(of: S) =>
  t.Object({
    items: t.Array(of),
    next: t.Union([t.String({ description: 'cursor of the next page' }), t.Null()]),
  })
export const PageQuery = {
  cursor: t.Optional(t.String({ maxLength: 200 })),
  limit: t.Optional(t.Integer({ minimum: 1, maximum: 100, default: 30 })),
}

/** What a person's name may be: neither empty nor longer than a badge, and without control characters. */
export const NameText = t.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
export const Address = t.String({ format: 'email', maxLength: 254, privacy: 'sensitive' })
/** What a person is in an account that is not his own. deputy: sees, enters, opens, ends and answers; viewer: sees. */
export const MemberRole = t.Union([t.Literal('deputy'), t.Literal('viewer')])
/** What proved who somebody is. provider: the provider's own OpenID provider; link: a link to his mailbox. */
export const ProofMethod = t.Union([
  t.Literal('password'),
  t.Literal('totp'),
  t.Literal('recovery-code'),
  t.Literal('passkey'),
  t.Literal('provider'),
  t.Literal('link'),
])

/**
 * What a program may do with an API key. Its person must be allowed to do it too: a key is never more than its person.
 *   read     look                open    open access       end     end access
 *   decide   answer requests     export  take the ledger   manage  accounts, shops and people of the provider
 */
export const ScopeName = t.Union([
  t.Literal('read'),
  t.Literal('open'),
  t.Literal('end'),
  t.Literal('decide'),
  t.Literal('export'),
  t.Literal('manage'),
])
