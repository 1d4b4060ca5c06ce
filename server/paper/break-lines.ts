/**
 * Breaks a text into lines that are no wider than allowed: between words, and inside of one that is too long for a line
 * of its own. Linear, whatever somebody has typed.
 * @param widthOf of one sign, in the unit of `width`
 * @returns at least one line
 */
export function breakLines(text: string, width: number, widthOf: (sign: string) => number): string[] {
  const blank = widthOf(' ')
  const lines: string[] = []
  let line = ''
  let used = 0
  const end = () => {
    lines.push(line)
    line = ''
    used = 0
  }
  for (const word of text.split(' ')) {
    const signs = Array.from(word)
    const needed = signs.reduce((sum, sign) => sum + widthOf(sign), 0)
    if (line !== '') {
      if (used + blank + needed <= width) {
        line += ` ${word}`
        used += blank + needed
        continue
      }
      end()
    }
    for (const sign of signs) {
      const more = widthOf(sign)
      if (line !== '' && used + more > width) end()
      line += sign
      used += more
    }
  }
  if (line !== '' || lines.length === 0) end()
  return lines
}
