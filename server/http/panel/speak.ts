import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '#server/plumbing/log.ts'
import { type Problem, problemFrom, problemOf } from '../problems.ts'
import { refuseZeroes } from '../validate.ts'
import { BadQuestion } from './read-question.ts'

// How panels are spoken to, beside Fastify: JSON for answers, a sentence or a problem for whatever is none.

/** A thousand evaluations, each with words of its own. */
const longestBody = 512 * 1024
const realm = 'Bearer realm="Einlass"'

export class Refused extends Error {
  readonly status: number
  constructor(status: number, says: string) {
    super(says)
    this.status = status
  }
}

export function readBody(
  request: IncomingMessage,
  done: (error: Error | undefined, text: string) => void,
): void {
  const parts: Buffer[] = []
  let length = 0
  request.on('data', (part: Buffer) => {
    length += part.length
    if (length <= longestBody) parts.push(part)
    else if (length - part.length <= longestBody) done(new Refused(413, 'The body is too long.'), '')
  })
  request.on('end', () => {
    if (length <= longestBody) done(undefined, Buffer.concat(parts).toString())
  })
}

/** @throws BadQuestion */
export function parse(text: string): unknown {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new BadQuestion('The body must be JSON.')
  }
  refuseZeroes(body)
  return body
}

/** JSON and nothing else (AuthZEN §10.1). */
export function mustBeJson(request: IncomingMessage): void {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new BadQuestion('Content-Type must be application/json.')
}

export function sendJson(response: ServerResponse, answer: object): void {
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(answer))
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(text)
}

type Wrong = Omit<Problem, 'code'> & Partial<Pick<Problem, 'code'>>

/** An error is never a decision. What panels alone are refused for has no code. */
function understand(error: unknown): Wrong {
  if (error instanceof Refused) return { type: 'about:blank', title: error.message, status: error.status }
  if (error instanceof BadQuestion) return { ...problemOf('invalid-input'), title: error.message }
  return problemFrom(error)
}

/** Says what went wrong, in a sentence (AuthZEN §10.1.2); what is ours is in the log. */
export function fail(response: ServerResponse, error: unknown, log: Log): void {
  refuse(response, error, log, wrong => ['text/plain; charset=utf-8', wrong.title])
}

/** Says what went wrong as a problem with its code (RFC 9457 §3); what is ours is in the log. */
export function failWithProblem(response: ServerResponse, error: unknown, log: Log): void {
  refuse(response, error, log, wrong => ['application/problem+json', JSON.stringify(wrong)])
}

function refuse(
  response: ServerResponse,
  error: unknown,
  log: Log,
  put: (wrong: Wrong) => [type: string, text: string],
): void {
  const wrong = understand(error)
  const { status } = wrong
  if (status >= 500) log.error({ err: error }, wrong.title)
  if (response.headersSent) {
    response.destroy()
    return
  }
  if (status === 401) response.setHeader('WWW-Authenticate', realm)
  if (status === 503) response.setHeader('Retry-After', '2')
  // What is too long may still be coming.
  if (status === 413) response.setHeader('Connection', 'close')
  send(response, status, ...put(wrong))
}
