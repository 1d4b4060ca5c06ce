// Line breaks, tabs and other controls (C0, C1), and the line separators that some programs treat like them.
const breaks = /[\p{Cc}\u2028\u2029]+/gu
// Marks that turn the direction of what follows (UAX #9 §2): in somebody's name they could turn a whole sentence.
const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * Text that somebody typed, as one line of at most `longest` characters: no line break (a header would end there), no
 * mark that changes the direction of what stands around it, no half character.
 */
export function tameLine(text: string, longest: number): string {
  return cut(
    text.toWellFormed().replaceAll(turns, '').replaceAll(breaks, ' ').replaceAll(/ {2,}/g, ' ').trim(),
    longest,
  )
}

/** The same for text of several lines. Each line is tamed; more than one empty line in a row becomes one. */
export function tameLines(text: string, longest: number): string[] {
  return cut(
    text
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim(),
    longest,
  )
    .split('\n')
    .map(line => tameLine(line, longest))
}

/** First strong isolate … pop directional isolate (UAX #9 §2.4.2): what stands inside keeps its direction to itself. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}

function cut(text: string, longest: number): string {
  // By characters, not by code units: half of a surrogate pair is no text.
  const characters = [...text]
  return characters.length <= longest
    ? text
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}
