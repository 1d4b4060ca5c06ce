import type { Static } from 'typebox'
import type { Preset as PresetShape, Until as UntilShape } from '#contract/service-switch.ts'
import { Refusal } from '#server/access/refusal.ts'
import { presetEnd, sameTimeAfterDays } from '#server/plumbing/calendar/preset-end.ts'
import { instantOf } from '#server/plumbing/calendar/wall-clock.ts'

export type Until = Static<typeof UntilShape>
export type Preset = Static<typeof PresetShape>

/** Where and by whose holidays an account counts its days. */
export type Place = { zone: string; region: string }

/**
 * The absolute end that somebody means by a preset or by an own time on the clock of his zone; computed once, then
 * stored as an instant. Of an hour that comes twice the earlier is taken: ending too soon is the safer mistake.
 * @param now epoch ms
 * @returns epoch ms
 * @throws Refusal 'end-is-past', 'no-such-zone', 'no-such-date', 'no-such-time', 'invalid-input'
 */
export function endOf(until: Until, place: Place, now: number): number {
  if ('preset' in until) {
    const end = presetEnd(until.preset, { now: new Date(now), ...place })
    if ('endsAt' in end) return end.endsAt.getTime()
    throw new Refusal(
      end.refused === 'already-past'
        ? 'end-is-past'
        : end.refused === 'no-such-zone'
          ? 'no-such-zone'
          : 'no-such-region',
    )
  }
  const found = instantOf(until.local, until.zone ?? place.zone)
  if ('instant' in found) return found.instant.getTime()
  throw found.refused === 'not-a-time'
    ? new Refusal('invalid-input', { field: 'until.local' })
    : new Refusal(found.refused)
}

/** The latest end that the provider allows, counted from now on the account's wall clock. epoch ms */
export function longestUntil(days: number, place: Place, now: number): number {
  return (
    sameTimeAfterDays(days, { now: new Date(now), zone: place.zone }) ?? new Date(now + days * 86_400_000)
  ).getTime()
}
