import type { Route } from '#server/access/route.ts'
import { kernelRoutes } from '#server/access/routes.ts'
import { serviceSwitchRoutes } from '#server/doors/service-switch/routes.ts'
import { providerRoutes } from '#server/people/provider-routes.ts'
import { peopleRoutes } from '#server/people/routes.ts'
import type { AppParts } from './parts.ts'

/** THE table of all operations. What is not in it cannot be called; who may call each stands in its contract. */
export function allOperations({
  kernel,
  snapshots,
  keys,
  probe,
}: Pick<AppParts, 'kernel' | 'snapshots' | 'keys' | 'probe'>): Route[] {
  return [
    ...peopleRoutes(kernel),
    ...providerRoutes(kernel),
    ...kernelRoutes(kernel, snapshots, keys, probe),
    ...serviceSwitchRoutes(kernel, probe),
  ]
}
