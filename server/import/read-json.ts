/** An entry of the list by the number of the line in which it begins; or what is wrong with it. */
export type JsonEntry = { line: number; value: unknown } | { line: number; wrong: string }

const longestEntry = 100_000

/**
 * The entries of a JSON array (RFC 8259), one at a time: the text of one is cut out and read by itself, so that the file
 * may be of any size.
 * @param parts of the text, cut anywhere
 * @throws Error when it is no array
 */
export async function* readJsonList(parts: AsyncIterable<string>): AsyncGenerator<JsonEntry> {
  let line = 1
  let begunAt = 1
  let entry = ''
  let depth = 0
  let inText: 'no' | 'yes' | 'after a backslash' = 'no'
  const take = (): JsonEntry[] => {
    const text = entry.trim()
    entry = ''
    if (text === '') return []
    try {
      return [{ line: begunAt, value: JSON.parse(text) as unknown }]
    } catch {
      return [{ line: begunAt, wrong: 'is no JSON' }]
    }
  }

  for await (const part of parts) {
    for (const character of part) {
      if (character === '\n') line += 1
      if (depth === 0) {
        if (character === '[' && entry === '') depth = 1
        else if (character.trim() !== '') throw new Error(`Line ${line}: the file is no JSON list ([ … ]).`)
        continue
      }
      if (depth < 0) {
        if (character.trim() !== '')
          throw new Error(`Line ${line}: there is something after the end of the list.`)
        continue
      }
      if (inText !== 'no') {
        if (inText === 'after a backslash') inText = 'yes'
        else if (character === '\\') inText = 'after a backslash'
        else if (character === '"') inText = 'no'
      } else if (character === '"') inText = 'yes'
      else if (character === '{' || character === '[') depth += 1
      else if (character === '}' || character === ']') depth -= 1

      const isOver = depth === 0 && inText === 'no'
      if (isOver || (depth === 1 && inText === 'no' && character === ',')) {
        yield* take()
        if (isOver) depth = -1
        continue
      }
      if (entry === '' && character.trim() === '') continue
      if (entry === '') begunAt = line
      entry += character
      if (entry.length > longestEntry)
        throw new Error(`Line ${begunAt}: the entry is longer than ${longestEntry} characters.`)
    }
  }
  if (depth === 0) throw new Error('The file is no JSON list ([ … ]).')
  if (depth > 0) {
    yield* take()
    yield { line, wrong: 'the list is not closed: the file may be cut off' }
  }
}
