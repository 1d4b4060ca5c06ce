import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import type { AnyAuthMethod, Client, ConnectConfig } from 'ssh2'
import ssh2 from 'ssh2'
import { isPrivate } from '#server/plumbing/reach/private-ranges.ts'
import { fingerprintOf } from '#server/plumbing/ssh/public-key.ts'
import { keepKeys } from './keep-keys.ts'
import type { Target } from './needs.ts'
import { algorithms, hostKeyKinds, keepaliveCount, keepaliveMs } from './speak-ssh.ts'

const connectMs = 10_000
const loginMs = 15_000
const mostAddresses = 3

export type Reached =
  | { done: true; client: Client; socket: Socket }
  /** One sentence for the visitor and for those who run the desk. `strange`: another key than the pinned ones. */
  | { done: false; error: string; strange?: string }

/**
 * Goes to the server and signs in there. The address that was looked at is the one that is connected to; the credential
 * is sent only after the server has proven one of the pinned keys.
 * @param signal who stops waiting ends it
 */
export async function reachTarget(target: Target, signal: AbortSignal): Promise<Reached> {
  if (target.pinnedHostKeys.length === 0)
    return failed('No key of the server is pinned, so it cannot be known.')
  const found = await find(target)
  if ('error' in found) return failed(found.error)
  let last: Reached = failed('The server does not answer.')
  for (const address of found.addresses.slice(0, mostAddresses)) {
    const reached = await signInWithAnyPin(target, address, signal)
    if (reached.done || signal.aborted) return reached
    last = reached
    // Another address of the same name is for a server that does not answer, not for one that says no.
    if (!reached.error.startsWith(sayNoConnection)) break
  }
  return last
}

async function find(target: Target): Promise<{ addresses: string[] } | { error: string }> {
  let addresses = [target.host]
  if (!isIP(target.host))
    try {
      addresses = (await lookup(target.host, { all: true })).map(({ address }) => address)
    } catch {
      return { error: 'The name of the server cannot be found.' }
    }
  if (!target.allowPrivate && (addresses.length === 0 || addresses.some(isPrivate)))
    return {
      error:
        'The server is in a private network. That has to be allowed for this server before the door goes there.',
    }
  return { addresses }
}

/** A server shows one key of the kind that it is asked for; the pinned one may be of another kind than the first. */
async function signInWithAnyPin(target: Target, address: string, signal: AbortSignal): Promise<Reached> {
  let strange: Reached | undefined
  let kinds: string[][] = [hostKeyKinds.flat(), ...hostKeyKinds.map(kind => [...kind])]
  for (let at = 0; at < kinds.length; at++) {
    const seen: { kind?: string } = {}
    const reached = await signIn(target, address, kinds[at]!, seen, signal)
    if (reached.done || signal.aborted) return reached
    if (!reached.strange) return strange ?? reached
    strange ??= reached
    kinds = kinds.filter((kind, place) => place <= at || !kind.includes(seen.kind!))
  }
  return strange ?? failed(sayNoConnection)
}

function signIn(
  target: Target,
  address: string,
  serverHostKey: string[],
  seen: { kind?: string },
  signal: AbortSignal,
): Promise<Reached> {
  return new Promise(resolve => {
    const socket = connect({ host: address, port: target.port, noDelay: true, timeout: connectMs })
    const client = new ssh2.Client()
    keepKeys(client)
    let strange: string | undefined
    const giveUp = (reached: Reached) => {
      resolve(reached)
      socket.destroy()
    }
    const onAbort = () => giveUp(failed('It is over.'))
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('timeout', () => giveUp(failed(`${sayNoConnection} It does not answer in time.`)))
    // What ends later is told by 'close'; an error without a listener would end the process.
    client.on('error', error => giveUp(strange ? sayStrange(strange) : sayError(error)))
    socket.on('error', error => giveUp(sayError(error)))
    client.once('close', () =>
      giveUp(failed('The server closed the connection before anybody was signed in.')),
    )
    client.once('ready', () => {
      signal.removeEventListener('abort', onAbort)
      resolve({ done: true, client, socket })
    })
    socket.once('connect', () => {
      socket.setTimeout(0)
      const config: ConnectConfig = {
        sock: socket,
        username: target.login,
        algorithms: { ...algorithms, serverHostKey: serverHostKey as never },
        readyTimeout: loginMs,
        keepaliveInterval: keepaliveMs,
        keepaliveCountMax: keepaliveCount,
        hostVerifier(key: Buffer) {
          const shown = fingerprintOf(key)
          const parsed = ssh2.utils.parseKey(key)
          if (target.pinnedHostKeys.includes(shown)) return true
          strange = shown
          seen.kind =
            parsed instanceof Error ? 'unknown' : parsed.type === 'ssh-rsa' ? 'rsa-sha2-512' : parsed.type
          return false
        },
        // Only what was given is tried: the credential, once.
        authHandler: [wayIn(target)],
      }
      try {
        client.connect(config)
      } catch {
        giveUp(failed('The credential for the server cannot be read.'))
      }
    })
  })
}

function wayIn({ login, credential }: Target): AnyAuthMethod {
  return 'privateKey' in credential
    ? { type: 'publickey', username: login, key: credential.privateKey }
    : { type: 'password', username: login, password: credential.password }
}

const sayNoConnection = 'The server cannot be reached.'

function failed(error: string): Reached {
  return { done: false, error }
}

function sayStrange(strange: string): Reached {
  return {
    done: false,
    strange,
    error:
      'The server shows another host key than the one that is known. Nobody is let through until somebody has checked it.',
  }
}

function sayError(error: Error & { level?: string; code?: unknown }): Reached {
  if (error.level === 'client-authentication') return failed('The server does not accept the credential.')
  if (error.level === 'client-timeout') return failed('The server does not answer in time.')
  if (error.code === 'ECONNREFUSED') return failed(`${sayNoConnection} It refuses connections.`)
  if (error.level === 'handshake') return failed('The server and the door speak no common language.')
  return failed(`${sayNoConnection} The connection broke.`)
}
