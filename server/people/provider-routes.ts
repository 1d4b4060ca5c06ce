import * as accounts from '#contract/accounts.ts'
import type { ProbeEntry } from '#server/access/5-end/confirm-ended.ts'
import type { Kernel } from '#server/access/record.ts'
import { type Route, route } from '#server/access/route.ts'
import { accountRoutes } from './account-routes.ts'
import { panelRoutes } from './panel-routes.ts'
import { setUp } from './set-up.ts'
import { staffRoutes } from './staff-routes.ts'

/**
 * The provider's desk: setting up, accounts and shops, the staff and their teams.
 * @param url origin of the desk, where links lead
 * @param demo this desk is a demonstration
 */
export function providerRoutes(kernel: Kernel, probe: ProbeEntry, url: string, demo: boolean): Route[] {
  return [
    route(accounts.setUp, ({ body }) => setUp(kernel, body)),
    ...accountRoutes(kernel, probe, url),
    ...staffRoutes(kernel, url),
    ...panelRoutes(kernel, demo),
  ]
}
