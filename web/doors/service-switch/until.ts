import type { Static } from 'typebox'
import type { Preset, Switch, Until } from '#contract/service-switch.ts'
import { localInput } from '../../ui/say-time.ts'

export type APreset = Static<typeof Preset>
export type PresetMeaning = Static<typeof Switch>['presets'][number]

/** An end that is being chosen: a preset, or a date and time on the wall clock of the zone. */
export type UntilDraft = { choice: APreset | 'own'; local: string }

export const presetNames: readonly APreset[] = ['three-working-days', 'one-week', 'today-18']

/** Three working days, or the first that is possible now. The own date begins where the choice ends. */
export function firstUntil(presets: readonly PresetMeaning[], zone: string): UntilDraft {
  const possible = presets.filter(({ refused }) => refused === null)
  const first = possible.find(({ preset }) => preset === 'three-working-days') ?? possible[0]
  return { choice: first?.preset ?? 'own', local: first?.endsAt ? localInput(first.endsAt, zone) : '' }
}

/** The end that stands already, to be changed. */
export function untilOf(endsAt: string | null, zone: string): UntilDraft {
  return { choice: 'own', local: endsAt ? localInput(endsAt, zone) : '' }
}

/** As the desk wants it; null when the own date is not complete. */
export function toUntil(draft: UntilDraft, zone: string): Static<typeof Until> | null {
  if (draft.choice !== 'own') return { preset: draft.choice }
  return draft.local === '' ? null : { local: draft.local, zone }
}
