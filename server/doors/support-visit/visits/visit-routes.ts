import * as ofProvider from '#contract/provider-visits.ts'
import * as contract from '#contract/visits.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { everyAccount, readAccount, readProvider } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import { readSupportTeam } from '#server/access/support-team.ts'
import { filled } from '#server/plumbing/text.ts'
import { askForVisit, useRequestCode } from './ask-for-visit.ts'
import { beginVisit } from './begin-visit.ts'
import { readTargets, readTerms, tellPlatforms } from './choices.ts'
import { endVisit, withdrawVisit } from './close-visit.ts'
import { decideVisit } from './decide-visit.ts'
import { listVisits, type Reader, readVisit } from './list-visits.ts'
import { renewRequestCode, tellRequestCode } from './request-code.ts'
import { changeVisitPolicy, readVisitPolicy } from './visit-policy.ts'

type Language = 'de' | 'en' | 'nl'

export function visitRoutes(kernel: Kernel, probe: ProbeEntry): Route[] {
  const { database, clock } = kernel
  const has = (standing: Standing, permission: Permission) =>
    standing.as === 'owner' || standing.of.permissions.includes(permission)
  const readerIn = async (personId: string, standing: Standing): Promise<Reader> => ({
    personId,
    decides: has(standing, 'access.decide'),
    ends: has(standing, 'access.end') || 'not-allowed',
    provider: await providerName(),
  })
  /** Support reads over all accounts, and decides in none. */
  const supporter = async (personId: string, desk = false): Promise<Reader> => ({
    personId,
    decides: false,
    ends: desk || 'not-allowed',
    provider: await providerName(),
  })
  const providerName = () => database.within(everyAccount, async tx => (await readProvider(tx)).name)

  const pageOf = (
    scope: string,
    which: Parameters<typeof readVisit>[1],
    reader: Reader,
    language: Language,
  ) =>
    database.within(scope, async tx => {
      const now = clock.now()
      const visit = await readVisit(tx, which, now, reader)
      return { visit, terms: await readTerms(tx, await readAccount(tx, visit.account.id), language, now) }
    })
  const ownersPage = async (
    { accountId, visitId }: { accountId: string; visitId: string },
    caller: { personId: string; language: Language },
    standing: Standing,
  ) =>
    pageOf(accountId, { accountId, id: visitId }, await readerIn(caller.personId, standing), caller.language)
  const agentsPage = async (id: string, { personId, language }: { personId: string; language: Language }) =>
    pageOf(everyAccount, { agentId: personId, id }, await supporter(personId), language)

  return [
    route(contract.readRequestCode, ({ params }) =>
      database.within(params.accountId, tx => tellRequestCode(tx, params.accountId)),
    ),
    route(contract.renewRequestCode, async ({ params, caller }) => {
      await renewRequestCode(kernel, caller.personId, params.accountId)
      return database.within(params.accountId, tx => tellRequestCode(tx, params.accountId))
    }),
    route(contract.listVisits, async ({ params, query, caller, standing }) => {
      const reader = await readerIn(caller.personId, standing)
      return database.within(params.accountId, tx =>
        listVisits(
          tx,
          {
            accountId: params.accountId,
            resourceId: query.resource,
            grantId: query.grant,
            state: query.state ?? 'all',
          },
          clock.now(),
          reader,
          { cursor: query.cursor, limit: query.limit ?? 30 },
        ),
      )
    }),
    route(contract.readVisit, ({ params, caller, standing }) => ownersPage(params, caller, standing)),
    route(contract.decideVisit, async ({ params, body, caller, standing }) => {
      await decideVisit(kernel, caller.personId, standing, params.accountId, params.visitId, {
        ...body,
        note: filled(body.note),
      })
      return ownersPage(params, caller, standing)
    }),
    route(contract.readVisitChoices, ({ params, caller, standing }) =>
      database.within(params.accountId, async tx => {
        const account = await readAccount(tx, params.accountId)
        const { name, people } = await readSupportTeam(tx)
        return {
          platforms: tellPlatforms(),
          targets: await readTargets(tx, account.id),
          supportTeam: { name, people },
          terms: await readTerms(tx, account, caller.language, clock.now()),
          can: {
            begin: account.closedAt ? 'account-is-closed' : has(standing, 'access.open') || 'not-allowed',
            code: has(standing, 'access.decide') || 'not-allowed',
          },
        }
      }),
    ),
    route(contract.beginVisit, async ({ params, body, caller, standing }) => {
      const wish = { ...body, caseNumber: filled(body.caseNumber) }
      const visitId = await beginVisit(kernel, caller.personId, standing, params.accountId, wish)
      return ownersPage({ ...params, visitId }, caller, standing)
    }),

    route(contract.listMyVisits, async ({ query, caller }) => {
      const reader = await supporter(caller.personId)
      return database.within(everyAccount, tx =>
        listVisits(tx, { agentId: caller.personId, state: query.state ?? 'all' }, clock.now(), reader, {
          cursor: query.cursor,
          limit: query.limit ?? 30,
        }),
      )
    }),
    route(contract.readMyVisit, ({ params, caller }) => agentsPage(params.visitId, caller)),
    route(contract.returnVisit, ({ params, body, caller }) =>
      endVisit(kernel, probe, params.visitId, { agent: caller.personId }, filled(body.note)),
    ),
    route(contract.withdrawVisit, async ({ params, caller }) => {
      await withdrawVisit(kernel, caller.personId, params.visitId, null)
      return agentsPage(params.visitId, caller)
    }),
    route(contract.closeVisitAsNotNeeded, async ({ params, body, caller }) => {
      await withdrawVisit(kernel, caller.personId, params.visitId, body.because.trim())
      return agentsPage(params.visitId, caller)
    }),

    route(ofProvider.findAccountByCode, async ({ body, caller, from }) => {
      const account = await useRequestCode(kernel, caller.personId, from.network, body.code)
      return database.within(everyAccount, async tx => ({
        account: { id: account.id, name: account.name },
        targets: await readTargets(tx, account.id),
        platforms: tellPlatforms(),
        terms: await readTerms(tx, account, caller.language, clock.now()),
        mailbox: (await readVisitPolicy(tx)).mailbox,
      }))
    }),
    route(ofProvider.askForVisit, async ({ body, caller, from }) => {
      const id = await askForVisit(kernel, caller.personId, from.network, body)
      return agentsPage(id, caller)
    }),
    route(ofProvider.listProviderVisits, async ({ query, caller }) => {
      const reader = await supporter(caller.personId, caller.desk)
      return database.within(everyAccount, tx =>
        listVisits(
          tx,
          {
            accountId: query.account,
            agentId: query.agent,
            platform: query.platform,
            caseNumber: filled(query.caseNumber) ?? undefined,
            state: query.state ?? 'all',
          },
          clock.now(),
          reader,
          { cursor: query.cursor, limit: query.limit ?? 30 },
        ),
      )
    }),
    route(ofProvider.endVisitByProvider, ({ params, body, caller }) =>
      endVisit(kernel, probe, params.visitId, { desk: caller.personId }, filled(body.note)),
    ),
    route(ofProvider.readVisitPolicy, () => database.within(everyAccount, readVisitPolicy)),
    route(ofProvider.changeVisitPolicy, ({ body, caller }) =>
      changeVisitPolicy(kernel, { person: caller.personId }, body),
    ),
  ]
}
