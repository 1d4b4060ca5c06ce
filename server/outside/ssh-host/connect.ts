import type {
  Closed,
  Confirmed,
  Connector,
  ConnectorNeeds,
  Found,
  Inventory,
  Opened,
  Tested,
  Trace,
} from '#server/access/outside.ts'
import { connectHost, type Host } from './ask-host.ts'
import { closeKeyLine, confirmKeyLineGone } from './close-key-line.ts'
import { openKeyLine } from './open-key-line.ts'
import { removeFound } from './remove-found.ts'
import { knowsExpiry, readVersion } from './say-version.ts'
import { takeInventory } from './take-inventory.ts'

/** What this connector cannot see or end, for the people who decide whether that is enough. */
const cannotSee: readonly string[] = [
  'What was done before the first inventory was taken.',
  'Key lines, scheduled jobs and processes of other logins, unless Einlass signs in as root.',
  'Keys that sshd asks a program for (AuthorizedKeysCommand), and certificates of other authorities that it trusts.',
  'A process that lost its mark on purpose, on a server without audit session ids and without login sessions of systemd.',
  'Jobs of at and timers of systemd.',
  'Changes to files other than those listed here, and what runs in containers or in databases.',
]

/**
 * A server with OpenSSH and a login of its own for Einlass. For a visit it puts one line into that login's
 * authorized_keys, which the server itself refuses after the end, and takes it out again together with all that runs.
 */
export function connectSshHost(needs: ConnectorNeeds): Connector {
  const name = 'ssh-host'

  /** Connects, does it, and hangs up; a way to one answer for everything that prevents it. */
  async function on<T>(
    resourceId: string,
    login: unknown,
    work: (host: Host) => Promise<T>,
    failed: (error: string) => T,
  ): Promise<T> {
    const connection = await needs.connectionOf(resourceId)
    if (!connection) return failed('Nobody has connected this server yet.')
    const host = await connectHost(connection, login ?? connection.login)
    if ('error' in host) return failed(host.error)
    try {
      return await work(host)
    } finally {
      host.end()
    }
  }
  const notDone = (error: string) => ({ done: false as const, error })
  const onTrace = <T>(trace: Trace, work: (host: Host) => Promise<T>, failed: (error: string) => T) =>
    trace.kind === 'key-line'
      ? on(trace.resourceId, trace.reference['login'], work, failed)
      : Promise.resolve(failed('Einlass makes key lines on servers, and nothing else.'))

  return {
    name,
    verified: 'installation',
    cannotSee,
    open: (trace): Promise<Opened> => onTrace(trace, host => openKeyLine(host, trace, needs.now()), notDone),
    close: (trace): Promise<Closed> => onTrace(trace, host => closeKeyLine(host, trace), notDone),
    confirmClosed: (trace): Promise<Confirmed> =>
      onTrace<Confirmed>(
        trace,
        host => confirmKeyLineGone(host, trace),
        error => ({ gone: false, error }),
      ),
    inventory: (resourceId): Promise<Inventory> =>
      on<Inventory>(resourceId, undefined, takeInventory, error => ({ seen: false, error })),
    test: (resourceId): Promise<Tested> =>
      on<Tested>(resourceId, undefined, testHost, error => ({ works: false, error })),
    remove: (resourceId, found): Promise<Closed> =>
      // Whoever writes into somebody's folder does so as him: what leads elsewhere there leads no further than he himself.
      on<Closed>(resourceId, ownerOf(found), host => removeFound(host, found), notDone),
  }
}

function ownerOf({ kind, id }: Pick<Found, 'kind' | 'id'>): string | undefined {
  return kind === 'key-line' || kind === 'cron-line' ? id.split(':')[0] : undefined
}

async function testHost(host: Host): Promise<Tested> {
  const version = readVersion(host.banner)
  if (!version)
    return {
      works: false,
      error: 'It is not OpenSSH, so nobody knows whether a key would be refused after the end.',
    }
  if (!knowsExpiry(version))
    return {
      works: false,
      error: `${version.said} does not know an end for keys; OpenSSH 7.7 or later does.`,
    }
  const tried = await host.ask('try-out')
  return tried.answered ? { works: true, version: version.said } : { works: false, error: tried.error }
}
