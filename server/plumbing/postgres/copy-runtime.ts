import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Binaries, readVersion } from './find-binaries.ts'
import { makeFolder } from './prepare-directory.ts'

/**
 * Copies the programs of the npm package to `<directory>/runtime/pg-<version>`, unless that is done, and makes the symbolic
 * links which the package would make in an install script (npm 12 does not run it).
 *
 * In node_modules they cannot stay: the database's user may not get there, and the next `npm ci` would delete the
 * libraries of a running database. The copy is made under another name and renamed, so that a killed start leaves no
 * half one; one that is damaged in spite of that (power loss) is recognized by the sizes of its files.
 */
export async function copyRuntime(
  directory: string,
  binaries: Binaries,
  say: (sentence: string) => void,
): Promise<Binaries> {
  if (!binaries.unpacked) return binaries
  const { folder, packageVersion } = binaries.unpacked
  const runtime = join(directory, 'runtime')
  const copy = join(runtime, `pg-${packageVersion}`)
  const ready: Binaries = { ...binaries, bin: join(copy, 'bin') }
  const files = listFiles(folder)
  if (isComplete(files, folder, copy)) return ready

  makeFolder(runtime, 0o755)
  const halves = readdirSync(runtime).filter(name => name.startsWith('copying-'))
  await Promise.all(
    [copy, ...halves.map(name => join(runtime, name))].map(path =>
      rm(path, { recursive: true, force: true }),
    ),
  )

  const temporary = join(runtime, `copying-${process.pid}`)
  try {
    await copyTo(temporary, folder, files)
    if (!(await readVersion(join(temporary, 'bin')))) throw new Error(refusal(binaries.source))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error
  }
  renameSync(temporary, copy)
  say(`Copied PostgreSQL ${binaries.version} from ${binaries.source} to ${copy}.`)
  removeFormerCopies(runtime, copy, binaries.major)
  return ready
}

async function copyTo(target: string, folder: string, files: string[]): Promise<void> {
  for (const sub of new Set(files.map(file => dirname(file)))) makeFolder(join(target, sub), 0o755)
  const copied = await Promise.allSettled(files.map(file => copyOne(join(folder, file), join(target, file))))
  // All of them have ended now: nothing is written any more while the half copy is removed.
  for (const result of copied) if (result.status === 'rejected') throw result.reason
  for (const { source, target: link } of readLinks(folder)) {
    symlinkSync(relative(dirname(link), source), join(target, relative('native', link)))
  }
}

/** A copy of another major version stays: it may be the only one that can read older data. */
function removeFormerCopies(runtime: string, copy: string, major: number): void {
  for (const name of readdirSync(runtime)) {
    if (name.startsWith(`pg-${major}.`) && join(runtime, name) !== copy) {
      rmSync(join(runtime, name), { recursive: true, force: true })
    }
  }
}

/** Plain files below the package's folder, relative; without what is only good for compiling against PostgreSQL. */
function listFiles(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const path = join(below, entry.name)
    if (entry.isDirectory()) return entry.name === 'pkgconfig' ? [] : listFiles(folder, path)
    return entry.isFile() && !entry.name.endsWith('.a') ? [path] : []
  })
}

function isComplete(files: string[], folder: string, copy: string): boolean {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size
  return (
    files.every(file => size(join(copy, file)) === size(join(folder, file))) &&
    readLinks(folder).every(({ target }) => size(join(copy, relative('native', target))) !== undefined)
  )
}

async function copyOne(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  // Readable for the database's user, whatever the umask of the installation was.
  chmodSync(to, statSync(from).mode & 0o100 ? 0o755 : 0o644)
}

/** `pg-symlinks.json` of the package: paths that begin with `native/`; a platform without links may lack it. */
function readLinks(folder: string): { source: string; target: string }[] {
  const list = join(folder, 'pg-symlinks.json')
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
}

function refusal(source: string): string {
  return (
    `The PostgreSQL of ${source} does not run on this machine (it needs glibc, which for instance Alpine Linux does not ` +
    'have). Install PostgreSQL 16 or newer from the system, name its folder in EINLASS_PG_BIN, or use a database that ' +
    'runs elsewhere with EINLASS_DATABASE_URL.'
  )
}
