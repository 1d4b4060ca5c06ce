import * as contract from '#contract/members.ts'
import { listTransfers } from '#server/access/3-grant/hand-over.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import { filled } from '#server/plumbing/text.ts'
import { closeAccountFor } from './close-account.ts'
import { readHouse } from './house.ts'
import { inviteMember, listInvitations, resendInvitation, withdrawInvitation } from './invite-member.ts'
import { leaveAccountAs } from './leave-account.ts'
import { listMembers } from './members.ts'
import { readTransferWaitDays } from './policy.ts'
import {
  askTransfer,
  confirmAsNextOwner,
  listTransfersOf,
  stopAsOneOfBoth,
  viewTransfer,
} from './transfers.ts'

/**
 * The people of an account: its owner, its members, invitations, and how it changes hands.
 * @param url origin of the desk, where links lead
 */
export function memberRoutes(kernel: Kernel, probe: ProbeEntry, url: string): Route[] {
  const { database, clock } = kernel
  const house = () => readHouse(database, url)
  return [
    route(contract.listMembers, ({ params, caller, standing }) =>
      database.within(params.accountId, async tx => {
        const at = new Date(clock.now())
        const account = await readAccount(tx, params.accountId)
        const owner = await tx
          .selectFrom('people.persons')
          .select(['id', 'name', 'address'])
          .where('id', '=', account.ownerId)
          .executeTakeFirstOrThrow()
        const [transfer] = await listTransfers(tx, { accountId: account.id }, at)
        const isOwner = standing.as === 'owner'
        const forOwner = !isOwner ? 'not-allowed' : account.closedAt ? 'account-is-closed' : (true as const)
        return {
          owner: { person: { id: owner.id, name: owner.name }, address: owner.address },
          members: await listMembers(tx, account, standing, transfer !== undefined, at),
          invitations: isOwner ? await listInvitations(tx, account, at) : [],
          // To be had by the two whom it concerns.
          transfer:
            transfer && [transfer.from.id, transfer.to.id].includes(caller.personId)
              ? viewTransfer(transfer, caller.personId, at)
              : null,
          transferWaitDays: await readTransferWaitDays(tx),
          can: {
            invite: forOwner,
            transfer: forOwner === true && transfer ? 'transfer-runs-already' : forOwner,
            close: forOwner,
            leave: isOwner ? 'owner-must-hand-over' : (true as const),
          },
        }
      }),
    ),

    route(contract.inviteMember, async ({ params, body, caller }) =>
      inviteMember(kernel, await house(), { person: caller.personId }, params.accountId, {
        ...body,
        untilOn: body.untilOn ?? null,
      }),
    ),
    route(contract.resendInvitation, async ({ params, caller }) =>
      resendInvitation(
        kernel,
        await house(),
        { person: caller.personId },
        params.accountId,
        params.invitationId,
      ),
    ),
    route(contract.withdrawInvitation, async ({ params, caller }) => {
      const by = { person: caller.personId }
      const withdrawnAt = await withdrawInvitation(kernel, by, params.accountId, params.invitationId)
      return { withdrawnAt: withdrawnAt.toISOString() }
    }),

    route(contract.leaveAccount, async ({ params, body, caller }) =>
      leaveAccountAs(
        kernel,
        probe,
        await house(),
        { person: caller.personId, name: caller.name },
        params.accountId,
        filled(body.note),
      ),
    ),
    route(contract.closeAccount, async ({ params, body, caller }) =>
      closeAccountFor(
        kernel,
        probe,
        await house(),
        { person: caller.personId, name: caller.name, as: 'owner' },
        params.accountId,
        body.name,
        filled(body.note),
      ),
    ),

    route(contract.askTransfer, async ({ params, body, caller }) =>
      askTransfer(kernel, await house(), { person: caller.personId }, params.accountId, body.personId),
    ),
    route(contract.listTransfers, ({ caller }) =>
      database.within(everyAccount, async tx => ({
        items: await listTransfersOf(tx, caller.personId, new Date(clock.now())),
      })),
    ),
    route(contract.confirmTransfer, async ({ params, caller }) =>
      confirmAsNextOwner(kernel, await house(), { person: caller.personId }, params.transferId),
    ),
    route(contract.stopTransfer, async ({ params, caller }) => {
      const by = { person: caller.personId, name: caller.name }
      const stoppedAt = await stopAsOneOfBoth(kernel, await house(), by, params.transferId)
      return { stoppedAt: stoppedAt.toISOString() }
    }),
  ]
}
