import { sql } from 'kysely'
import * as people from '#contract/people.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import { changeLanguage } from './persons.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

/** Signing in and out, and who is signed in. */
export function peopleRoutes(kernel: Kernel): Route[] {
  const { database, clock } = kernel
  return [
    route(people.signIn, async ({ body, from, cookie }) => {
      const { person, token, expiresAt } = await signIn(database, body, from, clock.now())
      cookie(token, expiresAt)
      return {
        person: { id: person.id, name: person.name, language: person.language },
        expiresAt: expiresAt.toISOString(),
      }
    }),
    route(people.signOut, async ({ caller, cookie }) => {
      const closedEntries = await signOut(kernel, caller.personId, caller.sessionId)
      cookie(null)
      return { closedEntries }
    }),
    route(people.changeLanguage, async ({ caller, body }) => {
      await database.within('', tx => changeLanguage(tx, caller.personId, body.language))
      return { language: body.language }
    }),
    route(people.readMe, async ({ caller }) => {
      const now = clock.now()
      return database.within(everyAccount, async tx => {
        const provider = await readProvider(tx)
        const accounts = await sql<{
          id: string
          name: string
          zone: string
          region: string
          owner: boolean
        }>`
          select a.id, a.name, a.zone, a.region, a.owner_id = ${caller.personId} as owner from access.accounts a
          where a.kind = 'customer' and a.closed_at is null
            and (a.owner_id = ${caller.personId} or access.may(${caller.personId}, a.id, 'access.view', null, ${new Date(now)}))
            and (a.owner_id = ${caller.personId} or a.id in (select g.account_id from access.grants g where g.subject_kind = 'person' and g.subject_id = ${caller.personId} and g.ending_at is null))
          order by a.name limit 500`.execute(tx)
        return {
          person: {
            id: caller.personId,
            name: caller.name,
            address: caller.address,
            language: caller.language,
          },
          accounts: accounts.rows,
          provider: { name: provider.name, support: caller.support, desk: caller.desk },
          now: new Date(now).toISOString(),
        }
      })
    }),
  ]
}
