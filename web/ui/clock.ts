import { useSyncExternalStore } from 'react'

// The only place of the console that reads the device's clock. Devices are minutes off, and a countdown that says
// "4 min left" when the door has been shut is a lie: so every answer that carries the desk's own time corrects it.
let deskIsAheadByMs = 0

/** Takes the desk's time from an answer that carries it as `now`. */
export function noteDeskTime(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('now' in answer)) return
  const now = Date.parse(String(answer.now))
  if (Number.isFinite(now)) deskIsAheadByMs = now - Date.now()
}

/** The desk's time as far as this device knows it: epoch ms. */
export function deskNow(): number {
  return Date.now() + deskIsAheadByMs
}

const watchers = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  ticking ??= setInterval(() => {
    for (const told of watchers) told()
  }, 1_000)
  return () => {
    watchers.delete(watcher)
    if (watchers.size === 0) {
      clearInterval(ticking)
      ticking = undefined
    }
  }
}

/** The desk's time in steps of `stepMs`, epoch ms; renders again with each step. */
export function useNow(stepMs = 1_000): number {
  return useSyncExternalStore(watch, () => Math.floor(deskNow() / stepMs) * stepMs)
}

/** Milliseconds that only ever grow, for measuring waits; says nothing about the time of day. */
export function monotonicMs(): number {
  return performance.now()
}
