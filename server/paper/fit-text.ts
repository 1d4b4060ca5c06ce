/** Stands for what the font has no picture of. */
export const missingSign = '□'

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/
// Line breaks of any kind become blanks; what turns text round, hides or rings is left out.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu

/**
 * What somebody typed, so that it can be drawn: one line of signs that the font has.
 * @param has whether the font can draw a code point
 */
export function fitText(
  text: string,
  has: (codePoint: number) => boolean,
): { text: string; missing: boolean } {
  let missing = false
  const drawn = Array.from(
    text
      .normalize('NFC')
      .replaceAll(/[\s\u2028\u2029]+/gu, ' ')
      .replaceAll(unseen, ''),
    sign => {
      if (has(sign.codePointAt(0)!)) return sign
      missing = true
      return missingSign
    },
  ).join('')
  return { text: rightToLeft.test(drawn) ? orderWords(drawn) : drawn, missing }
}

/**
 * The font turns the letters of a word round by itself, and words are set from left to right: neighbours that are
 * written from right to left are put in the order in which they are read. Enough for names; a long text in such a script
 * is better read in the attached receipt.
 */
function orderWords(text: string): string {
  const ordered: string[] = []
  let run: string[] = []
  for (const word of text.split(' ')) {
    if (rightToLeft.test(word)) run.unshift(word)
    else {
      ordered.push(...run, word)
      run = []
    }
  }
  return [...ordered, ...run].join(' ')
}
