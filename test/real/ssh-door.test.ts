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
import { type DoorStand, type Going, sshOptions, standAtDoor, start } from './stand-at-door.ts'
import { listProcesses, type Sshd, startSshd, whyNoSshd } from './start-sshd.ts'

const whyNot = whyNoSshd()
if (whyNot && !process.env['CI']) test('the SSH door', { skip: whyNot }, () => undefined)
else describe('the SSH door', { timeout: 300_000 }, () => proveDoor())

function proveDoor() {
  let sshd: Sshd
  let stand: DoorStand
  const going = new Set<Going>()
  before(async () => {
    assert.equal(whyNot, undefined)
    sshd = await startSshd()
    stand = await standAtDoor(sshd)
  })
  afterEach(() => {
    stand.change({})
    for (const { child } of going) child.kill('SIGKILL')
    going.clear()
  })
  after(async () => {
    await stand?.close()
    await sshd?.stop()
  })

  const here = '127.0.0.1'
  const ssh: DoorStand['ssh'] = (args, how) => {
    const one = stand.ssh(args, how)
    going.add(one)
    return one
  }
  const run = async (args: string[], how: Parameters<DoorStand['ssh']>[1] = {}) => {
    const { code, out, err } = await ssh(args, { input: '', ...how }).ended
    return { code, out: out.toString(), err }
  }
  const until = async (what: string, isSo: () => boolean) => {
    for (const giveUp = Date.now() + 30_000; !isSo(); await sleep(5))
      if (Date.now() > giveUp) assert.fail(`it did not happen: ${what}`)
  }
  const runs = (mark: string) => listProcesses().some(({ command }) => command === mark)
  /** A number of seconds that nobody else sleeps, so that it can be found among all processes. */
  let marks = 0
  const newMark = () => `sleep 9${process.pid}${++marks}`

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
      ...sshOptions(stand.agent, join(sshd.folder, `known-${stand.port}`)),
      '-o',
      `Port=${stand.port}`,
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

  describe('the end', () => {
    /** A shell in which a program runs that would never end. */
    const openShell = async (command = '') => {
      const mark = newMark()
      const shell = ssh(['-tt', here])
      await until('a prompt', () => /[$#] /.test(shell.out()))
      shell.child.stdin.write(`${command} ${mark}\n`)
      await until('it runs', () => runs(mark))
      return { shell, mark, entry: stand.entries.at(-1)! }
    }

    test('it is cut while a program runs: the words are read, the program is gone, nobody else is touched', async () => {
      const other = await openShell()
      const { shell, mark, entry } = await openShell()
      const left = stand.left.length
      assert.ok(stand.door.live().some(one => one.entryId === entry && one.kind === 'shell'))
      stand.door.cut(entry, 'Olga has ended this access.')
      assert.ok(!stand.door.live().some(one => one.entryId === entry))
      const { code, out } = await shell.ended
      assert.equal(code, 255)
      assert.match(String(out), /Olga has ended this access\.\r\n$/)
      await until('the program is gone', () => !runs(mark))
      other.shell.child.stdin.write('\u0003')
      other.shell.child.stdin.write('echo still-$((40+2)); exit\n')
      assert.match((await other.shell.ended).out.toString(), /still-42/)
      assert.ok(
        stand.left.slice(left).every(one => one.entryId !== entry),
        'who cuts knows',
      )
    })

    test('what was to outlive its shell ends with it too: nohup, the background, a command without terminal', async () => {
      for (const login of sshd.logins) {
        stand.change({ target: { login } })
        const said = stand.said.length
        const nohup = await openShell('nohup')
        stand.door.cut(nohup.entry, 'Over.')
        const [first, second] = [newMark(), newMark()]
        const background = await openShell(`nohup ${first} >/dev/null 2>&1 & disown; ${second} &`)
        stand.door.cut(background.entry, 'Over.')
        const bare = newMark()
        const command = ssh([here, `trap '' HUP TERM; ${bare}; true`])
        await until('it runs', () => runs(bare))
        stand.door.cut(stand.entries.at(-1)!, 'Over.')
        assert.match((await command.ended).err, /^Over\.$/m)
        for (const mark of [nohup.mark, first, second, background.mark, bare])
          await until(`${mark} is gone (${login})`, () => !runs(mark))
        await until('no doubt was left', () => stand.said.length === said)
      }
    })

    test('what has left its session survives, and this is where the door’s reach ends', async () => {
      const mark = newMark()
      const { entry, shell } = await openShell(`setsid ${mark} >/dev/null 2>&1 < /dev/null & `)
      await until('it runs', () => runs(mark))
      stand.door.cut(entry, 'Over.')
      await shell.ended
      await sleep(1_500)
      assert.ok(runs(mark), 'it is gone: the README can promise more')
      for (const { pid, command } of listProcesses()) if (command === mark) process.kill(pid, 'SIGKILL')
    })

    test('a transfer is cut in the middle', async () => {
      const batch = join(sshd.folder, 'batch-endless')
      writeFileSync(batch, `put /dev/zero endless\n`)
      const sftp = ssh(['-b', batch, here], { program: 'sftp', input: '' })
      await until('it is there', () => stand.door.live().some(one => one.kind === 'sftp'))
      stand.door.cut(stand.entries.at(-1)!, 'Over.')
      assert.notEqual((await sftp.ended).code, 0)
    })

    test('its time is up, or it is no longer allowed: the same end, without anybody calling', async () => {
      stand.change({ until: Date.now() + 2_000 })
      const timed = await openShell()
      assert.match(String((await timed.shell.ended).out), /This access is over/)
      await until('the program is gone', () => !runs(timed.mark))
      stand.change({})
      const asked = await openShell()
      stand.forbidden.add(asked.entry)
      assert.match(String((await asked.shell.ended).out), /This access is over/)
      await until('the program is gone', () => !runs(asked.mark))
    })

    test('nothing new begins in a connection that is no longer allowed', async () => {
      const control = join(sshd.folder, 'control-over')
      const master = ssh(['-M', '-S', control, '-N', here])
      await until('the connection', () => existsSync(control))
      stand.forbidden.add(stand.entries.at(-1)!)
      const { code, out } = await run(['-S', control, '-o', 'ControlMaster=no', here, 'echo in'], {
        login: 'nobody',
      })
      assert.notEqual(code, 0)
      assert.equal(out, '')
      await master.ended
    })

    test('the visitor’s connection breaks: the kernel is told, and his program ends', async () => {
      const { shell, mark, entry } = await openShell()
      shell.child.kill('SIGKILL')
      await until('it was told', () => stand.left.some(one => one.entryId === entry && one.how === 'broke'))
      await until('the program is gone', () => !runs(mark))
    })

    test('the server’s connection breaks: the visitor is told, and the kernel', async () => {
      const { shell, mark, entry } = await openShell()
      const ofVisitor = sshd.running().filter(({ command }) => /^sshd: .*(pts|@)/.test(command))
      for (const { pid } of ofVisitor) process.kill(pid, 'SIGKILL')
      const { code } = await shell.ended
      assert.equal(code, 255)
      await until('it was told', () => stand.left.some(one => one.entryId === entry && one.how === 'broke'))
      await until('the program is gone', () => !runs(mark))
    })

    test('from the cut to the end of the client, and to the end of the program', async t => {
      const [client, program]: number[][] = [[], []]
      for (let round = 0; round < 30; round++) {
        const { shell, mark, entry } = await openShell()
        const begun = performance.now()
        const eof = new Promise<number>(resolve => {
          shell.child.once('exit', () => resolve(performance.now() - begun))
        })
        const pid = listProcesses().find(({ command }) => command === mark)!.pid
        stand.door.cut(entry, 'Over.')
        const gone = (async () => {
          while (existsSync(`/proc/${pid}/exe`) && performance.now() - begun < 30_000) await sleep(1)
          return performance.now() - begun
        })()
        client!.push(await eof)
        program!.push(await gone)
        assert.ok(!runs(mark))
      }
      for (const [name, times] of [
        ['client', client!],
        ['program', program!],
      ] as const)
        t.diagnostic(
          `cut to the end of the ${name}: p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms (${times.length} rounds)`,
        )
    })
  })

  test('ten thousand lines a second: another shell answers, memory stays, the recording says what it left out', async t => {
    const flood = ssh(['-tt', here, 'timeout 4 yes "$(printf %070d 7)"'])
    const entry = stand.entries.length
    await until('it began', () => flood.out().length > 1_000)
    const other = ssh(['-tt', here])
    const waits: number[] = []
    await until('a prompt', () => /[$#] /.test(other.out()))
    for (let n = 1; n <= 20; n++) {
      const begun = performance.now()
      other.child.stdin.write(`echo pong-$((${n}*1000))\n`)
      await until('it answers', () => other.out().includes(`pong-${n * 1_000}`))
      waits.push(performance.now() - begun)
    }
    other.child.stdin.write('exit\n')
    await other.ended
    const { out } = await flood.ended
    const lines = out.toString().split('\n').length
    assert.ok(lines > 40_000, `only ${lines} lines`)
    const name = stand.entries[entry] ?? stand.entries[entry - 1]!
    await until('it is closed', () => stand.recordings.get(name)?.[0]?.closed === true)
    const { text } = stand.recordings.get(name)![0]!
    assert.match(text, /"m","left out: \d+ bytes, \d+ lines"/)
    assert.ok(text.length < 5_000_000, `${text.length}`)
    t.diagnostic(`${lines} lines; another shell answered within ${Math.max(...waits).toFixed(0)} ms`)
  })

  test('200 MB through the door and past it', async t => {
    const known = join(sshd.folder, 'known-plain')
    writeFileSync(known, `[${here}]:${sshd.port} ${sshd.hostKey.publicKey}`)
    const past = [...sshOptions(sshd.key, known), '-o', `Port=${sshd.port}`, `${sshd.logins[0]}@${here}`]
    const through = [
      ...sshOptions(stand.agent, join(sshd.folder, `known-${stand.port}`)),
      '-o',
      `Port=${stand.port}`,
      `visit-1@${here}`,
    ]
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
