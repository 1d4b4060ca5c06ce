// What the desk says of its own accord (GET /api/v1/live): that something changed, and where. The stream carries no
// data: what changed is asked for again, with the rights that count then.
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { readMe } from '#contract/people.ts'
import { monotonicMs } from '../ui/clock.ts'

export type Live = {
  /** The stream is there: nothing has to be asked for again and again. */
  isOpen: boolean
  /** It has been away for so long that whoever looks should know. */
  isInterrupted: boolean
  /** Why this session is over; null: it is not. */
  gone: string | null
}

const address = '/api/v1/live'
/** A tab that nobody looks at gives its line back; a browser has six of them for all tabs of a desk. */
const restsAfterMs = 5_000
const saysSoAfterMs = 30_000
/** One ending is several events; they are answered by one asking. */
const gathersMs = 60
/** Where something happens all the time, it is asked for no more often than this. */
const leastGapMs = 500
const againAfterMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000]

let live: Live = { isOpen: false, isInterrupted: false, gone: null }
const watchers = new Set<() => void>()

function become(change: Partial<Live>): void {
  live = { ...live, ...change }
  for (const told of watchers) told()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function useLive(): Live {
  return useSyncExternalStore(watch, () => live)
}

/** Is every change told? Then nobody has to poll. */
export function useIsLive(): boolean {
  return useSyncExternalStore(watch, () => live.isOpen)
}

/**
 * Listens while the page is in view, and has everything asked for again that an event is about.
 * @returns stop
 */
export function listen(client: QueryClient): () => void {
  let source: EventSource | undefined
  let failures = 0
  let trying: ReturnType<typeof setTimeout> | undefined
  let resting: ReturnType<typeof setTimeout> | undefined
  let saying: ReturnType<typeof setTimeout> | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined
  let answeredAt = Number.NEGATIVE_INFINITY
  const changed = new Set<string>()
  let isAll = false

  const answer = () => {
    gathering = undefined
    answeredAt = monotonicMs()
    const [accounts, all] = [new Set(changed), isAll]
    changed.clear()
    isAll = false
    void client.invalidateQueries(all ? {} : { predicate: ({ queryKey }) => isAbout(queryKey, accounts) })
  }
  const gather = () => {
    gathering ??= setTimeout(answer, Math.max(gathersMs, answeredAt + leastGapMs - monotonicMs()))
  }
  const isMissed = () => {
    saying ??= setTimeout(() => become({ isInterrupted: true }), saysSoAfterMs)
  }
  const isThere = () => {
    failures = 0
    clearTimeout(saying)
    saying = undefined
    become({ isOpen: true, isInterrupted: false })
    // What happened before the line was there was told to nobody.
    isAll = true
    gather()
  }

  const close = () => {
    clearTimeout(trying)
    source?.close()
    source = undefined
    if (live.isOpen) become({ isOpen: false })
  }
  const open = () => {
    if (source || live.gone !== null || document.hidden) return
    isMissed()
    source = new EventSource(address)
    source.addEventListener('open', isThere)
    source.addEventListener('account', event => {
      const { account } = read(event)
      if (typeof account === 'string') changed.add(account)
      gather()
    })
    source.addEventListener('mine', () => {
      isAll = true
      gather()
    })
    source.addEventListener('gone', event => {
      const { reason } = read(event)
      stop()
      become({ isOpen: false, isInterrupted: false, gone: typeof reason === 'string' ? reason : '' })
      // Nothing of it stays on a screen that somebody else may look at.
      void client.cancelQueries().then(() => client.clear())
    })
    source.addEventListener('error', () => {
      close()
      isMissed()
      // A stream does not say why it was refused; this asks, and leaves for the sign-in page if that is why.
      void client.invalidateQueries({ queryKey: [readMe.name] })
      const wait = againAfterMs[Math.min(failures++, againAfterMs.length - 1)]!
      // Not all at once, when a desk comes back.
      trying = setTimeout(open, wait * (0.75 + Math.random() / 2))
    })
  }

  const look = () => {
    clearTimeout(resting)
    if (document.hidden) {
      resting = setTimeout(() => {
        close()
        clearTimeout(saying)
        saying = undefined
        become({ isInterrupted: false })
      }, restsAfterMs)
      return
    }
    if (source) return
    failures = 0
    clearTimeout(trying)
    open()
  }
  const stop = () => {
    close()
    for (const timer of [resting, saying, gathering]) clearTimeout(timer)
    saying = gathering = undefined
    document.removeEventListener('visibilitychange', look)
    removeEventListener('online', look)
  }

  document.addEventListener('visibilitychange', look)
  addEventListener('online', look)
  open()
  return stop
}

/** Of one of these accounts, or over all of them. */
function isAbout(key: QueryKey, accounts: ReadonlySet<string>): boolean {
  if (key[0] === readMe.name) return false
  const named = key.map(accountIn).find(account => account !== undefined)
  return named === undefined || accounts.has(named)
}

function accountIn(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null || !('params' in part)) return undefined
  return (part.params as { accountId?: string } | undefined)?.accountId
}

function read(event: MessageEvent): Record<string, unknown> {
  try {
    return JSON.parse(String(event.data)) as Record<string, unknown>
  } catch {
    return {}
  }
}
