import type { RefusalCode } from '#contract/problems.ts'

/** What a refusal can be on this side: one of the closed list, or the desk did not answer at all. */
export type ProblemCode = RefusalCode | 'unreachable'

/** A "no" of the desk (RFC 9457), with the facts that help to decide anew. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, status: number, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.details = details
  }
}

/**
 * Reads an answer that is not a success. What is no problem of ours (a proxy's own page, an empty body) is taken by its
 * status: the desk behind a proxy that answers 502 is away, not broken.
 */
export async function readProblem(response: Response): Promise<Problem> {
  const body = await readJson(response)
  const { type: _type, title: _title, status: _status, code, detail, details, ...others } = body
  const facts = { ...others, ...(isRecord(details) ? details : {}), ...(detail ? { detail } : {}) }
  // By its type, not by the closed list: that would bring along English titles that nobody reads here.
  const isOurs = response.headers.get('content-type')?.includes('application/problem+json') ?? false
  if (isOurs && typeof code === 'string') {
    return new Problem(code as RefusalCode, response.status, facts)
  }
  return new Problem(response.status >= 502 ? 'unreachable' : codeOf(response.status), response.status, facts)
}

function codeOf(status: number): ProblemCode {
  switch (status) {
    case 401:
      return 'not-signed-in'
    case 403:
      return 'not-allowed'
    case 404:
      return 'not-found'
    case 409:
      return 'conflict'
    case 429:
      return 'too-many-tries'
    default:
      return status >= 500 ? 'internal' : 'invalid-input'
  }
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json()
    return isRecord(body) ? body : {}
  } catch {
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
