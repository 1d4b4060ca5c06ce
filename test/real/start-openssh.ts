// A real sshd, in a mount namespace of its own: there it has accounts that this machine does not know, so none has to be
// made and none can be left behind. Needs root.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readPublicKey } from '#server/plumbing/ssh/public-key.ts'
import { freePort } from './checkout.ts'

export function whyNoOpenSsh(): string | undefined {
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  const works = (command: string) => spawnSync('sh', ['-c', command], { env, stdio: 'ignore' }).status === 0
  if (!works('command -v sshd && command -v ssh && command -v ssh-keygen')) return 'OpenSSH is not installed'
  return works('unshare --mount true') ? undefined : 'a mount namespace of its own needs root'
}

export type OpenSsh = {
  port: number
  folder: string
  /** Home of the login "deploy". */
  home: string
  uid: number
  hostKey: string
  /** Makes a key pair with ssh-keygen. @returns the path of the private one */
  makeKey(name: string): string
  publicKey(name: string): string
  /** Runs a program in the server's own view of the machine. */
  inside(command: readonly string[]): ReturnType<typeof spawnSync>
  /** What stands in its log. */
  log(): string
  stop(): Promise<void>
}

/** @param more lines of sshd_config, which count before ours */
export async function startOpenSsh(more = ''): Promise<OpenSsh> {
  const folder = mkdtempSync(join(tmpdir(), 'einlass-openssh-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  // Nobody on this machine has it, so whatever runs with it belongs to this test.
  const uid = 61_000 + (process.pid % 3_000)
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o755 })
  const at = (name: string) => join(folder, name)
  const makeKey = (name: string) => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)])
    return at(name)
  }
  makeKey('host')
  const withLogin = (file: string, line: string) =>
    writeFileSync(at(file), `${readFileSync(`/etc/${file}`, 'utf8').trimEnd()}\n${line}\n`)
  withLogin('passwd', `deploy:x:${uid}:${uid}::${home}:/bin/bash`)
  withLogin('group', `deploy:x:${uid}:`)
  withLogin('shadow', 'deploy:*:19000:0:99999:7:::')
  chmodSync(at('shadow'), 0o600)
  chownSync(home, uid, uid)
  writeFileSync(
    at('sshd_config'),
    `${more}
Port ${port}
ListenAddress 127.0.0.1
HostKey ${at('host')}
PidFile none
AuthorizedKeysFile .ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
LogLevel VERBOSE
Subsystem sftp internal-sftp
`,
  )
  const binds = ['passwd', 'group', 'shadow'].map(name => `mount --bind ${at(name)} /etc/${name}`)
  const script = `${binds.join(' && ')} && mount -t tmpfs none /run && mkdir /run/sshd && exec /usr/sbin/sshd -D -f ${at('sshd_config')} -E ${at('log')}`
  const child = spawn('unshare', ['--mount', 'sh', '-c', script], { stdio: ['ignore', 'ignore', 'pipe'] })
  let says = ''
  child.stderr.on('data', part => (says += part))
  const log = () => says + readFileSync(at('log'), { encoding: 'utf8', flag: 'a+' })
  const stop = async () => {
    await end(child)
    for (const pid of pidsOf(uid)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  for (const giveUp = Date.now() + 30_000; !(await answers(port)); await sleep(30))
    if (child.exitCode !== null || Date.now() > giveUp) {
      const why = log()
      await stop()
      assert.fail(`sshd did not start: ${why}`)
    }
  const read = readPublicKey(readFileSync(at('host.pub'), 'utf8'))
  assert.ok(read.read)
  return {
    port,
    folder,
    home,
    uid,
    hostKey: read.key.fingerprint,
    makeKey,
    publicKey: name => readFileSync(at(`${name}.pub`), 'utf8').trim(),
    inside: command =>
      spawnSync('nsenter', ['--mount', '--target', String(child.pid), ...command], { encoding: 'utf8' }),
    log,
    stop,
  }
}

/** Every living process of this user. */
export function pidsOf(uid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,stat=', '-U', String(uid)], { encoding: 'utf8' })
  return stdout
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([pid, state]) => pid && !state?.startsWith('Z'))
    .map(([pid]) => Number(pid))
}

function answers(port: number): Promise<boolean> {
  return new Promise<boolean>(resolve => {
    const socket = connect(port, '127.0.0.1')
    const say = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.on('data', part => say(String(part).startsWith('SSH-')))
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
