import { lookup } from 'node:dns/promises'
import { connect as openSocket, type Socket } from 'node:net'
import type { Client, ClientChannel, ConnectConfig } from 'ssh2'
import { isPrivate } from '../reach/private-ranges.ts'
import { fingerprintOf } from './public-key.ts'
import { quoteWords } from './quote-words.ts'
import { sayError, sayPrivate } from './say-error.ts'

/** How a server is reached. */
export type SshConnection = {
  /** ssh://host or ssh://host:2222 */
  address: string
  login: string | null
  /** A private key, or a password. */
  secret: string | null
  allowPrivate: boolean
  /** hostKey: the SHA256:… of every host key that somebody has confirmed, separated by commas. */
  options: Readonly<Record<string, string>>
}

export type Ran = { code: number; stdout: string } | { error: string }
export type SshLine = {
  connected: true
  /** What the server calls itself: SSH-2.0-OpenSSH_9.2p1 Debian-2 */
  banner: string
  /** Runs these words as one command and gives it this to read. Never throws. */
  run(command: readonly string[], stdin: string): Promise<Ran>
  end(): void
}
export type NotConnected = { connected: false; error: string }
export type HostKeyRead = { read: true; type: string; fingerprint: string } | { read: false; error: string }

/** An answer that is longer is none. */
const maxBytes = 8_000_000

/**
 * Signs in to a server. Only one whose host key was confirmed before ever gets to see a login or a credential, and the
 * address that was looked at is the one that is connected to.
 * @param timeoutMs for everything until end() was called; afterwards every answer is an error
 */
export async function connectSsh(
  connection: SshConnection,
  timeoutMs = 60_000,
): Promise<SshLine | NotConnected> {
  const pins = readPins(connection.options['hostKey'])
  if (pins.length === 0)
    return refused('Nobody has confirmed its host key yet. Without one, Einlass sends nothing to it.')
  const { login, secret } = connection
  if (!login || !secret) return refused('There is no login or no credential for it.')
  const { Client } = await loadSsh()
  const opened = await openTo(connection, timeoutMs)
  if ('error' in opened) return refused(opened.error)
  const client = new Client()
  let banner = ''
  let isOver = ''
  let strangeKey = false
  const deadline = setTimeout(() => end('It did not answer in time.'), opened.leftMs)
  const end = (why: string) => {
    isOver ||= why
    clearTimeout(deadline)
    opened.socket.destroy()
  }
  return new Promise(resolve => {
    const giveUp = (why: string) => {
      end(why)
      resolve(refused(isOver))
    }
    client.on('error', error => giveUp(strangeKey ? saysOtherKey : sayError(error)))
    client.on('close', () => giveUp(strangeKey ? saysOtherKey : 'It closed the connection.'))
    client.on('keyboard-interactive', (_name, _text, _language, prompts, answer) =>
      answer(prompts.length === 1 && !prompts[0]!.echo ? [secret] : []),
    )
    client.on('ready', () =>
      resolve({
        connected: true,
        banner: /^SSH-[^\r\n]*/m.exec(banner)?.[0] ?? '',
        run: (command, stdin) =>
          isOver ? Promise.resolve({ error: isOver }) : run(client, quoteWords(command), stdin, () => isOver),
        end: () => end('The connection was ended.'),
      }),
    )
    try {
      client.connect({
        ...handshake(opened.socket),
        ...credential(login, secret),
        hostVerifier: (key: Buffer) => {
          strangeKey = !pins.includes(fingerprintOf(key))
          return !strangeKey
        },
      })
      opened.socket.on('data', part => {
        if (banner.length < 1_000) banner += part.toString('latin1').slice(0, 1_000)
      })
    } catch {
      // Its text could hold a piece of what could not be read.
      giveUp('The key with which Einlass should sign in there cannot be read.')
    }
  })
}

/** Asks which host key a server shows, so that a person can compare it and confirm it. Sends neither login nor credential. */
export async function readHostKey(
  connection: Pick<SshConnection, 'address' | 'allowPrivate'>,
  timeoutMs = 10_000,
): Promise<HostKeyRead> {
  const { Client } = await loadSsh()
  const opened = await openTo(connection, timeoutMs)
  if ('error' in opened) return { read: false, error: opened.error }
  const client = new Client()
  return new Promise(resolve => {
    const done = (answer: HostKeyRead) => {
      clearTimeout(deadline)
      opened.socket.destroy()
      resolve(answer)
    }
    const deadline = setTimeout(
      () => done({ read: false, error: 'It did not answer in time.' }),
      opened.leftMs,
    )
    client.on('error', error => done({ read: false, error: sayError(error) }))
    client.on('close', () => done({ read: false, error: 'It closed the connection.' }))
    client.connect({
      ...handshake(opened.socket),
      username: 'nobody',
      hostVerifier: (key: Buffer) => {
        const type = key.subarray(4, 4 + key.readUInt32BE()).toString('latin1')
        done({ read: true, type, fingerprint: fingerprintOf(key) })
        return false
      },
    })
  })
}

