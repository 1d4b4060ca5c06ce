import type { FastifyError } from 'fastify'
import { problems, type RefusalCode } from '#contract/problems.ts'
import { Refusal } from '#server/access/refusal.ts'

export type Problem = { type: string; title: string; status: number; code: RefusalCode; details?: unknown }

/** The body of a refusal (RFC 9457 §3.1). */
export function problemOf(code: RefusalCode, details?: unknown): Problem {
  const { status, title } = problems[code]
  return { type: `/api/docs#${code}`, title, status, code, ...(details === undefined ? {} : { details }) }
}

// PostgreSQL class 08 (connection), 57P (shutdown), 53 (resources) and what the driver says when nobody answers.
const away = /^(08|57P|53)|ECONNREFUSED|ENOENT|ECONNRESET|EPIPE/
const awaySays =
  /timeout exceeded when trying to connect|Connection terminated|the database system is (starting|shutting)/

/** Every error becomes a refusal here and nowhere else; what is not one of ours says nothing about itself. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Refusal)
    return problemOf(error.code, Object.keys(error.details).length > 0 ? error.details : undefined)
  const known = error as Partial<FastifyError> & { code?: string; message?: string }
  if (known.validation)
    return problemOf('invalid-input', {
      fields: known.validation.map(one => ({
        path: one.instancePath || `/${(one.params as { missingProperty?: string }).missingProperty ?? ''}`,
        says: one.message,
      })),
    })
  if (isDatabaseAway(error)) return problemOf('database-is-away')
  if (known.statusCode && known.statusCode >= 400 && known.statusCode < 500)
    return { ...problemOf('invalid-input'), status: known.statusCode }
  return problemOf('internal')
}

export function isDatabaseAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return away.test(code) || awaySays.test(message)
}
