import * as contract from '#contract/hand-overs.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import {
  keepHandOver,
  kindOfHandOver,
  replaceHandOver,
  withdrawHandOver,
} from '#server/access/4-enter/hand-over/keep.ts'
import type { Kept } from '#server/access/4-enter/hand-over/list.ts'
import { listHandOvers, readGiven, readHeldGrant } from '#server/access/4-enter/hand-over/list.ts'
import { accountOfVisit, reveal } from '#server/access/4-enter/hand-over/reveal.ts'
import { confirmRotation } from '#server/access/5-end/confirm-rotation.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, type Recording, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Caller, type Route, route } from '#server/access/route.ts'
import { countTry } from '#server/people/tries.ts'
import { filled } from '#server/plumbing/text.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import { readGivenValue, readValues } from './read-values.ts'

/** So long the console shows a secret before it hides it again. */
const hideAfterSeconds = 60
/** Looks of one person within a quarter of an hour: more than somebody reads, less than somebody needs to carry all away. */
const mostReveals = 60

type OfGrant = { accountId: string; grantId: string }

export function handOverRoutes(kernel: Kernel, vault: Vault): Route[] {
  const { database, clock } = kernel
  const now = () => new Date(clock.now())

  const ownersView = (of: OfGrant, standing: Standing) =>
    database.within(of.accountId, async tx => {
      const grant = await readHeldGrant(tx, of.accountId, of.grantId, now())
      if (!grant) throw new Refusal('not-found')
      const has = (permission: Permission) =>
        standing.as === 'owner' || standing.of.permissions.includes(permission) || 'not-allowed'
      const items = []
      for (const one of await listHandOvers(tx, of, now())) {
        const isTheirs = one.from === 'owner' && one.over?.because !== 'withdrawn'
        const given =
          one.from === 'visitor' && !one.over ? await readGiven(tx, vault, of.accountId, one.id) : null
        items.push({
          ...told(one),
          rotation: one.rotation,
          rotatedAt: one.rotatedAt?.toISOString() ?? null,
          given: given?.['value'] ?? null,
          can: {
            replace: grant.isOver ? 'ending-already' : isTheirs ? has('access.open') : 'hand-over-is-over',
            withdraw: one.from !== 'owner' || one.over ? 'hand-over-is-over' : has('access.end'),
            confirmRotation: one.rotation === 'due' ? has('access.open') : 'rotation-is-not-due',
          },
        })
      }
      return {
        visitor: grant.visitor,
        items,
        can: {
          handOver: grant.isOver
            ? 'ending-already'
            : grant.visitor
              ? has('access.open')
              : 'hand-over-needs-a-name',
        },
      }
    })

  const visitorsView = (accountId: string, grantId: string, personId: string) =>
    database.within(accountId, async tx => ({
      items: (await listHandOvers(tx, { accountId, grantId }, now())).map(one => ({
        ...told(one),
        can: {
          reveal: one.from === 'visitor' ? 'not-allowed' : one.over ? 'hand-over-is-over' : (true as const),
          withdraw:
            one.from === 'visitor' && one.by?.id === personId && !one.over ? (true as const) : 'not-allowed',
        },
      })),
    }))

  const doing = <T>(accountId: string, caller: Caller, write: (r: Recording) => Promise<T>) =>
    record(kernel, { accounts: [accountId], by: { person: caller.personId } }, write)

  return [
    route(contract.listHandOvers, ({ params, standing }) => ownersView(params, standing)),
    route(contract.handOver, async ({ params, body, caller, standing }) => {
      const values = readValues(body.kind, body.values)
      const thing = { kind: body.kind, label: filled(body.label), values, most: body.most ?? null }
      await doing(params.accountId, caller, r => keepHandOver(r, vault, params, thing))
      return ownersView(params, standing)
    }),
    route(contract.replaceHandOver, async ({ params, body, caller, standing }) => {
      const kind = await database.within(params.accountId, tx => kindOfHandOver(tx, params))
      const thing = { kind, values: readValues(kind, body.values), most: body.most ?? null }
      await doing(params.accountId, caller, r => replaceHandOver(r, vault, params, thing))
      return ownersView(params, standing)
    }),
    route(contract.withdrawHandOver, async ({ params, caller, standing }) => {
      await doing(params.accountId, caller, r => withdrawHandOver(r, params))
      return ownersView(params, standing)
    }),
    route(contract.confirmRotation, async ({ params, caller, standing }) => {
      await doing(params.accountId, caller, r => confirmRotation(r, params))
      return ownersView(params, standing)
    }),

    route(contract.listMyHandOvers, async ({ params, caller }) => {
      const accountId = await accountOfVisit(kernel, caller.personId, params.grantId)
      return visitorsView(accountId, params.grantId, caller.personId)
    }),
    route(contract.revealHandOver, async ({ params, caller, from }) => {
      const accountId = await accountOfVisit(kernel, caller.personId, params.grantId)
      // Counted is only who may look at all; who guesses learns nothing and writes nothing.
      const { items } = await visitorsView(accountId, params.grantId, caller.personId)
      const wanted = items.find(one => one.id === params.handOverId)
      if (!wanted || wanted.from === 'visitor') throw new Refusal('not-found')
      await countTry(database, [{ key: `reveals of ${caller.personId}`, most: mostReveals }], now())
      const seen = await reveal(kernel, vault, {
        personId: caller.personId,
        grantId: params.grantId,
        id: params.handOverId,
        network: from.network,
      })
      return {
        kind: seen.kind,
        label: seen.label,
        values: Object.entries(seen.values).map(([name, value]) => ({ name, value })),
        left: seen.left,
        mark: { person: caller.name, at: seen.at.toISOString(), grantId: params.grantId },
        hideAfterSeconds,
      }
    }),
    route(contract.giveToOwner, async ({ params, body, caller }) => {
      const accountId = await accountOfVisit(kernel, caller.personId, params.grantId)
      const values = readGivenValue(body.kind, body.value)
      const thing = { kind: body.kind, label: filled(body.label), values, most: null }
      const where = { accountId, grantId: params.grantId }
      await doing(accountId, caller, r => keepHandOver(r, vault, where, thing, { visitor: caller.personId }))
      return visitorsView(accountId, params.grantId, caller.personId)
    }),
    route(contract.takeBackFromOwner, async ({ params, caller }) => {
      const accountId = await accountOfVisit(kernel, caller.personId, params.grantId)
      const where = { accountId, grantId: params.grantId, handOverId: params.handOverId }
      await doing(accountId, caller, r => withdrawHandOver(r, where, { visitor: caller.personId }))
      return visitorsView(accountId, params.grantId, caller.personId)
    }),
  ]
}

function told({ id, kind, label, from, by, at, left, seen, over }: Kept) {
  return {
    id,
    kind,
    label,
    from,
    by,
    at: at.toISOString(),
    left,
    seen: seen && { ...seen, firstAt: seen.firstAt.toISOString(), lastAt: seen.lastAt.toISOString() },
    over: over && { ...over, at: over.at.toISOString() },
  }
}
