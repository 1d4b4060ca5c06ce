import type { Static, TSchema } from 'typebox'
import type { RefusalCode } from './problems.ts'
import type { ScopeName } from './words.ts'

/**
 * Who may call an operation. The server checks it before anything else; there is no operation without it.
 *   anyone    no sign-in: setup, sign-in, the state of the instance
 *   person    any signed-in person, for his own things
 *   account   the owner of the account in the path, or who holds `needs` there by an open grant
 *   support   a member of a support team of the provider (desk members too)
 *   desk      a member of the provider's desk
 * Whoever is none of them gets 404 where the existence of the thing is itself a secret, else 403.
 */
export type Who = 'anyone' | 'person' | 'account' | 'support' | 'desk'

export type Scope = Static<typeof ScopeName>

export type Endpoint = {
  /** Name of the operation, unique: `turn-on-service-access`. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below /api/v1, with {parameters} in braces. */
  path: string
  summary: string
  who: Who
  /** With who 'account': the permission that somebody who is not the owner must hold there. */
  needs?:
    | 'access.view'
    | 'access.open'
    | 'access.end'
    | 'access.decide'
    | 'audit.export'
    | 'members.manage'
    | 'contacts.view'
    | 'contacts.manage'
    | 'ownership.transfer'
    | 'domains.view'
    | 'domains.transfer'
    | 'team.manage'
  /**
   * It is about a part of the account: who holds `needs` on the scope that the input names (or, of a list, anywhere in the
   * account) may call it too, for that part alone. Without it `needs` must be held on the whole account, or on the
   * resource in the path.
   */
  scoped?: true
  /** The scope that an API key needs for it; without one, no key can call it. */
  byKey?: Scope
  /**
   * Dangerous: whoever calls it must have proven who he is a short while ago (`prove` tells how long), by passkey or
   * one-time code; by password only if he has neither. Ending access is never dangerous.
   */
  fresh?: true
  /** Does it write a fact? GET never does. */
  writes: 'facts' | 'nothing' | 'own session only'
  /** A question that is too long for an address, and nothing else: it does nothing, and nobody keeps what was asked. */
  onlyAsks?: true
  params?: TSchema
  query?: TSchema
  body?: TSchema
  /** Two people may edit at once: If-Match with the version that was seen is required. */
  guarded?: true
  answer: TSchema
  /** The answer is no JSON but this: `answer` describes its text. */
  answersAs?: 'text/csv; charset=utf-8' | 'text/event-stream' | 'application/pdf' | 'application/epp+xml'
  /** The status of success; 200 unless said. */
  status?: 200 | 201
  refusals: readonly RefusalCode[]
}

/** Keeps the precise type of an endpoint value, for inference in the server and in the console. */
export function endpoint<const E extends Endpoint>(value: E): E {
  return value
}

type Of<E, K extends keyof Endpoint> = E extends Record<K, infer S extends TSchema> ? Static<S> : undefined
export type ParamsOf<E extends Endpoint> = Of<E, 'params'>
export type QueryOf<E extends Endpoint> = Of<E, 'query'>
export type BodyOf<E extends Endpoint> = Of<E, 'body'>
export type AnswerOf<E extends Endpoint> = Static<E['answer']>
