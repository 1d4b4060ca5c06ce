import { createHash } from 'node:crypto'
import type { Found, Inventory } from '#server/access/outside.ts'
import { fingerprintOf } from '#server/plumbing/ssh/public-key.ts'
import type { Host } from './ask-host.ts'
import { listRunning } from './end-processes.ts'
import { readKeyFile } from './key-file.ts'
import type { Process, Running } from './processes.ts'

/** Everything that a visitor could have left behind and this login can see. */
export async function takeInventory(host: Host): Promise<Inventory> {
  const answer = await host.ask('take-inventory')
  if (!answer.answered) return { seen: false, error: answer.error }
  const running = await listRunning(host, 'none')
  if ('error' in running) return { seen: false, error: running.error }
  const found = answer.text.split('\n').flatMap(readThing)
  const seen = new Map([...found, ...listDetached(running)].map(one => [`${one.kind} ${one.id}`, one]))
  return { seen: true, found: [...seen.values()] }
}

function readThing(line: string): Found[] {
  const [word = '', name = '', third = '', ...rest] = line.split(' ')
  if (word === 'user') return [{ kind: 'user', id: name, name: `${name} (${third})` }]
  if (word === 'startup') {
    const path = [third, ...rest].join(' ')
    return [{ kind: 'startup-file', id: `${path}#${name}`, name: path }]
  }
  const bytes = Buffer.from(third, 'base64')
  const path = rest.join(' ')
  if (word === 'keys') return listKeys(bytes, path, name)
  if (word === 'cron') return listLines('cron-line', bytes, `${name}:${path}`, nameJob)
  if (word === 'sudo') return listLines('sudo-rule', bytes, `root:${path}`, text => text)
  return []
}

function listKeys(file: Buffer, path: string, login: string): Found[] {
  return readKeyFile(file).flatMap(({ key, hash, artefactId }) => {
    if (!key) return []
    const name = `${login}: ${tame(key.comment) || 'without a comment'} (${key.type} ${fingerprintOf(key.blob)})`
    return [{ kind: 'key-line', id: `${login}:${path}#${hash}`, name, ...(artefactId ? { artefactId } : {}) }]
  })
}

/** @param place whose it is, and where it stands */
function listLines(kind: string, file: Buffer, place: string, nameLine: (text: string) => string): Found[] {
  return file
    .toString('utf8')
    .split('\n')
    .filter(text => text.trim() !== '' && !text.trimStart().startsWith('#'))
    .map(text => ({ kind, id: `${place}#${hashLine(text)}`, name: `${place}: ${tame(nameLine(text))}` }))
}

export function hashLine(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** When, and which program: what stands behind it may be a password. */
function nameJob(text: string): string {
  const [, when, program] = /^\s*(@\w+|(?:\S+\s+){4}\S+)\s+(\S+)/.exec(text) ?? []
  if (when && program) return `${when.replaceAll(/\s+/g, ' ')} ${program}`
  return /^\s*\w+\s*=/.test(text) ? (text.split('=')[0] ?? '').trim() : 'a line that is no job'
}

/** What runs of this login without anybody who is signed in: whatever outlives a visit shows here. */
function listDetached({ processes, uid, self }: Running): Found[] {
  const byPid = new Map(processes.map(one => [one.pid, one]))
  const isDetached = (one: Process) => {
    const above = byPid.get(one.parent)
    if (above?.name.startsWith('sshd') || one.name.startsWith('sshd')) return false
    return above === undefined || above.uid !== uid || above.pid === 1 || above.name === 'systemd'
  }
  const kernel = 2
  return processes
    .filter(one => one.uid === uid && one.pid > kernel && one.parent !== kernel)
    .filter(one => isDetached(one) && !self.includes(one.pid))
    .map(one => ({
      kind: 'process',
      id: `${one.pid}:${one.began}`,
      name: tame(one.name),
      ...(one.artefactId ? { artefactId: one.artefactId } : {}),
    }))
}

/** Somebody else's words, short enough and without anything that a screen would act on. */
function tame(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?').slice(0, 120)
}
