import { isObject } from './answer.js'

/** Whom a stream tells what it hears. */
export type Listener = {
  /** From here on changes are told. */
  begun(): void
  changed(account: string, epoch: number): void
  rosterChanged(epoch: number): void
  /** It is over; a new one is tried by itself. */
  ended(): void
  trouble(error: unknown): void
}

export type Hearing = {
  /** Everything that was decided before this instant (ms of performance.now) has been told; undefined: nothing is heard. */
  heardUpTo(): number | undefined
  close(): void
}

/** The two clocks may differ in speed by a little; from time to time they are compared anew. */
const longestStreamMs = 10 * 60_000
/** The desk says something several times a second. */
const silentForMs = 5_000
const waitsMs = [100, 250, 500, 1_000, 2_000]

/**
 * Listens to the desk's changes, again and again, until it is closed. How recent what it hears is, is counted from before
 * it asked: what the desk said d ms after its first word, it said no earlier than d ms after this asked for the stream.
 * However long that lay in the network, it is never believed to be more recent than it is.
 */
export function hear(url: string, headers: Record<string, string>, listener: Listener): Hearing {
  let isClosed = false
  let failures = 0
  let heardUpTo: number | undefined
  let current: AbortController | undefined
  let again: NodeJS.Timeout | undefined

  async function listen(): Promise<void> {
    const abort = new AbortController()
    current = abort
    const silence = setTimeout(() => abort.abort(), silentForMs)
    const tooLong = setTimeout(() => abort.abort(), longestStreamMs)
    silence.unref()
    tooLong.unref()
    try {
      const askedAt = performance.now()
      const response = await fetch(url, {
        headers: { ...headers, accept: 'text/event-stream' },
        signal: abort.signal,
        redirect: 'error',
      })
      const type = response.headers.get('content-type') ?? ''
      if (response.status !== 200 || !type.startsWith('text/event-stream') || response.body === null) {
        await response.body?.cancel()
        throw new Error(`The desk does not tell what changes: it answered ${response.status}.`)
      }
      let firstAt: number | undefined
      for await (const { name, data } of readEvents(response.body)) {
        silence.refresh()
        if (name === 'hello') {
          firstAt = numberOf(data['at'])
          failures = 0
          listener.begun()
        } else if (name === 'changed' && typeof data['account'] === 'string')
          listener.changed(data['account'], numberOf(data['epoch']))
        else if (name === 'roster') listener.rosterChanged(numberOf(data['epoch']))
        else if (name === 'heard' && firstAt !== undefined) {
          heardUpTo = askedAt + (numberOf(data['at']) - firstAt)
        }
      }
    } catch (error) {
      if (!isClosed && !abort.signal.aborted) listener.trouble(error)
    } finally {
      clearTimeout(silence)
      clearTimeout(tooLong)
      abort.abort()
      heardUpTo = undefined
      if (!isClosed) {
        listener.ended()
        const wait = waitsMs[Math.min(failures++, waitsMs.length - 1)] ?? 2_000
        // Not all panels at the same moment.
        again = setTimeout(() => void listen(), wait * (0.5 + Math.random()))
        again.unref()
      }
    }
  }

  void listen()
  return {
    heardUpTo: () => heardUpTo,
    close() {
      isClosed = true
      heardUpTo = undefined
      clearTimeout(again)
      current?.abort()
    },
  }
}

/** @throws Error what is no number must not be taken for one: the stream is given up */
function numberOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error('The desk told something unreadable.')
  return value
}

/** Server-sent events (WHATWG HTML §9.2.6), of which a desk needs two fields and no line ends but \n. */
async function* readEvents(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ name: string; data: Record<string, unknown> }> {
  const decoder = new TextDecoder()
  let waiting = ''
  for await (const part of body) {
    waiting += decoder.decode(part, { stream: true })
    for (;;) {
      const end = waiting.indexOf('\n\n')
      if (end < 0) break
      const lines = waiting.slice(0, end).split('\n')
      waiting = waiting.slice(end + 2)
      const field = (name: string) => lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const data: unknown = JSON.parse(field('data') ?? '{}')
      yield { name: field('event') ?? 'message', data: isObject(data) ? data : {} }
    }
    if (waiting.length > 65_536) throw new Error('The desk told something without an end.')
  }
}
