import * as contract from '#contract/steps.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Caller, type Route, route } from '#server/access/route.ts'
import { filled } from '#server/plumbing/text.ts'
import { confirmStep, type Speaker, undoStep } from './confirm-step.ts'
import { changeNetworks, showNetworks } from './networks.ts'
import { ofGrant, readGuided } from './read-guided.ts'
import { acceptExtraRights, noteRequestedRights } from './read-rights.ts'
import { showGuided } from './show-guided.ts'
import { accountForVisitor } from './visitor.ts'

/** What people do and confirm for a grant: each side its own part. */
export function stepRoutes(kernel: Kernel, deskOrigin: string): Route[] {
  const { database, clock } = kernel

  const asOwner = (
    params: { accountId: string; grantId: string },
    caller: Caller,
    standing: Standing,
  ): Speaker => {
    const has = (permission: Permission) =>
      standing.as === 'owner' || standing.of.permissions.includes(permission)
    return {
      ...params,
      person: caller.personId,
      side: 'owner',
      has: { open: has('access.open'), end: has('access.end') },
    }
  }
  const asVisitor = async ({ grantId }: { grantId: string }, caller: Caller): Promise<Speaker> => ({
    accountId: await accountForVisitor(database, grantId, caller.personId, new Date(clock.now())),
    grantId,
    person: caller.personId,
    side: 'support',
    has: { open: true, end: true },
  })
  const view = ({ accountId, grantId, side, has }: Speaker, { language }: Caller) =>
    database.within(accountId, async tx => {
      const grant = await tx
        .selectFrom('access.grants as g')
        .innerJoin('access.accounts as a', 'a.id', 'g.account_id')
        .select('a.zone')
        .where('g.account_id', '=', accountId)
        .where('g.id', '=', grantId)
        .executeTakeFirst()
      if (!grant) throw new Refusal('not-found')
      const rows = await readGuided(tx, ofGrant(accountId, grantId))
      return { side, zone: grant.zone, items: rows.map(row => showGuided(row, side, language, has)) }
    })
  const act = async (speaker: Speaker, caller: Caller, work: (r: Recording) => Promise<void>) => {
    await record(kernel, { accounts: [speaker.accountId], by: { person: caller.personId } }, work)
    return view(speaker, caller)
  }

  return [
    route(contract.readSteps, ({ params, caller, standing }) =>
      view(asOwner(params, caller, standing), caller),
    ),
    route(contract.confirmStep, ({ params: { stepId, ...of }, body, caller, standing }) => {
      const speaker = asOwner(of, caller, standing)
      return act(speaker, caller, r => confirmStep(r, speaker, stepId, filled(body.note)))
    }),
    route(contract.undoStep, ({ params: { stepId, ...of }, caller, standing }) => {
      const speaker = asOwner(of, caller, standing)
      return act(speaker, caller, r => undoStep(r, speaker, stepId))
    }),
    route(contract.readRequestedRights, ({ params: { artefactId, ...of }, body, caller, standing }) => {
      const speaker = asOwner(of, caller, standing)
      return act(speaker, caller, r => noteRequestedRights(r, speaker, artefactId, body.rights))
    }),
    route(contract.acceptExtraRights, ({ params: { artefactId, ...of }, body, caller, standing }) => {
      const speaker = asOwner(of, caller, standing)
      return act(speaker, caller, r => acceptExtraRights(r, speaker, artefactId, body.rights))
    }),

    route(contract.readStepsOfVisit, async ({ params, caller }) =>
      view(await asVisitor(params, caller), caller),
    ),
    route(contract.confirmStepOfVisit, async ({ params, body, caller }) => {
      const speaker = await asVisitor(params, caller)
      return act(speaker, caller, r => confirmStep(r, speaker, params.stepId, filled(body.note)))
    }),
    route(contract.undoStepOfVisit, async ({ params, caller }) => {
      const speaker = await asVisitor(params, caller)
      return act(speaker, caller, r => undoStep(r, speaker, params.stepId))
    }),
    route(contract.readRequestedRightsOfVisit, async ({ params, body, caller }) => {
      const speaker = await asVisitor(params, caller)
      return act(speaker, caller, r => noteRequestedRights(r, speaker, params.artefactId, body.rights))
    }),

    route(contract.readNetworks, () => showNetworks(kernel)),
    route(contract.changeNetworks, async ({ body, caller }) => {
      await changeNetworks(kernel, { person: caller.personId }, deskOrigin, body.items)
      return showNetworks(kernel)
    }),
  ]
}
