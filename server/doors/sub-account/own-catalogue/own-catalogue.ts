import { readFileSync } from 'node:fs'
import { admitOwnPermissions, type OwnEntry, type OwnGroup } from '#server/access/own-permissions.ts'
import { admitOwnPresets, type OwnPreset } from '../catalogue.ts'
import { checkCatalogue } from './check-catalogue.ts'

/** What the provider adds to the catalogue of Einlass, as docs/own-permissions.md describes it. */
export type OwnCatalogue = {
  permissions: readonly OwnEntry[]
  groups: readonly OwnGroup[]
  presets: readonly OwnPreset[]
}

export const nothingOwn: OwnCatalogue = { permissions: [], groups: [], presets: [] }

/** From now on this process knows these, and no others that it had before. */
export function admitOwnCatalogue(own: OwnCatalogue): void {
  const audiences = own.presets.flatMap(({ audience, own }) =>
    own === null ? [] : [{ name: audience, label: own.label }],
  )
  admitOwnPermissions({ ...own, audiences })
  admitOwnPresets(own.presets)
}

const mostBytes = 256 * 1024

/** @throws Error with all that is wrong, one sentence a line: where it stands, and what to do */
export function readOwnCatalogue(file: string): OwnCatalogue {
  const wrong = (sentence: string) => new Error(`EINLASS_CATALOGUE, ${file}: ${sentence}`)
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw wrong(
      `the file cannot be read (${(error as NodeJS.ErrnoException).code}). Name a file that the desk may read, or leave EINLASS_CATALOGUE out.`,
    )
  }
  if (text.length > mostBytes) throw wrong('the file is longer than 256 kB. It holds too much.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw wrong(`${placeOf(text)}this is no JSON. Correct what stands there or right before it.`)
  }
  const checked = checkCatalogue(value)
  if ('mistakes' in checked) throw new Error(checked.mistakes.map(one => wrong(one).message).join('\n'))
  return checked
}

/** Where it stops being JSON, as an editor counts. The parser does not always say it. */
function placeOf(text: string): string {
  let [fine, bad] = [0, text.length + 1]
  while (bad - fine > 1) {
    const middle = (fine + bad) >> 1
    if (mayGoOn(text.slice(0, middle))) fine = middle
    else bad = middle
  }
  const before = text.slice(0, fine).split('\n')
  return `line ${before.length}, column ${before.at(-1)!.length + 1}: `
}

/** Is this the beginning of JSON, or all of it? */
function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const said = / position (\d+)/.exec(String(error))
    return /Unexpected end|Unterminated string/.test(String(error)) || Number(said?.[1]) >= text.length
  }
}
