// A connector to a real OpenSSH server, and a visitor with the real client.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Connector, Trace } from '#server/access/outside.ts'
import { connectSshHost } from '#server/outside/ssh-host/connect.ts'
import { type OpenSsh, startOpenSsh } from './start-openssh.ts'

export const minute = 60_000

type Ended = { status: number | null; stdout: string; stderr: string }

/** The real client, with nothing of this machine's own settings. */
export function clientOf(server: OpenSsh, key: string, more: readonly string[] = []): string[] {
  const options = ['StrictHostKeyChecking=yes', 'IdentitiesOnly=yes', 'BatchMode=yes', 'ConnectTimeout=20']
  const known = join(server.folder, 'known_hosts')
  writeFileSync(known, `[127.0.0.1]:${server.port} ${server.publicKey('host')}\n`)
  return [
    ...['-F', '/dev/null', '-p', String(server.port), '-i', join(server.folder, key)],
    ...[...options, `UserKnownHostsFile=${known}`].flatMap(one => ['-o', one]),
    ...more,
    'deploy@127.0.0.1',
  ]
}

export function ssh(server: OpenSsh, key: string, command: string, more: readonly string[] = []): Ended {
  return spawnSync('ssh', [...clientOf(server, key, more), command], {
    encoding: 'utf8',
    timeout: minute,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  })
}

export async function within(what: string, isDone: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUp = Date.now() + minute; !(await isDone()); await sleep(30))
    if (Date.now() > giveUp) assert.fail(what)
}

/** The server has a login "deploy" that Einlass uses; "guest" and "other" are keys of visitors. */
export class KeyLines {
  connection: Connection
  readonly connector: Connector
  readonly server: OpenSsh
  readonly keys: string
  private readonly started: ChildProcess[] = []
  private count = 0

  private constructor(server: OpenSsh) {
    this.server = server
    this.keys = join(server.home, '.ssh/authorized_keys')
    this.connection = {
      address: `ssh://127.0.0.1:${server.port}`,
      login: 'deploy',
      secret: readFileSync(server.makeKey('own'), 'utf8'),
      allowPrivate: true,
      options: { hostKey: server.hostKey },
    }
    server.makeKey('guest')
    server.makeKey('other')
    this.write(this.ownLine)
    this.connector = connectSshHost({
      connectionOf: async () => this.connection,
      readSecret: async () => undefined,
      keepSecret: async () => undefined,
      now: () => Date.now(),
    })
  }

  /** @param more lines of sshd_config */
  static async start(more = ''): Promise<KeyLines> {
    return new KeyLines(await startOpenSsh(more))
  }
  async stop(): Promise<void> {
    for (const child of this.started) child.kill()
    await this.server.stop()
  }

  get ownLine(): string {
    return `${this.server.publicKey('own')}\n`
  }
  write(content: string | Buffer): void {
    const { home, uid } = this.server
    mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 })
    writeFileSync(this.keys, content, { mode: 0o600 })
    for (const path of ['.ssh', '.ssh/authorized_keys']) chownSync(join(home, path), uid, uid)
  }
  read(): Buffer {
    return readFileSync(this.keys)
  }

  traceOf(key = 'guest', more: Record<string, unknown> = {}): Trace {
    this.count++
    return {
      artefactId: `00000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`,
      resourceId: 'server',
      kind: 'key-line',
      reference: {
        publicKey: this.server.publicKey(key),
        until: new Date(Date.now() + 30 * minute).toISOString(),
        sources: '127.0.0.1',
        pty: 'yes',
        ...more,
      },
    }
  }
  /** Opens it, and knows afterwards what the kernel would know. */
  async open(trace: Trace): Promise<Trace> {
    const answer = await this.connector.open(trace)
    assert.ok(answer.done, JSON.stringify(answer))
    return { ...trace, reference: answer.reference }
  }
  async close(trace: Trace): Promise<void> {
    assert.deepEqual(await this.connector.close(trace), { done: true })
    const seen = await this.connector.confirmClosed(trace)
    assert.ok(seen.gone, JSON.stringify(seen))
  }

  enter(key = 'guest', command = 'id -un'): Ended {
    return ssh(this.server, key, command)
  }
  start(words: readonly string[], key = 'guest'): ChildProcess {
    const child = spawn('ssh', clientOf(this.server, key, words), {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], TERM: 'dumb' },
    })
    this.started.push(child)
    return child
  }
  /** A shell at a terminal, as somebody has it open in front of him. */
  async openShell(key = 'guest'): Promise<ChildProcess> {
    const child = this.start(['-tt'], key)
    let said = ''
    child.stdout!.on('data', part => (said += part))
    child.stdin!.write('echo ready-$((40 + 2))\n')
    await within('no shell came', () => said.includes('ready-42'))
    return child
  }
  /** How many of these "sleep" of this login are alive. */
  countSleeping(what: RegExp): number {
    const { stdout } = spawnSync('ps', ['-U', String(this.server.uid), '-o', 'stat=,args='], {
      encoding: 'utf8',
    })
    return stdout
      .split('\n')
      .filter(line => !line.startsWith('Z') && /sleep \d+$/.test(line) && what.test(line)).length
  }
}

export function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** The sentence with which something was refused; empty when it was not. */
export function says(answer: object): string {
  return 'error' in answer ? String(answer.error) : ''
}
