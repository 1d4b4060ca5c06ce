import * as contract from '#contract/holders.ts'
import { holdGiver, type Standing, standingOf } from '#server/access/3-grant/giver.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import { readHouse } from '#server/people/house.ts'
import { readParty } from '#server/people/parties/store-parties.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { filled } from '#server/plumbing/text.ts'
import { finishHolderChange, refuseHolderChange } from './changes/answer.ts'
import { askChange } from './changes/ask.ts'
import { viewChange } from './changes/read-changes.ts'
import { stopAsPerson } from './changes/stop.ts'
import { holderOf, readDomain } from './keep-holder.ts'
import { changeWaitDays, readWaitDays } from './policy.ts'
import { listDomains } from './read-domains.ts'
import { findProviderChange, listProviderChanges, readProviderChange } from './read-provider-changes.ts'
import { faultsOf, readPossibleHolder, showRegistrant, writeHolderXml } from './registrant-of.ts'

type Caller = { personId: string }

/** Who holds which domain, and asking for another holder. @param origin of the desk, where links lead */
export function holderRoutes(kernel: Kernel, origin: string): Route[] {
  const { database, clock } = kernel
  const now = () => new Date(clock.now())
  const readPost = () => readHouse(database, origin)

  const seesContacts = async (tx: Tx, accountId: string, caller: Caller, standing: Standing) =>
    standing.as === 'owner' ||
    (await standingOf(tx, caller.personId, accountId, 'contacts.view', null, now())) !== undefined

  /** Whoever sees a domain but no contacts learns that there is something, and not what. @throws Refusal 'not-allowed' */
  const readHolder = (
    { accountId, resourceId }: { accountId: string; resourceId: string },
    caller: Caller,
    standing: Standing,
  ) =>
    database.within(accountId, async tx => {
      const domain = await readDomain(tx, accountId, resourceId)
      if (!(await seesContacts(tx, accountId, caller, standing))) throw new Refusal('not-allowed')
      const partyId = await holderOf(tx, resourceId)
      if (partyId === null) throw new Refusal('not-found')
      return { domain, party: await readParty(tx, accountId, partyId) }
    })

  return [
    route(contract.listDomains, ({ params: { accountId }, caller, standing }) =>
      database.within(accountId, async tx => {
        const account = await readAccount(tx, accountId)
        const sees = await seesContacts(tx, accountId, caller, standing)
        const reader = {
          personId: caller.personId,
          isOwner: standing.as === 'owner',
          isClosed: account.closedAt !== null,
          seesContacts: sees,
        }
        return {
          items: await listDomains(tx, accountId, reader, now()),
          waitDays: await readWaitDays(tx),
        }
      }),
    ),
    route(contract.readRegistrant, async ({ params, caller, standing }) => {
      const { domain, party } = await readHolder(params, caller, standing)
      return { domain: domain.name, ...showRegistrant(party) }
    }),
    route(contract.readRegistrantXml, async ({ params, caller, standing }) => {
      const { party } = await readHolder(params, caller, standing)
      return writeHolderXml(party)
    }),
    route(contract.checkHolder, ({ params: { accountId }, body }) =>
      database.within(accountId, async tx => ({
        faults: faultsOf(await readParty(tx, accountId, body.contactId)),
      })),
    ),
    route(contract.askHolderChange, async ({ params, body, caller, standing }) => {
      const { accountId, resourceId } = params
      const post = await readPost()
      return record(kernel, { accounts: [accountId], by: { person: caller.personId } }, async r => {
        await holdGiver(r, accountId, standing)
        if ((await readAccount(r.tx, accountId)).closedAt) throw new Refusal('account-is-closed')
        await readDomain(r.tx, accountId, resourceId)
        const sees = await seesContacts(r.tx, accountId, caller, standing)
        if (!sees) throw new Refusal('not-allowed')
        const next = await readPossibleHolder(r.tx, accountId, body.contactId)
        const heldBy = await holderOf(r.tx, resourceId)
        if (heldBy === next.id) throw new Refusal('invalid-input', { field: 'contactId' })
        const old = heldBy === null ? null : await readParty(r.tx, accountId, heldBy)
        const change = await askChange(
          r,
          accountId,
          {
            kind: 'holder',
            resourceId,
            old: old && { id: old.id, address: old.emailAscii! },
            next: { id: next.id, address: next.emailAscii! },
            note: filled(body.note),
          },
          post,
        )
        return viewChange(change, {
          personId: caller.personId,
          isOwner: standing.as === 'owner',
          seesContacts: sees,
        })
      })
    }),
    route(contract.stopAssetChange, async ({ params, caller, standing }) => {
      const post = await readPost()
      const isOwner = standing.as === 'owner'
      return record(kernel, { accounts: [params.accountId], by: { person: caller.personId } }, async r => {
        const change = await stopAsPerson(r, params.accountId, params.changeId, isOwner, post)
        return viewChange(change, { personId: caller.personId, isOwner, seesContacts: true })
      })
    }),
    ...providerRoutes(kernel, readPost),
  ]
}

function providerRoutes(kernel: Kernel, readPost: () => ReturnType<typeof readHouse>): Route[] {
  const { database, clock } = kernel
  const now = () => new Date(clock.now())
  const view = (id: string) => database.within(everyAccount, tx => readProviderChange(tx, id, now()))
  const find = (id: string) => database.within(everyAccount, tx => findProviderChange(tx, id, now()))
  return [
    route(contract.listHolderChanges, ({ query }) =>
      database.within(everyAccount, async tx => ({
        items: await listProviderChanges(tx, query.state ?? 'at-provider', now()),
      })),
    ),
    route(contract.finishHolderChange, async ({ params: { changeId }, body, caller }) => {
      const { accountId } = await find(changeId)
      const post = await readPost()
      await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
        finishHolderChange(r, accountId, changeId, { on: body.doneOn, cost: filled(body.cost) }, post),
      )
      return view(changeId)
    }),
    route(contract.refuseHolderChange, async ({ params: { changeId }, body, caller }) => {
      const { accountId } = await find(changeId)
      const note = filled(body.note)
      if (note === null) throw new Refusal('invalid-input', { field: 'note' })
      const post = await readPost()
      await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
        refuseHolderChange(r, accountId, changeId, note, post),
      )
      return view(changeId)
    }),
    route(contract.readHolderPolicy, () =>
      database.within(everyAccount, async tx => ({ assetWaitDays: await readWaitDays(tx) })),
    ),
    route(contract.changeHolderPolicy, async ({ body, caller }) => ({
      assetWaitDays: await changeWaitDays(kernel, { person: caller.personId }, body.assetWaitDays),
    })),
  ]
}
