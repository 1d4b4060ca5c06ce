// The SSH door between a real client and a real server of OpenSSH: what passes, what does not, and that the end is one.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { timeDownload } from '../../bench/measure/ssh-transfer.ts'
import { quantile } from '../../bench/measure/statistics.ts'
import { freePort } from './checkout.ts'
import { type DoorStand, sshOptions, standAtDoor, start, until } from './stand-at-door.ts'
import { type Sshd, startSshd, whyNoSshd } from './start-sshd.ts'

const whyNot = whyNoSshd()
if (whyNot && !process.env['CI']) test('the SSH door', { skip: whyNot }, () => undefined)
else describe('the SSH door', { timeout: 300_000 }, () => proveDoor())

function proveDoor() {
  let sshd: Sshd
  let stand: DoorStand
  before(async () => {
    assert.equal(whyNot, undefined)
    sshd = await startSshd()
    stand = await standAtDoor(sshd)
  })
  afterEach(() => stand.tidy())
  after(async () => {
    await stand?.close()
    await sshd?.stop()
  })

  const here = '127.0.0.1'
  const ssh: DoorStand['ssh'] = (args, how) => stand.ssh(args, how)
  const run: DoorStand['run'] = (args, how) => stand.run(args, how)

  describe('what passes', () => {
    test('a shell: its terminal, its size and changes of it, its exit code', async () => {
      const shell = ssh(['-tt', here])
      await until('a prompt', () => /[$#] /.test(shell.out()))
      shell.child.stdin.write('stty size; echo "T=$TERM"; exit 3\n')
      const { code, out } = await shell.ended
      assert.equal(code, 3)
      assert.match(String(out), /Everything here is recorded\.\r\n/)
      assert.match(String(out), /T=xterm-256color/)
    })

    test('a command: both of its outputs apart, its input to the end, its exit code', async () => {
      assert.deepEqual(await run([here, 'echo out; echo err >&2; exit 42']), {
        code: 42,
        out: 'out\n',
        err: 'err\n',
      })
      const bytes = randomBytes(5_000_000)
      const { code, out } = await ssh([here, 'cat'], { input: bytes }).ended
      assert.equal(code, 0)
      assert.ok(out.equals(bytes), 'what went in came out')
    })

    test('a command that a signal ended is told as that', async () => {
      const { code, err } = await run(['-v', here, 'kill -TERM $$'])
      assert.equal(code, 255)
      assert.match(err, /exit-signal/)
    })

    test('both outputs full at once: nothing is lost, doubled or mixed', async () => {
      const megabytes = 6
      const command = `(yes out | head -c ${megabytes}000000) & (yes err | head -c ${megabytes}000000 >&2) & wait`
      const both = ssh([here, command], { input: '' })
      // A reader that pauses makes both wait for room.
      both.child.stdout.pause()
      both.child.stderr.pause()
      await sleep(300)
      both.child.stdout.resume()
      await sleep(300)
      both.child.stderr.resume()
      const { code, out, err } = await both.ended
      assert.equal(code, 0)
      const expected = (word: string) => `${word}\n`.repeat((megabytes * 1_000_000) / 4)
      assert.ok(out.toString() === expected('out'), `out: ${out.length}`)
      assert.ok(err === expected('err'), `err: ${err.length}`)
    })

    test('several sessions on one connection', async () => {
      const control = join(sshd.folder, 'control')
      const master = ssh(['-M', '-S', control, '-N', here])
      await until('the connection', () => existsSync(control))
      const before_ = stand.entries.length
      const all = await Promise.all([1, 2, 3].map(n => run(['-S', control, here, `echo ${n}; exit ${n}`])))
      assert.deepEqual(
        all.map(({ code, out }) => [code, out]),
        [
          [1, '1\n'],
          [2, '2\n'],
          [3, '3\n'],
        ],
      )
      assert.equal(stand.entries.length, before_, 'nobody was asked again')
      master.child.kill('SIGTERM')
      await master.ended
      await until('it was told', () => stand.left.some(one => one.entryId === stand.entries.at(-1)))
    })

    test('files, up and down, byte for byte', async () => {
      const bytes = randomBytes(20_000_000)
      const [up, down] = [join(sshd.folder, 'up'), join(sshd.folder, 'down')]
      writeFileSync(up, bytes)
      const batch = join(sshd.folder, 'batch')
      writeFileSync(batch, `put ${up} carried\nget carried ${down}\nls -l carried\nrm carried\n`)
      const { code, err } = await run(['-b', batch, here], { program: 'sftp' })
      assert.equal(code, 0, err)
      const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex')
      assert.equal(hash(readFileSync(down)), hash(bytes))
    })

    test('a gigabyte passes in both directions while memory stays as it is', async t => {
      const batch = join(sshd.folder, 'batch-big')
      writeFileSync(batch, 'get /dev/zero /dev/null\n')
      const megabytes = 1_024
      let most = 0
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss)
      }, 50)
      const first = process.memoryUsage().rss
      const down = start('sh', ['-c', `"$@" | wc -c`, 'sh', ...plain(`head -c ${megabytes}M /dev/zero`)], '')
      assert.equal((await down.ended).out.toString().trim(), String(megabytes * 1_048_576))
      const up = start('sh', ['-c', `head -c ${megabytes}M /dev/zero | "$@"`, 'sh', ...plain('wc -c')], '')
      assert.equal((await up.ended).out.toString().trim(), String(megabytes * 1_048_576))
      clearInterval(watch)
      t.diagnostic(`memory grew by ${((most - first) / 1e6).toFixed(0)} MB`)
      assert.ok(most - first < 250_000_000, `${most - first} bytes`)
    })
    const plain = (command: string) => [
      'ssh',
      ...stand.options,
      '-o',
      // Keys are changed in the middle, several times.
      'RekeyLimit=100M',
      `visit-1@${here}`,
      command,
    ]

    test('of the variables, only language', async () => {
      const options = ['-o', 'SendEnv=LANG SECRET_X']
      const { out } = await run([...options, here, 'echo "$LANG|$SECRET_X"'])
      assert.equal(out, 'C.UTF-8|\n')
    })

    test('what was shown is recorded, what was typed is not', async () => {
      const shell = ssh(['-tt', here])
      await until('a prompt', () => /[$#] /.test(shell.out()))
      shell.child.stdin.write('stty -echo; echo ready; read secret; stty echo; echo thanks; exit\n')
      await until('it asks', () => shell.out().includes('ready\r\n'))
      shell.child.stdin.write('hunter2-typed\n')
      await shell.ended
      const entry = stand.entries.at(-1)!
      await until('it is closed', () => stand.recordings.get(entry)?.[0]?.closed === true)
      const { text, what } = stand.recordings.get(entry)![0]!
      assert.equal(what.kind, 'shell')
      assert.match(text, /thanks/)
      assert.doesNotMatch(text, /hunter2-typed/)
      const [header, ...events] = text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
      assert.equal(header.version, 2)
      assert.ok(events.every((event: unknown) => Array.isArray(event) && event.length === 3))
    })
  })

  describe('who comes in', () => {
    test('nobody with another key, and none with another name; neither is told more than that', async () => {
      const other = sshd.makeKey('other')
      const asked = stand.asked.length
      for (const how of [{ key: other }, { login: 'visit-2' }]) {
        const { code, err } = await run([here, 'true'], how)
        assert.equal(code, 255)
        assert.match(err, /Permission denied \(publickey\)/)
      }
      assert.equal(stand.asked.length, asked + 2)
      assert.equal(stand.asked.at(-1)!.network, here)
    })

    test('keys of ECDSA and RSA too; RSA with SHA-1 or few bits not, DSA and passwords not', async () => {
      const asks = async (name: string, how: string[], options: string[] = []) => {
        const key = sshd.makeKey(name, ...how)
        const asked = stand.asked.length
        await run([...options, here, 'true'], { key })
        return stand.asked.slice(asked).some(one => one.keyFingerprint === key.fingerprint)
      }
      assert.equal(await asks('ecdsa', ['-t', 'ecdsa', '-b', '384']), true)
      assert.equal(await asks('rsa', ['-t', 'rsa', '-b', '2048']), true)
      const sha1 = ['-o', 'PubkeyAcceptedAlgorithms=ssh-rsa']
      assert.equal(await asks('rsa-sha1', ['-t', 'rsa', '-b', '2048'], sha1), false)
      assert.equal(await asks('rsa-small', ['-t', 'rsa', '-b', '1024']), false)
      const { err } = await run([
        '-o',
        'PreferredAuthentications=password,keyboard-interactive',
        here,
        'true',
      ])
      assert.match(err, /Permission denied \(publickey\)/)
    })

    test('a certificate is passed over, and the key beside it opens', async () => {
      const ca = sshd.makeKey('ca')
      const sign = start('ssh-keygen', [
        '-q',
        '-s',
        ca.file,
        '-I',
        'x',
        '-n',
        'visit-1',
        `${stand.agent.file}.pub`,
      ])
      assert.equal((await sign.ended).code, 0)
      const { code, out } = await run(['-o', `CertificateFile=${stand.agent.file}-cert.pub`, here, 'echo in'])
      assert.deepEqual([code, out], [0, 'in\n'])
    })

    test('what is not allowed for a visit is not opened', async () => {
      stand.change({ may: { shell: false, exec: false, sftp: true } })
      assert.notEqual((await run([here, 'echo in'])).code, 0)
      assert.notEqual((await run(['-tt', here])).code, 0)
      const batch = join(sshd.folder, 'batch-ls')
      writeFileSync(batch, 'pwd\n')
      assert.equal((await run(['-b', batch, here], { program: 'sftp' })).code, 0)
      stand.change({ may: { shell: true, exec: true, sftp: false } })
      assert.notEqual((await run(['-b', batch, here], { program: 'sftp' })).code, 0)
    })

    test('another host key than the pinned one: nothing is sent there, the visitor and the desk are told', async () => {
      stand.change({ target: { pinnedHostKeys: [stand.agent.fingerprint] } })
      const said = stand.said.length
      const { code, err } = await run([here, 'echo in'])
      assert.equal(code, 255)
      assert.match(err, /another host key/)
      assert.ok(stand.said.slice(said).some(sentence => sentence.includes(sshd.hostKey.fingerprint)))
      await until('it was told', () => stand.left.some(one => one.entryId === stand.entries.at(-1)))
    })

    test('a private network is closed unless it is allowed, and a server that is not there is told', async () => {
      stand.change({ target: { allowPrivate: false } })
      assert.match((await run([here, 'echo in'])).err, /private network/)
      stand.change({ target: { allowPrivate: false, host: 'localhost' } })
      assert.match((await run([here, 'echo in'])).err, /private network/)
      stand.change({ target: { port: await freePort() } })
      assert.match((await run([here, 'echo in'])).err, /refuses connections/)
      stand.change({ target: { credential: { privateKey: sshd.makeKey('stale').privateKey } } })
      assert.match((await run([here, 'echo in'])).err, /does not accept the credential/)
    })
  })

  describe('what never passes', () => {
    test('the agent of the visitor, however much it is offered', async () => {
      const socket = join(sshd.folder, 'agent-socket')
      const listener = createServer().listen(socket)
      const options = ['-o', `IdentityAgent=${socket}`, '-A']
      const { out } = await run([...options, here, 'echo "agent:$SSH_AUTH_SOCK"'])
      listener.close()
      assert.equal(out, 'agent:\n')
    })

    test('connections to the inside (-L, -D, -W) and from it (-R)', async () => {
      const heard: string[] = []
      const inside = createServer(socket => {
        heard.push('somebody')
        socket.end('inside')
      })
      const port = await freePort()
      inside.listen(port, here)
      const through = await run(['-W', `${here}:${port}`, here])
      assert.notEqual(through.code, 0)
      assert.match(through.err, /administratively prohibited/)

      const entrance = await freePort()
      const local = ssh(['-N', '-L', `${entrance}:${here}:${port}`, here])
      const knock = `exec 3<>/dev/tcp/${here}/${entrance} && timeout 10 cat <&3`
      await until('it listens', () => stand.door.live().length > 0)
      let answer = 'nobody listens'
      for (const giveUp = Date.now() + 10_000; Date.now() < giveUp; await sleep(50)) {
        const knocked = await start('bash', ['-c', knock], '').ended
        answer = knocked.out.toString()
        if (knocked.code === 0) break
      }
      assert.equal(answer, '')
      await until('it was refused', () => /administratively prohibited/.test(local.err()))

      const back = await run(['-o', 'ExitOnForwardFailure=yes', '-N', '-R', `0:${here}:${port}`, here])
      assert.equal(back.code, 255)
      assert.match(back.err, /remote port forwarding failed/i)
      const unix = await run(['-o', 'ExitOnForwardFailure=yes', '-N', '-R', `/tmp/x:${here}:${port}`, here])
      assert.equal(unix.code, 255)
      inside.close()
      assert.deepEqual(heard, [])
    })
  })

  test('200 MB through the door and past it', async t => {
    const known = join(sshd.folder, 'known-plain')
    writeFileSync(known, `[${here}]:${sshd.port} ${sshd.hostKey.publicKey}`)
    const past = [...sshOptions(sshd.key, known), '-o', `Port=${sshd.port}`, `${sshd.logins[0]}@${here}`]
    const through = [...stand.options, `visit-1@${here}`]
    const speeds = { past: [] as number[], through: [] as number[] }
    for (let round = 0; round < 3; round++) {
      speeds.past.push(await timeDownload(past, 200))
      speeds.through.push(await timeDownload(through, 200))
    }
    const [a, b] = [quantile(speeds.through, 0.5), quantile(speeds.past, 0.5)]
    t.diagnostic(
      `through the door ${a.toFixed(0)} MB/s, past it ${b.toFixed(0)} MB/s: ${((100 * a) / b).toFixed(0)} %`,
    )
  })

  test('nothing is left behind', async () => {
    await until('all have gone', () => stand.door.live().length === 0)
    await until('no session is left', () => sshd.running().length === 0)
  })
}