const saysOtherKey =
  'Its host key is not the one that was confirmed. Either it was set up anew, or somebody stands in between; nothing was sent to it. A person has to look and confirm the new key.'

export function readPins(pins: string | undefined): string[] {
  return (pins ?? '')
    .split(',')
    .map(pin => pin.trim().replace(/=+$/, ''))
    .filter(pin => /^SHA256:[A-Za-z0-9+/]{43}$/.test(pin))
}

function credential(login: string, secret: string): ConnectConfig {
  return secret.trimStart().startsWith('-----BEGIN')
    ? { username: login, privateKey: secret, authHandler: ['publickey'] }
    : {
        username: login,
        password: secret,
        tryKeyboard: true,
        authHandler: ['password', 'keyboard-interactive'],
      }
}

function handshake(sock: Socket): ConnectConfig {
  // Deadlines are kept around everything; one more inside would only speak first.
  return { sock, readyTimeout: 0, ident: 'Einlass' }
}

/** Not needed until somebody connects a server. */
async function loadSsh(): Promise<typeof import('ssh2')> {
  return (await import('ssh2')).default
}

type Open = { socket: Socket; leftMs: number } | { error: string }

/** Looks the name up, refuses what is in a private network, and opens a connection to what was looked at. */
async function openTo(
  { address, allowPrivate }: Pick<SshConnection, 'address' | 'allowPrivate'>,
  timeoutMs: number,
): Promise<Open> {
  const url = URL.parse(address)
  if (url?.protocol !== 'ssh:' || !url.hostname) return { error: 'Its address must look like ssh://host:22.' }
  if (url.username || url.password) return { error: 'Its address must not hold a login or a password.' }
  const startedAt = performance.now()
  try {
    const found = await lookup(url.hostname.replace(/^\[(.*)\]$/, '$1'), { all: true })
    if (!allowPrivate && found.some(one => isPrivate(one.address))) return { error: sayPrivate }
    let last: Error | undefined
    for (const { address: host } of found) {
      const leftMs = timeoutMs - (performance.now() - startedAt)
      const opened = await openOne(host, Number(url.port || 22), leftMs)
      if (!(opened instanceof Error))
        return { socket: opened, leftMs: timeoutMs - (performance.now() - startedAt) }
      last = opened
    }
    return { error: sayError(last ?? new Error('none')) }
  } catch (error) {
    return { error: sayError(error as Error) }
  }
}

function openOne(host: string, port: number, timeoutMs: number): Promise<Socket | Error> {
  return new Promise(resolve => {
    const socket = openSocket({ host, port, noDelay: true })
    const late = setTimeout(
      () => {
        socket.destroy()
        resolve(Object.assign(new Error(), { code: 'ETIMEDOUT' }))
      },
      Math.max(1, timeoutMs),
    )
    // It stays: an error that nobody listens to would end the process.
    socket.on('error', error => {
      clearTimeout(late)
      resolve(error)
    })
    socket.once('connect', () => {
      clearTimeout(late)
      resolve(socket)
    })
  })
}

function run(client: Client, command: string, stdin: string, whyOver: () => string): Promise<Ran> {
  return new Promise(resolve => {
    const done = (ran: Ran) => {
      client.off('close', broken)
      resolve(ran)
    }
    const broken = () => done({ error: whyOver() || 'It closed the connection.' })
    client.on('close', broken)
    client.exec(command, (error, channel: ClientChannel) => {
      if (error) return done({ error: whyOver() || 'It does not let this login run commands.' })
      const parts: Buffer[] = []
      let size = 0
      let code: number | null = null
      channel.on('data', (part: Buffer) => {
        size += part.length
        if (size <= maxBytes) parts.push(part)
        else {
          done({ error: 'It answered with far more than was asked for.' })
          channel.close()
        }
      })
      channel.stderr.resume()
      channel.on('exit', (ended: number | null) => {
        code = ended
      })
      // A command that ends without having read everything is none of our errors: its exit code says how it went.
      channel.on('error', () => undefined)
      channel.on('close', () => {
        if (code !== null) done({ code, stdout: Buffer.concat(parts).toString('utf8') })
        else done({ error: whyOver() || 'The command was ended there before it was done.' })
      })
      channel.end(stdin)
    })
  })
}

function refused(error: string): NotConnected {
  return { connected: false, error }
}
