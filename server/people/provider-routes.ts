import { sql } from 'kysely'
import * as accounts from '#contract/accounts.ts'
import { deactivatePerson } from '#server/access/5-end/deactivate-person.ts'
import { leaveTeam } from '#server/access/5-end/leave-team.ts'
import { everyAccount, readProvider } from '#server/access/account.ts'
import { addShop, makeEntranceKey, withdrawEntranceKey } from '#server/access/add-resource.ts'
import { joinTeam } from '#server/access/join-team.ts'
import { makeAccount } from '#server/access/make-account.ts'
import { readCursor, writeCursor } from '#server/access/page.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { type Route, route } from '#server/access/route.ts'
import { hashPassword, refuseWeakPassword } from './password.ts'
import { findOrAddPerson } from './persons.ts'
import { endSessionsOf } from './sessions.ts'
import { setUp } from './set-up.ts'

/** The provider's desk: setting up, accounts and shops, the staff and their teams. */
export function providerRoutes(kernel: Kernel): Route[] {
  const { database, clock } = kernel

  return [
    route(accounts.setUp, ({ body }) => setUp(kernel, body)),

    route(accounts.listAccounts, ({ query }) =>
      database.within(everyAccount, async tx => {
        const limit = query.limit ?? 30
        const after = readCursor(query.cursor)
        const pattern = query.search ? `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%` : null
        const rows = await sql<{
          id: string
          name: string
          made_at: Date
          closed_at: Date | null
          owner_id: string
          owner: string
          shops: { id: string; name: string; origin: string | null }[] | null
        }>`
          select a.id, a.name, a.made_at, a.closed_at, a.owner_id, p.name as owner,
            (select json_agg(json_build_object('id', r.id, 'name', r.name, 'origin', r.origin) order by r.name)
              from access.resources r where r.account_id = a.id and r.removed_at is null) as shops
          from access.accounts a join people.persons p on p.id = a.owner_id
          where a.kind = 'customer'
            and (${pattern}::text is null or a.name ilike ${pattern} or exists (
              select from access.resources r where r.account_id = a.id and (r.name ilike ${pattern} or r.origin ilike ${pattern})))
            and (${after?.at ?? null}::timestamptz is null or (a.made_at, a.id) < (${after?.at ?? null}, ${after?.id ?? null}::uuid))
          order by a.made_at desc, a.id desc limit ${limit + 1}`.execute(tx)
        const shown = rows.rows.slice(0, limit)
        const last = shown.at(-1)
        return {
          items: shown.map(row => ({
            id: row.id,
            name: row.name,
            owner: { id: row.owner_id, name: row.owner },
            closedAt: row.closed_at?.toISOString() ?? null,
            shops: row.shops ?? [],
          })),
          next: rows.rows.length > limit && last ? writeCursor({ at: last.made_at, id: last.id }) : null,
        }
      }),
    ),

    route(accounts.makeAccount, async ({ body, caller }) => {
      const { owner } = body
      if (owner.password !== undefined)
        refuseWeakPassword(owner.password, [owner.name, owner.address, body.name])
      const passwordHash = owner.password === undefined ? null : await hashPassword(owner.password)
      return makeAccount(
        kernel,
        { person: caller.personId },
        { kind: 'customer', name: body.name, zone: body.zone, region: body.region },
        async (tx, at) => (await findOrAddPerson(tx, { ...owner, passwordHash }, at)).id,
        async (r, id, ownerId) => {
          const shops = []
          for (const shop of body.shops) shops.push({ id: await addShop(r, id, shop), ...shop })
          const person = await r.tx
            .selectFrom('people.persons')
            .select(['id', 'name'])
            .where('id', '=', ownerId)
            .executeTakeFirstOrThrow()
          return { id, name: body.name, owner: person, shops }
        },
      )
    }),

    route(accounts.makeEntranceKey, async ({ params, caller }) => {
      const shop = await database.within(everyAccount, tx => readResource(tx, params.resourceId))
      return record(kernel, { accounts: [shop.accountId], by: { person: caller.personId } }, async r => {
        const { id, key } = await makeEntranceKey(r, shop.accountId, shop.id)
        return { id, key, madeAt: r.at.toISOString() }
      })
    }),

    route(accounts.listEntranceKeys, async ({ params }) =>
      database.within(everyAccount, async tx => {
        await readResource(tx, params.resourceId)
        const keys = await tx
          .selectFrom('access.entrance_keys as k')
          .leftJoin('people.persons as p', 'p.id', 'k.made_by')
          .select(['k.id', 'k.made_at', 'p.id as person', 'p.name'])
          .where('k.resource_id', '=', params.resourceId)
          .where('k.withdrawn_at', 'is', null)
          .orderBy('k.made_at')
          .execute()
        return {
          items: keys.map(key => ({
            id: key.id,
            madeAt: key.made_at.toISOString(),
            madeBy: key.person && key.name ? { id: key.person, name: key.name } : null,
          })),
        }
      }),
    ),
    route(accounts.withdrawEntranceKey, async ({ params, caller }) => {
      const shop = await database.within(everyAccount, tx => readResource(tx, params.resourceId))
      const at = await record(kernel, { accounts: [shop.accountId], by: { person: caller.personId } }, r =>
        withdrawEntranceKey(r, shop.accountId, shop.id, params.keyId),
      )
      return { withdrawnAt: at.toISOString() }
    }),

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
          .select(['m.team_id', 'p.id', 'p.name'])
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
              .map(({ id, name }) => ({ id, name })),
          })),
        }
      }),
    ),

    route(accounts.addStaff, async ({ body, caller }) => {
      if (body.password !== undefined) refuseWeakPassword(body.password, [body.name, body.address])
      const passwordHash = body.password === undefined ? null : await hashPassword(body.password)
      const provider = await database.within(everyAccount, readProvider)
      return record(kernel, { accounts: [provider.id], by: { person: caller.personId } }, async r => {
        const person = await findOrAddPerson(
          r.tx,
          { name: body.name, address: body.address, language: body.language, passwordHash },
          r.at,
        )
        await joinTeam(r, provider.id, body.teamId, person.id)
        return { id: person.id, name: person.name }
      })
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
      const endedSessions = await database.within('', tx =>
        endSessionsOf(tx, params.personId, 'person-deactivated', new Date(clock.now())),
      )
      return { endedGrants: cut.grants.length, closedEntries: cut.entries.length, endedSessions }
    }),
  ]
}
