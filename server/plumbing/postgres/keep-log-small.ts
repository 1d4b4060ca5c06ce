import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } = constants

/** Opens the log for writing at its end. A symbolic link is refused: root would otherwise write where it points to. */
export function openLog(path: string): number {
  return openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
}

/** What was written from `offset` on, at most the last 16 kB: the words of PostgreSQL before it went down. */
export function readLog(path: string, offset: number): string {
  const log = openSync(path, O_RDONLY | O_NOFOLLOW)
  try {
    return readEnd(log, Math.min(fstatSync(log).size - offset, 16_384)).toString()
  } finally {
    closeSync(log)
  }
}

/**
 * Looks now and then once a minute whether the log has grown too large: then it begins anew, and its end is kept beside it
 * as `<log>.1`. PostgreSQL's own rotation knows no upper limit for all files together. The file is emptied and not
 * renamed, because the database holds it open.
 *
 * @returns ends the looking
 */
export function keepLogSmall(path: string, mostBytes = 4 * 1024 * 1024): () => void {
  shorten(path, mostBytes)
  const timer = setInterval(() => {
    try {
      shorten(path, mostBytes)
    } catch {
      // A full disk or a removed folder is told by the database itself; a log that stays long must not end the process.
    }
  }, 60_000).unref()
  return () => clearInterval(timer)
}

function shorten(path: string, mostBytes: number): void {
  const log = openSync(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
  try {
    if (fstatSync(log).size <= mostBytes) return
    const end = readEnd(log, mostBytes)
    // Emptied first: on a full disk this is what makes room.
    ftruncateSync(log)
    const former = openSync(`${path}.1`, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600)
    writeSync(former, end)
    closeSync(former)
  } finally {
    closeSync(log)
  }
}

function readEnd(file: number, bytes: number): Buffer {
  if (bytes <= 0) return Buffer.alloc(0)
  const buffer = Buffer.alloc(bytes)
  const read = readSync(file, buffer, 0, bytes, Math.max(0, fstatSync(file).size - bytes))
  return buffer.subarray(0, read)
}
