import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '#contract/endpoint.ts'
import type { Standing } from './3-grant/giver.ts'

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

export type Route = { endpoint: Endpoint; handle(call: Call<Endpoint>): Promise<unknown> }

/** Binds an operation of the contract to what does it; input and answer are typed by the contract. */
export function route<const E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<AnswerOf<E>>,
): Route {
  return { endpoint, handle: handle as unknown as Route['handle'] }
}
