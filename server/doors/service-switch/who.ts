import type { Static } from 'typebox'
import type { WhoMayEnter as WhoShape } from '#contract/service-switch.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Subject } from '#server/access/person.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { SupportTeam } from '#server/access/support-team.ts'

export type WhoMayEnter = Static<typeof WhoShape>
export type Mode = 'read-only' | 'full'

/**
 * To whom the grants go: one to the whole team, or one to each named agent.
 * @throws Refusal 'nobody-may-enter', 'not-in-the-support-team'
 */
export function subjectsOf(who: WhoMayEnter, team: SupportTeam): Subject[] {
  if (who.kind === 'team') return [{ kind: 'team', id: team.id }]
  const named = [...new Set(who.people)]
  if (named.length === 0) throw new Refusal('nobody-may-enter')
  if (named.some(id => !team.people.some(person => person.id === id)))
    throw new Refusal('not-in-the-support-team')
  return named.map(id => ({ kind: 'person', id }))
}

/** What a mode means as permissions; the shop maps them to what its own admin knows. */
export function permissionsOf(mode: Mode): Permission[] {
  return mode === 'full' ? ['shop.view', 'shop.operate'] : ['shop.view']
}
