import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './checkout.ts'

export type Key = { file: string; privateKey: string; publicKey: string; fingerprint: string }

export type Sshd = {
  port: number
  /** Who may sign in: somebody who is not root where that is possible, and root where the test is. */
  logins: string[]
  hostKey: Key
  /** Opens every login. */
  key: Key
  folder: string
  home: string
  makeKey(name: string, ...how: string[]): Key
  /** Processes that sshd has started, and theirs. */
  running(): { pid: number; command: string }[]
  stop(): Promise<void>
}

const visitor = 'einlass-visitor'
const visitorId = 64_123

/** Why sshd cannot be tried here; undefined: it can. */
export function whyNoSshd(): string | undefined {
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  const works = (command: string) => spawnSync('sh', ['-c', command], { env, stdio: 'ignore' }).status === 0
  if (!works('command -v sshd && command -v ssh && command -v sftp')) return 'OpenSSH is not installed'
  if (process.getuid?.() === 0 && !works('unshare --mount true'))
    return 'a mount namespace is not allowed here'
  return undefined
}

/**
 * A real sshd with keys, configuration and folder of its own. As root it runs in a mount namespace in which the list of
 * users has one more, so that no account is made on the machine; otherwise it lets in whoever runs the test.
 */
export async function startSshd(): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-sshd-'))
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  mkdirSync(home)
  const isRoot = process.getuid?.() === 0
  const makeKey = (name: string, ...how: string[]) => makeKeyIn(folder, name, how)
  const hostKey = makeKey('host')
  const key = makeKey('server-access')
  const port = await freePort()
  writeFileSync(join(folder, 'authorized_keys'), key.publicKey)
  writeFileSync(
    join(folder, 'sshd_config'),
    `ListenAddress 127.0.0.1:${port}
HostKey ${hostKey.file}
AuthorizedKeysFile ${folder}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AllowAgentForwarding yes
AllowTcpForwarding yes
X11Forwarding no
AcceptEnv LANG LC_* SECRET_*
Subsystem sftp internal-sftp
MaxStartups 100
`,
  )
  let command = ['/usr/sbin/sshd', '-D', '-e', '-f', join(folder, 'sshd_config')]
  if (isRoot) {
    chownSync(home, visitorId, visitorId)
    for (const [name, line] of [
      ['passwd', `${visitor}:x:${visitorId}:${visitorId}::${home}:/bin/bash\n`],
      ['shadow', `${visitor}:*:19000:0:99999:7:::\n`],
    ] as const) {
      writeFileSync(join(folder, name), readFileSync(`/etc/${name}`), {
        mode: name === 'shadow' ? 0o600 : 0o644,
      })
      appendFileSync(join(folder, name), line)
    }
    const mounts = ['passwd', 'shadow'].map(name => `mount --bind ${folder}/${name} /etc/${name}`)
    const script = [...mounts, 'mount -t tmpfs none /run', 'mkdir -m 755 /run/sshd', 'exec "$@"'].join(' && ')
    command = ['unshare', '--mount', 'sh', '-c', script, 'sh', ...command]
  }
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] })
  let says = ''
  child.stderr.on('data', part => {
    says = (says + part).slice(-4_000)
  })
  const running = () => listBelow(child.pid!)
  const stop = async () => {
    const left = running()
    await end(child)
    for (const { pid } of left)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended with its sshd.
      }
    rmSync(folder, { recursive: true, force: true })
  }
  for (const giveUp = Date.now() + 20_000; !(await answers(port)); await sleep(50))
    if (child.exitCode !== null || Date.now() > giveUp) {
      await stop()
      throw new Error(`sshd did not start:\n${says}`)
    }
  const logins = isRoot ? [visitor, 'root'] : [userInfo().username]
  return { port, logins, hostKey, key, folder, home, makeKey, running, stop }
}

function makeKeyIn(folder: string, name: string, how: string[]): Key {
  const file = join(folder, name)
  const made = spawnSync('ssh-keygen', [
    '-q',
    '-N',
    '',
    '-C',
    name,
    '-f',
    file,
    ...(how.length > 0 ? how : ['-t', 'ed25519']),
  ])
  if (made.status !== 0) throw new Error(`ssh-keygen: ${made.stderr}`)
  const listed = spawnSync('ssh-keygen', ['-l', '-f', `${file}.pub`], { encoding: 'utf8' })
  return {
    file,
    privateKey: readFileSync(file, 'utf8'),
    publicKey: readFileSync(`${file}.pub`, 'utf8'),
    fingerprint: /SHA256:\S+/.exec(listed.stdout)![0],
  }
}

export function listProcesses(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    try {
      const [state, parent] = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }]
    } catch {
      return []
    }
  })
}

/** Runs, and is not only a number that its parent has not asked for yet. */
export const isRunning = (pid: number) => existsSync(`/proc/${pid}/exe`)

function listBelow(root: number): { pid: number; command: string }[] {
  const all = listProcesses()
  const below = new Set([root])
  for (let size = 0; size !== below.size; ) {
    size = below.size
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid)
  }
  below.delete(root)
  return all.filter(({ pid }) => below.has(pid))
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const say = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.on('data', part => say(String(part).startsWith('SSH-2.0')))
    socket.on('error', () => say(false))
    socket.setTimeout(1_000, () => say(false))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
