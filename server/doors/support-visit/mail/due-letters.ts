import type { VisitView } from '../visits/list-visits.ts'
import type { LetterKind } from './letters.ts'

export type Due = { kind: LetterKind; to: 'deciders' | 'agent' | 'both' }

const dayMs = 86_400_000

/**
 * What there is to tell of a visit as it is now, whatever of it was told before. Only the present is told: a request that
 * was answered before anybody wrote is no question any more.
 * @param now epoch ms
 * @returns isAll: nothing will ever have to be told after these
 */
export function dueLetters(visit: VisitView, now: number): { letters: Due[]; isAll: boolean } {
  switch (visit.state) {
    case 'asked':
      return {
        letters: [
          { kind: 'asked', to: 'deciders' },
          ...(isRemindedAt(visit) <= now ? [{ kind: 'reminded', to: 'deciders' } as const] : []),
        ],
        isAll: false,
      }
    case 'lapsed':
      return { letters: [{ kind: 'lapsed', to: 'both' }], isAll: true }
    case 'refused':
      return { letters: [{ kind: 'refused', to: 'agent' }], isAll: true }
    case 'withdrawn':
      return { letters: [], isAll: true }
    case 'not-needed':
      return { letters: [{ kind: 'notNeeded', to: 'deciders' }], isAll: true }
    case 'preparing':
    case 'open':
      return { letters: [{ kind: 'agreed', to: 'agent' }], isAll: false }
    // Told when it is proven; what cannot be proven is an alarm, and not a letter of this kind.
    case 'ending':
      return { letters: [], isAll: false }
    case 'ended':
      return { letters: [{ kind: 'ended', to: 'both' }], isAll: true }
  }
}

/** A day before the request lapses; of one that lapses sooner, when half of its time is over. epoch ms */
function isRemindedAt({ asked, begunAt }: VisitView): number {
  if (!asked) return Number.POSITIVE_INFINITY
  const [from, until] = [Date.parse(begunAt), Date.parse(asked.lapsesAt)]
  return Math.max(until - dayMs, (from + until) / 2)
}
