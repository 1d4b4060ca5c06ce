import type { Host } from './ask-host.ts'
import { findBelonging, type Process, type Running, readRunning } from './processes.ts'

export async function listRunning(host: Host, artefactId: string): Promise<Running | { error: string }> {
  const answer = await host.ask('list-processes', { id: artefactId })
  if (!answer.answered) return { error: answer.error }
  return readRunning(answer.text) ?? { error: 'What it answered about its processes cannot be understood.' }
}

/**
 * Ends everything that began through an artefact. Without asking it: what is asked politely may refuse. First all of it is
 * stopped, until nothing new has appeared, so that nothing can bear children while it is being ended.
 */
export async function endProcesses(
  host: Host,
  artefactId: string,
): Promise<{ done: true } | { done: false; error: string }> {
  let stopped = new Set<string>()
  for (let round = 0; round < 30; round++) {
    const running = await listRunning(host, artefactId)
    if ('error' in running) return { done: false, error: running.error }
    const left = findBelonging(running, artefactId)
    if (left.length === 0) return { done: true }
    const foreign = left.filter(one => running.uid !== 0 && one.uid !== undefined && one.uid !== running.uid)
    if (foreign.length === left.length) return { done: false, error: sayLeft(left, true) }
    const names = left.map(one => `${one.pid}:${one.began}`)
    const isQuiet = names.every(name => stopped.has(name))
    const sent = await host.ask('send-signal', {
      signal: isQuiet ? 'KILL' : 'STOP',
      processes: names.join(' '),
    })
    if (!sent.answered) return { done: false, error: sent.error }
    // What is stopped stays so; what was killed shows in the next list that it is gone.
    stopped = new Set(names)
  }
  const running = await listRunning(host, artefactId)
  if ('error' in running) return { done: false, error: running.error }
  const left = findBelonging(running, artefactId)
  return left.length === 0 ? { done: true } : { done: false, error: sayLeft(left, false) }
}

export function sayLeft(left: readonly Process[], isForeign: boolean): string {
  const names = [...new Set(left.map(one => one.name.replaceAll(/[^\w.:/@-]/g, '?') || '?'))].slice(0, 5)
  const count = left.length === 1 ? 'One process' : `${left.length} processes`
  const why = isForeign ? ' as another user, whom this login cannot end' : ''
  return `${count} of this access still run${left.length === 1 ? 's' : ''} there${why} (${names.join(', ')}).`
}
