import * as contract from '#contract/rights.ts'
import { standingOf } from '#server/access/3-grant/giver.ts'
import { confirmEnded, type ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { endAndProve } from '#server/access/5-end/end-and-prove.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { groupOf } from '#server/access/resource.ts'
import { type Route, route, type SpotOf, spotIn } from '#server/access/route.ts'
import { filled } from '#server/plumbing/text.ts'
import { tellCatalogue } from './catalogue.ts'
import { changeRights } from './change-rights.ts'
import { endRights } from './end-rights.ts'
import { giveRights } from './give-rights.ts'
import { domainsThatNeed, isHolder } from './holders/keep-holder.ts'
import { holderRoutes } from './holders/routes.ts'
import { invitationRoutes } from './invitations/invitation-routes.ts'
import { peopleOfAccountRoutes } from './people/people-routes.ts'
import { listAssignments, readAssignment } from './read-rights.ts'

export { holderBonds } from './holders/bonds.ts'
export { isHolder, keepHolder } from './holders/keep-holder.ts'
export { countAtProvider } from './holders/read-provider-changes.ts'
export { dropSuspensions } from './people/resume-person.ts'

/** @param url origin of the desk, where links in mails lead */
export function subAccountRoutes(kernel: Kernel, probe: ProbeEntry, url: string): Route[] {
  const { database, clock } = kernel

  const view = (accountId: string, id: string, personId: string) =>
    database.within(accountId, tx => readAssignment(tx, { accountId, id }, personId, clock.now()))

  return [
    ...invitationRoutes(kernel, url),
    ...peopleOfAccountRoutes(kernel, probe, { isHolder, needs: [domainsThatNeed] }),
    ...holderRoutes(kernel, url),
    route(
      contract.readCatalogue,
      ({ params: { accountId }, query, caller }) =>
        database.within(accountId, async tx => {
          const now = clock.now()
          const scope = query.scope ?? null
          const giver = await standingOf(tx, caller.personId, accountId, 'team.manage', scope, new Date(now))
          return tellCatalogue(giver, { scope, groupId: await groupOf(tx, scope) }, caller.language, now)
        }),
      async (_tx, { query }) => spotIn(query, 'scope'),
    ),
    route(
      contract.listAssignments,
      ({ params: { accountId }, query, caller, standing }) =>
        database.within(accountId, async tx => ({
          items: await listAssignments(
            tx,
            { accountId, ...(query.person ? { personId: query.person } : {}) },
            caller.personId,
            standing,
            clock.now(),
          ),
        })),
      async () => 'anywhere',
    ),
    route(
      contract.giveRights,
      async ({ params: { accountId }, body, caller, standing }) => {
        const { personId, reason, ...rights } = body
        const id = await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
          giveRights(r, accountId, personId, { ...rights, reason: filled(reason) }, standing),
        )
        return view(accountId, id, caller.personId)
      },
      async (_tx, { body }) => spotIn(body, 'scopeId'),
    ),
    route(
      contract.changeRights,
      async ({ params, body, version, caller, standing }) => {
        const { accountId, assignmentId } = params
        const change = {
          permissions: body.permissions,
          until: body.until,
          reason: body.reason === undefined ? undefined : filled(body.reason),
        }
        const replaced = await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
          changeRights(r, accountId, assignmentId, change, standing, version),
        )
        await confirmEnded(kernel, probe, accountId, replaced)
        return view(accountId, assignmentId, caller.personId)
      },
      spotOfAssignment,
    ),
    route(
      contract.endRights,
      async ({ params: { accountId, assignmentId }, body, caller }) => {
        const { scope, person } = await view(accountId, assignmentId, caller.personId)
        return endAndProve(
          kernel,
          probe,
          {
            accountId,
            by: { person: caller.personId },
            resourceId: scope?.id ?? null,
            personId: person.id,
          },
          r => endRights(r, accountId, assignmentId, filled(body.note)),
        )
      },
      spotOfAssignment,
    ),
  ]
}

/** Where it holds; of one that is not there the whole account, so that nobody learns more by it. */
const spotOfAssignment: SpotOf = async (tx, { params }) => {
  const found = await tx
    .selectFrom('sub_account.assignments')
    .select('resource_id')
    .where('account_id', '=', params['accountId']!)
    .where('id', '=', params['assignmentId']!)
    .executeTakeFirst()
  return found?.resource_id ?? null
}
