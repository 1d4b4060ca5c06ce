import type { Tx } from '#server/plumbing/database.ts'

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
