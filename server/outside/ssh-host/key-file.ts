import { createHash } from 'node:crypto'

/**
 * One line of authorized_keys, byte for byte as it stands there with its line break: what is not ours goes back exactly as
 * it came, in whatever encoding.
 */
export type KeyLine = {
  bytes: Buffer
  /** Of the line without its line break. */
  hash: string
  /** null: no key stands in this line. */
  key: { type: string; blob: Buffer; comment: string; options: string } | null
  artefactId: string | undefined
}

export function readKeyFile(file: Buffer): KeyLine[] {
  const lines: KeyLine[] = []
  for (let at = 0; at < file.length; ) {
    const found = file.indexOf(0x0a, at)
    const end = found < 0 ? file.length : found + 1
    lines.push(readLine(file.subarray(at, end)))
    at = end
  }
  return lines
}

/** The same file with this line at its end, instead of those that are to go. */
export function replaceLines(file: Buffer, goes: (line: KeyLine) => boolean, line?: string): Buffer {
  const stays = readKeyFile(file)
    .filter(one => !goes(one))
    .map(one => one.bytes)
  if (line === undefined) return Buffer.concat(stays)
  const last = stays.at(-1)
  // Behind a last line without a line break, ours would become its comment.
  const between = last && last.at(-1) !== 0x0a ? '\n' : ''
  return Buffer.concat([...stays, Buffer.from(`${between}${line}\n`)])
}

function readLine(bytes: Buffer): KeyLine {
  const text = bytes.toString('latin1').replace(/\r?\n?$/, '')
  const hash = createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 32)
  const key = text.trimStart().startsWith('#') ? null : readKey(text)
  const tag = /^einlass:([\w-]{8,64})$/.exec(key?.comment.split(/\s+/).at(-1) ?? '')
  return { bytes, hash, key, artefactId: tag?.[1] }
}

function readKey(text: string): KeyLine['key'] {
  const plain = /^\s*(\S+)[ \t]+(AAAA[A-Za-z0-9+/=]+)[ \t]*(.*)$/
  // Options may hold blanks between double quotes.
  const withOptions = /^\s*((?:[^\s"]|"(?:[^"\\]|\\.)*")+)[ \t]+(\S+)[ \t]+(AAAA[A-Za-z0-9+/=]+)[ \t]*(.*)$/
  const bare = plain.exec(text)
  if (bare) return made('', bare[1]!, bare[2]!, bare[3]!)
  const found = withOptions.exec(text)
  return found ? made(found[1]!, found[2]!, found[3]!, found[4]!) : null
}

function made(options: string, type: string, encoded: string, comment: string): KeyLine['key'] {
  return { options, type, blob: Buffer.from(encoded, 'base64'), comment: comment.trim() }
}
