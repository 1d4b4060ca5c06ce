import { sql } from 'kysely'
import * as contract from '#contract/service-switch.ts'
import { listRequests, readRequest } from '#server/access/1-request/list-requests.ts'
import { withdraw } from '#server/access/1-request/withdraw.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { listGrants } from '#server/access/3-grant/list-grants.ts'
import { confirmEnded, type ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAccess } from '#server/access/5-end/end-access.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readShop } from '#server/access/resource.ts'
import { type Route, route } from '#server/access/route.ts'
import { filled } from '#server/plumbing/text.ts'
import { askForAccess } from './ask-for-access.ts'
import { decideRequest } from './decide-request.ts'
import { door, touchSwitch } from './opening.ts'
import { changePolicy, readPolicy } from './policy.ts'
import { readSwitch } from './read-switch.ts'
import { turnOff } from './turn-off.ts'
import { moveEndOfSwitch, type Shop, turnOn } from './turn-on.ts'

export function serviceSwitchRoutes(kernel: Kernel, probe: ProbeEntry): Route[] {
  const { database, clock } = kernel
  const view = (shop: Shop, standing: Standing, language: 'de' | 'en' | 'nl') =>
    database.within(shop.accountId, tx => readSwitch(tx, shop, standing, language, clock.now()))
  const readRequestAs = (id: string, accountId: string | undefined, personId: string, decides: boolean) =>
    database.within(accountId ?? everyAccount, tx =>
      readRequest(tx, id, accountId, clock.now(), { personId, decides }),
    )

  return [
    route(contract.readSwitch, ({ params, standing, caller }) => view(params, standing, caller.language)),
    route(contract.turnOn, async ({ params, body, version, standing, caller }) => {
      const wish = {
        until: body.until,
        mode: body.mode,
        who: body.who,
        reason: filled(body.reason),
        caseNumber: filled(body.caseNumber),
        message: filled(body.message),
      }
      const { replaced } = await turnOn(kernel, { person: caller.personId }, standing, params, wish, version)
      await confirmEnded(kernel, probe, params.accountId, replaced)
      return view(params, standing, caller.language)
    }),
    route(contract.moveEnd, async ({ params, body, version, standing, caller }) => {
      await moveEndOfSwitch(kernel, { person: caller.personId }, standing, params, body.until, version)
      return view(params, standing, caller.language)
    }),
    route(contract.turnOff, async ({ params, body, standing, caller }) => {
      const ending = await turnOff(kernel, probe, { person: caller.personId }, params, body.note ?? null)
      return { ending, switch: await view(params, standing, caller.language) }
    }),
    route(contract.decideRequest, async ({ params, body, standing, caller }) => {
      await decideRequest(kernel, caller.personId, standing, params.accountId, params.requestId, {
        ...body,
        note: filled(body.note),
      })
      return readRequestAs(params.requestId, params.accountId, caller.personId, true)
    }),

    route(contract.findShops, ({ query }) =>
      database.within(everyAccount, async tx => {
        const pattern = `%${query.search.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
        const rows = await sql<{
          id: string
          name: string
          origin: string | null
          account_id: string
          account: string
        }>`
          select r.id, r.name, r.origin, a.id as account_id, a.name as account
          from access.resources r join access.accounts a on a.id = r.account_id and a.closed_at is null
          where r.removed_at is null and r.kind = 'shop' and (r.name ilike ${pattern} or r.origin ilike ${pattern} or a.name ilike ${pattern})
          order by r.name limit 20`.execute(tx)
        return {
          items: rows.rows.map(row => ({
            shop: { id: row.id, name: row.name, origin: row.origin },
            account: { id: row.account_id, name: row.account },
          })),
        }
      }),
    ),
    route(contract.readShop, ({ params }) =>
      database.within(everyAccount, async tx => {
        const shop = await readShop(tx, params.resourceId)
        const account = await readAccount(tx, shop.accountId)
        const key = await tx
          .selectFrom('access.entrance_keys')
          .select('id')
          .where('resource_id', '=', shop.id)
          .where('withdrawn_at', 'is', null)
          .executeTakeFirst()
        return {
          shop: { id: shop.id, name: shop.name, origin: shop.origin },
          account: { id: account.id, name: account.name },
          zone: account.zone,
          hasEntrance: shop.origin !== null && key !== undefined,
        }
      }),
    ),
    route(contract.askForAccess, async ({ body, caller }) => {
      const id = await askForAccess(kernel, caller.personId, {
        ...body,
        caseNumber: filled(body.caseNumber),
        message: filled(body.message),
      })
      return readRequestAs(id, undefined, caller.personId, false)
    }),
    route(contract.withdrawRequest, async ({ params, caller }) => {
      const request = await readRequestAs(params.requestId, undefined, caller.personId, false)
      if (request.door !== door) throw new Refusal('not-found')
      await record(kernel, { accounts: [request.account.id], by: { person: caller.personId } }, r =>
        withdraw(r, params.requestId),
      )
      return readRequestAs(params.requestId, undefined, caller.personId, false)
    }),
    route(contract.listProviderRequests, ({ query, caller }) =>
      database.within(everyAccount, tx =>
        listRequests(
          tx,
          { state: query.state ?? 'all' },
          clock.now(),
          { personId: caller.personId, decides: false },
          { cursor: query.cursor, limit: query.limit ?? 30 },
        ),
      ),
    ),
    route(contract.listOpenAccesses, ({ query, caller }) =>
      database.within(everyAccount, async tx => {
        const page = { cursor: query.cursor, limit: query.limit ?? 30 }
        const { items, next } = await listGrants(
          tx,
          { door, state: 'live', accountId: query.account },
          clock.now(),
          { end: caller.desk ? true : 'not-allowed' },
          page,
        )
        return { items: items.map(({ account, ...grant }) => ({ account, grant })), next }
      }),
    ),
    route(contract.endByProvider, async ({ params, body, caller }) => {
      const found = await database.within(everyAccount, tx =>
        listGrants(tx, { ids: [params.grantId], door, state: 'any' }, clock.now(), { end: true }),
      )
      const grant = found.items[0]
      if (!grant?.resource) throw new Refusal('not-found')
      const shop = { accountId: grant.account.id, resourceId: grant.resource.id }
      return endAndProve(kernel, probe, { ...shop, by: { person: caller.personId } }, async r => {
        const cut = await endAccess(r, shop.accountId, [params.grantId], 'revoked', body.note ?? null)
        if (cut.grants.length > 0) await touchSwitch(r, shop, null)
        return cut
      })
    }),
    route(contract.readPolicy, () => database.within(everyAccount, readPolicy)),
    route(contract.changePolicy, ({ body, caller }) =>
      changePolicy(kernel, { person: caller.personId }, body),
    ),
  ]
}
