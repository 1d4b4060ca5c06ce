import type { Static } from 'typebox'
import type { WhoMayEnter as WhoShape } from '#contract/service-switch.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Subject } from '#server/access/person.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Tx } from '#server/plumbing/database.ts'

export type WhoMayEnter = Static<typeof WhoShape>
export type Mode = 'read-only' | 'full'

export type SupportTeam = { id: string; name: string; people: { id: string; name: string }[] }

/** The provider's support team with those who are in it now. */
export async function readSupportTeam(tx: Tx): Promise<SupportTeam> {
  const team = await tx
    .selectFrom('access.teams')
    .select(['id', 'name'])
    .where('duty', '=', 'support')
    .orderBy('made_at')
    .executeTakeFirstOrThrow()
  const people = await tx
    .selectFrom('access.team_members as m')
    .innerJoin('people.persons as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name'])
    .where('m.team_id', '=', team.id)
    .where('m.left_at', 'is', null)
    .where('p.deactivated_at', 'is', null)
    .orderBy('p.name')
    .execute()
  return { ...team, people }
}

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
