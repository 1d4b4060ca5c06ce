import * as contract from '#contract/contacts.ts'
import { standingOf } from '#server/access/3-grant/giver.ts'
import { readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import { isId } from '#server/plumbing/ids.ts'
import { filled } from '#server/plumbing/text.ts'
import { addParty, changeParty, checkDraft, homeOf, removeParty } from './change-parties.ts'
import { formOf } from './check-address.ts'
import { showPhone } from './check-phone.ts'
import { listParties, readParty } from './store-parties.ts'
import type { PartyBonds } from './what-needs-party.ts'

/**
 * The contacts of an account. In here they are parties, because a contact is also what somebody may do; people know them
 * by the shorter word.
 */
export function partyRoutes(kernel: Kernel, bonds: PartyBonds): Route[] {
  const { database, clock } = kernel
  return [
    route(contract.listContacts, ({ params, query, caller, standing }) => {
      const { cursor = null } = query
      if (cursor !== null && !isId(cursor)) throw new Refusal('invalid-input', { field: 'cursor' })
      return database.within(params.accountId, async tx => {
        const account = await readAccount(tx, params.accountId)
        const at = new Date(clock.now())
        const manages =
          standing.as === 'owner' ||
          (await standingOf(tx, caller.personId, account.id, 'contacts.manage', null, at))
        const page = { after: cursor, limit: query.limit ?? 30 }
        const listed = await listParties(tx, account.id, filled(query.search), page)
        const ids = listed.items.map(({ id }) => id)
        return {
          ...listed,
          ...(await bonds.tellBonds(tx, account.id, ids, at)),
          can: {
            add: !manages ? 'not-allowed' : account.closedAt ? 'account-is-closed' : (true as const),
            remove: manages ? (true as const) : 'not-allowed',
          },
          begin: { country: homeOf(account.region), zone: account.zone },
        }
      })
    }),
    route(contract.readContact, ({ params }) =>
      database.within(params.accountId, tx => readParty(tx, params.accountId, params.contactId)),
    ),
    route(contract.addContact, ({ params, body, caller, standing }) =>
      addParty(kernel, { person: caller.personId, standing }, params.accountId, body),
    ),
    route(contract.changeContact, async ({ params, body, caller, standing, version }) =>
      changeParty(
        kernel,
        { person: caller.personId, standing },
        params.accountId,
        params.contactId,
        version,
        body,
        await bonds.holding(),
      ),
    ),
    route(contract.removeContact, async ({ params, caller, standing }) => {
      const by = { person: caller.personId, standing }
      const removedAt = await removeParty(kernel, by, params.accountId, params.contactId, bonds.asked)
      return { removedAt: removedAt.toISOString() }
    }),
    route(contract.checkContact, ({ params, body }) =>
      database.within(params.accountId, async tx => {
        const checked = await checkDraft(tx, params.accountId, body.draft, body.contactId ?? null)
        const { phone, phoneExtension, country } = checked.data
        return {
          ...checked,
          phoneShown: phone === null ? null : showPhone({ number: phone, extension: phoneExtension }),
          form: formOf(country),
        }
      }),
    ),
  ]
}
