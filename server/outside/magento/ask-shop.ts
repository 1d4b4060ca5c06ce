import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Connection } from '#server/access/outside.ts'

/**
 * Runs one command on the shop's server: `command` word by word, quoted by whoever runs it, with `stdin` on its standard
 * input. Whoever implements it checks the server's host key, ends what hangs, and gives `stdout` as text of a bounded
 * length. What cannot be done is a sentence, not an exception.
 */
export type RunOverSsh = (
  connection: Connection,
  command: readonly string[],
  stdin: string,
) => Promise<{ code: number; stdout: string } | { error: string }>

export type Row = Readonly<Record<string, unknown>>
export type Answer = { ok: true; said: Row } | { ok: false; error: string }

export type Shop = {
  /** What visit.php does with what is asked of it. */
  ask(doing: 'test' | 'open' | 'close' | 'confirm' | 'inventory' | 'remove', what: Row): Promise<Answer>
  /** A command of bin/magento that needs no secret. */
  magento(...words: string[]): Promise<{ ok: true; stdout: string } | { ok: false; error: string }>
}

const script = readFileSync(new URL('./visit.php', import.meta.url), 'utf8')
const mostAnswer = 4_000_000
// In every call, so that the script never stumbles over one that is missing.
const nothing = {
  login: null,
  mailbox: null,
  userId: null,
  password: null,
  newPassword: null,
  role: null,
  name: null,
  expiresAt: null,
  kind: null,
  id: null,
}

export const asRow = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}

export function callShop(connection: Connection, run: RunOverSsh): Shop | { error: string } {
  const { path, php = 'php' } = connection.options
  // Words of a path alone: even an implementation that quotes badly cannot be led astray.
  if (!path || !/^(\/[\w.-]+)+$/.test(path) || path.includes('/..'))
    return { error: 'The folder of Magento on the server is missing, for instance /var/www/magento.' }
  if (!/^[\w./-]+$/.test(php) || php.startsWith('-')) return { error: 'The program for PHP is not a path.' }

  const command = async (words: readonly string[], stdin: string) => {
    const ran = await run(connection, words, stdin)
    if ('error' in ran)
      return { ok: false as const, error: `The server cannot be used. ${sentence(ran.error)}` }
    if (ran.stdout.length > mostAnswer)
      return { ok: false as const, error: 'The server answered with far more than was asked for.' }
    return { ok: true as const, ...ran }
  }

  return {
    async ask(doing, what) {
      const mark = `einlass-${randomBytes(16).toString('hex')}:`
      const asked = { ...nothing, ...what, do: doing, root: path, mark }
      const payload = Buffer.from(JSON.stringify(asked)).toString('base64')
      const ran = await command(
        [php, '-d', 'display_errors=0', '-d', 'zend.exception_ignore_args=1'],
        `<?php $asked = json_decode(base64_decode('${payload}'), true); ?>${script}`,
      )
      if (!ran.ok) return ran
      const line = ran.stdout.split('\n').findLast(one => one.startsWith(mark))
      const said = line === undefined ? undefined : asRow(parse(line.slice(mark.length)))
      if (!said || Object.keys(said).length === 0)
        return {
          ok: false,
          error: `PHP on the server did not get to its end (code ${ran.code}); it has to be the one that Magento runs with, as the user who owns its files.`,
        }
      if (typeof said['error'] === 'string')
        return {
          ok: false,
          error: `Magento did not do it (${said['error'].replaceAll(/\W/g, '').slice(0, 60)}).`,
        }
      return { ok: true, said }
    },
    async magento(...words) {
      const ran = await command([php, `${path}/bin/magento`, ...words, '--no-ansi', '--no-interaction'], '')
      if (!ran.ok) return ran
      return ran.code === 0
        ? { ok: true, stdout: ran.stdout }
        : {
            ok: false,
            error: `The command bin/magento did not run (code ${ran.code}); the folder has to be the one of Magento.`,
          }
    },
  }
}

function sentence(text: string): string {
  const plain = text
    .replaceAll(/[<>{}\p{Cc}]/gu, ' ')
    .trim()
    .slice(0, 300)
  return /[.!?]$/.test(plain) ? plain : `${plain}.`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
