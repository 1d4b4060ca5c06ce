import * as contract from '#contract/ssh-visits.ts'
import { findVisit, loginOf } from '#server/access/4-enter/find-visit.ts'
import { everyAccount } from '#server/access/account.ts'
import { type Connection, readVisitedServer } from '#server/access/outside.ts'
import type { Kernel } from '#server/access/record.ts'
import { Refusal } from '#server/access/refusal.ts'
import { type Route, route, sessionOf } from '#server/access/route.ts'
import { freshForMs } from '#server/people/sessions.ts'
import type { SshKeys } from '#server/plumbing/ssh/own-keys.ts'
import { permissionsOf, signForVisit } from './sign-for-visit.ts'

export type SshParts = {
  keys: SshKeys
  /** Where the SSH door listens; undefined: there is none. */
  port(): number | undefined
  serverOf(resourceId: string): Promise<Connection | undefined>
}

/** What a visitor of a server needs to get in. */
export function sshVisitRoutes(kernel: Kernel, ssh: SshParts, url: string): Route[] {
  const { database, clock } = kernel
  return [
    route(contract.readSshWay, async ({ params, caller }) => {
      const at = new Date(clock.now())
      const found = await database.within(everyAccount, async tx => {
        const visit = await findVisit(tx, caller.personId, params, at)
        return visit && { visit, permissions: await permissionsOf(tx, visit, caller.personId, at) }
      })
      if (!found) throw new Refusal('not-found')
      const { visit, permissions } = found
      const connection = await ssh.serverOf(visit.resource)
      const server = connection && readVisitedServer(connection)
      const port = ssh.port()
      return {
        resource: { id: visit.resource, name: visit.resourceName },
        until: visit.endsAt?.toISOString() ?? null,
        permissions,
        door:
          port === undefined
            ? null
            : {
                host: new URL(url).hostname,
                port,
                login: loginOf(visit.grantId),
                hostFingerprint: ssh.keys.hostFingerprint,
              },
        server: server ? { host: server.host, port: server.port, login: server.login } : null,
        can: {
          enter: server && port !== undefined ? (true as const) : 'no-ssh-here',
          certificate: server ? (true as const) : 'no-ssh-here',
        },
      }
    }),
    route(contract.signSshCertificate, async ({ params, body, caller, from }) => {
      const isFresh = clock.now() - sessionOf(caller).provedAt < freshForMs
      const { certificate, login, validUntil } = await signForVisit(
        kernel,
        ssh.keys.authority,
        ssh.serverOf,
        { personId: caller.personId, isFresh, network: from.network },
        params.grantId,
        body.keyId,
      )
      return { certificate, login, validUntil: validUntil.toISOString() }
    }),
  ]
}
