import type { Host } from './ask-host.ts'
import {
  type Beginning,
  findBelonging,
  findUnexplained,
  type Process,
  type Running,
  readRunning,
} from './processes.ts'

type Signal = { signal: 'STOP' | 'KILL'; processes: readonly string[] }

/** @param first is sent before it looks; each process as pid:when it began */
export async function listRunning(
  host: Host,
  artefactId: string,
  first?: Signal,
): Promise<Running | { error: string }> {
  const { signal = '', processes = [] } = first ?? {}
  const values = { id: artefactId, signal, processes: processes.join(' ') }
  const answer = await host.ask('list-processes', values)
  if (!answer.answered) return { error: answer.error }
  return readRunning(answer.text) ?? { error: 'What it answered about its processes cannot be understood.' }
}

const mostRounds = 30

/**
 * Ends everything that began through an artefact. Without asking it: what is asked politely may refuse. First all of it is
 * stopped, until nothing new has appeared, so that nothing can bear children while it is being ended.
 */
export async function endProcesses(
  host: Host,
  artefactId: string,
  beginning: Beginning | undefined,
): Promise<{ done: true } | { done: false; error: string }> {
  let stopped: readonly string[] = []
  let next: Signal | undefined
  for (let round = 1; ; round++) {
    const running = await listRunning(host, artefactId, next)
    if ('error' in running) return { done: false, error: running.error }
    const left = findBelonging(running, artefactId)
    const foreign = left.filter(one => running.uid !== 0 && one.uid !== undefined && one.uid !== running.uid)
    if (foreign.length > 0 && foreign.length === left.length)
      return { done: false, error: sayLeft(left, true) }
    if (left.length === 0 || round >= mostRounds) {
      const error = sayWhatIsLeft(running, artefactId, beginning)
      return error ? { done: false, error } : { done: true }
    }
    const processes = left.map(one => `${one.pid}:${one.began}`)
    const isQuiet = processes.every(one => stopped.includes(one))
    next = { signal: isQuiet ? 'KILL' : 'STOP', processes }
    stopped = processes
  }
}

/** What is left of an access, or might be: a sentence, or undefined when nothing is. */
export function sayWhatIsLeft(
  running: Running,
  artefactId: string,
  beginning: Beginning | undefined,
): string | undefined {
  const left = findBelonging(running, artefactId)
  if (left.length > 0) return sayLeft(left, false)
  const unexplained = beginning ? findUnexplained(running, artefactId, beginning) : []
  if (unexplained.length === 0) return undefined
  return `Since this access began, somebody with the same login has started what still runs there (${nameThem(unexplained)}). Nobody can say whether it belongs to it; please have a look and end it, or leave it to Einlass to end it.`
}

function sayLeft(left: readonly Process[], isForeign: boolean): string {
  const count = left.length === 1 ? 'One process' : `${left.length} processes`
  const why = isForeign ? ' as another user, whom this login cannot end' : ''
  return `${count} of this access still run${left.length === 1 ? 's' : ''} there${why} (${nameThem(left)}).`
}

function nameThem(processes: readonly Process[]): string {
  const names = new Set(processes.map(one => one.name.replaceAll(/[^\w.:/@-]/g, '?') || '?'))
  return [...names].slice(0, 5).join(', ')
}
