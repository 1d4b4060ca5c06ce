import { askDesk, questionsAtOnce } from './ask.js'
import { hear } from './hear.js'
import { makeMemory } from './memory.js'
import { keyOf, type Question } from './question.js'

export type { Question, Resource } from './question.js'

export type ClientOptions = {
  /** Origin of the desk, for instance https://desk.example */
  url: string
  /** The key of this panel, as the desk showed it. */
  key: string
  /** How long the answer to a question is waited for; without one it is no. ms */
  waitMs?: number
  /** How many answers are remembered. */
  answersAtMost?: number
  /** Told when the desk cannot be asked or heard; whatever happens, `may` says no and does not throw. */
  onTrouble?: (error: unknown) => void
}

/** unknown: the desk could not be asked, or gave no answer. It lets nobody do anything; it only is no no. */
export type Decision = 'yes' | 'no' | 'unknown'

export type Client = {
  /**
   * May this person do this there? Never rejects: whatever goes wrong, the answer is no. Questions of the same moment
   * are asked in one request.
   */
  may(question: Question): Promise<boolean>
  /** The same for whoever wants to tell people apart that something is over from that nobody can be asked just now. */
  ask(question: Question): Promise<Decision>
  /**
   * Tells that what somebody may do may have changed, so that an open page can be made anew: in this account, or, with
   * null, anywhere (a team has changed, or changes were not heard for a while). What has changed it does not say: ask. A
   * right that ends by its time ends without a change.
   * @returns a function that ends it
   */
  onChange(listener: (account: string | null) => void): () => void
  /** Does it remember answers at this moment? If not, each question is asked. */
  remembers(): boolean
  /** Ends the stream; from here on every answer is no. */
  close(): void
}

/** What was decided before the last so many ms may not have been told yet; an answer is believed no longer without it. */
const believedWithoutHearingMs = 1_000
/**
 * A node of the desk may know of a change up to a second later than another one. What it answers so soon after this began
 * to listen may be older than what was told before, and is not remembered.
 */
const settlesMs = 1_000
const usualWaitMs = 2_000
const usualAnswers = 50_000
/** Accounts whose epoch is remembered; with more, all is begun anew. */
const accountsAtMost = 100_000
/** An answer that is older than what was told is asked for again, so often. */
const triesAtMost = 3

type Waiting = { question: Question; answer: Promise<Decision>; settle(decision: Decision): void }

export function createClient(options: ClientOptions): Client {
  const { key, waitMs = usualWaitMs, answersAtMost = usualAnswers, onTrouble = () => undefined } = options
  const url = new URL(options.url).origin
  const headers = { authorization: `Bearer ${key}` }
  const memory = makeMemory(answersAtMost)
  let isClosed = false
  /** Since when changes are heard without a gap (ms of performance.now); undefined: they are not. */
  let hearsSince: number | undefined
  let waiting = new Map<string, Waiting>()
  const listeners = new Set<(account: string | null) => void>()

  function tell(account: string | null): void {
    for (const listener of listeners) {
      try {
        listener(account)
      } catch (error) {
        onTrouble(error)
      }
    }
  }

  function beginAnew(): void {
    memory.clear()
    hearsSince = performance.now()
  }
  const hearing = hear(`${url}/access/v1/changes`, headers, {
    begun() {
      beginAnew()
      tell(null)
    },
    changed(account, epoch) {
      if (memory.size() >= accountsAtMost) beginAnew()
      memory.changed(account, epoch)
      tell(account)
    },
    rosterChanged(epoch) {
      memory.rosterChanged(epoch)
      tell(null)
    },
    ended() {
      hearsSince = undefined
      memory.clear()
      tell(null)
    },
    trouble: onTrouble,
  })

  function isHeard(now: number): boolean {
    const heardUpTo = hearing.heardUpTo()
    return hearsSince !== undefined && heardUpTo !== undefined && now < heardUpTo + believedWithoutHearingMs
  }

  /** May an answer that was asked for at this instant be remembered? */
  const isSettled = (askedAt: number) => hearsSince !== undefined && askedAt >= hearsSince + settlesMs

  async function askSeveral(questions: readonly Question[]): Promise<Decision[]> {
    const decisions = questions.map((): Decision => 'unknown')
    let open = [...questions.keys()]
    for (let tries = 0; tries < triesAtMost && open.length > 0; tries++) {
      const askedAt = performance.now()
      const since = hearsSince
      const answers = await askDesk(
        url,
        headers,
        open.map(i => questions[i]!),
        waitMs,
      )
      const now = performance.now()
      const older: number[] = []
      for (const [j, i] of open.entries()) {
        const answer = answers[j]
        if (answer === undefined || isClosed) continue
        if (memory.isStale(answer)) {
          older.push(i)
          continue
        }
        decisions[i] = answer.decision && now < askedAt + answer.goodForMs ? 'yes' : 'no'
        // What began to be asked before a gap may have missed something in it.
        if (since !== undefined && since === hearsSince && isSettled(askedAt))
          memory.keep(keyOf(questions[i]!), answer, askedAt)
      }
      open = older
    }
    return decisions
  }

  async function askTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      const decisions = await askSeveral(batch.map(one => one.question))
      for (const [i, one] of batch.entries()) one.settle(decisions[i] ?? 'unknown')
    } catch (error) {
      for (const one of batch) one.settle('unknown')
      onTrouble(error)
    }
  }

  /** Everything that was asked since the last turn of the event loop. */
  function askWaiting(): void {
    const all = [...waiting.values()]
    waiting = new Map()
    for (let from = 0; from < all.length; from += questionsAtOnce)
      void askTogether(all.slice(from, from + questionsAtOnce))
  }

  async function ask(question: Question): Promise<Decision> {
    if (isClosed) return 'unknown'
    const name = keyOf(question)
    const now = performance.now()
    if (isHeard(now)) {
      const known = memory.recall(name, now)
      if (known !== undefined) return known ? 'yes' : 'no'
    }
    const same = waiting.get(name)
    if (same) return same.answer
    if (waiting.size === 0) setImmediate(askWaiting)
    let settle: Waiting['settle'] = () => undefined
    const answer = new Promise<Decision>(resolve => {
      settle = resolve
    })
    waiting.set(name, { question, answer, settle })
    return answer
  }

  return {
    may: async question => (await ask(question)) === 'yes',
    ask,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    remembers() {
      const now = performance.now()
      return isHeard(now) && isSettled(now)
    },
    close() {
      isClosed = true
      listeners.clear()
      memory.clear()
      hearing.close()
    },
  }
}
