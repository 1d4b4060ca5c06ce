// Every command that README and docs/ tell people to type is typed here, by a shell, in a copy of the checkout.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestDesk } from '../desk.ts'
import { type Checkout, copyCheckout, freePort } from './checkout.ts'

const root = join(import.meta.dirname, '../..')
const documented = new Set(
  ['README.md', ...globSync('docs/**/*.md', { cwd: root })].flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^```sh\n(.*?)^```/gms)].flatMap(block =>
      block[1]!.trim().split('\n'),
    ),
  ),
)

type Typed = { output(): string; ended: Promise<number | null>; stop(): Promise<number | null> }
const typed: ChildProcess[] = []
let checkout: Checkout
let port: number
before(async () => {
  checkout = copyCheckout(0o755)
  port = await freePort()
})
after(() => {
  for (const shell of typed) stopGroup(shell, 'SIGKILL')
  checkout.remove()
})

function type(command: string): Typed {
  // A group of its own, as a terminal makes one, so that all of it can be stopped as Ctrl-C stops it.
  const shell = spawn('sh', ['-c', command], {
    cwd: checkout.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      HOME: checkout.folder,
      EINLASS_PORT: String(port),
    },
  })
  typed.push(shell)
  let text = ''
  for (const stream of [shell.stdout!, shell.stderr!]) stream.on('data', part => (text += part))
  const ended = new Promise<number | null>(resolve => shell.on('exit', code => resolve(code)))
  return {
    output: () => text,
    ended,
    async stop() {
      stopGroup(shell, 'SIGINT')
      return ended
    },
  }
}

function stopGroup(shell: ChildProcess, signal: NodeJS.Signals): void {
  if (shell.pid !== undefined && shell.exitCode === null && shell.signalCode === null)
    process.kill(-shell.pid, signal)
}

async function until(sign: RegExp, command: Typed): Promise<void> {
  let isOver = false
  void command.ended.then(() => (isOver = true))
  while (!sign.test(command.output())) {
    if (isOver) assert.fail(`it ended before it said ${sign}:\n${command.output()}`)
    await sleep(50)
  }
}

async function serves(command: string): Promise<string> {
  const serving = type(command)
  await until(/Einlass is open at/, serving)
  assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200)
  await serving.stop()
  await isFree()
  return serving.output()
}

async function succeeds(command: string): Promise<string> {
  const running = type(command)
  assert.equal(await running.ended, 0, running.output())
  return running.output()
}

/** npm ends at Ctrl-C before what it has started: wait for that too. */
async function isFree(): Promise<void> {
  while (
    await fetch(`http://127.0.0.1:${port}/livez`).then(
      () => true,
      () => false,
    )
  )
    await sleep(20)
}

/** How each is tried, and what must come of it. */
const tries: Readonly<Record<string, (command: string) => Promise<void>>> = {
  'npm run demo': async command => {
    const demo = type(command)
    await until(/Sign in as[\s\S]*dora@/, demo)
    assert.match(demo.output(), /403/)
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
    assert.equal(answer.status, 200, 'it stays up')
    await demo.stop()
    await isFree()
  },
  'npm test': async () => assert.ok(process.env.EINLASS_TEST_PREPARED, 'this very run'),
  'npm start': async command => {
    assert.match(await serves(command), /http:\/\/localhost:\d+\/set-up#/)
  },
  'EINLASS_URL=https://desk.example EINLASS_TRUSTED_PROXIES=127.0.0.1 npm start': async command => {
    assert.match(await serves(command), /Einlass is open at https:\/\/desk\.example/)
  },
  'npm run einlass -- config explain': async command => {
    assert.match(await succeeds(command), new RegExp(`EINLASS_PORT\\s.*${port}`))
  },
  'npm run einlass -- config validate': async command => void (await succeeds(command)),
  'npm run einlass -- revoke --all --note "stolen laptop"': async command => void (await succeeds(command)),
  'npm run einlass -- key rotate': async command => {
    assert.match(await succeeds(command), /has no key yet/)
  },
  'npm run einlass -- verify ledger.json': async command => {
    const desk = await startTestDesk({})
    try {
      const olga = await desk.as('olga')
      const { body } = await olga.get(`/accounts/${desk.cast.accounts.olga}/ledger`)
      writeFileSync(join(checkout.folder, 'ledger.json'), JSON.stringify(body))
      await succeeds(command)
      body.facts[0].by = { rule: 'nobody' }
      writeFileSync(join(checkout.folder, 'ledger.json'), JSON.stringify(body))
      assert.notEqual(await type(command).ended, 0, 'a changed ledger must not pass')
    } finally {
      await desk.close()
    }
  },
  // Beside a running desk, and alone: what the one has made, the other finds.
  'npm run einlass -- import accounts.csv --dry-run': async command => {
    writeFileSync(join(checkout.folder, 'accounts.csv'), exampleOf('docs/import.md'))
    const desk = type('npm start')
    await until(/\/set-up#/, desk)
    const link = /\/set-up#([\w-]{43})/.exec(desk.output())![1]!
    const made = await fetch(`http://127.0.0.1:${port}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        link,
        provider: 'Neuwerk',
        zone: 'Europe/Berlin',
        region: 'DE-BE',
        name: 'Nils Neu',
        address: 'nils@neuwerk.example',
        language: 'de',
        password: 'a lantern in the harbour',
      }),
    })
    assert.equal(made.status, 201, await made.text())
    assert.match(await succeeds(command), /Would make 2 accounts and 2 shops/)
    assert.match(await succeeds(command.replace(' --dry-run', '')), /Made 2 accounts and 2 shops/)
    await desk.stop()
    await isFree()
  },
  'npm run einlass -- import accounts.csv': async command => {
    assert.match(await succeeds(command), /Made 0 accounts and 0 shops; 3 lines had nothing to do/)
  },
}

/** The example file that a page shows. */
function exampleOf(page: string): string {
  return /^```csv\n(.*?)^```/ms.exec(readFileSync(join(root, page), 'utf8'))![1]!
}

describe('the commands in README and docs/', () => {
  test('are those that are tried here, all of them', () => {
    assert.deepEqual([...documented].toSorted(), Object.keys(tries).toSorted())
  })
  // Those that need a stopped desk after those that leave one behind.
  for (const [command, tried] of Object.entries(tries)) test(command, () => tried(command))
})
