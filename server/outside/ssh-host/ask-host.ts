import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '#server/access/outside.ts'
import { connectSsh, type SshLine } from '#server/plumbing/ssh/connect.ts'
import { quoteWords } from '#server/plumbing/ssh/quote-words.ts'
import { isLogin } from './key-line.ts'
import { mark } from './write-entering.ts'

/** The programs that run on the server, each a file in on-host/ that says what it does. */
export type Program =
  | 'read-key-file'
  | 'write-key-file'
  | 'list-key-files'
  | 'open-gate'
  | 'shut-gate'
  | 'forget'
  | 'list-processes'
  | 'take-inventory'
  | 'read-crontab'
  | 'write-crontab'
  | 'try-out'

export type Answer = { answered: true; text: string } | { answered: false; error: string; why?: string }

/** Somebody's own place on a server, and a way to run our programs there as that login. */
export type Host = {
  login: string
  banner: string
  /** Path of authorized_keys, as in AuthorizedKeysFile. */
  keys: string
  /** @param bytes what the program takes in, besides its values */
  ask(program: Program, values?: Readonly<Record<string, string>>, bytes?: Buffer): Promise<Answer>
  end(): void
}

export async function connectHost(
  connection: Connection,
  asLogin: unknown = connection.login,
): Promise<Host | { error: string }> {
  const keys = connection.options['authorizedKeys'] ?? '.ssh/authorized_keys'
  if (!isLogin(asLogin)) return { error: 'It is not said with which login Einlass works there.' }
  // Only root may become somebody else, and becomes him before he touches anything that is his.
  if (asLogin !== connection.login && connection.login !== 'root')
    return { error: `Einlass signs in there as somebody else and cannot act for ${asLogin}.` }
  const command =
    asLogin === connection.login ? ['/bin/sh', '-s'] : ['runuser', '-u', asLogin, '--', '/bin/sh', '-s']
  const line = await connectSsh(connection)
  if (!line.connected) return { error: line.error }
  return {
    login: asLogin,
    banner: line.banner,
    keys,
    ask: (program, values = {}, bytes) =>
      ask(line, command, write(program, { keys, mark, ...values }, bytes)),
    end: () => line.end(),
  }
}

const programs = new Map<string, string>()
function read(name: string): string {
  const known = programs.get(name) ?? readFileSync(join(import.meta.dirname, 'on-host', `${name}.sh`), 'utf8')
  programs.set(name, known)
  return known
}

/**
 * Everything goes in as what the shell reads, so that the login's own shell has nothing to misunderstand and the length of
 * arguments is no limit. The braces make it read to the end before it begins.
 */
function write(program: Program, values: Readonly<Record<string, string>>, bytes?: Buffer): string {
  const set = Object.entries(values).map(([name, value]) => `${name}=${quoteWords([value])}`)
  const encoded = (bytes ?? Buffer.alloc(0)).toString('base64').replaceAll(/(.{76})/g, '$1\n')
  const take = `take() { base64 -d <<'EINLASS'\n${encoded}\nEINLASS\n}`
  return ['{', read('begin'), take, ...set, read(program), 'exit 0', '}', ''].join('\n')
}

async function ask(line: SshLine, command: readonly string[], script: string): Promise<Answer> {
  const ran = await line.run(command, script)
  if ('error' in ran) return { answered: false, error: ran.error }
  const text = ran.stdout.split('\n--einlass--\n')[1]
  if (text === undefined)
    return { answered: false, error: 'This login has no shell there in which Einlass could work.' }
  const why = /^refused (\w+)$/m.exec(text)?.[1]
  if (why) return { answered: false, why, error: reasons[why] ?? 'It did not go as it should there.' }
  if (ran.code !== 0) return { answered: false, error: 'What Einlass runs there broke off.' }
  return { answered: true, text }
}

const reasons: Record<string, string> = {
  unreadable: 'The file with the keys of this login cannot be read.',
  readonly: 'The file with the keys of this login, or its folder, cannot be written.',
  full: 'It could not be written to its end; most likely the disk is full. Nothing was changed.',
  foreign: 'The file with the keys of this login belongs to somebody else, so Einlass leaves it alone.',
  changed: 'The file with the keys of this login changes all the time, so Einlass did not write it.',
  proc: 'It does not show which processes run there (no /proc), so nobody could say that an access is over.',
  tools: 'Programs that Einlass needs are missing there.',
}
