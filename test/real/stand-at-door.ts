import assert from 'node:assert/strict'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSshDoor, type SshDoor } from '#server/entrances/ssh/door.ts'
import { usualLimits } from '#server/entrances/ssh/limit-arrivals.ts'
import type { Admitted, Recorded, RecordingSink } from '#server/entrances/ssh/needs.ts'
import type { Key, Sshd } from './start-sshd.ts'

export type Ended = { code: number | null; out: Buffer; err: string }
export type Going = {
  child: ChildProcessWithoutNullStreams
  out(): string
  err(): string
  ended: Promise<Ended>
}

/** An SSH door before a real sshd, with what the kernel would say in memory. */
export type DoorStand = {
  door: SshDoor
  port: number
  agent: Key
  /** With which `ssh` gets to the door. */
  options: string[]
  /** Entry of each who was let in, newest last. */
  entries: string[]
  left: { entryId: string; how: string }[]
  said: string[]
  forbidden: Set<string>
  asked: { login: string; keyFingerprint: string; network: string }[]
  recordings: Map<string, { what: Recorded; text: string; closed: boolean; isFull: boolean }[]>
  /** What the next who comes is given instead. */
  change(more: Partial<Omit<Admitted, 'target'>> & { target?: Partial<Admitted['target']> }): void
  ssh(args: string[], how?: { key?: Key; login?: string; program?: string; input?: Buffer | string }): Going
  /** The same to its end, without input. */
  run(
    args: string[],
    how?: Parameters<DoorStand['ssh']>[1],
  ): Promise<{ code: number | null; out: string; err: string }>
  /** Between two tests: what was changed is as before, and no client is left. */
  tidy(): void
  close(): Promise<void>
}

export async function standAtDoor(sshd: Sshd, login = sshd.logins[0]!): Promise<DoorStand> {
  const doorKey = sshd.makeKey(`door-${Math.random().toString(36).slice(2)}`)
  const agent = sshd.makeKey(`agent-${Math.random().toString(36).slice(2)}`)
  let more: Parameters<DoorStand['change']>[0] = {}
  const entries: string[] = []
  const left: DoorStand['left'] = []
  const said: string[] = []
  const asked: DoorStand['asked'] = []
  const forbidden = new Set<string>()
  const recordings: DoorStand['recordings'] = new Map()
  const record = (entryId: string, what: Recorded): RecordingSink => {
    const kept = { what, text: '', closed: false, isFull: false }
    recordings.set(entryId, [...(recordings.get(entryId) ?? []), kept])
    return {
      async write(lines) {
        if (kept.isFull) throw new Error('the recording has reached its largest size')
        kept.text += lines
      },
      async close() {
        kept.closed = true
      },
    }
  }
  const door = openSshDoor(
    {
      hostKey: doorKey.privateKey,
      async admit(ask) {
        asked.push(ask)
        if (ask.keyFingerprint !== agent.fingerprint || ask.login !== 'visit-1') return undefined
        const entryId = `entry-${entries.length + 1}`
        entries.push(entryId)
        return {
          entryId,
          person: 'Sam Albers',
          until: Date.now() + 3_600_000,
          may: { shell: true, exec: true, sftp: true },
          banner: 'Everything here is recorded.',
          ...more,
          target: {
            host: '127.0.0.1',
            port: sshd.port,
            login,
            credential: { privateKey: sshd.key.privateKey },
            pinnedHostKeys: [sshd.hostKey.fingerprint],
            allowPrivate: true,
            ...more.target,
          },
        }
      },
      mayGoOn: entryId => !forbidden.has(entryId),
      left: (entryId, how) => void left.push({ entryId, how }),
      record,
      say: sentence => void said.push(sentence),
      now: Date.now,
    },
    { ...usualLimits, unprovenFromNetwork: 50, fromNetwork: 100 },
  )
  const port = await door.listen(0, '127.0.0.1')
  const known = join(sshd.folder, `known-${port}`)
  writeFileSync(known, `[127.0.0.1]:${port} ${doorKey.publicKey}`)
  const going = new Set<Going>()
  const ssh: DoorStand['ssh'] = (args, how = {}) => {
    const all = [...sshOptions(how.key ?? agent, known), ...args]
    const login = how.login ?? 'visit-1'
    const one = start(how.program ?? 'ssh', ['-o', `Port=${port}`, '-o', `User=${login}`, ...all], how.input)
    going.add(one)
    return one
  }
  return {
    door,
    port,
    agent,
    options: [...sshOptions(agent, known), '-o', `Port=${port}`],
    entries,
    left,
    said,
    asked,
    forbidden,
    recordings,
    change(next) {
      more = next
    },
    ssh,
    async run(args, how = {}) {
      const { code, out, err } = await ssh(args, { input: '', ...how }).ended
      return { code, out: out.toString(), err }
    },
    tidy() {
      more = {}
      for (const { child } of going) child.kill('SIGKILL')
      going.clear()
    },
    close: () => door.close(),
  }
}

export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const giveUp = Date.now() + 30_000; !isSo(); await sleep(5))
    if (Date.now() > giveUp) assert.fail(`it did not happen: ${what}`)
}

/** Nothing of this machine's own configuration and keys counts. */
export function sshOptions(key: Key, knownHosts: string): string[] {
  return [
    '-F',
    'none',
    '-i',
    key.file,
    ...Object.entries({
      IdentitiesOnly: 'yes',
      IdentityAgent: 'none',
      BatchMode: 'yes',
      UserKnownHostsFile: knownHosts,
      GlobalKnownHostsFile: '/dev/null',
      StrictHostKeyChecking: 'yes',
      ConnectTimeout: '20',
    }).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ]
}

export function start(program: string, args: string[], input?: Buffer | string): Going {
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', TERM: 'xterm-256color', SECRET_X: 'x' },
  })
  const out: Buffer[] = []
  let err = ''
  child.stdout.on('data', part => out.push(part))
  child.stderr.on('data', part => (err += part))
  child.stdin.on('error', () => undefined)
  if (input !== undefined) child.stdin.end(input)
  const ended = new Promise<Ended>(resolve =>
    child.once('close', code => resolve({ code, out: Buffer.concat(out), err })),
  )
  return { child, out: () => Buffer.concat(out).toString(), err: () => err, ended }
}
