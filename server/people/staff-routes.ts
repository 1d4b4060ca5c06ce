import * as accounts from '#contract/accounts.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { leaveTeam } from '#server/access/5-end/leave-team.ts'
import { announcePerson, everyAccount, readProvider } from '#server/access/account.ts'
import { joinTeam } from '#server/access/join-team.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import { canSignInAsAgent, invitePerson, sendFirstPassword } from './first-password.ts'
import { readHouse } from './house.ts'
import { findOrAddPerson } from './persons.ts'
import { markSessionsEnded } from './sessions.ts'

/** The provider's people, their teams, and whoever is let in no more. */
export function staffRoutes(kernel: Kernel, url: string): Route[] {
  const { database, clock } = kernel
  return [
    route(accounts.listStaff, () =>
      database.within(everyAccount, async tx => {
        const teams = await tx
          .selectFrom('access.teams')
          .select(['id', 'name', 'duty'])
          .orderBy('made_at')
          .execute()
        const members = await tx
          .selectFrom('access.team_members as m')
          .innerJoin('people.persons as p', 'p.id', 'm.person_id')
          .select(['m.team_id', 'p.id', 'p.name', canSignInAsAgent('p').as('ready')])
          .where('m.left_at', 'is', null)
          .where('p.deactivated_at', 'is', null)
          .orderBy('p.name')
          .execute()
        return {
          teams: teams.map(team => ({
            id: team.id,
            name: team.name,
            duty: team.duty as 'support' | 'desk',
            members: members
              .filter(member => member.team_id === team.id)
              .map(({ id, name, ready }) => ({ id, name, ready })),
          })),
        }
      }),
    ),

    route(accounts.addStaff, async ({ body, caller }) => {
      const house = await readHouse(database, url)
      const provider = await database.within(everyAccount, readProvider)
      return record(kernel, { accounts: [provider.id], by: { person: caller.personId } }, async r => {
        const person = await findOrAddPerson(
          r.tx,
          { name: body.name.trim(), address: body.address, language: body.language, passwordHash: null },
          r.at,
        )
        const team = await joinTeam(r, provider.id, body.teamId, person.id)
        await sendFirstPassword(r.tx, house, person.id, { inTeam: team.name }, r.at)
        return { id: person.id, name: person.name }
      })
    }),
    route(accounts.invitePerson, async ({ params, body, caller }) => {
      const house = await readHouse(database, url)
      const invited = await invitePerson(kernel, house, { person: caller.personId }, params.personId, body.by)
      return { link: invited.link, expiresAt: invited.expiresAt.toISOString() }
    }),

    route(accounts.removeStaff, async ({ params, caller }) => ({
      closedEntries: await leaveTeam(kernel, { person: caller.personId }, params.teamId, params.personId),
    })),
    route(accounts.deactivatePerson, async ({ params, body, caller }) => {
      if (params.personId === caller.personId) throw new Refusal('not-allowed')
      const known = await database.within('', tx =>
        tx.selectFrom('people.persons').select('id').where('id', '=', params.personId).executeTakeFirst(),
      )
      if (!known) throw new Refusal('not-found')
      const cut = await deactivatePerson(
        kernel,
        { person: caller.personId },
        params.personId,
        body.note ?? null,
      )
      // The mark on the person has refused his sessions already; this only says so in his list of sessions.
      const ended = await database.within('', async tx => {
        await announcePerson(tx, params.personId)
        return markSessionsEnded(tx, params.personId, 'all', 'person-deactivated', new Date(clock.now()))
      })
      return {
        endedGrants: cut.grants.length,
        closedEntries: cut.entries.length,
        endedSessions: ended.length,
      }
    }),
  ]
}
