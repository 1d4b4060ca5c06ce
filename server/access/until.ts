import { type Preset, presetEnd, presets, sameTimeAfterDays } from '#server/plumbing/calendar/preset-end.ts'
import { instantOf } from '#server/plumbing/calendar/wall-clock.ts'
import { Refusal } from './refusal.ts'

export type { Preset }
/** A preset, or an own date and time on the clock of the account's zone (or the zone named). */
export type Until = { preset: Preset } | { local: string; zone?: string }

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

/** What each preset would mean now, by the rule that decides. */
export function tellPresets(place: Place, language: 'de' | 'en' | 'nl', now: number) {
  return presets.map(preset => {
    const end = presetEnd(preset, { now: new Date(now), ...place })
    return 'endsAt' in end
      ? {
          preset,
          endsAt: end.endsAt.toISOString(),
          refused: null,
          skipped: end.skipped.map(day => ({
            date: day.date,
            why: day.why,
            name: day.names?.[language] ?? null,
          })),
        }
      : {
          preset,
          endsAt: null,
          refused: end.refused === 'already-past' ? 'end-is-past' : end.refused,
          skipped: [],
        }
  })
}

/** The latest end that the provider allows, counted from now on the account's wall clock. epoch ms */
export function longestUntil(days: number, place: Place, now: number): number {
  return (
    sameTimeAfterDays(days, { now: new Date(now), zone: place.zone }) ?? new Date(now + days * 86_400_000)
  ).getTime()
}
