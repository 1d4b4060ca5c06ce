import { createReadStream } from 'node:fs'
import { readCsv } from './read-csv.ts'
import { readJsonList } from './read-json.ts'

/** What a line of the file may say. */
export const columns = [
  'reference',
  'account',
  'zone',
  'region',
  'owner_name',
  'owner_address',
  'owner_language',
  'shop_name',
  'shop_origin',
  'shop_kind',
] as const
export type Column = (typeof columns)[number]
/** These must be there; zone and region are the provider's standard ones if they are not said, and a shop can be added later. */
const needed: readonly Column[] = ['reference', 'account', 'owner_name', 'owner_address', 'owner_language']

/** What a line says, trimmed; '' where it says nothing. Or what is wrong with it. */
export type Line = { line: number; values: Record<Column, string> } | { line: number; wrong: string }

/**
 * The lines of a file, one at a time: CSV with a first line of column names, or a JSON list of objects.
 * @param read told how many bytes were read so far
 * @throws Error with a sentence for the operator, when the file as a whole cannot be used
 */
export async function* readLines(path: string, read: (bytes: number) => void): AsyncGenerator<Line> {
  if (await beginsWithBracket(path)) yield* readFromJson(decode(path, read))
  else yield* readFromCsv(decode(path, read))
}

/**
 * The text of the file, without its byte order mark. What is no UTF-8 is refused: a name in another encoding would be kept
 * misspelt for ever.
 */
export async function* decode(path: string, read: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
      bytes += part.length
      yield decoder.decode(part, { stream: true })
      read(bytes)
    }
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError)
      throw new Error(`${path} is not written in UTF-8. Save it as “CSV UTF-8” and try again.`, {
        cause: error,
      })
    throw error
  }
}

async function beginsWithBracket(path: string): Promise<boolean> {
  for await (const text of decode(path, () => undefined)) {
    const begin = text.trimStart()
    if (begin !== '') return begin.startsWith('[')
  }
  return false
}

async function* readFromCsv(text: AsyncIterable<string>): AsyncGenerator<Line> {
  let header: Column[] | undefined
  for await (const record of readCsv(text)) {
    if ('wrong' in record) {
      if (!header) throw new Error(`Line ${record.line}: ${record.wrong}.`)
      yield record
    } else if (!header) header = readHeader(record.fields)
    else if (record.fields.length !== header.length)
      yield {
        line: record.line,
        wrong: `has ${record.fields.length} fields, and the first line ${header.length}`,
      }
    else yield { line: record.line, values: valuesOf(header.map((column, i) => [column, record.fields[i]!])) }
  }
  if (!header) throw new Error('The file is empty: its first line must name the columns.')
}

/** @throws Error when a column is missing, unknown or there twice */
function readHeader(fields: readonly string[]): Column[] {
  const named = fields.map(field => field.trim().toLowerCase())
  const missing = needed.filter(column => !named.includes(column))
  const unknown = named.filter(name => !isColumn(name))
  const twice = named.filter((name, i) => named.indexOf(name) !== i)
  const faults = [
    ...missing.map(column => `the column ${column} is missing`),
    ...unknown.map(name => `there is no column “${name}”`),
    ...twice.map(name => `the column ${name} is there twice`),
  ]
  if (faults.length > 0)
    throw new Error(`The first line must name the columns (${columns.join(', ')}): ${faults.join('; ')}.`)
  return named as Column[]
}

async function* readFromJson(text: AsyncIterable<string>): AsyncGenerator<Line> {
  for await (const entry of readJsonList(text)) {
    if ('wrong' in entry) {
      yield entry
      continue
    }
    const { line, value } = entry
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield { line, wrong: 'is no object ({ … })' }
      continue
    }
    const pairs = Object.entries(value)
    const unknown = pairs.map(([name]) => name).filter(name => !isColumn(name))
    const odd = pairs.filter(([, one]) => one !== null && typeof one !== 'string' && typeof one !== 'number')
    if (unknown.length > 0) yield { line, wrong: `there is no “${unknown[0]}”` }
    else if (odd.length > 0) yield { line, wrong: `${odd[0]![0]} is neither a text nor a number` }
    else yield { line, values: valuesOf(pairs.map(([name, one]) => [name as Column, String(one ?? '')])) }
  }
}

function isColumn(name: string): name is Column {
  return (columns as readonly string[]).includes(name)
}

function valuesOf(pairs: readonly (readonly [Column, string])[]): Record<Column, string> {
  const values = Object.fromEntries(columns.map(column => [column, ''])) as Record<Column, string>
  for (const [column, value] of pairs) values[column] = value.trim()
  return values
}
