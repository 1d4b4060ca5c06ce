import { makeSocketDirectory, removeSocketDirectory } from './choose-socket.ts'
import { copyRuntime } from './copy-runtime.ts'
import { createFiles } from './create-files.ts'
import { explainFailure } from './explain-failure.ts'
import { findBinaries } from './find-binaries.ts'
import { findBarrier } from './find-child-user.ts'
import { keepLogSmall } from './keep-log-small.ts'
import { lockDirectory } from './lock-directory.ts'
import { type Places, prepareDirectory } from './prepare-directory.ts'
import { createDatabase, writeUrl } from './reach-database.ts'
import { readEngine, writeEngine } from './read-engine.ts'
import { type Postmaster, runPostmaster, waitUntilReady } from './run-postmaster.ts'
import { refuseStranger, stopOrphan } from './stop-orphan.ts'
import { type Supervised, supervise } from './supervise.ts'
import { writeSettings } from './write-settings.ts'

export type Postgres = Supervised & {
  /** Connection string of the owner role for `pg`, over the Unix socket. */
  url: string
  /** '18.4' */
  version: string
  /** Where the programs come from, as a part of a sentence: 'EINLASS_PG_BIN', 'the system', 'the package …'. */
  binaries: string
  dataDirectory: string
  /** As whom the database runs, when that is not the user of this process (which is root then). */
  user?: string
  /** Of the postmaster that runs now; changes with each restart. */
  pid(): number | undefined
}

export type StartOptions = {
  /** Einlass' data directory, absolute; the files of the database go to <directory>/postgres. */
  directory: string
  /** Folder with the programs of PostgreSQL (EINLASS_PG_BIN). */
  binaries?: string
  /** Further settings of PostgreSQL. `fsync: 'off'` also creates the files without waiting for the disk. */
  settings?: Record<string, string>
  /** Created when it is missing. */
  database?: string
  say: (sentence: string) => void
}

/**
 * Starts the embedded PostgreSQL on a Unix socket and keeps it running until `stop()`.
 *
 * @throws Error with a sentence that says what to do; nothing of ours runs or is locked then
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  if (process.platform === 'win32') {
    throw new Error('On Windows there is no embedded database: name a PostgreSQL in EINLASS_DATABASE_URL.')
  }
  const undo: (() => void)[] = []
  const undoAll = () => {
    for (const step of undo.splice(0).reverse()) {
      try {
        step()
      } catch {
        // A socket folder or a lock that cannot be removed is cleared away by the next start.
      }
    }
  }
  try {
    const places = prepareDirectory(options.directory)
    await refuseStranger(places)
    const lock = await lockDirectory(places.directory)
    undo.push(lock.release)
    const postgres = await startLocked(options, places, lock.held, undo)
    let stopping: Promise<void> | undefined
    return {
      ...postgres,
      stop: () => {
        stopping ??= postgres.stop().then(undoAll)
        return stopping
      },
    }
  } catch (error) {
    undoAll()
    throw explainFailure(error, options.directory)
  }
}

async function startLocked(
  { binaries: wanted, settings, database: name = 'einlass', say }: StartOptions,
  places: Places,
  isOurs: () => boolean,
  undo: (() => void)[],
): Promise<Postgres> {
  const { directory, database, dataDirectory, logFile, user } = places
  const engine = readEngine(directory, dataDirectory)
  const found = await findBinaries({ wanted, major: engine?.major, directory })
  const binaries = await copyRuntime(directory, found, say)
  const barrier = user && findBarrier(user, binaries.bin)
  if (barrier) {
    throw new Error(
      `The database runs as the user ${user.name}, who may not pass ${barrier} to the programs of PostgreSQL. ` +
        `Allow it with chmod o+x ${barrier}, or name other programs in EINLASS_PG_BIN.`,
    )
  }
  if (!engine) {
    await createFiles({ binaries, database, dataDirectory, user, durable: settings?.['fsync'] !== 'off' })
    writeEngine(directory, binaries.major)
  }

  const socketDirectory = makeSocketDirectory({ database, user })
  undo.push(() => removeSocketDirectory(socketDirectory, database), keepLogSmall(logFile))
  const args = writeSettings({ dataDirectory, socketDirectory, extra: settings })

  let current: Postmaster | undefined
  const supervised = await supervise({
    isOurs,
    say,
    start: async signal => {
      await stopOrphan({ database, dataDirectory, socketDirectory }, say, signal)
      // Also after a restart: somebody may have cleaned up the folder for temporary files.
      makeSocketDirectory({ database, user, former: socketDirectory })
      const postmaster = runPostmaster({ bin: binaries.bin, args, user, logFile })
      current = postmaster
      try {
        await waitUntilReady(postmaster, { socketDirectory, say, signal })
        return postmaster
      } catch (error) {
        await postmaster.end()
        throw error
      }
    },
  })
  try {
    await createDatabase(socketDirectory, name)
  } catch (error) {
    await supervised.stop()
    throw error
  }
  return {
    ...supervised,
    url: writeUrl(socketDirectory, name),
    version: binaries.version,
    binaries: binaries.source,
    dataDirectory,
    user: user?.name,
    pid: () => current?.pid,
  }
}
