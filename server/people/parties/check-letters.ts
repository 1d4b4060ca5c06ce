import { type Checked, type Field, type Finding, nothing, refused, unusual, wrong } from './finding.ts'

// Control characters, private use, halves of a pair, line and paragraph separators, and what is there without being
// seen: direction marks turn the words around them, so that a name says something else than it is.
const notAllowed = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u
// Between letters of Persian or of Indic scripts, joiners are spelling (Unicode UAX #31 §2.3).
const joiners = /(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu
const needJoiners =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]/u

/**
 * One line of text as it is kept: composed (NFC), without spaces at its ends or two in a row. Empty is null and no
 * finding; whoever needs the field says so.
 * @param most letters, as people count them
 */
export function readLine(field: Field, typed: string | undefined, most: number): Checked<string> {
  const line = (typed ?? '')
    .normalize('NFC')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim()
  if (line === '') return nothing
  const hidden = hiddenLetter(line)
  if (hidden !== undefined) return refused(wrong(field, 'letter-not-allowed', { letter: nameOf(hidden) }))
  const length = [...line].length
  if (length > most) return refused(wrong(field, 'too-long', { most: String(most), length: String(length) }))
  return { kept: line, findings: findOtherScripts(field, line) }
}

/** The first letter that must not be there. */
export function hiddenLetter(text: string): string | undefined {
  const rest = needJoiners.test(text) ? text.replaceAll(joiners, '') : text
  return notAllowed.exec(rest)?.[0]
}

/** U+202E: such a letter cannot be shown itself. */
export function nameOf(letter: string): string {
  return `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

// Letters that are drawn like a Latin one (after Unicode UTS #39, the common ones of Cyrillic, Greek, Armenian).
const alike: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    һ: 'h',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    ӏ: 'l',
    о: 'o',
    р: 'p',
    ԛ: 'q',
  },
  ...{
    ѕ: 's',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    у: 'y',
    А: 'A',
    В: 'B',
    С: 'C',
    Е: 'E',
    Н: 'H',
    І: 'I',
    Ј: 'J',
    К: 'K',
  },
  ...{ М: 'M', О: 'O', Р: 'P', Ѕ: 'S', Т: 'T', Х: 'X', У: 'Y' },
  ...{
    ο: 'o',
    α: 'a',
    ν: 'v',
    ι: 'i',
    κ: 'k',
    ρ: 'p',
    υ: 'u',
    χ: 'x',
    Α: 'A',
    Β: 'B',
    Ε: 'E',
    Ζ: 'Z',
    Η: 'H',
  },
  ...{ Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X' },
  ...{ ո: 'n', օ: 'o', ս: 'u', հ: 'h', ց: 'g' },
}

const latin = /\p{Script=Latin}/u
const others: readonly [script: string, letters: RegExp][] = [
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
]

/**
 * Letters that may pass for Latin ones: in a word that is otherwise Latin, or in a word that is made of nothing else. A
 * whole word of another script is no surprise; one letter of it in between is a slip of a keyboard, or a lie.
 */
export function findOtherScripts(field: Field, text: string): Finding[] {
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    const letters = [...word]
    const isMixed = letters.some(letter => latin.test(letter) && !isStyled(letter))
    const isMask = letters.every(letter => letter in alike)
    for (const letter of letters) {
      const script = isStyled(letter) ? 'styled' : others.find(([, of]) => of.test(letter))?.[0]
      if (script === undefined || !(isMixed || isMask || script === 'styled')) continue
      const like = alike[letter] ?? (script === 'styled' ? letter.normalize('NFKC') : '')
      return [unusual(field, 'letter-of-another-script', { letter, script, like, word })]
    }
  }
  return []
}

/** A plain letter in costume: fullwidth, mathematical. */
function isStyled(letter: string): boolean {
  return !/[ -~]/.test(letter) && /^[A-Za-z]$/.test(letter.normalize('NFKC'))
}
