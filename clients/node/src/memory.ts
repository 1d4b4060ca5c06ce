import type { Answer } from './answer.js'

type Kept = Answer & { until: number; account: { id: string; epoch: number } }

/**
 * What was answered and may still be believed. Nothing in it is older than the newest epoch that was told of its account
 * and of the roster. It answers only who knows that changes are being told; that is asked by its owner.
 */
export type Memory = {
  /** @param now ms of performance.now */
  recall(key: string, now: number): boolean | undefined
  /** Is it older than what has been told meanwhile? Then it must not be believed at all. */
  isStale(answer: Answer): boolean
  /** @param askedAt ms of performance.now, from before it was asked */
  keep(key: string, answer: Answer, askedAt: number): void
  changed(account: string, epoch: number): void
  rosterChanged(epoch: number): void
  clear(): void
  size(): number
}

/** A no is as old as that at most: what has its beginning in the future begins without a change. */
const noIsGoodForMs = 1_000

/** @param answersAtMost with more, all is forgotten, and what is asked for comes back by itself */
export function makeMemory(answersAtMost: number): Memory {
  const kept = new Map<string, Kept>()
  /** The newest epoch that was told, by account. */
  const told = new Map<string, number>()
  let roster = 0

  const isOld = ({ account, rosterEpoch }: Answer) =>
    rosterEpoch < roster || (account !== undefined && account.epoch < (told.get(account.id) ?? 0))

  return {
    recall(key, now) {
      const answer = kept.get(key)
      if (answer === undefined) return undefined
      if (now < answer.until && !isOld(answer)) return answer.decision
      kept.delete(key)
      return undefined
    },
    isStale: isOld,
    keep(key, answer, askedAt) {
      const { account } = answer
      if (account === undefined || isOld(answer)) return
      if (kept.size >= answersAtMost) kept.clear()
      const goodForMs = answer.decision ? answer.goodForMs : noIsGoodForMs
      kept.set(key, { ...answer, account, until: askedAt + goodForMs })
    },
    changed(account, epoch) {
      if (epoch > (told.get(account) ?? 0)) told.set(account, epoch)
    },
    rosterChanged(epoch) {
      if (epoch > roster) roster = epoch
    },
    clear() {
      kept.clear()
      told.clear()
      roster = 0
    },
    size: () => told.size,
  }
}
