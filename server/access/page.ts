import { isId } from '#server/plumbing/ids.ts'
import { Refusal } from './refusal.ts'

/** Where a page of a list ends: the instant and the id of its last row, newest first. */
export type Cursor = { at: Date; id: string }

export function writeCursor(last: Cursor): string {
  return `${last.at.toISOString()}~${last.id}`
}

/** @throws Refusal 'invalid-input' for anything that writeCursor did not write */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = text.split('~')
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime()) || !isId(id)) throw new Refusal('invalid-input', { field: 'cursor' })
  return { at: instant, id }
}
