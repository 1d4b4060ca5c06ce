import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { quoteWords } from '#server/plumbing/ssh/quote-words.ts'

/** Every process of a visit carries this in its environment, unless somebody takes pains to lose it. */
export const mark = 'EINLASS_ARTEFACT'

let program: string | undefined

/**
 * The command of a key line, as it stands there between double quotes.
 * @param until epoch ms
 */
export function writeEntering(artefactId: string, until: number): string {
  program ??= readFileSync(join(import.meta.dirname, 'on-host/enter.sh'), 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
    .join(' ')
  if (/['\\!]/.test(program)) throw new Error('not every shell would read this alike')
  const end = String(Math.floor(until / 1000))
  const command = `exec env ${mark}=${artefactId} /bin/sh -c ${quoteWords([program])} einlass ${artefactId} ${end}`
  return command.replaceAll('"', '\\"')
}
