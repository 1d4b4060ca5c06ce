import * as contract from '#contract/rights-invitations.ts'
import { readAccount } from '#server/access/account.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import { readHouse } from '#server/people/house.ts'
import { filled } from '#server/plumbing/text.ts'
import type { Rights } from '../give-rights.ts'
import { inviteToRights, promise } from './invite.ts'
import { listRightsInvitations, showOffer } from './list-invitations.ts'
import { answerOtherAddress, resend, showLink, withdraw } from './steer-invitation.ts'

/** Inviting somebody to rights. @param url origin of the desk, where links lead */
export function invitationRoutes(kernel: Kernel, url: string): Route[] {
  const { database, clock } = kernel
  const house = () => readHouse(database, url)
  return [
    route(contract.previewRights, ({ params: { accountId }, body, caller, standing }) =>
      database.within(accountId, async tx => {
        const account = await readAccount(tx, accountId)
        const reader = { personId: caller.personId, standing }
        const { until, ...offer } = await promise(tx, account, wanted(body), reader, clock.now())
        return { offer: showOffer(offer, until) }
      }),
    ),
    route(contract.inviteToRights, async ({ params, body, caller, standing }) => {
      const { invited, language } = body
      return {
        items: await inviteToRights(
          kernel,
          await house(),
          { personId: caller.personId, standing },
          params.accountId,
          {
            invited: invited.map(one => ({ address: one.address, name: filled(one.name) })),
            language,
            rights: wanted(body),
          },
        ),
      }
    }),
    route(contract.listRightsInvitations, ({ params, caller, standing }) =>
      database.within(params.accountId, async tx => {
        const account = await readAccount(tx, params.accountId)
        const reader = { personId: caller.personId, standing }
        return { items: await listRightsInvitations(tx, account, reader, new Date(clock.now())) }
      }),
    ),
    route(contract.resendRightsInvitation, async ({ params, caller, standing }) =>
      resend(kernel, await house(), { personId: caller.personId, standing }, params),
    ),
    route(contract.showInvitationLink, async ({ params, caller, standing }) =>
      showLink(kernel, await house(), { personId: caller.personId, standing }, params),
    ),
    route(contract.answerOtherAddress, async ({ params, body, caller, standing }) =>
      answerOtherAddress(kernel, await house(), { personId: caller.personId, standing }, params, body),
    ),
    route(contract.withdrawRightsInvitation, async ({ params, caller, standing }) => {
      const withdrawnAt = await withdraw(kernel, { personId: caller.personId, standing }, params)
      return { withdrawnAt: withdrawnAt.toISOString() }
    }),
  ]
}

function wanted(body: Omit<Rights, 'reason'> & { reason?: string }): Rights {
  const { scopeId, audience, permissions, until, reason } = body
  return { scopeId, audience, permissions, until, reason: filled(reason) }
}
