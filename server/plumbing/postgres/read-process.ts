import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'

// A process number alone proves nothing: it is handed out again, after a reboot even to the same kind of service.
// Everything here therefore asks the operating system about the process behind the number. Linux answers in /proc,
// macOS through ps.

const hasProc = process.platform === 'linux'

/** The answer of `identifyProcess` for a process that runs but hides from us (it belongs to another user). */
export const hidden = 'hidden'

/**
 * What tells the process from a later one with the same number; undefined when none runs (a zombie does not run).
 * The text is only good for comparing on this machine.
 */
export function identifyProcess(pid: number): string | undefined {
  if (!exists(pid)) return undefined
  return hasProc ? identifyByProc(pid) : identifyByPs(pid)
}

/**
 * The PostgreSQL processes that work on this data directory. Without /proc only the one with the number `suspect` is
 * looked at, and children are not recognized.
 *
 * @param dataDirectory a real path, without symbolic links
 */
export function listPostgresOn(
  dataDirectory: string,
  suspect = 0,
): { pid: number; role: 'postmaster' | 'child' }[] {
  const pids = hasProc
    ? readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .map(Number)
    : [suspect]
  return pids.flatMap(pid => {
    const role = pid > 0 && readRole(pid, dataDirectory)
    return role ? [{ pid, role }] : []
  })
}

/** The command line as its parts; empty when the process is gone or hides it. From ps it comes as one part. */
export function readCommand(pid: number): string[] {
  if (!hasProc) return [ps(pid, 'command=')].filter(Boolean)
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1)
  } catch {
    return []
  }
}

function readRole(pid: number, dataDirectory: string): 'postmaster' | 'child' | undefined {
  const command = readCommand(pid)
  const [program = ''] = command
  if (!hasProc) return program.includes(`/postgres -D ${dataDirectory} -c`) ? 'postmaster' : undefined
  // The children of a postmaster call themselves for instance "postgres: einlass: checkpointer".
  const isChild = program.startsWith('postgres: ')
  if (!isChild && basename(program) !== 'postgres') return undefined
  const isHere =
    isSameFolder(`/proc/${pid}/cwd`, dataDirectory) || command[command.indexOf('-D') + 1] === dataDirectory
  return isHere ? (isChild ? 'child' : 'postmaster') : undefined
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM says that it runs and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function identifyByProc(pid: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in brackets and may contain anything, so counting starts behind the last bracket:
    // state is field 3 and the start in clock ticks since the boot is field 22 (proc(5)).
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
  } catch {
    return exists(pid) ? hidden : undefined
  }
}

function identifyByPs(pid: number): string | undefined {
  const [state = '', ...start] = ps(pid, 'state=,lstart=').split(/\s+/)
  if (state === '') return exists(pid) ? hidden : undefined
  return state.startsWith('Z') ? undefined : start.join(' ')
}

function ps(pid: number, columns: string): string {
  // A fixed zone and language: two processes with different settings must read the same start.
  const env = { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' }
  return (
    spawnSync('ps', ['-ww', '-o', columns, '-p', String(pid)], { encoding: 'utf8', env }).stdout?.trim() ?? ''
  )
}

/** Compares the folders themselves: the same folder has another name inside a container or behind a bind mount. */
function isSameFolder(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)]
    return a.dev === b.dev && a.ino === b.ino
  } catch {
    return false
  }
}
