// Key lines on a real OpenSSH server on its bad days, and how long it takes until an end is seen.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { connectHost, type Host } from '#server/outside/ssh-host/ask-host.ts'
import { closeKeyLine } from '#server/outside/ssh-host/close-key-line.ts'
import { openKeyLine } from '#server/outside/ssh-host/open-key-line.ts'
import { isOver, KeyLines, says, within } from './key-lines.ts'
import { whyNoOpenSsh } from './start-openssh.ts'

const whyNot = whyNoOpenSsh()
if (whyNot && !process.env['CI']) test('OpenSSH', { skip: whyNot }, () => undefined)
else describe('key lines on bad days', () => proveBadDays())

function proveBadDays() {
  let lines: KeyLines
  before(async () => {
    assert.equal(whyNot, undefined)
    lines = await KeyLines.start()
  })
  after(() => lines?.stop())

  test('whatever the file looks like, everything else in it stays, byte by byte', async () => {
    const own = `${lines.server.publicKey('own')}`
    const strange = Buffer.concat([
      Buffer.from(`# K\u00f6nig\r\n\r\n${own}\r\n`, 'latin1'),
      Buffer.from('no-pty,command="echo \\"x\\" # einlass" ssh-ed25519 AAAAbroken somebody\n'),
      Buffer.of(0, 0xff, 0xfe, 10),
    ])
    const large = Buffer.from(`${`# ${'x'.repeat(1_000)}\n`.repeat(1_000)}${own}\n`)
    for (const before of [strange, large, Buffer.from(`${own}\n`)]) {
      lines.write(before)
      chmodSync(lines.keys, 0o640)
      const trace = await lines.open(lines.traceOf())
      assert.ok(lines.read().subarray(0, before.length).equals(before))
      assert.equal(lines.enter().stdout.trim(), 'deploy')
      await lines.close(trace)
      assert.ok(lines.read().equals(before))
      const { status, stdout } = spawnSync('stat', ['-c', '%a %u', lines.keys], { encoding: 'utf8' })
      assert.deepEqual([status, stdout.trim()], [0, `640 ${lines.server.uid}`])
    }
    lines.write(own)
    const trace = await lines.open(lines.traceOf())
    assert.equal(lines.enter('own').status, 0)
    assert.equal(lines.enter('guest').status, 0)
    await lines.close(trace)
    assert.equal(String(lines.read()), `${own}\n`)
  })

  test('a key that is let in already by somebody else’s line is refused, and a copy the visitor makes goes too', async () => {
    lines.write(`${lines.server.publicKey('own')}\n${lines.server.publicKey('guest')}\n`)
    assert.match(says(await lines.connector.open(lines.traceOf())), /let in there already/)
    lines.write(`${lines.server.publicKey('own')}\n`)
    const trace = await lines.open(lines.traceOf())
    lines.enter('guest', `echo '${lines.server.publicKey('guest')}' >> .ssh/authorized_keys`)
    lines.enter('guest', `echo '${lines.server.publicKey('guest')}' > .ssh/authorized_keys2`)
    assert.match(says(await lines.connector.confirmClosed(trace)), /still let in/)
    await lines.close(trace)
    assert.equal(String(lines.read()), `${lines.server.publicKey('own')}\n`)
    assert.equal(readFileSync(join(lines.server.home, '.ssh/authorized_keys2'), 'utf8'), '')
    rmSync(join(lines.server.home, '.ssh/authorized_keys2'))
  })

  test('removed by hand, it is gone; restored from a backup, it is seen and removed again', async () => {
    const trace = await lines.open(lines.traceOf())
    const backup = lines.read()
    lines.write(`${lines.server.publicKey('own')}\n`)
    await lines.close(trace)
    lines.write(backup)
    assert.match(says(await lines.connector.confirmClosed(trace)), /still let in/)
    const inventory = await lines.connector.inventory('server')
    assert.ok(inventory.seen && inventory.found.some(one => one.artefactId === trace.artefactId))
    await lines.close(trace)
  })

  test('a changed host key, a file that cannot be written and a full disk are said in a sentence', async () => {
    lines.connection = { ...lines.connection, options: { hostKey: `SHA256:${'A'.repeat(43)}` } }
    assert.match(says(await lines.connector.open(lines.traceOf())), /host key is not the one/)
    lines.connection = { ...lines.connection, options: { hostKey: lines.server.hostKey } }

    chownSync(lines.keys, 0, 0)
    chmodSync(lines.keys, 0o644)
    assert.match(says(await lines.connector.open(lines.traceOf())), /belongs to somebody else/)
    assert.match(says(await lines.connector.test('server')), /belongs to somebody else/)
    lines.write(`${lines.server.publicKey('own')}\n`)
    chmodSync(join(lines.server.home, '.ssh'), 0o500)
    assert.match(says(await lines.connector.open(lines.traceOf())), /cannot be written/)
    chmodSync(join(lines.server.home, '.ssh'), 0o700)

    const folder = join(lines.server.home, '.ssh')
    const content = `${lines.server.publicKey('own')}\n${'# filled\n'.repeat(1_500)}`
    const small = `mount -t tmpfs -o size=20k,mode=700,uid=${lines.server.uid},gid=${lines.server.uid} none ${folder}`
    assert.equal(lines.server.inside(['sh', '-c', small]).status, 0)
    const filled = `printf %s '${content}' > ${lines.keys} && chown ${lines.server.uid}:${lines.server.uid} ${lines.keys} && chmod 600 ${lines.keys}`
    assert.equal(lines.server.inside(['sh', '-c', filled]).status, 0)
    assert.match(says(await lines.connector.open(lines.traceOf())), /disk is full/)
    const left = lines.server.inside(['sh', '-c', `ls -A ${folder}; cat ${lines.keys} | wc -c`])
    assert.equal(String(left.stdout).replaceAll(/\s+/g, ' ').trim(), `authorized_keys ${content.length}`)
    assert.equal(lines.server.inside(['umount', folder]).status, 0)
  })

  test('broken off at any step of opening or closing, done again it is as if nothing had happened', async () => {
    const steps = { open: 0, close: 0 }
    for (const phase of ['open', 'close'] as const)
      for (let dies = 1, isDone = false; !isDone; dies++) {
        const fresh = lines.traceOf()
        const trace = phase === 'open' ? fresh : await lines.open(fresh)
        if (phase === 'close') lines.enter('guest', 'nohup sleep 3030 > /dev/null 2>&1 &')
        const host = await connectHost(lines.connection)
        assert.ok('ask' in host)
        let asked = 0
        // The server does what it was asked to do, and nobody hears the answer.
        const dying: Host = {
          ...host,
          ask: async (...request) => {
            const answer = await host.ask(...request)
            return ++asked >= dies ? { answered: false, error: 'broken off' } : answer
          },
        }
        const answer = await (phase === 'open'
          ? openKeyLine(dying, trace, Date.now())
          : closeKeyLine(dying, trace))
        host.end()
        isDone = answer.done
        if (!isDone) steps[phase]++
        const after = phase === 'open' ? await lines.open(trace) : trace
        if (phase === 'open') assert.equal(String(lines.read()).split('\n').length, 3)
        await lines.close(after)
        assert.equal(lines.countSleeping(/3030/), 0)
        assert.equal(String(lines.read()), `${lines.server.publicKey('own')}\n`)
      }
    assert.ok(steps.open >= 3 && steps.close >= 6, JSON.stringify(steps))
  })

  test('how long it takes until the end is seen', async t => {
    const times: number[] = []
    for (let round = 0; round < 12; round++) {
      const trace = await lines.open(lines.traceOf())
      const shell = await lines.openShell()
      const begun = performance.now()
      await lines.close(trace)
      times.push(performance.now() - begun)
      await within('it is still open', () => isOver(shell))
    }
    times.sort((a, b) => a - b)
    const at = (share: number) =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(0)
    t.diagnostic(`from close() to the witness, with an open shell: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
  })
}
