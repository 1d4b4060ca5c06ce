/** Pieces of whole lines, each of at most so many characters; a line that is longer is a piece by itself. */
export function* splitLines(text: string, most: number): Generator<string> {
  for (let from = 0; from < text.length; ) {
    let to = text.length
    if (to - from > most) {
      const before = text.lastIndexOf('\n', from + most - 1)
      const next = before >= from ? before : text.indexOf('\n', from)
      if (next >= 0) to = next + 1
    }
    yield text.slice(from, to)
    from = to
  }
}
