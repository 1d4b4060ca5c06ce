import * as contract from '#contract/support-visit.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import { everyAccount, readAccount } from '#server/access/account.ts'
import type { Connector } from '#server/access/outside.ts'
import { brokenPromise } from '#server/access/outside.ts'
import type { Permission } from '#server/access/permission.ts'
import { type Kernel, record } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { readResource } from '#server/access/resource.ts'
import { type Route, route } from '#server/access/route.ts'
import { filled } from '#server/plumbing/text.ts'
import type { Vault } from '#server/plumbing/vault/open-vault.ts'
import {
  allowPrivate,
  connect,
  disconnect,
  findConnection,
  isInUse,
  isPrivateAllowed,
  noteTest,
  type Resource,
  showConnection,
} from './connections.ts'
import { handOverRoutes } from './hand-overs/routes.ts'
import { leftBehindRoutes } from './left-behind/routes.ts'
import { recordingRoutes } from './recordings/routes.ts'
import { type SshParts, sshVisitRoutes } from './ssh/routes.ts'
import { stepRoutes } from './steps/routes.ts'
import { visitRoutes } from './visits/visit-routes.ts'

export type { SshParts }

export function supportVisitRoutes(
  kernel: Kernel,
  vault: Vault,
  connectors: ReadonlyMap<string, Connector>,
  probe: ProbeEntry,
  deskOrigin: string,
  ssh: SshParts,
): Route[] {
  const { database, clock } = kernel
  const systems = [...connectors.values()].map(({ name, verified, cannotSee }) => ({
    name,
    verified,
    cannotSee: [...cannotSee],
  }))

  const view = (resource: Resource, standing: Standing) =>
    database.within(resource.accountId, async tx => {
      await readResource(tx, resource.resourceId)
      const { closedAt } = await readAccount(tx, resource.accountId)
      const connection = await showConnection(tx, resource.resourceId)
      const has = (permission: Permission) =>
        standing.as === 'owner' || standing.of.permissions.includes(permission)
      const isHeld = connection !== null && (await isInUse(tx, resource, connection.system))
      return {
        connection,
        systems,
        sshAuthority: ssh.keys.authorityLine,
        isPrivateAllowed: await isPrivateAllowed(tx, resource.resourceId),
        can: {
          connect: closedAt ? 'account-is-closed' : has('access.open') || 'not-allowed',
          disconnect: !connection
            ? 'not-connected'
            : isHeld
              ? 'connection-is-in-use'
              : has('access.end') || 'not-allowed',
        },
      }
    })

  /** Asks the system outside of any transaction: it may take long, or never answer. */
  const tryOut = async (resource: Resource) => {
    const found = await database.within(resource.accountId, tx => findConnection(tx, resource.resourceId))
    if (!found) throw new Refusal('not-connected')
    const connector = connectors.get(found.system)
    const tested = connector
      ? await connector
          .test(resource.resourceId)
          .catch(error => ({ works: false as const, ...brokenPromise(found.system, error) }))
      : { works: false as const, error: `This desk has no connector "${found.system}".` }
    await database.within(resource.accountId, tx =>
      noteTest(
        tx,
        found.id,
        tested.works ? { version: tested.version } : { trouble: tested.error },
        new Date(clock.now()),
      ),
    )
  }

  return [
    ...visitRoutes(kernel, probe),
    ...recordingRoutes(kernel, vault),
    ...handOverRoutes(kernel, vault),
    ...sshVisitRoutes(kernel, ssh, deskOrigin),
    route(contract.readConnection, ({ params, standing }) => view(params, standing)),
    route(contract.connectSystem, async ({ params, body, caller, standing }) => {
      if (!connectors.has(body.system)) throw new Refusal('no-such-system')
      // An address is kept and shown as it is; the credential has a place of its own, in the vault.
      if (holdsPassword(body.address.trim())) throw new Refusal('invalid-input', { field: 'address' })
      await record(kernel, { accounts: [params.accountId], by: { person: caller.personId } }, async r => {
        await readResource(r.tx, params.resourceId)
        if ((await readAccount(r.tx, params.accountId)).closedAt) throw new Refusal('account-is-closed')
        await connect(r, vault, params, {
          system: body.system,
          address: body.address.trim(),
          login: filled(body.login),
          credential: body.credential || null,
          options: body.options ?? {},
        })
      })
      await tryOut(params)
      return view(params, standing)
    }),
    route(contract.testConnection, async ({ params, standing }) => {
      await database.within(params.accountId, tx => readResource(tx, params.resourceId))
      await tryOut(params)
      return view(params, standing)
    }),
    route(contract.disconnectSystem, async ({ params, caller, standing }) => {
      await record(kernel, { accounts: [params.accountId], by: { person: caller.personId } }, async r => {
        await readResource(r.tx, params.resourceId)
        await disconnect(r, params)
      })
      return view(params, standing)
    }),
    route(contract.readPrivateAddress, ({ params }) =>
      database.within(everyAccount, async tx => {
        const { id } = await readResource(tx, params.resourceId)
        return { allowed: await isPrivateAllowed(tx, id) }
      }),
    ),
    route(contract.allowPrivateAddress, async ({ params, body, caller }) => {
      const { id, accountId } = await database.within(everyAccount, tx => readResource(tx, params.resourceId))
      await record(kernel, { accounts: [accountId], by: { person: caller.personId } }, r =>
        allowPrivate(r, { accountId, resourceId: id }, body.allowed),
      )
      return { allowed: body.allowed }
    }),
    ...leftBehindRoutes(kernel, connectors),
    ...stepRoutes(kernel, deskOrigin),
  ]
}

/** https://login:password@shop.example; also where the rest of it is no address that could be used. */
function holdsPassword(address: string): boolean {
  if (URL.canParse(address)) return new URL(address).password !== ''
  return /\/\/[^/]*:[^/]*@/.test(address)
}
