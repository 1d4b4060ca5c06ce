import { newId } from '#server/plumbing/ids.ts'
import type { Recording } from './record.ts'
import { Refusal } from './refusal.ts'

export async function makeTeam(
  r: Recording,
  providerId: string,
  team: { name: string; duty: 'support' | 'desk' },
): Promise<string> {
  const id = newId(r.now)
  await r.tx
    .insertInto('access.teams')
    .values({ id, account_id: providerId, name: team.name, duty: team.duty, made_at: r.at })
    .execute()
  r.fact('team.made', {}, { team: id, name: team.name, duty: team.duty }, providerId)
  return id
}

/** Adds a person to a team of the provider. Being in it already is no error. @returns the team @throws Refusal 'not-found' */
export async function joinTeam(
  r: Recording,
  providerId: string,
  teamId: string,
  personId: string,
): Promise<{ name: string }> {
  const team = await r.tx
    .selectFrom('access.teams')
    .select('name')
    .where('id', '=', teamId)
    .where('account_id', '=', providerId)
    .executeTakeFirst()
  const person = await r.tx
    .selectFrom('people.persons')
    .select('id')
    .where('id', '=', personId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  if (!team || !person) throw new Refusal('not-found')
  const joined = await r.tx
    .insertInto('access.team_members')
    .values({
      team_id: teamId,
      person_id: personId,
      account_id: providerId,
      joined_at: r.at,
      joined_by: 'person' in r.by ? r.by.person : null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('team_id')
    .executeTakeFirst()
  if (joined) r.fact('team.joined', { person: personId }, { team: teamId }, providerId)
  return team
}
