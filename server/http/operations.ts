import type { Route } from '#server/access/route.ts'
import { kernelRoutes } from '#server/access/routes.ts'
import { serviceSwitchRoutes } from '#server/doors/service-switch/routes.ts'
import { supportVisitRoutes } from '#server/doors/support-visit/routes.ts'
import { healthRoutes } from '#server/health/routes.ts'
import { paperRoutes } from '#server/paper/routes.ts'
import { memberRoutes } from '#server/people/member-routes.ts'
import { providerRoutes } from '#server/people/provider-routes.ts'
import { peopleRoutes } from '#server/people/routes.ts'
import { sessionRoutes } from '#server/people/session-routes.ts'
import { signInMethodRoutes } from '#server/people/sign-in-method-routes.ts'
import { sshKeyRoutes } from '#server/people/ssh-key-routes.ts'
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
  ssh,
}: AppParts): Route[] {
  return [
    ...peopleRoutes(kernel, keys, url),
    ...signInMethodRoutes(kernel, keys, url),
    ...sessionRoutes(kernel, url),
    ...sshKeyRoutes(kernel, url),
    ...providerRoutes(kernel, probe, url),
    ...memberRoutes(kernel, probe, url),
    ...paperRoutes(kernel, keys, url),
    ...kernelRoutes(kernel, snapshots, keys, probe, tendSoon),
    ...serviceSwitchRoutes(kernel, probe),
    ...supportVisitRoutes(kernel, vault, connectors, probe, url, ssh),
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
      },
      mail.sendSoon,
    ),
  ]
}
