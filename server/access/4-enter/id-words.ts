/** An id as four 32-bit words: 16 bytes beside each other instead of a string of 36 signs somewhere else. */
export type IdWords = readonly [number, number, number, number]

/** No id at all: "the whole account" where a resource is meant. */
export const noId: IdWords = [0, 0, 0, 0]
/** What is no UUID. It equals nothing that is held, because no id is made of ones only (RFC 9562 §5.10). */
const nobody: IdWords = [-1, -1, -1, -1]

const notADigit = 0x80
const digits = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase())
  return digit === -1 ? notADigit : digit
})

/** Reads a UUID as text (RFC 9562 §4). */
export function wordsOf(id: string): IdWords {
  if (id.length !== 36) return nobody
  let wrong = 0
  // Eight digits from here on; those that lie around a dash are read in two parts.
  const word = (at: number, gap: number) => {
    let value = 0
    for (let i = 0; i < 8; i++) {
      const digit = digits[id.charCodeAt(i < 4 ? at + i : at + i + gap) & 0xff]!
      wrong |= digit
      value = (value << 4) | digit
    }
    return value
  }
  const words: IdWords = [word(0, 0), word(9, 1), word(19, 1), word(28, 0)]
  return wrong & notADigit ? nobody : words
}

/** Are the words from here on this id? The last one differs most often, so it is looked at first. */
export function isIdAt(words: Int32Array, at: number, id: IdWords): boolean {
  return words[at + 3] === id[3] && words[at + 2] === id[2] && words[at + 1] === id[1] && words[at] === id[0]
}

export function idAt(words: Int32Array, at: number): string {
  const hex = [0, 1, 2, 3].map(i => (words[at + i]! >>> 0).toString(16).padStart(8, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
