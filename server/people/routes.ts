import { sql } from 'kysely'
import * as people from '#contract/people.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import { sayOwnWords } from '#server/access/own-permissions.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route, sessionOf } from '#server/access/route.ts'
import type { Keys } from '#server/plumbing/keys.ts'
import { countTransfers } from './members.ts'
import { changeNotifications, readNotifications } from './notifications.ts'
import { changeLanguage, changeName } from './persons.ts'
import { isPresent, readSecondFactor } from './second-factor.ts'
import { freshForMs, type Method } from './sessions.ts'
import { signInByCode, signInByPassword } from './sign-in.ts'
import { signOut } from './sign-out.ts'

/** Signing in and out, and who is signed in. */
export function peopleRoutes(kernel: Kernel, keys: Keys, url: string): Route[] {
  const { database, clock } = kernel
  return [
    route(people.signIn, async ({ body, from, cookie }) => {
      const at = new Date(clock.now())
      // The name is shown when a passkey is made, not here; and before the desk is set up it has none.
      const signing = { database, keys, party: { origin: url, name: 'Einlass' } }
      let progress = await signInByPassword(signing, { ...body, to: '/' }, from, at)
      if (progress.at === 'half') {
        if (progress.next === 'set-up') throw new Refusal('second-factor-missing')
        if (body.code === undefined) throw new Refusal('second-factor-needed')
        progress = await signInByCode(signing, progress.token, body.code, from, at)
      }
      if (progress.at === 'half') throw new Refusal('second-factor-missing')
      const { person, token, expiresAt } = progress
      cookie(token, expiresAt)
      return {
        person: { id: person.id, name: person.name, language: person.language },
        expiresAt: expiresAt.toISOString(),
      }
    }),
    route(people.signOut, async ({ caller, cookie }) => {
      const closedEntries = await signOut(kernel, caller.personId, sessionOf(caller).sessionId)
      cookie(null)
      return { closedEntries }
    }),
    route(people.changeLanguage, async ({ caller, body }) => {
      await database.within('', tx => changeLanguage(tx, caller.personId, body.language))
      return { language: body.language }
    }),
    route(people.changeProfile, async ({ caller, body }) => {
      const name = body.name.trim()
      await database.within('', tx => changeName(tx, caller.personId, name))
      return { name }
    }),
    route(people.readNotifications, ({ caller }) =>
      database.within('', tx => readNotifications(tx, caller.personId)),
    ),
    route(people.changeNotifications, ({ caller, body }) =>
      database.within('', tx => changeNotifications(tx, caller.personId, body.muted)),
    ),
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
          role: 'deputy' | 'viewer' | null
        }>`
          select a.id, a.name, a.zone, a.region, a.owner_id = ${caller.personId} as owner,
            (select case when 'access.decide' = any (g.permissions) then 'deputy' else 'viewer' end
              from access.open_grants(${new Date(now)}) g
              where g.account_id = a.id and g.door = 'members' and g.subject_kind = 'person' and g.subject_id = ${caller.personId}
              order by 1 limit 1) as role
          from access.accounts a
          where a.kind = 'customer' and a.closed_at is null
            and (a.owner_id = ${caller.personId} or access.may(${caller.personId}, a.id, 'access.view', null, ${new Date(now)}))
            and (a.owner_id = ${caller.personId} or a.id in (select g.account_id from access.grants g where g.subject_kind = 'person' and g.subject_id = ${caller.personId} and g.ending_at is null))
          order by a.name limit 500`.execute(tx)
        const factor = await readSecondFactor(tx, caller.personId)
        const { via } = caller
        return {
          person: {
            id: caller.personId,
            name: caller.name,
            address: caller.address,
            language: caller.language,
          },
          accounts: accounts.rows,
          session:
            via.by === 'session'
              ? {
                  id: via.sessionId,
                  methods: via.methods as Method[],
                  expiresAt: new Date(via.expiresAt).toISOString(),
                  freshUntil: new Date(via.provedAt + freshForMs).toISOString(),
                }
              : null,
          secondFactor: { present: isPresent(factor), neededAs: factor.neededAs },
          transfers: await countTransfers(tx, caller.personId),
          provider: { name: provider.name, support: caller.support, desk: caller.desk },
          ownWords: sayOwnWords(),
          now: new Date(now).toISOString(),
        }
      })
    }),
  ]
}
