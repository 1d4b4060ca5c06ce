import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * JSON lines to standard output. What could be a secret is cut out by name, at any depth that occurs; a test greps the
 * log of a whole story for every secret in it.
 */
export function openLog(format: 'json' | 'pretty' | 'silent'): Log {
  if (format === 'silent') return pino({ level: 'silent' })
  const redact = {
    paths: [
      'password',
      'token',
      'ticket',
      'key',
      'link',
      'cookie',
      'authorization',
      'req.headers',
      '*.password',
      '*.token',
      '*.ticket',
      '*.key',
      '*.link',
      '*.cookie',
      '*.authorization',
    ],
    censor: '[cut out]',
  }
  if (format === 'json') return pino({ redact, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  return pino(
    { redact, base: null, level: 'info' },
    { write: line => process.stdout.write(sayLine(JSON.parse(line) as Record<string, unknown>)) },
  )
}

function sayLine(line: Record<string, unknown>): string {
  const { time, level, msg, ...rest } = line
  const more = Object.keys(rest).length > 0 ? `  ${JSON.stringify(rest)}` : ''
  return `${new Date(time as number).toISOString().slice(11, 19)} ${(level as number) >= 40 ? '! ' : ''}${msg}${more}\n`
}
