import type { Closed, Confirmed, Trace } from '#server/access/outside.ts'
import { readPublicKey } from '#server/plumbing/ssh/public-key.ts'
import type { Host } from './ask-host.ts'
import { changeKeys, readKeys } from './change-key-file.ts'
import { endProcesses, listRunning, sayWhatIsLeft } from './end-processes.ts'
import { type KeyLine, readKeyFile } from './key-file.ts'
import { isArtefactId } from './key-line.ts'
import { beginningOf } from './processes.ts'

/**
 * Shuts the gate, takes the line out of every file that can be written, ends what runs. In this order: first nothing may
 * begin any more, then ends what has begun.
 */
export async function closeKeyLine(host: Host, trace: Trace): Promise<Closed> {
  if (!isArtefactId(trace.artefactId))
    return { done: false, error: 'What is to be removed has no proper id.' }
  const shut = await host.ask('shut-gate', { id: trace.artefactId })
  const files = await listFiles(host)
  if ('error' in files) return { done: false, error: files.error }
  const goes = isOf(trace)
  const failures: string[] = []
  for (const path of files.paths) {
    const taken = await changeKeys(host, { keys: path, goes })
    if (!taken.done) failures.push(taken.error)
  }
  // What runs is ended even where the line could not be taken out: it is the worse of the two.
  const ended = await endProcesses(host, trace.artefactId, beginningOf(trace.reference))
  if (!ended.done) failures.push(ended.error)
  if (!shut.answered && failures.length === 0) failures.push(shut.error)
  if (failures.length > 0) return { done: false, error: [...new Set(failures)].join(' ') }
  const forgotten = await host.ask('forget', { id: trace.artefactId })
  return forgotten.answered ? { done: true } : { done: false, error: forgotten.error }
}

/** Looks again, and changes nothing. */
export async function confirmKeyLineGone(host: Host, trace: Trace): Promise<Confirmed> {
  if (!isArtefactId(trace.artefactId))
    return { gone: false, error: 'What is to be confirmed has no proper id.' }
  const files = await listFiles(host)
  if ('error' in files) return { gone: false, error: files.error }
  if (files.unreadable.length > 0)
    return {
      gone: false,
      error: `A file in which the server looks for keys of ${host.login} cannot be read.`,
    }
  for (const path of files.paths) {
    const file = await readKeys(host, path)
    if ('error' in file) return { gone: false, error: file.error }
    if (readKeyFile(file.bytes).some(isOf(trace)))
      return { gone: false, error: `The key is still let in there by a line of ${path}.` }
  }
  const running = await listRunning(host, trace.artefactId)
  if ('error' in running) return { gone: false, error: running.error }
  const left = sayWhatIsLeft(running, trace.artefactId, beginningOf(trace.reference))
  if (left) return { gone: false, error: left }
  const looked = files.paths.length === 1 ? 'the file' : `all ${files.paths.length} files`
  return {
    gone: true,
    how: `The key is not in ${looked} in which the server looks for keys of ${host.login}, and no process of this access runs there.`,
  }
}

/**
 * The line with our mark, and every other with the same key: when ours was put in there was none, so whoever wants to stay
 * has put it there.
 */
function isOf(trace: Trace): (line: KeyLine) => boolean {
  const key = readPublicKey(String(trace.reference['publicKey'] ?? ''))
  return line =>
    line.artefactId === trace.artefactId ||
    (line.artefactId === undefined && key.read && line.key?.blob.equals(key.key.blob) === true)
}

async function listFiles(host: Host): Promise<{ paths: string[]; unreadable: string[] } | { error: string }> {
  const answer = await host.ask('list-key-files')
  if (!answer.answered) return { error: answer.error }
  const said = (word: string) =>
    answer.text
      .split('\n')
      .filter(line => line.startsWith(`${word} `))
      .map(line => line.slice(word.length + 1))
  return { paths: said('key-file'), unreadable: said('unreadable') }
}
