import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isThere, pinned } from '../nodes/start-node.ts'

/** What a client saw; p99 is of no use when it was held. */
export type Load = { answers: number; p99Ms: number; refused: number }

/** A client that asks as much as it can, over 32 connections. */
export type Client = {
  /** Not a byte is sent or read until `goOn`; what is under way is answered all the same. */
  hold(): void
  goOn(): void
  /** The client is stopped and says what it saw. */
  end(): Promise<Load>
}

export const connections = 32
const longerThanAnyBench = '600s'

/** Which client makes the load. */
export function clientName(): string {
  return isThere('wrk') ? 'wrk' : 'the client of bench/nodes/load-node.ts'
}

/** What is asked when it is not a GET over as many connections as usual. */
export type Asking = { body?: string; connections?: number }

/** Asks from another processor than the server's. With a body it is a POST of JSON. */
export function startClient(
  url: string,
  headers: Readonly<Record<string, string>>,
  processor: number,
  asking: Asking = {},
): Client {
  const withWrk = isThere('wrk')
  const child = (withWrk ? startWrk : startOwn)(url, headers, processor, asking)
  const output = readAll(child)
  return {
    hold: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async end() {
      child.kill('SIGCONT')
      // Both clients print what they saw and exit. Told again and again: the thread of wrk that waits may miss it.
      const telling = setInterval(() => child.kill('SIGINT'), 100)
      try {
        const said = await output
        return withWrk ? readWrk(said) : (JSON.parse(said) as Load)
      } finally {
        clearInterval(telling)
      }
    },
  }
}

function startWrk(
  url: string,
  headers: Readonly<Record<string, string>>,
  processor: number,
  { body, connections: over = connections }: Asking,
): ChildProcess {
  const folder = body === undefined ? undefined : mkdtempSync(join(tmpdir(), 'einlass-load-'))
  const script = folder === undefined ? [] : ['-s', join(folder, 'post.lua')]
  if (folder !== undefined)
    writeFileSync(join(folder, 'post.lua'), `wrk.method = "POST"\nwrk.body = ${JSON.stringify(body)}\n`)
  const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const how = [
    '-t',
    '1',
    '-c',
    String(over),
    '-d',
    longerThanAnyBench,
    '--timeout',
    longerThanAnyBench,
    '--latency',
  ]
  const child = start(pinned('wrk', [...how, ...script, ...lines, url], processor))
  if (folder !== undefined) child.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return child
}

function startOwn(
  url: string,
  headers: Readonly<Record<string, string>>,
  processor: number,
  asking: Asking,
): ChildProcess {
  const file = join(import.meta.dirname, '../nodes/load-node.ts')
  const options = JSON.stringify({ url, headers, connections, ...asking })
  return start(pinned(process.execPath, [file, options], processor))
}

function start([command, args]: [string, string[]]): ChildProcess {
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function readAll(child: ChildProcess): Promise<string> {
  let said = ''
  child.stdout!.setEncoding('utf8').on('data', part => {
    said += part
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The client that makes the load failed with ${code}.`)
  return said
}

function readWrk(said: string): Load {
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(said)
  const unit = { us: 0.001, ms: 1, s: 1_000 }[p99?.[2] ?? 'ms'] ?? 1
  const broken = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(said)
  const errors = broken ? broken.slice(1).reduce((sum, one) => sum + Number(one), 0) : 0
  return {
    answers: Number(/(\d+) requests in/.exec(said)?.[1] ?? 0),
    p99Ms: Number(p99?.[1] ?? Number.NaN) * unit,
    refused: Number(/Non-2xx or 3xx responses: (\d+)/.exec(said)?.[1] ?? 0) + errors,
  }
}
