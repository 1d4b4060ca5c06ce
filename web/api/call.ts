import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '#contract/endpoint.ts'
import { doorPaths } from '#contract/paths.ts'
import { noteDeskTime } from '../ui/clock.ts'
import { Problem, readProblem } from './problem.ts'

type Part<K extends string, V> = [V] extends [undefined]
  ? unknown
  : Record<never, never> extends V
    ? { [k in K]?: V }
    : { [k in K]: V }

/** What an operation wants, as its contract says; `version` (If-Match) where two people may edit at once. */
export type InputOf<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>> &
  (E extends { guarded: true } ? { version: number } : unknown)

type AnyInput = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
}

/**
 * Calls an operation of the contract. A POST carries an Idempotency-Key; whoever repeats it after a broken line gives
 * the same `key` again, so that it is not done twice.
 * Not signed in: leaves for the sign-in page, which leads back here, and never answers.
 * @throws Problem
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { signal?: AbortSignal; key?: string } = {},
): Promise<AnswerOf<E>> {
  const { params, query, body, version } = input as AnyInput
  const headers: Record<string, string> = { accept: 'application/json' }
  if (version !== undefined) headers['if-match'] = `"${version}"`
  if (endpoint.method === 'POST') headers['idempotency-key'] = options.key ?? newKey()
  const sent = endpoint.body ? JSON.stringify(body ?? {}) : undefined
  if (sent !== undefined) headers['content-type'] = 'application/json'

  const send = () =>
    reach(addressOf(endpoint, params ?? {}, query ?? {}), {
      method: endpoint.method,
      headers,
      ...(sent === undefined ? {} : { body: sent }),
      ...(options.signal ? { signal: options.signal } : {}),
      credentials: 'same-origin',
      redirect: 'error',
    })
  const first = await send()
  // Proving anew changes the cookie: a request that was on its way with the old one is sent again with the new one.
  const response = first.status === 401 ? await send() : first
  if (!response.ok) {
    const problem = await readProblem(response)
    if (problem.code === 'not-signed-in') return leaveForSignIn()
    throw problem
  }
  const answer = (await response.json()) as AnswerOf<E>
  noteDeskTime(answer)
  return answer
}

/** The address of a GET, for a link that downloads exactly what the desk answers. */
export function addressOf(
  endpoint: Endpoint,
  params: Record<string, string>,
  query: Record<string, unknown> = {},
): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${endpoint.name} needs ${name}`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`
}

/** 128 random bits. Not crypto.randomUUID: browsers offer that only over HTTPS, and a desk may stand in a plain LAN. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem('unreachable', 0)
  }
}

function leaveForSignIn(): Promise<never> {
  location.assign(doorPaths.signIn(location.pathname + location.search))
  return new Promise(() => {})
}
