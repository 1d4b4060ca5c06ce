import * as accounts from '#contract/accounts.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import { removeResource } from '#server/access/5-end/remove-resource.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import { addResource, makeEntranceKey, withdrawEntranceKey } from '#server/access/add-resource.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { type Route, route } from '#server/access/route.ts'
import { filled } from '#server/plumbing/text.ts'
import { closeAccountFor } from './close-account.ts'
import { readHouse } from './house.ts'
import { listAccounts, readAccountAsDesk } from './list-accounts.ts'
import { openAccount } from './open-account.ts'

/** Accounts and their shops, as the provider's desk makes and closes them. */
export function accountRoutes(kernel: Kernel, probe: ProbeEntry, url: string): Route[] {
  const { database, clock } = kernel
  return [
    route(accounts.listAccounts, ({ query }) =>
      database.within(everyAccount, tx =>
        listAccounts(tx, query.search, { cursor: query.cursor, limit: query.limit ?? 30 }),
      ),
    ),
    route(accounts.readAccount, ({ params }) =>
      database.within(everyAccount, tx => readAccountAsDesk(tx, params.accountId, new Date(clock.now()))),
    ),
    route(accounts.makeAccount, async ({ body, caller }) =>
      openAccount(kernel, await readHouse(database, url), { person: caller.personId }, body),
    ),
    route(accounts.closeAccountByProvider, async ({ params, body, caller }) => {
      const house = await readHouse(database, url)
      return closeAccountFor(
        kernel,
        probe,
        house,
        { person: caller.personId, name: `${caller.name}, ${house.provider}`, as: 'provider' },
        params.accountId,
        body.name,
        filled(body.note),
      )
    }),

    route(accounts.addShop, ({ params, body, caller }) =>
      record(kernel, { accounts: [params.accountId], by: { person: caller.personId } }, async r => {
        if ((await readAccount(r.tx, params.accountId)).kind !== 'customer') throw new Refusal('not-found')
        const resource = { kind: body.kind ?? 'shop', name: body.name.trim(), origin: body.origin } as const
        const reference = body.reference?.trim() ?? null
        return { id: await addResource(r, params.accountId, { ...resource, reference }), ...resource }
      }),
    ),
    route(accounts.removeShop, async ({ params, body, caller }) => {
      const shop = await database.within(everyAccount, tx =>
        tx
          .selectFrom('access.resources')
          .select('account_id')
          .where('id', '=', params.resourceId)
          .executeTakeFirst(),
      )
      if (!shop) throw new Refusal('not-found')
      const accountId = shop.account_id
      return endAndProve(
        kernel,
        probe,
        { accountId, by: { person: caller.personId }, resourceId: params.resourceId },
        r => removeResource(r, accountId, params.resourceId, filled(body.note)),
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
  ]
}
