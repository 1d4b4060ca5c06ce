import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findBarrier, findChildUser } from './find-child-user.ts'
import { mayBeOpened } from './prepare-directory.ts'

/**
 * Decides where the data lie. Nothing is created here.
 *
 * Started by root, the database runs as another user, who cannot pass for instance /root. Then the data of a checkout
 * below go to a folder of their own in `fallback`. Data that exist already are never left behind for an empty folder.
 *
 * @param wanted absolute path, as a rule <checkout>/data
 * @param explicit the path was set by hand (EINLASS_DATA): it is used or refused, never replaced
 * @returns the directory, and the sentence for the start when it is not the wanted one
 * @throws Error with a sentence that says what to do
 */
export function chooseDataDirectory({
  wanted,
  asRoot,
  explicit = false,
  fallback = '/var/lib/einlass',
}: {
  wanted: string
  asRoot: boolean
  explicit?: boolean
  fallback?: string
}): { directory: string; why?: string } {
  if (!asRoot) return { directory: wanted }
  const user = findChildUser(join(wanted, 'postgres', 'data'))
  if (!user) return { directory: wanted }

  const instead = join(fallback, nameFor(wanted))
  const barrier = findBarrier(user, wanted)
  const isFree = barrier === undefined || (barrier === wanted && mayBeOpened(wanted))
  if (isFree) {
    if (explicit || hasData(wanted) || !hasData(instead)) return { directory: wanted }
    return { directory: instead, why: `The data of this checkout lie in ${instead} from an earlier start.` }
  }

  const reason =
    `PostgreSQL refuses to run as root, so the database runs as the user ${user.name}, ` +
    `who may not pass ${barrier}`
  if (explicit) {
    throw new Error(
      `EINLASS_DATA is ${wanted}, but ${reason}. ` +
        `Choose another place (for instance EINLASS_DATA=${instead}) or allow passing it: chmod o+x ${barrier}`,
    )
  }
  if (hasData(wanted)) {
    throw new Error(
      `There is a database in ${wanted}, but ${reason}. Allow passing it (chmod o+x ${barrier}), start Einlass as the ` +
        `user who owns these data, or move the folder to ${instead}.`,
    )
  }
  return { directory: instead, why: `The data lie in ${instead}: ${reason}.` }
}

function hasData(directory: string): boolean {
  return existsSync(join(directory, 'engine.json')) || existsSync(join(directory, 'postgres', 'data'))
}

/** Readable and still different for two checkouts whose folders have the same name. */
function nameFor(wanted: string): string {
  const readable = basename(dirname(wanted)).replace(/[^A-Za-z0-9_-]/g, '_') || 'einlass'
  return `${readable.slice(0, 40)}-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`
}
