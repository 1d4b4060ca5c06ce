import type { Static } from 'typebox'
import type { BodyOf } from '#contract/endpoint.ts'
import type { Switch, turnOn } from '#contract/service-switch.ts'
import type { AMode } from './mode-field.tsx'
import { firstUntil, toUntil, type UntilDraft, untilOf } from './until.ts'
import { toWho, type WhoDraft } from './who-field.tsx'

export type ASwitch = Static<typeof Switch>

/** What somebody is about to save. `version` is the state he saw when he began: what came since is for him to judge. */
export type SwitchDraft = {
  version: number
  until: UntilDraft
  mode: AMode
  who: WhoDraft
  reason: string
  caseNumber: string
  message: string
}

/**
 * Off: three working days, the whole team, everything a support needs; one tap more saves it. On: what holds now.
 */
export function draftOf(state: ASwitch): SwitchDraft {
  return {
    version: state.version,
    until: state.on ? untilOf(state.until, state.zone) : firstUntil(state.presets, state.zone),
    mode: (state.on && state.mode) || 'full',
    who: {
      kind: (state.on && state.who?.kind) || 'team',
      people: state.on ? (state.who?.people.map(({ id }) => id) ?? []) : [],
    },
    reason: (state.on && state.reason) || '',
    caseNumber: (state.on && state.caseNumber) || '',
    message: (state.on && state.message) || '',
  }
}

/** As the desk wants it; null while the end or the people are missing. */
export function toBody(draft: SwitchDraft, zone: string): BodyOf<typeof turnOn> | null {
  const until = toUntil(draft.until, zone)
  const who = toWho(draft.who)
  if (!until || !who) return null
  return {
    until,
    who,
    mode: draft.mode,
    ...(draft.reason.trim() ? { reason: draft.reason.trim() } : {}),
    ...(draft.caseNumber.trim() ? { caseNumber: draft.caseNumber.trim() } : {}),
    ...(draft.message.trim() ? { message: draft.message.trim() } : {}),
  }
}
