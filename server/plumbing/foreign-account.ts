import { randomBytes } from 'node:crypto'
import { isId } from './ids.ts'

/**
 * A name that every foreign system takes: letters of any script, blanks and the marks that names have. What else
 * somebody may have typed (tags, digits, control characters, right-to-left overrides) is left out.
 */
export function plainName(text: unknown, orElse: string): string {
  if (typeof text !== 'string') return orElse
  const plain = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M} .'-]/gu, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
  return [...plain].slice(0, 60).join('').trim() || orElse
}

/** One plain address: no name, no quotes, no comment, nothing that means something in a query, a header or a shell. */
export function isMailbox(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    text.length <= 120 &&
    /^[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)
  )
}

/** An identifier of ours as 32 hexadecimal digits, for systems that allow no dashes; undefined if it is none. */
export function hexOfId(id: string): string | undefined {
  return isId(id) ? id.replaceAll('-', '') : undefined
}

/** The other way round. */
export function idOfHex(hex: string): string | undefined {
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return isId(id) ? id : undefined
}

/** 192 random bits, with a letter of each case, a digit and a mark, because some systems count those. */
export function newPassword(): string {
  return `${randomBytes(24).toString('base64url')}-aA1`
}
