import pino, { type Logger, type LoggerOptions } from 'pino'

export type Log = Logger

const secretNames = [
  'password',
  'token',
  'ticket',
  'key',
  'link',
  'cookie',
  'authorization',
  'secret',
  'credential',
]

/**
 * JSON lines to standard output. What could be a secret is cut out by name, at any depth that occurs, and of an error
 * only what helps is told; test/stories/no-secret-leaves.test.ts greps the log of a whole story for every secret in it.
 * @param to where the lines go instead, all levels of them
 */
export function openLog(format: 'json' | 'pretty' | 'silent', to?: (line: string) => void): Log {
  if (format === 'silent') return pino({ level: 'silent' })
  const options: LoggerOptions = {
    redact: {
      paths: [...secretNames, 'req.headers', ...secretNames.map(name => `*.${name}`)],
      censor: '[cut out]',
    },
    base: null,
    serializers: { err: tellError },
    hooks: {
      logMethod(words, write) {
        const tamed = words.map(word => (typeof word === 'string' ? cutOut(word) : word))
        write.apply(this, tamed as Parameters<typeof write>)
      },
    },
  }
  if (format === 'json') {
    const json = { ...options, timestamp: pino.stdTimeFunctions.isoTime }
    return to ? pino({ ...json, level: 'trace' }, { write: to }) : pino(json)
  }
  return pino(
    { ...options, level: 'info' },
    { write: line => process.stdout.write(sayLine(JSON.parse(line) as Record<string, unknown>)) },
  )
}

/**
 * Of an error its kind, its words and where it arose, and nothing else that hangs on it: a driver hangs the row on it
 * that it could not write, a client the headers that it sent.
 */
function tellError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? cutOut(error) : typeof error
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return {
    type: error.constructor.name,
    message: cutOut(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: cutOut(error.stack ?? ''),
    ...(error instanceof AggregateError ? { errors: error.errors.slice(0, 5).map(tellError) } : {}),
    ...(error.cause ? { cause: tellError(error.cause) } : {}),
  }
}

/** What looks like a secret in the middle of words: in an address, a header, a query or in JSON. */
function cutOut(text: string): string {
  return text
    .replaceAll(/:\/\/[^/\s@]*@/g, '://[cut out]@')
    .replaceAll(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [cut out]')
    .replaceAll(
      /(["']?\b(?:password|passwd|secret|token|ticket|credential|authorization|cookie|api[-_]?key)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s"'&,;}]+)/gi,
      '$1[cut out]',
    )
}

function sayLine(line: Record<string, unknown>): string {
  const { time, level, msg, ...rest } = line
  const more = Object.keys(rest).length > 0 ? `  ${JSON.stringify(rest)}` : ''
  return `${new Date(time as number).toISOString().slice(11, 19)} ${(level as number) >= 40 ? '! ' : ''}${msg}${more}\n`
}
