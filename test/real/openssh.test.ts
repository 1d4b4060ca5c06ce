// Einlass and a real OpenSSH: key lines that end by themselves, and shells that are really gone.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readHostKey } from '#server/plumbing/ssh/connect.ts'
import { clientOf, isOver, KeyLines, minute, says, ssh, within } from './key-lines.ts'
import { pidsOf, whyNoOpenSsh } from './start-openssh.ts'

const whyNot = whyNoOpenSsh()
if (whyNot && !process.env['CI']) test('OpenSSH', { skip: whyNot }, () => undefined)
else {
  describe('key lines on a server with OpenSSH', () => proveKeyLines())
  describe('key lines on a server that notes who logged in, as Debian does', () => proveWithAudit())
}

function proveKeyLines() {
  let lines: KeyLines
  before(async () => {
    assert.equal(whyNot, undefined)
    lines = await KeyLines.start()
  })
  after(() => lines?.stop())

  test('the connection is tested, and says what stands at the other end', async () => {
    const tested = await lines.connector.test('server')
    assert.ok(tested.works, JSON.stringify(tested))
    assert.match(tested.version, /^OpenSSH \d+\.\d+p\d+/)
    const read = await readHostKey(lines.connection)
    assert.deepEqual(read, { read: true, type: 'ssh-ed25519', fingerprint: lines.server.hostKey })
  })

  test('the visitor gets commands, a terminal and files, and nothing more', async () => {
    const trace = await lines.open(lines.traceOf())
    assert.equal(lines.enter().stdout.trim(), 'deploy')
    assert.equal(lines.enter('guest', 'exit 7').status, 7)
    assert.equal(lines.enter('guest', 'printf "%s" "it\'s $HOME"').stdout, `it's ${lines.server.home}`)
    assert.match(ssh(lines.server, 'guest', 'tty', ['-tt']).stdout, /\/dev\/pts/)
    const target = join(lines.server.home, 'put')
    const put = spawnSync(
      'sftp',
      ['-b', '-', ...clientOf(lines.server, 'guest').map(word => (word === '-p' ? '-P' : word))],
      {
        input: `put ${join(lines.server.folder, 'host.pub')} ${target}\n`,
        encoding: 'utf8',
        timeout: minute,
      },
    )
    assert.equal(put.status, 0, put.stderr)
    assert.equal(readFileSync(target, 'utf8').trim(), lines.server.publicKey('host'))
    const forwarding = ssh(lines.server, 'guest', 'echo no', [
      '-o',
      'ExitOnForwardFailure=yes',
      '-R',
      '0:127.0.0.1:1',
    ])
    assert.equal(forwarding.status, 255, forwarding.stdout)
    await lines.close(trace)
  })

  test('closing ends the open shell and what was left running in the background, and nobody comes in again', async () => {
    const trace = await lines.open(lines.traceOf())
    const shell = await lines.openShell()
    assert.equal(lines.enter('guest', 'nohup sleep 3001 > /dev/null 2>&1 &').status, 0)
    assert.equal(lines.enter('guest', 'setsid sleep 3002 > /dev/null 2>&1 < /dev/null &').status, 0)
    // It loses its mark, but stays below a process that is known by its session.
    shell.stdin!.write('env -i sleep 3003 &\n')
    await within('not everything runs', () => lines.countSleeping(/300[123]/) === 3)
    assert.match(says(await lines.connector.confirmClosed(trace)), /still let in/)

    assert.deepEqual(await lines.connector.close(trace), { done: true })
    await within('the shell is still open', () => isOver(shell))
    assert.equal(lines.countSleeping(/300\d/), 0)
    await within('processes are left', () => pidsOf(lines.server.uid).length === 0)
    assert.equal(lines.enter().status, 255)
    const seen = await lines.connector.confirmClosed(trace)
    assert.ok(seen.gone && /no process/.test(seen.how), JSON.stringify(seen))
    assert.equal(String(lines.read()), `${lines.server.publicKey('own')}\n`)
    assert.ok(!existsSync(join(lines.server.home, '.einlass', trace.artefactId)))
  })
  test('whoever hides a process with pains is not believed to be gone, and it can be ended from the list', async () => {
    const trace = await lines.open(lines.traceOf())
    lines.enter('guest', 'env -i setsid sleep 3010 > /dev/null 2>&1 < /dev/null &')
    await within('nothing runs', () => lines.countSleeping(/3010/) === 1)
    assert.match(says(await lines.connector.close(trace)), /Nobody can say .*|still run/)
    assert.equal((await lines.connector.confirmClosed(trace)).gone, false)
    assert.equal(lines.enter().status, 255)

    const inventory = await lines.connector.inventory('server')
    assert.ok(inventory.seen)
    const hidden = inventory.found.filter(one => one.kind === 'process')
    assert.deepEqual(
      hidden.map(one => one.name),
      ['sleep'],
    )
    assert.deepEqual(await lines.connector.remove('server', hidden[0]!), { done: true })
    await lines.close(trace)
    assert.equal(lines.countSleeping(/3010/), 0)
  })

  test('a connection that was opened before and did nothing lets nobody in afterwards', async () => {
    const trace = await lines.open(lines.traceOf())
    const control = join(lines.server.folder, 'control')
    const master = lines.start(['-M', '-N', '-S', control])
    await within('no connection came', () => existsSync(control))
    const over = (command: string) => ssh(lines.server, 'guest', command, ['-S', control])
    await lines.close(trace)
    const tried = over('id -un')
    assert.equal(tried.stdout, '')
    assert.match(tried.stderr, /This access has ended|closed|refused/i)
    master.kill()
  })

  test('with Einlass dead, the server refuses the key after the end, and ends the shell that is open', async () => {
    const until = Date.now() + 6_000
    const trace = await lines.open(lines.traceOf('guest', { until: new Date(until).toISOString() }))
    const shell = await lines.openShell()
    assert.equal(lines.enter('guest', 'nohup sleep 3020 > /dev/null 2>&1 &').status, 0)
    await within('it is still open', () => isOver(shell))
    assert.ok(Date.now() > until - 1_000)
    await within('something is left', () => lines.countSleeping(/3020/) === 0)
    // sshd counts in whole seconds; until the next one begins it is our own command that refuses.
    const refusals = [255, 254]
    assert.ok(refusals.includes(lines.enter().status!))
    await within('sshd itself did not refuse it', () => lines.enter().status === 255)
    assert.match(String(lines.read()), new RegExp(`einlass:${trace.artefactId}`))
    await lines.close(trace)
  })

  test('from another address the key is refused', async () => {
    const trace = await lines.open(lines.traceOf('guest', { sources: '203.0.113.0/24,2001:db8::/32' }))
    assert.equal(lines.enter().status, 255)
    await lines.close(trace)
  })

  test('two visits at once: each line is there, and the end of one leaves the other', async () => {
    const traces = [lines.traceOf('guest'), lines.traceOf('other')]
    const [first, second] = await Promise.all(traces.map(trace => lines.open(trace)))
    const shell = await lines.openShell('other')
    await lines.close(first!)
    assert.equal(lines.enter('guest').status, 255)
    assert.equal(lines.enter('other').stdout.trim(), 'deploy')
    assert.ok(!isOver(shell))
    await lines.close(second!)
    await within('it is still open', () => isOver(shell))
  })

  test('opened twice there is one line, and with another end it is that line', async () => {
    const trace = lines.traceOf()
    const once = await lines.open(trace)
    const until = new Date(Date.now() + 90 * minute).toISOString()
    const again = await lines.open({ ...once, reference: { ...once.reference, until } })
    assert.equal(String(lines.read()).split('\n').length, 3)
    assert.equal(again.reference['until'], until)
    await lines.close(again)
    assert.deepEqual(await lines.connector.close(again), { done: true })
  })

  test('a second key that the visitor left behind is in the list and can be removed from it', async () => {
    const list = async () => {
      const inventory = await lines.connector.inventory('server')
      assert.ok(inventory.seen, JSON.stringify(inventory))
      return inventory.found
    }
    const before = await list()
    const trace = await lines.open(lines.traceOf())
    lines.enter(
      'guest',
      `echo '${lines.server.publicKey('other')}' >> .ssh/authorized_keys; echo 'alias ls=rm' >> .bashrc`,
    )
    await lines.close(trace)
    const known = new Set(before.map(one => `${one.kind} ${one.id}`))
    const left = (await list()).filter(one => !known.has(`${one.kind} ${one.id}`))
    assert.deepEqual(left.map(one => one.kind).sort(), ['key-line', 'startup-file'])
    const key = left.find(one => one.kind === 'key-line')!
    assert.match(key.name, /^deploy: other \(ssh-ed25519 SHA256:/)
    assert.deepEqual(await lines.connector.remove('server', key), { done: true })
    assert.deepEqual(await lines.connector.remove('server', key), { done: true })
    assert.equal(lines.enter('other').status, 255)
    assert.match(
      says(await lines.connector.remove('server', left.find(one => one !== key)!)),
      /on the server/,
    )
    rmSync(join(lines.server.home, '.bashrc'))
  })
}

function proveWithAudit() {
  let lines: KeyLines
  before(async () => {
    assert.equal(whyNot, undefined)
    lines = await KeyLines.start(
      'UsePAM yes\nStrictModes no\nAuthorizedKeysFile .ssh/authorized_keys /run/keys-%u',
    )
  })
  after(() => lines?.stop())

  test('a process that was hidden with pains is found and ended', async t => {
    const trace = await lines.open(lines.traceOf())
    if (lines.enter('guest', 'cat /proc/self/sessionid').stdout.trim() === '4294967295') {
      await lines.close(trace)
      return t.skip('this kernel has no audit')
    }
    lines.enter('guest', 'env -i setsid sleep 3040 > /dev/null 2>&1 < /dev/null &')
    await within('nothing runs', () => lines.countSleeping(/3040/) === 1)
    await lines.close(trace)
    assert.equal(lines.countSleeping(/3040/), 0)
  })

  test('signed in as root, Einlass makes and removes the line as the login whose it is', async () => {
    const made = lines.server.inside(['sh', '-c', `echo '${lines.ownLine.trim()}' > /run/keys-root`])
    assert.equal(made.status, 0)
    lines.connection = { ...lines.connection, login: 'root' }
    const trace = await lines.open(lines.traceOf('guest', { login: 'deploy' }))
    assert.equal(lines.enter().stdout.trim(), 'deploy')
    const shell = await lines.openShell()
    assert.equal(statSync(lines.keys).uid, lines.server.uid)
    await lines.close(trace)
    await within('it is still open', () => isOver(shell))
    assert.equal(lines.enter().status, 255)
    assert.equal(String(lines.read()), lines.ownLine)

    lines.connection = { ...lines.connection, login: 'deploy' }
    const other = lines.traceOf('guest', { login: 'www-data' })
    assert.match(says(await lines.connector.open(other)), /cannot act for www-data/)
  })
}
