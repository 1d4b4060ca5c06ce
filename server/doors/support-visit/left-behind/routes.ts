import { sql } from 'kysely'
import type { Static } from 'typebox'
import * as contract from '#contract/left-behind.ts'
import { wantAgain } from '#server/access/3-grant/artefact-missing.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { everyAccount } from '#server/access/account.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route } from '#server/access/route.ts'
import type { Tx } from '#server/plumbing/database.ts'
import { filled } from '#server/plumbing/text.ts'
import { findConnection } from '../connections.ts'
import type { Connectors } from './ask-inventory.ts'
import { checkPlace } from './check-drift.ts'
import { keepLeft } from './keep-left.ts'
import { type Look, readAmiss, readCheck, readLeft, type ThingLeft } from './read-left.ts'
import { removeLeft } from './remove-left.ts'
import { door } from './watch.ts'

type View = Static<typeof contract.readLeftBehind.answer>
type OfGrant = { accountId: string; grantId: string }

/** What a visit left behind: to read, to take away, to keep; and what is amiss with what was made for it. */
export function leftBehindRoutes(kernel: Kernel, connectors: Connectors): Route[] {
  const { database, clock } = kernel

  const view = (params: OfGrant, standing: Standing): Promise<View> =>
    database.within(params.accountId, async tx => {
      const left = await readLeft(tx, params.accountId, params.grantId)
      const { name } = await nameOf(tx, left.resourceId)
      const connection = await findConnection(tx, left.resourceId)
      const has = (permission: Permission) =>
        standing.as === 'owner' || standing.of.permissions.includes(permission) || 'not-allowed'
      const amiss = await readAmiss(tx, params.grantId)
      const system = left.system ?? connection?.system
      return {
        resource: { id: left.resourceId, name },
        state: left.state,
        beginning: tellLook(left.beginning),
        end: tellLook(left.end),
        overlaps: left.overlaps,
        items: left.items.map(item => tellThing(item, has('access.end'), has('access.open'))),
        cannotSee: [...(connectors.get(system ?? '')?.cannotSee ?? [])],
        check: tellLook(await readCheck(tx, left.resourceId)),
        cameBack: amiss
          .filter(one => one.cameBackAt)
          .map(({ id, system, kind, cameBackAt, trouble }) => ({
            id,
            system,
            kind,
            at: cameBackAt!.toISOString(),
            trouble,
          })),
        missing: tellMissing(amiss, has('access.open')),
        can: { check: connection ? has('access.end') : 'not-connected' },
      }
    })

  const isOfGrant = ({ accountId, grantId, artefactId }: OfGrant & { artefactId: string }) =>
    database.within(accountId, async tx => {
      const held = await tx
        .selectFrom('access.artefact_grants')
        .select('artefact_id')
        .where('grant_id', '=', grantId)
        .where('artefact_id', '=', artefactId)
        .executeTakeFirst()
      return held !== undefined
    })

  const resourceOf = (params: OfGrant) =>
    database.within(
      params.accountId,
      async tx => (await readLeft(tx, params.accountId, params.grantId)).resourceId,
    )

  /** Found for its own visitor alone, while it is open. */
  const ownVisit = (tx: Tx, grantId: string, personId: string) =>
    sql<{ account_id: string }>`
      select account_id from access.open_grants(${new Date(clock.now())})
      where id = ${grantId} and door = ${door} and subject_kind = 'person' and subject_id = ${personId}`
      .execute(tx)
      .then(found => found.rows[0]?.account_id)

  const missingOf = (grantId: string, personId: string) =>
    database.within(everyAccount, async tx => {
      if (!(await ownVisit(tx, grantId, personId))) throw new Refusal('not-found')
      return { items: tellMissing(await readAmiss(tx, grantId), true) }
    })

  return [
    route(contract.readLeftBehind, ({ params, standing }) => view(params, standing)),
    route(contract.removeLeftBehind, async ({ params, body, caller, standing }) => {
      await removeLeft(kernel, connectors, {
        accountId: params.accountId,
        resourceId: await resourceOf(params),
        personId: caller.personId,
        ids: body.items,
      })
      return view(params, standing)
    }),
    route(contract.keepLeftBehind, async ({ params, body, caller, standing }) => {
      const resourceId = await resourceOf(params)
      await record(kernel, { accounts: [params.accountId], by: { person: caller.personId } }, r =>
        keepLeft(r, {
          accountId: params.accountId,
          resourceId,
          ids: body.items,
          note: filled(body.note),
        }),
      )
      return view(params, standing)
    }),
    route(contract.checkNow, async ({ params, caller, standing }) => {
      const { accountId } = params
      const resourceId = await resourceOf(params)
      const connection = await database.within(accountId, tx => findConnection(tx, resourceId))
      if (!connection) throw new Refusal('not-connected')
      await checkPlace(
        kernel,
        connectors,
        { accountId, resourceId, system: connection.system },
        { person: caller.personId },
      )
      return view(params, standing)
    }),
    route(contract.makeAgain, async ({ params, caller, standing }) => {
      await resourceOf(params)
      const isWanted = await record(
        kernel,
        { accounts: [params.accountId], by: { person: caller.personId } },
        r => wantAgain(r, params),
      )
      if (!isWanted) throw new Refusal((await isOfGrant(params)) ? 'nothing-is-missing' : 'not-found')
      return view(params, standing)
    }),
    route(contract.readMissing, ({ params, caller }) => missingOf(params.grantId, caller.personId)),
    route(contract.makeAgainByVisitor, async ({ params, caller }) => {
      const accountId = await database.within(everyAccount, tx =>
        ownVisit(tx, params.grantId, caller.personId),
      )
      const isWanted =
        accountId !== undefined &&
        (await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
          wantAgain(r, { ...params, accountId, onlyFor: caller.personId }),
        ))
      if (!isWanted) throw new Refusal('not-found')
      return missingOf(params.grantId, caller.personId)
    }),
  ]
}

/** Also of one that was removed from the desk: what was left behind there is still there. */
async function nameOf(tx: Tx, resourceId: string): Promise<{ name: string }> {
  return tx
    .selectFrom('access.resources')
    .select('name')
    .where('id', '=', resourceId)
    .executeTakeFirstOrThrow()
}

function tellLook(look: Look | null): View['check'] {
  return look && { at: look.at.toISOString(), trouble: look.trouble }
}

type Can = true | 'not-allowed'

function tellThing(item: ThingLeft, mayEnd: Can, mayOpen: Can): View['items'][number] {
  const isOver = item.state === 'removed' || item.state === 'vanished' || item.state === 'removing'
  return {
    ...item,
    firstSeenAt: item.firstSeenAt.toISOString(),
    at: item.at.toISOString(),
    can: {
      remove: isOver ? 'left-behind-is-over' : mayEnd,
      keep: isOver || item.state === 'kept' ? 'left-behind-is-over' : mayOpen,
    },
  }
}

function tellMissing(amiss: Awaited<ReturnType<typeof readAmiss>>, mayOpen: Can): View['missing'] {
  return amiss
    .filter(one => one.missingAt)
    .map(({ id, system, kind, missingAt }) => ({
      id,
      system,
      kind,
      at: missingAt!.toISOString(),
      can: { makeAgain: mayOpen },
    }))
}
