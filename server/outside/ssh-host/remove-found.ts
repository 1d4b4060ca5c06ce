import type { Closed, Found } from '#server/access/outside.ts'
import type { Host } from './ask-host.ts'
import { changeKeys } from './change-key-file.ts'
import { listRunning } from './end-processes.ts'
import { hashLine } from './take-inventory.ts'

/** Takes away one thing of the inventory. What is not there any more is removed already. */
export async function removeFound(host: Host, { kind, id }: Pick<Found, 'kind' | 'id'>): Promise<Closed> {
  const [, path, hash] = /^[^:]*:(.*)#([0-9a-f]{32})$/.exec(id) ?? []
  if (kind === 'key-line' && path && hash) {
    const taken = await changeKeys(host, {
      keys: path.replaceAll('%', '%%'),
      goes: line => line.hash === hash,
    })
    return taken.done ? { done: true } : taken
  }
  if (kind === 'cron-line' && path === 'crontab' && hash) return removeJob(host, hash)
  if (kind === 'process' && /^\d+:\d+$/.test(id)) return endOne(host, id)
  return { done: false, error: 'This cannot be taken away from here; somebody has to do it on the server.' }
}

async function removeJob(host: Host, hash: string): Promise<Closed> {
  const answer = await host.ask('read-crontab')
  if (!answer.answered) return { done: false, error: answer.error }
  const [, sum, encoded] = /^sum ([^\n]*)\n(.*)$/s.exec(answer.text) ?? []
  if (sum === undefined || encoded === undefined)
    return { done: false, error: 'What it answered cannot be understood.' }
  const lines = Buffer.from(encoded, 'base64').toString('latin1').split('\n')
  const stay = lines.filter(text => hashLine(Buffer.from(text, 'latin1').toString('utf8')) !== hash)
  if (stay.length === lines.length) return { done: true }
  const written = await host.ask('write-crontab', { sum }, Buffer.from(stay.join('\n'), 'latin1'))
  return written.answered
    ? { done: true }
    : { done: false, error: 'The scheduled jobs of this login could not be written.' }
}

async function endOne(host: Host, process: string): Promise<Closed> {
  const running = await listRunning(host, 'none', { signal: 'KILL', processes: [process] })
  return 'error' in running ? { done: false, error: running.error } : { done: true }
}
