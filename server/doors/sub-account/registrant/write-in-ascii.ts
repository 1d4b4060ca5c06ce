/**
 * Letters that people write in a certain way when they have only ASCII: as they stand in passports and on bank
 * transfers in Germany (DIN 5007-2, DIN 91379) and the Netherlands, and as their neighbours do it. Whatever is not here
 * loses its marks: é becomes e.
 */
const written: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'Ae'],
  ['Ö', 'Oe'],
  ['Ü', 'Ue'],
  ['ß', 'ss'],
  ['ẞ', 'SS'],
  ['ĳ', 'ij'],
  ['Ĳ', 'IJ'],
  ['æ', 'ae'],
  ['Æ', 'Ae'],
  ['œ', 'oe'],
  ['Œ', 'Oe'],
  ['ø', 'oe'],
  ['Ø', 'Oe'],
  ['å', 'aa'],
  ['Å', 'Aa'],
  ['þ', 'th'],
  ['Þ', 'Th'],
  ['ð', 'd'],
  ['Ð', 'D'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ħ', 'h'],
  ['Ħ', 'H'],
  ['ı', 'i'],
  ['ĸ', 'k'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ŋ', 'ng'],
  ['Ŋ', 'Ng'],
  ['ŧ', 't'],
  ['Ŧ', 'T'],
  ['ſ', 's'],
  ['‘', "'"],
  ['’', "'"],
  ['‚', "'"],
  ['ʼ', "'"],
  ['“', '"'],
  ['”', '"'],
  ['„', '"'],
  ['«', '"'],
  ['»', '"'],
  ['‐', '-'],
  ['‑', '-'],
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
  ['·', '.'],
  ['€', 'EUR'],
  ['№', 'No.'],
])

const capitals = /^\P{Ll}*$/u

/**
 * The same words in 7-bit ASCII. In a word of capitals a letter becomes capitals: ÖL becomes OEL, Öl becomes Oel.
 * @returns undefined: it holds letters that nobody could guess in ASCII, of another script for instance
 */
export function writeInAscii(text: string): string | undefined {
  const ascii = text.normalize('NFC').replaceAll(/[\p{L}\p{M}]+|[^\p{L}\p{M}]/gu, part => {
    const isShouted = [...part].length > 1 && capitals.test(part)
    return [...part].map(letter => writeLetter(letter, isShouted)).join('')
  })
  return /^[\x20-\x7e]*$/.test(ascii) ? ascii : undefined
}

function writeLetter(letter: string, isShouted: boolean): string {
  if (/[\x20-\x7e]/.test(letter)) return letter
  const known = written.get(letter)
  if (known !== undefined) return isShouted ? known.toUpperCase() : known
  return letter.normalize('NFKD').replaceAll(/\p{M}/gu, '')
}
