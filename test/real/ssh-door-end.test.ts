// The end of a visit through the SSH door, between a real client and a real server of OpenSSH: both sides at once.
import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../../bench/measure/statistics.ts'
import { type DoorStand, standAtDoor, until } from './stand-at-door.ts'
import { isRunning, listProcesses, type Sshd, startSshd, whyNoSshd } from './start-sshd.ts'

const whyNot = whyNoSshd()
if (whyNot && !process.env['CI']) test('the end at the SSH door', { skip: whyNot }, () => undefined)
else describe('the end at the SSH door', { timeout: 300_000 }, () => proveEnd())

function proveEnd() {
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

  const runs = (mark: string) => listProcesses().some(({ command }) => command === mark)
  /** A number of seconds that nobody else sleeps, so that it can be found among all processes. */
  let marks = 0
  const newMark = () => `sleep 9${process.pid}${++marks}`

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

  test('what takes the recording is full: nobody works unseen, and another shell is recorded anew', async () => {
    const { shell, mark, entry } = await openShell()
    stand.recordings.get(entry)![0]!.isFull = true
    // What shows something: the program itself is silent.
    shell.child.stdin.write('\u001a')
    const { code, out } = await shell.ended
    assert.equal(code, 255)
    assert.match(out.toString(), /The recording of this session has ended, and the session with it\./)
    await until('the program is gone', () => !runs(mark))
    const { code: next } = await stand.run(['-tt', here, 'true'])
    assert.equal(next, 0)
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
        while (isRunning(pid) && performance.now() - begun < 30_000) await sleep(1)
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

  test('when all are out, the server runs nothing of theirs', async () => {
    await until('all have gone', () => stand.door.live().length === 0)
    await until('no session is left', () => sshd.running().length === 0)
  })
}
