import { statfsSync } from 'node:fs'
import { port } from './reach-database.ts'

/**
 * The arguments for `postgres`. They stand on the command line and not in postgresql.conf, so that a new version of
 * Einlass brings its settings to an old database.
 *
 * @param extra further settings; they win over ours, except over those that keep strangers out
 */
export function writeSettings({
  dataDirectory,
  socketDirectory,
  extra = {},
}: {
  dataDirectory: string
  socketDirectory: string
  extra?: Record<string, string>
}): string[] {
  const settings: Record<string, string> = {
    cluster_name: 'einlass',
    shared_buffers: '32MB',
    max_connections: '60',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Compiling a query pays for reports over millions of rows; here it would only make single answers slow.
    jit: 'off',
    // The log may not tell what stands in the rows: "terse" leaves out "Key (email)=(…) already exists", and the level
    // leaves out the failed statements themselves.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    lc_messages: 'C',
    ...sharedMemory(),
    ...extra,
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0600',
  }
  return [
    '-D',
    dataDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/**
 * Parallel queries share memory through /dev/shm. Containers have none or one of 64 MB, which a single large query fills:
 * "could not resize shared memory segment". Files in the data directory are slower and always there.
 */
export function sharedMemory(place = '/dev/shm'): Record<string, string> {
  if (process.platform !== 'linux') return {}
  try {
    const { blocks, bsize } = statfsSync(place)
    return blocks * bsize > 64 * 1024 * 1024 ? {} : { dynamic_shared_memory_type: 'mmap' }
  } catch {
    return { dynamic_shared_memory_type: 'mmap' }
  }
}
