import type { BodyOf } from '#contract/endpoint.ts'
import type { giveRights } from '#contract/rights.ts'
import { localInput } from '../../ui/say-time.ts'
import type { AnAudience } from './boxes.ts'

export type EndChoice = 'three-working-days' | 'one-week' | 'thirty-days' | 'one-year' | 'own' | 'endless'

/** An end that is being chosen, and why. `local` is the own date on the wall clock. */
export type EndDraft = { choice: EndChoice; local: string; reason: string }

type AnUntil = BodyOf<typeof giveRights>['until']

const dayMs = 86_400_000
/** Such ends fall on the evening: an hour that no change of the clock skips. */
const evening = 'T18:00'
const days: { readonly [c in EndChoice]?: number } = { 'thirty-days': 30, 'one-year': 365 }

/** Outsiders always have an end. */
export function choicesFor(isOutsider: boolean): readonly EndChoice[] {
  const all: EndChoice[] = ['three-working-days', 'one-week', 'thirty-days', 'one-year', 'own']
  return isOutsider ? all : [...all, 'endless']
}

export function usualEnd(audience: AnAudience): EndDraft {
  const usual = { support: 'three-working-days', agency: 'thirty-days' } as const
  return { choice: audience in usual ? usual[audience as 'support'] : 'one-year', local: '', reason: '' }
}

/**
 * The wall clock that is meant, where this page can tell it; null: the desk counts it, or there is none.
 * @param now epoch ms
 */
export function localOf({ choice, local }: EndDraft, now: number, zone: string): string | null {
  if (choice === 'own') return local || null
  const count = days[choice]
  return count === undefined ? null : localInput(now + count * dayMs, zone).slice(0, 10) + evening
}

/**
 * As the desk wants it; undefined while the own date is not complete.
 * @param now epoch ms
 */
export function toEnd(draft: EndDraft, now: number, zone: string): AnUntil | undefined {
  if (draft.choice === 'endless') return null
  if (draft.choice === 'three-working-days' || draft.choice === 'one-week') return { preset: draft.choice }
  const local = localOf(draft, now, zone)
  return local === null ? undefined : { local, zone }
}

/**
 * Is it later than what holds now? Then somebody decides anew, and says why. What only the desk can count is taken as
 * later.
 */
export function isLater(draft: EndDraft, until: string | null, now: number, zone: string): boolean {
  if (until === null) return false
  const local = localOf(draft, now, zone)
  return local === null || local > localInput(until, zone)
}
