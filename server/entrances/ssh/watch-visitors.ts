import type { Answer, Doorkeeper } from '#server/access/4-enter/check-entry.ts'
import { type Clock, monotonicMs } from '#server/plumbing/clock.ts'
import type { LetIn } from './admit-visitor.ts'

/** Who is inside is asked about so often from memory. What is heard does not wait for it. */
const lookEveryMs = 250
/** How long somebody may stay whom nothing can be said about, because the database does not answer. */
const unknownForMs = 2_000
const longestTimer = 2 ** 31 - 1

export type Watch = {
  add(visitor: LetIn): void
  remove(entryId: string): void
  /** May it go on? From memory, never from the database. */
  mayGoOn(entryId: string): boolean
  /** Something has changed in this account: looked at again at once, with the database's help. */
  changed(account: string): void
  /** What was announced may have been missed. */
  lookAtAll(): void
  stop(): void
}

type Watched = LetIn & {
  /** Monotonic ms of the last yes. */
  yesAt: number
  isAsking: boolean
  isOver: boolean
  timer: NodeJS.Timeout | undefined
}

/**
 * Asks about everybody who is inside what the gate asks on every request, because nobody comes with requests here. Who
 * has lost a right that he came in with is out as a whole: he may come again with what is left.
 * @param over told once of each, at the moment when it is known; isHeld: as far as is known his entry is still open
 */
export function watchVisitors(
  doorkeeper: Doorkeeper,
  clock: Clock,
  over: (visitor: LetIn, isHeld: boolean) => void,
): Watch {
  const inside = new Map<string, Watched>()

  const end = (visitor: Watched, isHeld: boolean) => {
    if (visitor.isOver) return
    visitor.isOver = true
    clearTimeout(visitor.timer)
    over(visitor, isHeld)
  }
  const judge = (visitor: Watched, answer: Answer) => {
    if (visitor.isOver) return
    if (answer.let === 'out') return end(visitor, false)
    if (!visitor.permissions.every(one => answer.permissions.includes(one))) return end(visitor, true)
    visitor.yesAt = monotonicMs()
    if (answer.until !== visitor.until || !visitor.timer) lookAgainAt(visitor, answer.until)
  }
  const lookAgainAt = (visitor: Watched, until: number) => {
    visitor.until = until
    clearTimeout(visitor.timer)
    const wait = Math.min(longestTimer, Math.max(0, until - clock.now()))
    visitor.timer = setTimeout(() => look(visitor), wait)
    visitor.timer.unref()
  }
  const ask = async (visitor: Watched) => {
    try {
      judge(visitor, await doorkeeper.checkSlowly(visitor.token, visitor.resource))
    } catch {
      // The database does not answer: in the next round, the time since the last yes decides.
    }
  }
  const look = (visitor: Watched): boolean => {
    if (visitor.isOver) return false
    const answer = doorkeeper.check(visitor.token, visitor.resource)
    if (answer) judge(visitor, answer)
    else if (monotonicMs() - visitor.yesAt >= unknownForMs) end(visitor, true)
    else if (!visitor.isAsking) {
      visitor.isAsking = true
      void ask(visitor).finally(() => (visitor.isAsking = false))
    }
    return !visitor.isOver
  }
  const round = setInterval(() => {
    for (const visitor of inside.values()) look(visitor)
  }, lookEveryMs)
  round.unref()

  return {
    add(visitor) {
      const watched = { ...visitor, yesAt: monotonicMs(), isAsking: false, isOver: false, timer: undefined }
      inside.set(visitor.entryId, watched)
      lookAgainAt(watched, visitor.until)
    },
    remove(entryId) {
      const visitor = inside.get(entryId)
      if (!visitor) return
      visitor.isOver = true
      clearTimeout(visitor.timer)
      inside.delete(entryId)
    },
    mayGoOn(entryId) {
      const visitor = inside.get(entryId)
      return visitor !== undefined && look(visitor)
    },
    changed(account) {
      for (const visitor of inside.values()) if (visitor.account === account) void ask(visitor)
    },
    lookAtAll() {
      for (const visitor of inside.values()) void ask(visitor)
    },
    stop() {
      clearInterval(round)
      for (const visitor of inside.values()) clearTimeout(visitor.timer)
      inside.clear()
    },
  }
}
