// `npm start` as people start it: as root below a closed home, as an ordinary user, from a path with a space, twice, and
// after being killed. Each in a copy of the checkout of its own, with the packages that are installed already.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { copyCheckout, freePort } from './checkout.ts'

const isRoot = process.getuid?.() === 0
const cleanUp: (() => void)[] = []
after(() => {
  for (const step of cleanUp.reverse()) step()
})

type Started = {
  child: ChildProcess
  port: number
  output(): string
  ready(): Promise<void>
  ended: Promise<number | null>
}

async function start(
  folder: string,
  port: number,
  as?: { uid: number; gid: number },
  env: Record<string, string> = {},
): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/ready.mjs', 'scripts/start.ts'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      EINLASS_PORT: String(port),
      EINLASS_LOG_FORMAT: 'pretty',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  })
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', part => (text += part))
  const ended = new Promise<number | null>(resolve => child.on('exit', code => resolve(code)))
  const started: Started = {
    child,
    port,
    output: () => text,
    ended,
    async ready() {
      const giveUp = Date.now() + 60_000
      for (;;) {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
        if (answer?.status === 200) return
        if (child.exitCode !== null || Date.now() > giveUp) assert.fail(`it did not start:\n${text}`)
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    },
  }
  cleanUp.push(() => killHard(started))
  return started
}

async function setUpBy(started: Started): Promise<number> {
  const link = /set-up#(\S+)/.exec(started.output())?.[1]
  assert.ok(link, `no setup link was printed:\n${started.output()}`)
  const answer = await fetch(`http://127.0.0.1:${started.port}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      link,
      provider: 'Shopwerk',
      zone: 'Europe/Berlin',
      region: 'DE-BE',
      name: 'Dora Pult',
      address: 'dora@shopwerk.example',
      language: 'de',
      password: 'a long enough sentence',
    }),
  })
  return answer.status
}

/** @returns 401: nobody; 403: it is her, and she has to set up a second factor first, in a browser */
async function signIn(started: Started): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${started.port}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address: 'dora@shopwerk.example', password: 'a long enough sentence' }),
  })
  return answer.status
}

/** The process that serves is a child of the one that makes ready: killed as a whole, so that nothing can tidy up. */
function killHard(started: Started): void {
  if (started.child.exitCode !== null || started.child.signalCode !== null) return
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(started.child.pid)])
    .toString()
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  for (const pid of children) process.kill(Number(pid), 'SIGKILL')
  started.child.kill('SIGKILL')
}

const nobody = { uid: 65_534, gid: 65_534 }

describe('npm start', () => {
  test('from a path with a space: set up once, killed, started again, refused twice, stopped within ten seconds', async () => {
    const { folder, remove } = copyCheckout(0o755)
    cleanUp.push(remove)
    if (isRoot) execFileSync('chown', ['-R', 'nobody:nogroup', folder])
    const as = isRoot ? nobody : undefined
    const port = await freePort()
    const first = await start(folder, port, as)
    await first.ready()
    assert.equal(await signIn(first), 401, 'there is no default password')
    assert.equal(await setUpBy(first), 201)
    assert.equal(await setUpBy(first), 410, 'the link works once')

    const second = await start(folder, await freePort(), as)
    assert.equal(await second.ended, 1)
    assert.match(second.output(), /in use by another Einlass \(process \d+\)/)

    killHard(first)
    await first.ended
    const again = await start(folder, port, as)
    await again.ready()
    assert.equal(await signIn(again), 403, 'what was acknowledged before the kill is there')
    assert.doesNotMatch(again.output(), /set-up#/, 'a desk that is set up prints no link')
    again.child.kill('SIGTERM')
    assert.equal(await again.ended, 0)
    assert.equal(
      existsSync(join(folder, 'data/postgres/data/postmaster.pid')),
      false,
      'its database is stopped too',
    )
  })

  test('as root below a home that is closed to others: the data goes elsewhere, and it says where', {
    skip: isRoot ? false : 'only root meets this',
  }, async () => {
    const { folder, remove } = copyCheckout(0o700)
    cleanUp.push(remove)
    const started = await start(folder, await freePort())
    await started.ready()
    const place = /(\/var\/lib\/einlass\/[\w.-]+?)[:.,;\s]/.exec(started.output())?.[1]
    assert.ok(place, `the start must say where the data is:\n${started.output()}`)
    cleanUp.push(() => rmSync(place, { recursive: true, force: true }))
    assert.ok(existsSync(join(place, 'master.key')), `${place}\n${started.output()}`)
    started.child.kill('SIGTERM')
    assert.equal(await started.ended, 0, started.output())
  })
})
