import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { isThere, pinned } from '../nodes/start-node.ts'

export type Load = { perSecond: number; p99Ms: number; refused: number }

const connections = 32

/** Which client makes the load. */
export function loadClient(): string {
  return isThere('wrk') ? 'wrk' : 'the client of bench/nodes/load-node.ts'
}

/** As many requests as 32 connections can ask for in so many seconds, from another processor than the server's. */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
  processor: number,
): Promise<Load> {
  return isThere('wrk')
    ? withWrk(url, headers, seconds, processor)
    : withOwn(url, headers, seconds, processor)
}

async function withWrk(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
  processor: number,
): Promise<Load> {
  const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const said = await run(
    ...pinned(
      'wrk',
      ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--latency', ...lines, url],
      processor,
    ),
  )
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1] ?? 0)
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(said)
  const unit = { us: 0.001, ms: 1, s: 1_000 }[p99?.[2] ?? 'ms'] ?? 1
  const broken = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(said)
  const errors = broken ? broken.slice(1).reduce((sum, one) => sum + Number(one), 0) : 0
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p99Ms: Number(p99?.[1] ?? 0) * unit,
    refused: number(/Non-2xx or 3xx responses: (\d+)/) + errors,
  }
}

async function withOwn(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
  processor: number,
): Promise<Load> {
  const file = join(import.meta.dirname, '../nodes/load-node.ts')
  const options = JSON.stringify({ url, headers, seconds, connections })
  return JSON.parse(await run(...pinned(process.execPath, [file, options], processor))) as Load
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', part => {
      said += part
    })
    child.once('error', reject)
    child.once('exit', code =>
      code === 0 ? resolve(said) : reject(new Error(`${command} failed with ${code}.`)),
    )
  })
}
