/**
 * Turns what the file system or PostgreSQL said into a sentence that says what to do.
 * An error that is a sentence already stays as it is.
 */
export function explainFailure(error: unknown, directory: string): Error {
  const said = error instanceof Error ? error.message : String(error)
  const why = causes.find(({ sign }) => sign.test(said))
  if (!why) return error instanceof Error ? error : new Error(said)
  return new Error(`${why.sentence(directory)} (${said.trim()})`, { cause: error })
}

const causes: { sign: RegExp; sentence: (directory: string) => string }[] = [
  {
    sign: /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/,
    sentence: directory =>
      `There is no space left for the database in ${directory}: free some and start again.`,
  },
  {
    sign: /EROFS|Read-only file system/,
    sentence: directory =>
      `${directory} lies on a read-only file system: choose another data directory with EINLASS_DATA.`,
  },
  {
    sign: /EACCES|EPERM|Permission denied|Operation not permitted|has wrong ownership/,
    sentence: directory =>
      `${directory} cannot be used by this user: start Einlass as the user who owns it, give it to this user ` +
      `(chown -R), or choose another data directory with EINLASS_DATA.`,
  },
]
