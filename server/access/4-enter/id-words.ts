// Ids as four 32-bit words each. In memory they lie in the row where they are needed; a string of 36 signs lies somewhere
// else, and to go there costs more than everything else that a decision does.

const text = Buffer.alloc(36)
const view = new DataView(text.buffer, text.byteOffset, text.length)
const dash = '-'.charCodeAt(0)

/** By two digits, as they lie in memory: the byte that they say; −1: they are none. Small letters only, as ids are held. */
const bytes = new Int16Array(65_536).fill(-1)
for (let byte = 0; byte < 256; byte++)
  bytes[Buffer.from(byte.toString(16).padStart(2, '0')).readUInt16LE()] = byte

/** Four digits as a number; less than 0: one of them is none. */
function digitsAt(place: number): number {
  return (bytes[view.getUint16(place, true)]! << 8) | bytes[view.getUint16(place + 2, true)]!
}

/**
 * Reads an id. Two texts have the same words only if they are the same text.
 * @returns false: it is no id (the one of zeros is nobody's), and nothing may be found by what was written
 */
export function readId(id: string, into: Int32Array, at: number): boolean {
  // What is not ASCII takes more than one byte for a sign: then the last ones would still be those of another id.
  if (id.length !== 36 || text.write(id) !== 36) return false
  if (text[8] !== dash || text[13] !== dash || text[18] !== dash || text[23] !== dash) return false
  const a = digitsAt(0)
  const b = digitsAt(4)
  const c = digitsAt(9)
  const d = digitsAt(14)
  const e = digitsAt(19)
  const f = digitsAt(24)
  const g = digitsAt(28)
  const h = digitsAt(32)
  into[at] = (a << 16) | b
  into[at + 1] = (c << 16) | d
  into[at + 2] = (e << 16) | f
  into[at + 3] = (g << 16) | h
  return (a | b | c | d | e | f | g | h) > 0
}

export function writeId(words: Int32Array, at: number): string {
  const hex = Array.from(words.subarray(at, at + 4), word => (word >>> 0).toString(16).padStart(8, '0')).join(
    '',
  )
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The last word first: it was chosen by lot, while ids that were made together begin alike. */
export function isSameId(a: Int32Array, i: number, b: Int32Array, j: number): boolean {
  return a[i + 3] === b[j + 3] && a[i + 2] === b[j + 2] && a[i + 1] === b[j + 1] && a[i] === b[j]
}
