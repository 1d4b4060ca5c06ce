import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '#contract/endpoint.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { isId } from '#server/plumbing/ids.ts'
import type { Spot, Standing } from './3-grant/giver.ts'

/**
 * By what somebody is known: a signed-in browser, or a program with an API key of his.
 * provedAt: when he last proved who he is, epoch ms.
 */
export type Via =
  | { by: 'session'; sessionId: string; methods: readonly string[]; provedAt: number; expiresAt: number }
  | { by: 'key'; keyId: string; scopes: readonly string[] }

/** Who calls: identified by the server from the cookie or the key, never from anything in the request's body. */
export type Caller = {
  personId: string
  via: Via
  name: string
  address: string
  language: 'de' | 'en' | 'nl'
  support: boolean
  desk: boolean
}

/** One call of an operation, checked against its contract and its `who`. */
export type Call<E extends Endpoint> = {
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  /** The version of If-Match, on guarded operations. */
  version: number
  caller: E['who'] extends 'anyone' ? Caller | undefined : Caller
  /** With who 'account': on what the caller stands there. */
  standing: E['who'] extends 'account' ? Standing : undefined
  from: { network: string | null; device: string | null }
  /** Sets or clears the session cookie. */
  cookie(token: string | null, expiresAt?: Date): void
}

/**
 * The session of a caller, on operations that no key can call (their contract names no scope for one).
 * @throws Error when it was reached with a key all the same
 */
export function sessionOf(caller: Caller): Extract<Via, { by: 'session' }> {
  if (caller.via.by !== 'session')
    throw new Error('an operation that no API key can call was reached with one')
  return caller.via
}

/**
 * Where whoever calls must stand, of an operation that is about a part of the account (`scoped` in its contract). It is
 * asked before the input is checked: what cannot be read is the whole account.
 */
export type SpotOf = (
  tx: Tx,
  asked: { params: Readonly<Record<string, string>>; query: unknown; body: unknown },
) => Promise<Spot>

export type Route = {
  endpoint: Endpoint
  handle(call: Call<Endpoint>): Promise<unknown>
  spotOf?: SpotOf | undefined
}

/** The place that a field of unchecked input names; the whole account when it names none. */
export function spotIn(input: unknown, field: string): string | null {
  if (typeof input !== 'object' || input === null || !Object.hasOwn(input, field)) return null
  const named: unknown = input[field as never]
  return typeof named === 'string' && isId(named) ? named : null
}

/**
 * Binds an operation of the contract to what does it; input and answer are typed by the contract.
 * @throws Error when the contract says `scoped` and nobody says where, or the other way round
 */
export function route<const E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<AnswerOf<E>>,
  spotOf?: SpotOf,
): Route {
  const { name, scoped }: Endpoint = endpoint
  if ((scoped === true) !== (spotOf !== undefined)) throw new Error(`${name}: where must somebody stand?`)
  return { endpoint, handle: handle as unknown as Route['handle'], spotOf }
}
