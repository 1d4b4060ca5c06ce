import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { script } from './end-programs.ts'

const whyNot = existsSync('/proc/self/stat') && existsSync('/bin/sh') ? false : '/proc or /bin/sh is missing'

// The script is what a server runs. What it takes for the shells of its connection are the children of its parent, so a parent
// is made here: a shell under the name of the server, which starts a session like one of a visitor, and then the script.
describe('what ends the programs of a connection', { skip: whyNot }, () => {
  let folder: string
  const started = new Set<ChildProcess>()
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'einlass-end-programs-'))
    for (const name of ['sshd', 'sshd-session', 'dropbear', 'everybodys-ssh'])
      copyFileSync('/bin/sh', join(folder, name))
  })
  after(() => {
    for (const child of started) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }

  async function run(server: string, word: string | undefined, within: string[] = []) {
    const [program, ...words] = [...within, join(folder, server)]
    const parent = spawn(
      program!,
      [
        ...words,
        '-c',
        'setsid sleep 60 & echo "visitor $!"; sh -c "$SCRIPT"; echo "answer $?"; kill -KILL $! 2>&1; exit 0',
      ],
      { env: { ...process.env, SCRIPT: script }, stdio: ['pipe', 'pipe', 'inherit'] },
    )
    started.add(parent)
    let said = ''
    let wasAlive: boolean | undefined
    const pid = () => Number(/visitor (\d+)/.exec(said)![1])
    parent.stdout.on('data', async (part: Buffer) => {
      said += part
      if (wasAlive !== undefined || !said.includes('einlass is there')) return
      wasAlive = isAlive(pid())
      if (word === undefined) parent.stdin.end()
      else parent.stdin.end(`${word}\n`)
    })
    await new Promise(resolve => parent.once('close', resolve))
    started.delete(parent)
    return {
      answer: Number(/answer (\d+)/.exec(said)![1]),
      wasAlive,
      killedBefore: /No such process/.test(said),
    }
  }

  for (const server of ['sshd', 'sshd-session', 'dropbear'])
    test(`a connection of ${server}: its other sessions are gone, and that is confirmed`, async () => {
      assert.deepEqual(await run(server, 'go'), { answer: 0, wasAlive: true, killedBefore: true })
    })

  test('without the word to go, nothing happens', async () => {
    assert.deepEqual(await run('sshd', undefined), { answer: 1, wasAlive: true, killedBefore: false })
    assert.deepEqual(await run('sshd', 'stop'), { answer: 1, wasAlive: true, killedBefore: false })
  })

  test('a server that serves everybody in one process keeps everything', async () => {
    assert.deepEqual(await run('everybodys-ssh', 'go'), {
      answer: 1,
      wasAlive: undefined,
      killedBefore: false,
    })
  })

  // In a namespace of its own, because the whole machine would die of the mistake that this looks for.
  const noNamespace = process.getuid?.() === 0 ? false : 'only root may make a namespace'
  test('a script whose connection broke before it began belongs to process 1, and kills nothing', {
    skip: noNamespace,
  }, async () => {
    const { answer, killedBefore } = await run('sshd', 'go', ['unshare', '--pid', '--fork', '--mount-proc'])
    assert.deepEqual([answer, killedBefore], [1, false])
  })
})
