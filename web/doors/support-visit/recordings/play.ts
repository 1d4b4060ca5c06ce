import type { EventReader } from './read-events.ts'
import type { Screen } from './screen.ts'

export type Playing = {
  /** Seconds. */
  position(): number
  /** Goes on by so many seconds of the recording. @returns whether there is something behind it */
  advance(seconds: number, skipsIdle: boolean): boolean
  /** Shows how it was at that second. */
  seek(to: number): void
  close(): void
}

/** When nothing happens for longer than this, there is something to skip. */
const idleSeconds = 1.5
/** A moment before what comes next, so that it is seen to come. */
const beforeNext = 0.3
/** So much is given to the screen at once. */
const atOnce = 262_144

/** Plays what a reader has, which may become more. */
export function openPlaying(reader: EventReader, screen: Screen): Playing {
  let position = 0
  /** The first event that was not shown yet. */
  let next = 0
  let isShowing = false
  let isClosed = false
  let mustBeginAnew = false

  /** Until the screen shows what was up to the position; the position may go on meanwhile. */
  async function show(): Promise<void> {
    if (isShowing) return
    isShowing = true
    while (!isClosed) {
      if (mustBeginAnew) {
        mustBeginAnew = false
        next = 0
        screen.reset(reader.size().columns, reader.size().rows)
      }
      const text = gather()
      if (text === undefined) break
      if (text) await screen.show(text)
    }
    isShowing = false
  }

  /** Text up to the position, or up to a change of size, which it makes. undefined: everything is shown. */
  function gather(): string | undefined {
    let text = ''
    const from = next
    for (; text.length < atOnce; next += 1) {
      const event = reader.events[next]
      if (!event || event.at > position) break
      if (event.is === 'text') text += event.text
      if (event.is === 'size') {
        if (text) break
        screen.resize(event.columns, event.rows)
      }
    }
    return next === from ? undefined : text
  }

  return {
    position: () => position,
    advance(seconds, skipsIdle) {
      const end = reader.length()
      position = Math.min(end, position + seconds)
      const coming = reader.events[next]?.at
      if (skipsIdle && coming !== undefined && coming - position > idleSeconds) position = coming - beforeNext
      void show()
      return position < end
    },
    seek(to) {
      const wanted = Math.max(0, Math.min(reader.length(), to))
      if (wanted < position) mustBeginAnew = true
      position = wanted
      void show()
    },
    close() {
      isClosed = true
    },
  }
}
