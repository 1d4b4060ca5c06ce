import * as contract from '#contract/team.ts'
import { type Standing, standingOf } from '#server/access/3-grant/giver.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import { readAccount } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { isId } from '#server/plumbing/ids.ts'
import { filled } from '#server/plumbing/text.ts'
import { type AskedAboutParties, listPeople, type Reader } from './list-people.ts'
import { resumePerson } from './resume-person.ts'
import { suspendPerson } from './suspend-person.ts'

/**
 * The people of an account on one list, and suspending and resuming them.
 * @param asked what other parts know about contacts; nothing is known unless somebody says so
 */
export function peopleOfAccountRoutes(
  kernel: Kernel,
  probe: ProbeEntry,
  asked: AskedAboutParties = { isHolder: async () => new Set(), needs: [] },
): Route[] {
  const { database, clock } = kernel
  const readerOf = async (
    tx: Tx,
    accountId: string,
    personId: string,
    standing: Standing,
  ): Promise<Reader> => {
    const isOwner = standing.as === 'owner'
    const has = (permission: Permission) =>
      standingOf(tx, personId, accountId, permission, null, new Date(clock.now()))
    return {
      personId,
      isOwner,
      seesContacts: isOwner || (await has('contacts.view')) !== undefined,
      changesContacts: isOwner || (await has('contacts.manage')) !== undefined,
      manages: isOwner ? standing : await has('team.manage'),
      ends: isOwner ? standing : await has('access.end'),
    }
  }
  return [
    route(contract.listPeople, ({ params: { accountId }, query, caller, standing }) => {
      const { cursor = null } = query
      if (cursor !== null && !isId(cursor)) throw new Refusal('invalid-input', { field: 'cursor' })
      return database.within(accountId, async tx =>
        listPeople(
          tx,
          await readAccount(tx, accountId),
          await readerOf(tx, accountId, caller.personId, standing),
          asked,
          {
            state: query.state,
            onlyReview: query.review === true,
            search: filled(query.search),
            after: cursor,
            limit: query.limit ?? 30,
          },
          new Date(clock.now()),
        ),
      )
    }),
    route(contract.suspendPerson, ({ params: { accountId, personId }, body, caller }) =>
      endAndProve(
        kernel,
        probe,
        { accountId, by: { person: caller.personId }, resourceId: null, personId },
        r => suspendPerson(r, accountId, personId, filled(body.note)),
      ),
    ),
    route(contract.resumePerson, async ({ params: { accountId, personId }, caller, standing }) =>
      record(kernel, { accounts: [accountId], by: { person: caller.personId } }, async r => ({
        at: r.at.toISOString(),
        ...(await resumePerson(r, accountId, personId, standing)),
      })),
    ),
  ]
}
