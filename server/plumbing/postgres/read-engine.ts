import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which engine wrote the data; `major` is the major version of PostgreSQL, the only one that can read them. */
type Engine = { engine: 'postgres'; major: number }

/**
 * Reads which engine the data belong to: from `engine.json` and from PostgreSQL's own mark in the data.
 * Undefined means: there are no data, a new database may be made.
 *
 * @throws Error with a sentence when the two do not agree. Then nothing may be created: an empty database in the place of
 * a lost one would greet the next visitor with the setup of a first administrator.
 */
export function readEngine(directory: string, dataDirectory: string): Engine | undefined {
  const file = join(directory, 'engine.json')
  const marked = readMark(file)
  const version = join(dataDirectory, 'PG_VERSION')
  const found = existsSync(version) ? Number.parseInt(readFileSync(version, 'utf8'), 10) : undefined
  if (found === undefined) {
    if (existsSync(dataDirectory)) {
      throw new Error(
        `${dataDirectory} exists but holds no database. Restore it from a backup, or remove this folder and ${file} ` +
          'to begin with an empty database.',
      )
    }
    if (marked === undefined) return undefined
    throw new Error(
      `${file} says that there is a database, but ${dataDirectory} is missing. Restore it from a backup, or remove ` +
        `${file} to begin with an empty database.`,
    )
  }
  // A start that was killed between the birth of the database and its mark: PostgreSQL's own word is enough.
  if (marked === undefined) writeEngine(directory, found)
  else if (marked !== found) {
    throw new Error(
      `${file} says that the data were written by PostgreSQL ${marked}, the data themselves say ${found}. ` +
        `If you upgraded them by hand, write "major": ${found} into that file.`,
    )
  }
  return { engine: 'postgres', major: found }
}

export function writeEngine(directory: string, major: number): void {
  const file = join(directory, 'engine.json')
  const engine: Engine = { engine: 'postgres', major }
  writeFileSync(`${file}.new`, `${JSON.stringify(engine)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

function readMark(file: string): number | undefined {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  try {
    const { engine, major } = JSON.parse(text) as Record<string, unknown>
    if (engine === 'postgres' && typeof major === 'number') return major
  } catch {
    // Not JSON: said below, together with everything else that is not ours.
  }
  throw new Error(
    `${file} does not name the engine "postgres" and its major version: these data are not of this Einlass. ` +
      'Choose another data directory with EINLASS_DATA.',
  )
}
