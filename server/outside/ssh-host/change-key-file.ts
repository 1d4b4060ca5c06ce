import type { Host } from './ask-host.ts'
import { type KeyLine, replaceLines } from './key-file.ts'

export type KeyFile = { path: string; sum: string; bytes: Buffer }

export async function readKeys(host: Host, keys = host.keys): Promise<KeyFile | { error: string }> {
  const answer = await host.ask('read-key-file', { keys })
  if (!answer.answered) return { error: answer.error }
  const [, path, sum, encoded] = /^file ([^\n]*)\nsum ([^\n]*)\n(.*)$/s.exec(answer.text) ?? []
  if (path === undefined || sum === undefined || encoded === undefined)
    return { error: 'What it answered cannot be understood.' }
  return { path, sum, bytes: Buffer.from(encoded, 'base64') }
}

/**
 * Takes lines out and puts one in: at once or not at all, and never over what somebody else has written meanwhile.
 * @param check looks at the file first and may refuse it, with a sentence
 */
export async function changeKeys(
  host: Host,
  change: {
    keys?: string
    goes(line: KeyLine): boolean
    line?: string
    check?(file: Buffer): string | undefined
  },
): Promise<{ done: true; path: string } | { done: false; error: string }> {
  for (let tries = 1; ; tries++) {
    const file = await readKeys(host, change.keys)
    if ('error' in file) return { done: false, error: file.error }
    const objection = change.check?.(file.bytes)
    if (objection) return { done: false, error: objection }
    const bytes = replaceLines(file.bytes, change.goes, change.line)
    if (bytes.equals(file.bytes)) return { done: true, path: file.path }
    const answer = await host.ask(
      'write-key-file',
      { real: file.path, sum: file.sum, size: String(bytes.length) },
      bytes,
    )
    if (answer.answered) return { done: true, path: file.path }
    if (answer.why !== 'changed' || tries >= 5) return { done: false, error: answer.error }
  }
}
