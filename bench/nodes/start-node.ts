import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** A process of its own that answers what it is asked, one question at a time. */
export type Node = {
  pid: number
  /** What it said when it was ready. */
  ready: Readonly<Record<string, unknown>>
  ask<T>(question: Readonly<Record<string, unknown>>): Promise<T>
  stop(): Promise<void>
}

/** Does this program run here? */
export function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
}

/** The command on one processor, where the system can do that. */
export function pinned(command: string, args: readonly string[], processor: number): [string, string[]] {
  const canPin = process.platform === 'linux' && isThere('taskset')
  return canPin ? ['taskset', ['-c', String(processor), command, ...args]] : [command, [...args]]
}

/** @param file of this folder; `options` reach it as JSON */
export async function startNode(
  file: string,
  options: Readonly<Record<string, unknown>>,
  processor?: number,
): Promise<Node> {
  const args = [join(import.meta.dirname, file), JSON.stringify(options)]
  const [command, all] =
    processor === undefined ? [process.execPath, args] : pinned(process.execPath, args, processor)
  const child = spawn(command, all, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ready = await nextMessage(child)
  let last: Promise<unknown> = Promise.resolve()
  return {
    pid: child.pid!,
    ready,
    ask<T>(question: Readonly<Record<string, unknown>>): Promise<T> {
      const answered = last.then(() => {
        const answer = nextMessage(child)
        child.send(question)
        return answer as Promise<T>
      })
      last = answered.catch(() => undefined)
      return answered
    },
    async stop() {
      if (child.exitCode !== null) return
      const gone = new Promise(resolve => child.once('exit', resolve))
      child.disconnect()
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(tooLong)
    },
  }
}

function nextMessage(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const exited = () => reject(new Error('A process of the benchmark ended before it answered.'))
    child.once('exit', exited)
    child.once('message', message => {
      child.off('exit', exited)
      const answer = message as Record<string, unknown>
      if (typeof answer['error'] === 'string') reject(new Error(answer['error']))
      else resolve(answer)
    })
  })
}
