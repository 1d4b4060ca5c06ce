import { resourceRoutes } from '#server/access/resource-routes.ts'
import type { Route } from '#server/access/route.ts'
import { kernelRoutes } from '#server/access/routes.ts'
import { serviceSwitchRoutes } from '#server/doors/service-switch/routes.ts'
import {
  countAtProvider,
  dropSuspensions,
  holderBonds,
  subAccountRoutes,
} from '#server/doors/sub-account/routes.ts'
import { supportVisitRoutes } from '#server/doors/support-visit/routes.ts'
import { healthRoutes } from '#server/health/routes.ts'
import { paperRoutes } from '#server/paper/routes.ts'
import { memberRoutes } from '#server/people/member-routes.ts'
import { myRightsRoutes } from '#server/people/my-rights-routes.ts'
import { partyRoutes } from '#server/people/parties/routes.ts'
import { providerRoutes } from '#server/people/provider-routes.ts'
import { peopleRoutes } from '#server/people/routes.ts'
import { sessionRoutes } from '#server/people/session-routes.ts'
import { signInMethodRoutes } from '#server/people/sign-in-method-routes.ts'
import { sshKeyRoutes } from '#server/people/ssh-key-routes.ts'
import { webhookRoutes } from '#server/webhooks/routes.ts'
import type { AppParts } from './parts.ts'

/** THE table of all operations. What is not in it cannot be called; who may call each stands in its contract. */
export function allOperations({
  kernel,
  snapshots,
  keys,
  probe,
  url,
  trustedProxies,
  demo,
  provider,
  deafForMs,
  mail,
  vault,
  connectors,
  tendSoon,
  webhooksSoon,
  ssh,
}: AppParts): Route[] {
  return [
    ...peopleRoutes(kernel, keys, url),
    ...signInMethodRoutes(kernel, keys, url),
    ...sessionRoutes(kernel, url),
    ...sshKeyRoutes(kernel, url),
    ...providerRoutes(kernel, probe, url, demo),
    ...memberRoutes(kernel, probe, url),
    ...partyRoutes(kernel, holderBonds(kernel, url)),
    ...myRightsRoutes(kernel, keys, url),
    ...paperRoutes(kernel, keys, url),
    ...kernelRoutes(kernel, snapshots, keys, probe, tendSoon, dropSuspensions),
    ...resourceRoutes(kernel, probe),
    ...serviceSwitchRoutes(kernel, probe),
    ...subAccountRoutes(kernel, probe, url),
    ...supportVisitRoutes(kernel, vault, connectors, probe, url, ssh),
    ...webhookRoutes(kernel, vault, webhooksSoon),
    ...healthRoutes(
      kernel,
      {
        url,
        keys,
        demo,
        mailIsSetUp: mail.isSetUp,
        openIdIsSetUp: provider !== undefined,
        trustedProxies: trustedProxies.length,
        deafForMs,
        holderChanges: countAtProvider,
      },
      mail.sendSoon,
    ),
  ]
}
