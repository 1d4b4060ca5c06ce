// How long until the desk can be used, from nothing and again, and what it takes when nobody does.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, figure, type Result } from './measure/figures.ts'
import { median } from './measure/statistics.ts'

const main = join(import.meta.dirname, '../server/main.ts')
const coldStarts = 3
const warmStarts = 5

export async function benchStart(): Promise<Result> {
  const cold: number[] = []
  const warm: number[] = []
  let idle: Memory | undefined
  for (let i = 0; i < coldStarts; i++) {
    const folder = mkdtempSync(join(tmpdir(), 'einlass-bench-'))
    await chmod(folder, 0o755)
    const data = join(folder, 'data')
    try {
      cold.push((await startOnce(data)).took)
      if (i > 0) continue
      for (let j = 0; j < warmStarts; j++) {
        const { took, memory } = await startOnce(data, j === 0)
        warm.push(took)
        idle ??= memory
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const figures: Figure[] = [
    figure('cold', median(cold), 's', { atMost: 5 }),
    figure('cold-slowest', Math.max(...cold), 's'),
    figure('warm', median(warm), 's', { atMost: 2 }),
    figure('warm-slowest', Math.max(...warm), 's'),
  ]
  const notes = [
    `From the start of the process until /readyz answers 200; ${cold.length} cold (empty data directory, nothing compiled), ${warm.length} warm starts, embedded PostgreSQL.`,
  ]
  if (idle) {
    figures.push(
      figure('idle-memory', idle.node + idle.postgres, 'MB', { atMost: 250 }),
      figure('idle-memory-node', idle.node, 'MB'),
      figure('idle-memory-postgres', idle.postgres, 'MB'),
    )
    notes.push(
      `Idle memory is the proportional set size (PSS) of Node and ${idle.processes} processes of PostgreSQL, 5 s after the start.`,
    )
  } else notes.push('Idle memory could not be read: it takes Linux and the right to look into /proc.')
  return { bench: 'start', figures, notes }
}

/** MB */
type Memory = { node: number; postgres: number; processes: number }

/** @returns seconds until ready, and what it takes when nobody comes */
async function startOnce(
  data: string,
  thenIdle = false,
): Promise<{ took: number; memory: Memory | undefined }> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, [main, 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      EINLASS_DATA: data,
      EINLASS_PORT: String(port),
      EINLASS_DATABASE_URL: undefined,
      NODE_COMPILE_CACHE: join(data, '../compiled'),
    },
  })
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null)
        throw new Error(`The desk ended with ${child.exitCode} before it was ready.`)
      await later(5)
    }
    const took = (performance.now() - begun) / 1_000
    return { took, memory: thenIdle ? await readIdle(child.pid!) : undefined }
  } finally {
    await end(child)
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200
  } catch {
    return false
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

/** The proportional set size in MB of the process and of everything that descends from it. */
async function readIdle(pid: number): Promise<Memory | undefined> {
  await later(5_000)
  try {
    const parents = new Map(
      readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .map(name => [Number(name), parentOf(Number(name))]),
    )
    const descends = (one: number): boolean => {
      const parent = parents.get(one)
      return parent !== undefined && parent > 1 && (parent === pid || descends(parent))
    }
    const children = [...parents.keys()].filter(descends)
    return {
      node: pssMb(pid),
      postgres: children.reduce((sum, one) => sum + pssMb(one), 0),
      processes: children.length,
    }
  } catch {
    return undefined
  }
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[1],
    )
  } catch {
    return undefined
  }
}

function pssMb(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]) / 1_024
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function later(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
