import { type Connection, readVisitedServer } from '#server/access/outside.ts'
import { readPins } from '#server/plumbing/ssh/connect.ts'
import type { Target } from './needs.ts'

/**
 * How the door gets into a server, as its owner has connected it.
 * @returns or one sentence why there is no way
 */
export function readTarget(connection: Connection): Target | { error: string } {
  const { secret, options, allowPrivate } = connection
  const server = readVisitedServer(connection)
  if (!server) return { error: 'it is not said where it is, or as whom visitors come' }
  if (!secret) return { error: 'there is no credential for it' }
  const { host, port, login } = server
  return {
    host,
    port,
    login,
    credential: secret.includes('PRIVATE KEY-----') ? { privateKey: secret } : { password: secret },
    pinnedHostKeys: readPins(options['hostKey']),
    allowPrivate,
  }
}
