import * as contract from '#contract/sessions.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route, sessionOf } from '#server/access/route.ts'
import { listApiKeys, makeApiKey, withdrawApiKey } from './api-keys.ts'
import { noteEvent } from './events.ts'
import { readHouse } from './house.ts'
import { tellPerson } from './mail/tell-person.ts'
import { listSessions } from './sessions.ts'
import { endSessions } from './sign-out.ts'

/** Where a person is signed in, and the keys by which programs act for him. */
export function sessionRoutes(kernel: Kernel, url: string): Route[] {
  const { database, clock } = kernel
  const at = () => new Date(clock.now())
  return [
    route(contract.listSessions, ({ caller }) =>
      database.within(everyAccount, async tx => ({
        items: (await listSessions(tx, caller.personId, at())).map(session => ({
          ...session,
          current: session.id === sessionOf(caller).sessionId,
          begunAt: session.begunAt.toISOString(),
          lastSeenAt: session.lastSeenAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
        })),
      })),
    ),
    route(contract.endSession, async ({ caller, params }) => {
      const own = await database.within('', tx =>
        tx
          .selectFrom('people.sessions')
          .select('id')
          .where('id', '=', params.sessionId)
          .where('person_id', '=', caller.personId)
          .executeTakeFirst(),
      )
      if (!own) throw new Refusal('not-found')
      const { closedEntries } = await endSessions(
        kernel,
        caller.personId,
        { only: own.id },
        'ended-by-person',
      )
      return { closedEntries }
    }),
    route(contract.endOtherSessions, ({ caller, from }) =>
      endSessions(
        kernel,
        caller.personId,
        { allBut: sessionOf(caller).sessionId },
        'ended-by-person',
        (tx, now) => noteEvent(tx, caller.personId, 'sessions-ended', from, now),
      ),
    ),
    route(contract.endSessionsOfPerson, async ({ params, from }) => {
      const known = await database.within('', tx =>
        tx.selectFrom('people.persons').select('id').where('id', '=', params.personId).executeTakeFirst(),
      )
      if (!known) throw new Refusal('not-found')
      return endSessions(kernel, known.id, 'all', 'ended-by-provider', (tx, now) =>
        noteEvent(tx, known.id, 'sessions-ended', from, now),
      )
    }),
    route(contract.listApiKeys, ({ caller }) =>
      database.within('', async tx => ({ items: await listApiKeys(tx, caller.personId) })),
    ),
    route(contract.makeApiKey, async ({ caller, body, from }) => {
      const house = await readHouse(database, url)
      return database.within('', async tx => {
        const now = at()
        const made = await makeApiKey(tx, caller.personId, body, now)
        const { name } = made.apiKey
        await noteEvent(tx, caller.personId, 'api-key-made', from, now, { name })
        await tellPerson(
          tx,
          house,
          caller,
          { kind: 'sign-in-changed', what: 'api-key-made', name, at: now, from },
          now,
        )
        return made
      })
    }),
    route(contract.withdrawApiKey, ({ caller, params, from }) =>
      database.within('', async tx => {
        const now = at()
        const withdrawnAt = await withdrawApiKey(tx, caller.personId, params.keyId, now)
        if (!withdrawnAt) throw new Refusal('not-found')
        if (withdrawnAt.getTime() === now.getTime())
          await noteEvent(tx, caller.personId, 'api-key-withdrawn', from, now)
        return { withdrawnAt: withdrawnAt.toISOString() }
      }),
    ),
  ]
}
